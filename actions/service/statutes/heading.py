"""What must be known of a statute besides its articles: title, edition, since when it is in force, source.

Each is taken from where it stands first: the listing of the folder, the front matter, a line of the heading
(版本：…), the way such texts are written (…年…月…日施行). A text that leaves one of them open is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.law.articles import law_named, laws
from actions.service.statutes.published import Cut, Unreadable, days_in

NAMES = {
    "title": ("title", "标题", "题名", "名称"),
    "edition": ("edition", "版本", "文号", "发文字号"),
    "in_force_from": ("in_force_from", "施行日期", "生效日期", "施行时间", "起施行"),
    "source": ("source", "来源", "出处", "url", "网址"),
}
LONGEST = {"title": 120, "edition": 80, "source": 500}
_LINE = re.compile(r"([\w]{2,14})\s*[:：]\s*(.+)")
_IN_FORCE = re.compile(r"自?\s*(\d{4}年\d{1,2}月\d{1,2}日)\s*起?\s*施行")
_CHANGED = re.compile(r"修正|修订")
_ADOPTED = re.compile(r"通过|公布|修正|修订")
_ISSUED = re.compile(r"法[释发]?〔\d{4}〕\d+号|国务院令第?\d+号|主席令第?\d+号")
_IN_NAME = re.compile(r"[(（](\d{4})-\d{2}-\d{2}[)）]")


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    edition: str
    in_force_from: date
    source: str


def heading(cut: Cut, front: Mapping[str, Any], name: str, given: Mapping[str, str]) -> Heading:
    """`front`: the front matter; `given`: from the listing or the command. Raises Unreadable."""
    said = _said(front) | {key: value for key, value in given.items() if value}
    lines = dict(_lines(cut.head))
    title = said.get("title") or lines.get("title") or (cut.head[0] if cut.head else "")
    edition = said.get("edition") or lines.get("edition") or _edition(cut, name)
    since = said.get("in_force_from") or lines.get("in_force_from") or _in_force(cut)
    source = said.get("source") or lines.get("source") or ""
    lacking = [
        what
        for what, value in (("名称", title), ("版本", edition), ("施行日期", since), ("来源", source))
        if not value
    ]
    if lacking:
        raise Unreadable(
            f"没有写明{'、'.join(lacking)}（可以写在文件开头、statutes.csv 里，来源还可以用 --source）"
        )
    for key, value in (("title", title), ("edition", edition), ("source", source)):
        if len(value) > LONGEST[key]:
            raise Unreadable(f"{NAMES[key][1]}超过{LONGEST[key]}字")
    return Heading(_known(title), edition, _day(since), source)


def _known(title: str) -> str:
    """As the table of laws has it, so that it is found by all its names."""
    bare = re.sub(r"[《》\s]", "", title) if title.startswith("《") else title.strip()
    if law := law_named(bare):
        return law.title
    ending = [law.title for law in laws().values() if len(bare) >= 8 and law.title.endswith(bare)]
    return ending[0] if len(ending) == 1 else bare


def _said(front: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for key, names in NAMES.items():
        value = next((front[name] for name in names if front.get(name)), None)
        if value is not None:
            found[key] = str(value).strip()
    return found


def _lines(head: list[str]) -> list[tuple[str, str]]:
    found = []
    for line in head:
        match = _LINE.fullmatch(line)
        key = next((key for key, names in NAMES.items() if match and match[1].lower() in names), None)
        if match and key:
            found.append((key, match[2].strip()))
    return found


def _edition(cut: Cut, name: str) -> str:
    """The last change that the heading tells of, else its number, else the year in the file's name."""
    told = [line for line in cut.head if _ADOPTED.search(line) and days_in(line)]
    changes = [line for line in told if _CHANGED.search(line)]
    if changes:
        last = changes[-1]
        how = "修订" if "修订" in last else "修正"
        return f"{days_in(last)[0].year}年{how}"
    if issued := next((match[0] for line in cut.head if (match := _ISSUED.search(line))), None):
        return issued
    if len(told) == 1:
        how = "公布" if "公布" in told[0] else "通过"
        return f"{days_in(told[0])[0].year}年{how}"
    in_name = _IN_NAME.search(name)
    return f"{in_name[1]}年版" if in_name else ""


def _in_force(cut: Cut) -> str:
    """From the heading; from the last article only of a text that was never changed, or was last enacted anew
    as a whole (修订): else it tells of the first edition."""
    for line in cut.head:
        if match := _IN_FORCE.search(line):
            return match[1]
    told = [line for line in cut.head if _ADOPTED.search(line) and days_in(line)]
    if len(told) > 1 and "修订" not in told[-1]:
        return ""
    last = cut.articles[max(cut.articles)]
    return match[1] if (match := _IN_FORCE.search(last)) else ""


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        days = days_in(said)
    if len(days) != 1:
        raise Unreadable(f"施行日期“{said[:30]}”不是一个日期")
    return days[0]
