"""Dates as they are said.

A month and day without a year means the coming one (today counts as coming); told of as past (收到, 签收,
送达 …) it means the last one. Where that one is more than `FAR` days away, the near one on the other
side is meant. A bare weekday is the coming one, today included; 这周 and 下周 count from Monday.
What only an event or another calendar tells is not read (判决生效三个月后, 每周三, 农历八月十五): a wrong
date is worse than none. Nor is a part of a longer phrase ever a date of its own (十二月十几号, 两三天后).
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from bot.language.date_patterns import EVERY_WEEK, TOUCHING, cues, told_past
from bot.language.day_numbers import made, month_away, number
from bot.language.digits import read_integer, to_digits
from bot.language.festivals import after_working_days, festival
from bot.language.fold import fold
from bot.language.no_days import is_none
from bot.language.short_dates import is_date
from bot.language.taking_back import corrects

FAR = 270


@dataclass(frozen=True)
class FoundDate:
    """A date and where it stands in the folded text. `weekday_said`: a weekday stood beside it (Monday is 0);
    where it is another one, the date holds and the contradiction is to be said. `working_days`: it was
    counted so (五个工作日后)."""

    value: date
    start: int
    end: int
    weekday_said: int | None = None
    working_days: int | None = None

    @property
    def contradicted(self) -> bool:
        return self.weekday_said is not None and self.weekday_said != self.value.weekday()


_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6} | {str(n): n - 1 for n in range(1, 8)}
_YEARS = {"去": -1, "今": 0, "本": 0, "明": 1, "后": 2, "前": -2}
_NUMERALS = frozenset("零〇洞一幺二两三四五六七八九十廿卅0123456789半")
_SPREAD = re.compile(r"[一二两三四五六七八九]{2}")
_BESIDE = re.compile(r"[ ,(]*(?:也?就?是|那天是|那天)?[ ]*")
_NUMBER_OF_A_PAPER = re.compile(r"[〔\[【(]\s*\d{4}\s*年?[〕\]】)][\u4e00-\u9fff]{0,6}$")
"""〔2026〕8号 is the number of a decision, and no day."""
_ONE_DAY = re.compile(r"[二三]?十[一二三四五六七八九]?")
_DAY_AGAIN = re.compile(
    r"(?P<gap>[^\d零一二三四五六七八九十廿卅。;]{1,12}?)(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日(?![内期间])"
)
_JOINTS = ("到", "至", "和", "、", "-", "~", "或", "或者", "跟", "还是", "及", "与")


def find_dates(text: str, today: date) -> list[FoundDate]:
    """Every date said in a text, in order; what is no date (13月, 2月30日) is passed over."""
    folded = fold(text)
    said = list(cues().date.finditer(folded))
    no_dates = {match.start() for pair in pairwise(said) if _opening_hours(*pair, folded) for match in pair}
    if EVERY_WEEK.search(folded):
        no_dates |= {match.start() for match in said if match["bare_weekday"]}
    found: list[FoundDate] = []
    for match in said:
        if match.start() in no_dates or folded[: match.start()].endswith(("农历", "阴历", "旧历")):
            continue
        if _touched(match, said, folded) or is_none(match, folded):
            continue
        if match["only_day"] and _NUMBER_OF_A_PAPER.search(folded[: match.start()]):
            continue
        gap = folded[found[-1].end : match.start()] if found else ""
        joined = found and (gap.strip() in _JOINTS or (match["short_month"] and corrects(gap)))
        if match["days"]:
            found += _days_of(match, folded, today)
            continue
        value = (_after(found[-1].value, match) if joined else None) or _date(match, folded, today)
        if value:
            counted = number(match["work_count"]) if match["work_count"] else None
            found.append(FoundDate(value, match.start(), match.end(), working_days=counted))
            found += _put_right(found[-1], folded)
    return _with_weekdays(said, found, folded)


def _touched(match: "re.Match[str]", said: "list[re.Match[str]]", text: str) -> bool:
    """Whether it is the end of a longer number (三百十二月); 周三12月3号 is not."""
    if match[0][0] not in _NUMERALS or not TOUCHING.search(text[: match.start()]):
        return False
    return not any(each["lead_weekday"] and each.end() == match.start() for each in said)


def _put_right(before: FoundDate, text: str) -> Iterator[FoundDate]:
    """The day of the same month that is said in its place: 11月9日，哦不，10日."""
    again = _DAY_AGAIN.match(text, before.end)
    if again and corrects(again["gap"]) and (day := month_away(before.value, 0, number(again["day"]))):
        yield FoundDate(day, again.start("day"), again.end())


def _with_weekdays(said: "list[re.Match[str]]", found: list[FoundDate], text: str) -> list[FoundDate]:
    """A weekday right beside a date is no date of its own: 12月3号（周四）, 周四12月3号."""
    weekdays = {m.start(): m for m in said if m["bare_weekday"] or m["lead_weekday"] or m["weekday"]}
    dates = [each for each in found if each.start not in weekdays]
    beside: dict[int, FoundDate] = {}
    for each in dates:
        for match in weekdays.values():
            behind, before = text[each.end : match.start()], text[match.end() : each.start]
            after = each.end <= match.start() and _BESIDE.fullmatch(behind)
            if after or (match.end() <= each.start and _BESIDE.fullmatch(before)):
                said_day = _WEEKDAYS[match["bare_weekday"] or match["lead_weekday"] or match["weekday"]]
                start, end = min(each.start, match.start()), max(each.end, match.end())
                beside[match.start()] = replace(each, start=start, end=end, weekday_said=said_day)
                break
    merged = {(each.value, each.start): each for each in found}
    for at, whole in beside.items():
        merged = {
            key: each
            for key, each in merged.items()
            if each.start != at and not (each.value == whole.value and whole.start <= each.start < whole.end)
        }
        merged[(whole.value, whole.start)] = whole
    return sorted(merged.values(), key=lambda each: each.start)


def _opening_hours(one: "re.Match[str]", other: "re.Match[str]", text: str) -> bool:
    """周一到周五 means every week."""
    weekdays = one["bare_weekday"] and other["bare_weekday"]
    return bool(weekdays) and text[one.end() : other.start()].strip() in ("到", "至", "-", "~")


def _after(before: date, match: "re.Match[str]") -> date | None:
    """What follows a date and leaves out the same month or week: 12月3号到5号, 下周一和周三."""
    if said := match["only_day"] or match["joined_day"]:
        day = number(said)
        return month_away(before, 0 if day >= before.day else 1, day) if day else None
    if match["short_month"] and not match["short_year"]:
        month, day = int(match["short_month"]), int(match["short_date"])
        return made(before.year + ((month, day) < (before.month, before.day)), month, day)
    if match["bare_weekday"]:
        return before + timedelta((_WEEKDAYS[match["bare_weekday"]] - before.weekday()) % 7)
    return None


def _date(match: "re.Match[str]", text: str, today: date) -> date | None:
    if match["iso"]:
        return made(int(match["iy"]), int(match["im"]), int(match["id"]))
    if match["run"]:
        return made(int(match["ry"]), int(match["rm"]), int(match["rd"]))
    if match["short_month"]:
        return _short(match, text, today) if is_date(match, text) else None
    if match["nth_weekday"]:
        return _nth_weekday(match, text, today)
    if match["month"]:
        return _month_day(match, text, today)
    if match["festival"]:
        year = _said_year(match["festival_year"], match["rel_festival_year"], today)
        feast = festival(match["festival"], today, year, told_past(text, match))
        return after_working_days(feast, 1) if feast and match["first_after"] else feast
    if match["work_count"]:
        counted = cues().counted_from.search(text[: match.start()])
        return None if counted else after_working_days(today, number(match["work_count"]))
    if said := _said_year(match["end_year"], match["rel_end_year"], today):
        return date(said, 12, 31)
    if match["day_word"]:
        return today + timedelta(cues().days[match["day_word"].removesuffix("个")])
    if match["short_day"]:
        return today + timedelta("昨今明".index(match["short_day"]) - 1)
    if match["weekday"]:
        monday = today - timedelta(today.weekday())
        return monday + timedelta(7 * _steps(match["week"]) + _WEEKDAYS[match["weekday"]])
    if match["lead_weekday"]:
        return None
    if match["bare_weekday"]:
        ahead = (_WEEKDAYS[match["bare_weekday"]] - today.weekday()) % 7
        return today + timedelta(ahead - 7 if ahead and told_past(text, match) else ahead)
    if match["rel_month"]:
        day = number(match["rel_day"]) if match["rel_day"] else None
        return month_away(today, _steps(match["rel_month"]), day)
    if match["month_end"]:
        return month_away(today, 0, None)
    if match["year_end"]:
        return date(today.year, 12, 31)
    if match["count"]:
        return None if cues().counted_from.search(text[: match.start()]) else _counted(match, today)
    return _only_day(number(match["only_day"] or match["joined_day"]), told_past(text, match), today)


def _short(match: "re.Match[str]", text: str, today: date) -> date | None:
    month, day = int(match["short_month"]), int(match["short_date"])
    if match["short_year"]:
        return made(2000 + int(match["short_year"]), month, day)
    return _nearest(month, day, told_past(text, match), today)


def _steps(said: str) -> int:
    """下下个 → 2, 上 → -1, 这个 → 0."""
    return said.count("下") - said.count("上")


def _month_day(match: "re.Match[str]", text: str, today: date) -> date | None:
    month = 1 if match["month"] == "元" else number(match["month"])
    year = _said_year(match["year"], match["rel_year"], today)
    if not 1 <= month <= 12:
        return None
    if match["last"]:
        near = _nearest(month, 28, told_past(text, match), today)
        of = year or (near.year if near else today.year)
        return made(of, month, calendar.monthrange(of, month)[1])
    day = number(match["day"])
    return made(year, month, day) if year else _nearest(month, day, told_past(text, match), today)


def _days_of(match: "re.Match[str]", text: str, today: date) -> Iterator[FoundDate]:
    """Days of one month that are said in one breath: 十二月十四十五十六三天."""
    month, year = number(match["month"]), _said_year(match["year"], match["rel_year"], today)
    for each in _ONE_DAY.finditer(text, match.start("days"), match.end("days")):
        day = read_integer(each[0]) or 0
        value = made(year, month, day) if year else _nearest(month, day, told_past(text, match), today)
        if value:
            yield FoundDate(
                value, match.start() if each.start() == match.start("days") else each.start(), each.end()
            )


def _nth_weekday(match: "re.Match[str]", text: str, today: date) -> date | None:
    """The n-th or last of its weekdays in a month; None where the month has no such day."""
    if match["nth_rel"]:
        first = month_away(today, _steps(match["nth_rel"]), 1)
    else:
        month = number(match["nth_month"])
        year = _said_year(match["nth_year"], match["rel_nth_year"], today)
        first = made(year, month, 1) if year else _first_of(month, told_past(text, match), today)
    if first is None:
        return None
    length = calendar.monthrange(first.year, first.month)[1]
    days = [
        d for d in range(1, length + 1) if first.replace(day=d).weekday() == _WEEKDAYS[match["nth_weekday"]]
    ]
    n = len(days) if match["nth_last"] else number(match["nth"])
    return first.replace(day=days[n - 1]) if n <= len(days) else None


def _first_of(month: int, past: bool | None, today: date) -> date | None:
    """The first day of the month that is meant: this or the next of its name, told of as past the last."""
    if not 1 <= month <= 12:
        return None
    gone = month > today.month if past else month < today.month
    return date(today.year + (0 if not gone else -1 if past else 1), month, 1)


def _nearest(month: int, day: int, past: bool | None, today: date) -> date | None:
    """The month and day within a year from today: the last one if told of as past, else the coming one,
    but the other of the two if that one is far."""
    last = next((d for y in (0, -1) if (d := made(today.year + y, month, day)) and d <= today), None)
    coming = next((d for y in (0, 1) if (d := made(today.year + y, month, day)) and d >= today), None)
    meant, other = (last, coming) if past else (coming, last)
    return other if meant and other and abs((meant - today).days) > FAR else meant


def _said_year(said: str | None, relative: str | None, today: date) -> int | None:
    if relative:
        return today.year + _YEARS[relative]
    if not said:
        return None
    if "千" in said:
        return read_integer(said)
    try:
        year = int(to_digits(said))
    except KeyError:
        return None
    return 2000 + year if year < 100 else year


def _counted(match: "re.Match[str]", today: date) -> date | None:
    """三天后, 两周前, 再过一个月. How long ago in months or years is no date."""
    if _SPREAD.search(match["count"]):
        return None  # 三五天后
    sign = -1 if match["side"] and "前" in match["side"] else 1
    count, unit = sign * number(match["count"]), match["unit"]
    if match["count"] == "半":
        return today + timedelta(15) if unit == "月" else None
    if unit == "月":
        return month_away(today, count, today.day) or month_away(today, count, None)
    return today + timedelta(count * (1 if unit == "天" else 7))


def _only_day(day: int, past: bool | None, today: date) -> date | None:
    if not 1 <= day <= 31:
        return None
    tries = (month_away(today, -step if past else step, day) for step in range(13))
    return next((d for d in tries if d and (d <= today if past else d >= today)), None)
