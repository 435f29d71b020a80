"""`hotline docs`: the pages under docs/ that are generated from data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from actions.law.articles import laws
from actions.law.provisions import law_facts, provisions
from actions.service.functions import functions
from actions.service.requests.matters import Matter, all_matters
from api.commands.evaluation.page import understanding_page
from api.commands.law_page import law_page
from api.commands.markdown import page, table
from api.settings import PROJECT, Settings

FOLDER = PROJECT / "docs"
KINDS = {
    "query": "查询",
    "consult": "咨询",
    "request": "办理",
    "feedback": "评价",
    "identity": "身份",
    "dialog": "对话",
}
IDENTITY = {"none": "不用核验", "any": "都可以", "lawyer": "先核验律师身份"}
CASE = {"required": "要", "optional": "可以有", "none": "不要"}
FORMS = {"written": "书面", "either": "书面或者口头", "open": "法律没有规定"}


def write(folder: Path = FOLDER) -> list[Path]:
    """Write every page; returns those that were not up to date."""
    stale = outdated(folder)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGES[path.name](), encoding="utf-8")
    return stale


def outdated(folder: Path = FOLDER) -> list[Path]:
    """The pages that do not say what the data says."""
    paths = [folder / name for name in PAGES]
    return [
        path for path in paths if not path.exists() or path.read_text(encoding="utf-8") != PAGES[path.name]()
    ]


def settings_page() -> str:
    """From api/settings.py."""
    rows = [
        (f"`HOTLINE_{name.upper()}`", field.description or "", _default(field.default))
        for name, field in Settings.model_fields.items()
        if name != "demo"
    ]
    lead = "都是环境变量。演示之外，密钥和对外网址必须设置；没有设置的渠道不开门，启动时会说明。"
    return page("设置", lead, table(("变量", "含义", "默认"), rows))


def functions_page() -> str:
    """From data/functions.yml."""
    known = functions().values()
    rows = [
        (
            f"`{each.code}`",
            each.name,
            KINDS[each.kind],
            "、".join(f"第{number}条" for number in each.articles) or "—",
            IDENTITY[each.identity],
            CASE[each.case],
            "已建" if each.built else "能听懂，转人工办理",
        )
        for each in known
    ]
    built = sum(each.built for each in known)
    lead = f"共 {len(rows)} 项，已建 {built} 项。条号出自《关于为律师提供一站式诉讼服务的意见》。"
    return page("功能", lead, table(("代码", "名称", "类别", "依据", "身份", "案件", "现状"), rows))


def matters_page() -> str:
    """From data/requests/."""
    sections = "\n".join(_matter(matter) for matter in all_matters())
    return page("办理事项", "对话只登记；法律要求书面的，要在律师服务平台签署。", sections)


def articles_page() -> str:
    """From data/reference/laws.csv and data/reference/articles/."""
    told = list(provisions().values())
    rows = []
    for law in laws().values():
        facts, of_law = law_facts().get(law.code), [one for one in told if one.law.code == law.code]
        if facts is not None:
            since = facts.in_force_from.isoformat()
            rows.append((law.title, law.edition, since, str(facts.last), str(len(of_law))))
    lead = f"能查到的共 {len(told)} 条，是内容提要，不是原文；原文由 `hotline statutes import` 导入。"
    heading = ("法律、司法解释", "版本", "施行日期", "共几条", "能查几条")
    return page("法条", lead, table(heading, rows))


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "functions.md": functions_page,
    "matters.md": matters_page,
    "articles.md": articles_page,
    "law.md": law_page,
    "understanding.md": understanding_page,
}


def _matter(matter: Matter) -> str:
    fields = [
        (
            each.title_zh,
            "必填" if each.required else "可跳过",
            "、".join(c.title for c in each.choices) or "—",
        )
        for each in matter.fields_for({})
    ]
    facts = (
        ("谁能办", "律师、律师助理" if matter.who.assistant else "律师"),
        ("形式", FORMS[matter.form]),
        ("期限", matter.deadline),
        ("登记之后", "；".join(need.what for need in matter.needs) or "不用再做什么"),
        ("材料", "；".join(matter.materials)),
        ("结果", "、".join(matter.outcomes)),
        ("对话能做", "、".join(matter.conversation.can)),
        ("对话不能做", "、".join(matter.conversation.cannot)),
    )
    told = "\n".join(f"- {title}：{text}" for title, text in facts)
    asked = table(("要素", "是否必填", "可选项"), fields)
    return f"## {matter.title_zh}\n\n`{matter.function}`\n\n{told}\n\n{asked}"


def _default(value: object) -> str:
    return f"`{value}`" if value not in (None, "") else "—"
