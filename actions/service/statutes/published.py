"""A statute as it was published: what its heading says, and its articles, cut from lines of text.

Three ways of writing are read: `第一条 …` with or without Markdown around it, articles as headings with the
text below, and, where nothing is numbered so, plain `1. …` (as some judicial interpretations are).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from bot.language.digits import read_integer

LONGEST_ARTICLE = 20_000
_NUMBER = r"[零〇一二两三四五六七八九十百千\d]{1,9}"
_ARTICLE = re.compile(
    rf"第({_NUMBER})条(?:之([一二三四五六七八九十]{{1,3}}))?(?P<gap>[\s\u3000:：]*)(.*)", re.S
)
_PLAIN = re.compile(r"(\d{1,3})[.．、](?!\d)\s*(.+)", re.S)
_HEADING = re.compile(rf"第{_NUMBER}[编章节](?=[\s\u3000]|$)|附\s*则\s*$|目\s*录\s*$")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；：]{2,40}")
_MARKS = re.compile(r"^[\s\u3000>*_#-]+|[*_]{2,}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


class Unreadable(Exception):
    """`reason` is Chinese and fit to be shown beside the file's name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Cut:
    """`head`: the lines before the first article. `articles`: (number, what follows 之 or 0) → text."""

    head: list[str]
    articles: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        """Numbers left out between the first article and the last."""
        numbers = {number for number, _ in self.articles}
        return [number for number in range(1, max(numbers, default=0) + 1) if number not in numbers]


def cut(lines: list[str]) -> Cut:
    """Raises Unreadable: no articles, numbers that go back or stand twice, or an article of impossible
    length."""
    clean = [_UNSEEN.sub("", line).rstrip() for line in lines]
    numbered = any(_article(line, 0) for line in clean)
    found, at = Cut([]), None
    for line in clean:
        bare = _MARKS.sub("", line).strip()
        if not bare or bare.startswith("<!--"):
            continue
        last = at[0] if at else 0
        begun = _article(line, last) if numbered else _plain(bare, last)
        if begun is not None:
            at, text = begun
            if at in found.articles or at < max(found.articles, default=(0, 0)):
                raise Unreadable(f"第{at[0]}条重复，或者条号倒着排")
            found.articles[at] = text
        elif at is None:
            found.head.append(bare)
        elif not (_HEADING.match(bare) or line.lstrip().startswith("#") or _is_section(bare, numbered)):
            found.articles[at] = f"{found.articles[at]}\n{bare}".strip()
    _check(found)
    return found


def days_in(text: str) -> list[date]:
    """Days written out in Chinese; impossible ones are left out."""
    found = []
    for year, month, day in _DAY.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _article(line: str, last: int) -> tuple[tuple[int, int], str] | None:
    """An article begins: set off by a space, or the next in number. 第五条规定的… within a text is none."""
    match = _ARTICLE.fullmatch(_MARKS.sub("", line).strip())
    number = read_integer(match[1]) if match else None
    if match is None or not number:
        return None
    set_off = bool(match["gap"]) or not match[4] or line.lstrip().startswith(("#", "*"))
    if not set_off and number != last + 1:
        return None
    return (number, read_integer(match[2]) or 0 if match[2] else 0), match[4].strip()


def _plain(bare: str, last: int) -> tuple[tuple[int, int], str] | None:
    match = _PLAIN.fullmatch(bare)
    return ((int(match[1]), 0), match[2].strip()) if match and int(match[1]) == last + 1 else None


def _is_section(bare: str, numbered: bool) -> bool:
    return not numbered and _SECTION.fullmatch(bare) is not None


def _check(found: Cut) -> None:
    if not found.articles:
        raise Unreadable("没有找到条文（第一条……）")
    for (number, _), text in found.articles.items():
        if not text:
            raise Unreadable(f"第{number}条没有内容")
        if len(text) > LONGEST_ARTICLE:
            raise Unreadable(f"第{number}条超过{LONGEST_ARTICLE}字，不像一条条文")
