"""Which period a sentence asks about, in which kind of case, from which paper and by which way of service
(data/knowledge/deadline_cues.yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from actions.law.periods import Unit
from actions.law.terms import CaseKind
from actions.law.time_limits import time_limit
from bot.language.dates import FoundDate, find_dates
from bot.language.digits import read_integer
from bot.language.fold import fold
from bot.language.tables import read_yaml
from bot.language.taking_back import stated
from bot.language.times import find_times

CUES = Path(__file__).resolve().parents[2] / "data" / "knowledge" / "deadline_cues.yml"
APPEAL = "appeal"
ABROAD = "境外"
_N = r"[\d零一二两三四五六七八九十百半]"
_LENGTH = re.compile(
    rf"(?<!月)(?<!月 )(?<!年)(?<!{_N})(?P<n>{_N}{{1,4}})\s*"
    r"(?P<unit>个?工作日|日(?!以?前|上午)|天|个月|年(?!\d|[初底末月])|个?小时)(?!前)"
)
_UNITS: dict[str, Unit | str] = {
    "日": "日",
    "天": "日",
    "个月": "月",
    "年": "年",
    "工作日": "工作日",
    "小时": "小时",
}
_WANTS_LENGTH = re.compile(
    r"几[天日]|多少[天日]|多久|多长时间|几个(?:月|工作日)|几年|(?:什么|啥)期限|期限是?多|有没有期限|几次|怎么规定|几小时|多少小时"
)
_WANTS_DAY = re.compile(
    r"哪[一]?天|几号|几月|截止|到什么时候|什么时候(?:到期|截止|届满|之?前|是最后)|最后(?:一天|期限|日期)|最晚|最迟|到期日|(?:算|数)(?:一?下|到)|来得及|过(?:了|期)没|还有几天|还剩几天"
)
_RECEIVED = re.compile(
    r"收到|签收|送达|接到|拿到|领到|收的|到手|送来|知道|发出|登报|刊登|立案|受理|生效|届满"
)
_YEAR_SAID = re.compile(r"[12\d][\d零〇一二三四五六七八九]{3} ?年|[今明后去前]年|(?:19|20)\d\d[-/.]")
_AHEAD = re.compile(r"到期|届满|开庭|期满")
"""Events that may well lie ahead."""
CLOSE = 45
"""Days ahead that are still meant as ahead."""
_NEAR = 12
"""Characters between a day and the word that says what happened on it."""
_BESIDE = 4
"""The same where nothing else may stand between."""
LONGEST = {"日": 3650, "月": 240, "年": 20, "工作日": 1000, "小时": 2400}


@dataclass(frozen=True)
class Row:
    """One row of the cues: a limit and those that stand in its place by kind of case, abroad or procedure.

    `served`: it runs from service. `decided`: it runs from the day a decision was made, not received."""

    id: str
    cue: re.Pattern[str]
    kinds: dict[str, str] = field(default_factory=dict)
    also: dict[str, str] = field(default_factory=dict)
    abroad: str | None = None
    only: str | None = None
    served: bool = False
    decided: bool = False


@dataclass(frozen=True)
class Length:
    """A period that is named by its length."""

    count: int
    unit: str


def kind_named(words: str) -> CaseKind | None:
    named = _named(words, "kinds")
    return CaseKind(named) if named else None


def document_named(words: str) -> str | None:
    """判决, 裁定 or 调解."""
    return _named(words, "documents")


def way_named(words: str) -> str | None:
    """A key of service_ways.yml."""
    return _named(words, "ways")


def says(words: str, what: str) -> bool:
    """abroad, at_home, opened, arrived, sent, received or decided."""
    return re.search("|".join(_rows()[what]), words) is not None


def is_appeal(words: str) -> bool:
    family = _rows()["families"][APPEAL]
    return bool(re.search("|".join(family["cues"]), words)) and not re.search(family["but"], words)


def appeal_row(kind: CaseKind, document: str, *, abroad: bool) -> str | None:
    """The limit of an appeal; None for a kind of case that has none here."""
    rows = _rows()["families"][APPEAL]["rows"].get(kind.value, {})
    found = rows.get(ABROAD) if abroad and ABROAD in rows else rows.get(document)
    return str(found) if found else None


def row_named(words: str) -> Row | None:
    return next((row for row in rows_of_cues() if row.cue.search(words)), None)


def length_named(words: str) -> Length | None:
    """A length that is said (十五天, 三十日, 两个月); None where none or one that cannot be is said."""
    for match in _LENGTH.finditer(words):
        count = read_integer(match["n"])
        unit = str(_UNITS[match["unit"] if match["unit"] == "个月" else match["unit"].removeprefix("个")])
        if count and count <= LONGEST[unit]:
            return Length(count, unit)
    return None


def wants_length(words: str) -> bool:
    """Whether it is asked how long a period is, and not on which day it ends."""
    return bool(_WANTS_LENGTH.search(words)) and not _WANTS_DAY.search(words)


def wants_day(words: str) -> bool:
    return bool(_WANTS_DAY.search(words))


def asks_for_a_day(words: str, today: date) -> bool:
    """Whether the end of a period of the table is asked for, and the day that it runs from is said."""
    if not (days_said(words, today) and wants_day(words)):
        return False
    row = None if is_appeal(words) else row_named(without_days(words, today))
    return is_appeal(words) or (row is not None and time_limit(row.id).unit not in ("节点", "次"))


def day_of_event(words: str, today: date) -> date | None:
    """Of several days the one on which something was received or begun; None where it is not plain."""
    found = _dates(words, today)
    if len({each.value for each in found}) < 2:
        return found[0].value if found else None
    events = [match.start() for match in _RECEIVED.finditer(words)]
    near = {
        each.value
        for each in found
        if any(0 <= event - each.end <= _NEAR and not _between(found, each.end, event) for event in events)
    }
    return near.pop() if len(near) == 1 else None


def without_days(words: str, today: date) -> str:
    """A sentence without the days in it: they stand between words that belong together."""
    for each in reversed(find_dates(words, today)):
        words = words[: each.start] + words[each.end :]
    return words


def lately(day: date, words: str, today: date) -> date:
    """An event told without a year is of the past, unless it is close ahead: 5月20日撤诉, in November."""
    if (day - today).days <= CLOSE or _YEAR_SAID.search(words) or _AHEAD.search(words):
        return day
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day


def days_said(words: str, today: date) -> list[date]:
    return list(dict.fromkeys(each.value for each in _dates(words, today)))


def day_decided(words: str, today: date) -> date | None:
    """Of several days the one beside the words for a decision that was made (落款11月3日, 11月3日作出)."""
    marks = [match.span() for match in re.finditer("|".join(_rows()["decided"]), words)]
    beside = {
        each.value
        for each in _dates(words, today)
        if any(0 <= each.start - end <= _BESIDE or 0 <= start - each.end <= _BESIDE for start, end in marks)
    }
    return beside.pop() if len(beside) == 1 else None


def abroad_named(words: str) -> bool:
    """Whether the party itself is said to have no domicile here; not that the other one has none, nor that
    the case is 涉外."""
    return says(words, "abroad") and not says(words, "at_home")


def moment_said(words: str, day: date | None, zone: Any) -> datetime | None:
    """The day with the hour that is said."""
    times = find_times(words)
    return datetime.combine(day, times[0].value, zone) if day and times else None


def _dates(words: str, today: date) -> list[FoundDate]:
    """The days said, without what was taken back (11月9号，哦不对，11月10号)."""
    return stated(fold(words), find_dates(words, today), lambda _: "")


def _between(found: list[Any], start: int, end: int) -> bool:
    return any(start < each.start < end for each in found)


def _named(words: str, table: str) -> str | None:
    rows = _rows()[table]
    return next((key for key, cues in rows.items() if re.search("|".join(cues), words)), None)


@cache
def rows_of_cues() -> tuple[Row, ...]:
    return tuple(
        Row(
            row["id"],
            re.compile("|".join(row["cues"])),
            row.get("kinds", {}),
            row.get("also", {}),
            row.get("abroad"),
            row.get("only"),
            row.get("served", False),
            row.get("decided", False),
        )
        for row in _rows()["rows"]
    )


@cache
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = read_yaml(CUES)
    return rows
