"""`hotline docs`: the pages under docs/ that are generated from data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from actions.law.articles import citations, laws
from actions.law.checks.registry import CHECKS
from actions.law.provisions import law_facts, provisions
from actions.law.terms import CaseKind
from actions.service.functions import Function, functions
from actions.service.requests.matters import Matter, all_matters, has_matter, matter
from actions.service.requests.subject import TITLES
from api.commands.evaluation.page import understanding_page
from api.commands.law_page import law_page
from api.commands.markdown import page, table
from api.commands.scenes import shown
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
ABOUT = {
    "case": "自己代理的案件",
    "number": "任何一个写得对的案号",
    "court": "一家法院和一类案件，还没有案件",
}
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
    """From data/functions.yml, data/requests/ and the scenarios."""
    known = functions().values()
    rows = [_function(each) for each in known]
    built = sum(each.built for each in known)
    lead = (
        f"共 {len(rows)} 项，已建 {built} 项。《意见》是《关于为律师提供一站式诉讼服务的意见》；"
        "按案件种类的依据、要素和材料见[办理事项](matters.md)。"
        "预检里打 * 的，有法律明文禁止的情形才拒绝，其余只提醒。第一句话可以在 `hotline chat` 里照着说。"
    )
    heads = ("代码", "名称", "类别", "依据", "身份", "案件", "预检", "通道", "第一句话", "情景", "现状")
    return page("功能", lead, table(heads, rows))


def matters_page() -> str:
    """From data/requests/."""
    sections = "\n".join(_matter(one) for matter in all_matters() for one in matter.each)
    lead = "对话只登记；法律要求书面的，要在律师服务平台签署。缺的一次说全，法院需要时可以要原件。"
    return page("办理事项", lead, sections)


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


def _function(each: Function) -> tuple[str, ...]:
    scenes = shown(each.code)
    checks = list(dict.fromkeys(name for one in _each(each.code) for name in one.prechecks))
    return (
        f"`{each.code}`",
        each.name,
        KINDS[each.kind],
        _basis(each),
        IDENTITY[each.identity],
        CASE[each.case],
        "；".join(CHECKS[name].title + ("*" if CHECKS[name].bars else "") for name in checks) or "—",
        "、".join(scenes.channels) or "—",
        scenes.opening or "—",
        "、".join(f"`{name}`" for name in scenes.scenarios) or "—",
        "已建" if each.built else "能听懂，转人工办理",
    )


def _basis(each: Function) -> str:
    """The articles of the opinion, and those of law for a request."""
    opinion = "《意见》" + "、".join(f"第{number}条" for number in each.articles) if each.articles else ""
    named = (key for one in _each(each.code) for keys in one.legal_basis.values() for key in keys)
    law = citations([key for key in named if not key.startswith("opin.")], spoken=True)
    return "；".join(part for part in (opinion, law) if part) or "—"


def _each(function: str) -> tuple[Matter, ...]:
    return matter(function).each if has_matter(function) else ()


def _matter(matter: Matter) -> str:
    """A section of one matter, or of one of several in one."""
    fields = [
        (
            each.title_zh,
            "必填" if each.required and not each.asked_if else "看情况" if each.required else "可跳过",
            "、".join(c.title for c in each.choices) or "—",
        )
        for each in matter.fields
    ]
    facts = (
        ("谁能办", "律师、律师助理" if matter.who.assistant else "律师"),
        ("关于", ABOUT[matter.about]),
        ("形式", FORMS[matter.form]),
        ("依据", "；".join(f"{TITLES[CaseKind(k)]}：{citations(v)}" for k, v in matter.legal_basis.items())),
        ("期限", matter.deadline),
        ("预检", "；".join(CHECKS[name].title for name in matter.prechecks) or "—"),
        ("登记之后", "；".join(need.what for need in matter.needs) or "不用再做什么"),
        ("材料", "；".join(matter.materials)),
        ("结果", "、".join(matter.outcomes)),
        ("对话能做", "、".join(matter.conversation.can)),
        ("对话不能做", "、".join(matter.conversation.cannot)),
    )
    told = "\n".join(f"- {title}：{text}" for title, text in facts)
    asked = table(("要素", "是否必填", "可选项"), fields)
    code = f"`{matter.function}`" + (f"（`{matter.variant}`）" if matter.variant else "")
    return f"## {matter.title_zh}\n\n{code}\n\n{told}\n\n{asked}"


def _default(value: object) -> str:
    return f"`{value}`" if value not in (None, "") else "—"
