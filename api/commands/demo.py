"""Introduces the demo: who to log in as, and what to say first. Everyone in it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from actions.service.feed.demo import demo_people
from actions.service.staff.members import ROLE_TITLES
from api.entry.store import open_store
from api.settings import Settings

if TYPE_CHECKING:
    from actions.store.records import Lawyer

PASSWORD = "demo-{role}-2026"
OPENINGS = (
    "我的买卖合同案什么时候开庭",
    "我要交买卖合同案的保全费",
    "给买卖合同案的法官留言",
    "朝阳法院有停车位吗",
    "五十二万八千的标的诉讼费多少，调解结了退多少",
)
SHOWN = ("chaoyang-clerk", "chaoyang-supervisor", "national-agent", "national-supervisor", "national-auditor")


def introduce(settings: Settings, console: Console) -> None:
    db = open_store(settings)
    with db.read() as session:
        lawyers, assistants, staff = demo_people(session, SHOWN)
    db.close()
    console.print(
        "\n  [bold]演示律师[/bold]（虚构；验证码写在 " + str(settings.data_dir / "outbox.jsonl") + "）"
    )
    for lawyer in lawyers:
        console.print(f"    {lawyer.name}　{lawyer.licence_no}{_state(lawyer)}")
    names = {lawyer.licence_no: lawyer.name for lawyer in lawyers}
    for helper in assistants:
        console.print(
            f"    {helper.name}　{helper.licence_no}（{names[helper.principal_licence_no]}的律师助理）"
        )
    console.print("  [bold]演示工作人员[/bold]（虚构）")
    for member in staff:
        login = f"{member.username} / {PASSWORD.format(role=member.role)}"
        console.print(f"    {member.name}　{login}　{ROLE_TITLES[member.role]}")
    console.print(f"\n  试着说：{' · '.join(OPENINGS)}")


def _state(lawyer: Lawyer) -> str:
    if lawyer.status != "active":
        return "（已停止执业）"
    if lawyer.restricted_functions:
        return "（部分功能被限制）"
    return f"（{lawyer.kind}）" if lawyer.practice_area else ""
