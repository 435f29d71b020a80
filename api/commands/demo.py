"""Introduces the demo: who to log in as, and what to say first. Everyone in it is invented."""

from __future__ import annotations

from rich.console import Console

from actions.service.feed.demo import demo_people
from api.entry.store import open_store
from api.settings import Settings

PASSWORDS = {"agent": "demo-agent-2026", "clerk": "demo-clerk-2026", "supervisor": "demo-supervisor-2026"}
ROLES = {"agent": "坐席", "clerk": "书记员", "supervisor": "主管"}
SHOWN = ("chaoyang-clerk", "chaoyang-supervisor", "national-agent", "national-supervisor")


def introduce(settings: Settings, console: Console) -> None:
    db = open_store(settings)
    with db.read() as session:
        lawyers, staff = demo_people(session, SHOWN)
    db.close()
    console.print(
        "\n  [bold]演示律师[/bold]（虚构；验证码写在 " + str(settings.data_dir / "outbox.jsonl") + "）"
    )
    for lawyer in lawyers:
        state = "" if lawyer.status == "active" else "（已停止执业）"
        console.print(f"    {lawyer.name}　{lawyer.licence_no}{state}")
    console.print("  [bold]演示工作人员[/bold]（虚构）")
    for member in staff:
        console.print(
            f"    {member.name}　{member.username} / {PASSWORDS[member.role]}　{ROLES[member.role]}"
        )
    console.print("\n  试着说：我的买卖合同案什么时候开庭 · 五十二万八千的标的诉讼费多少，调解结了退多少")
