"""Dates and times of day as they are said.

A month and day without a year means the coming one (today counts as coming); when its clause tells of
the past (收到, 签收, 送达 …) it means the last one. A bare weekday is the coming one, today included;
这周 and 下周 count from Monday. Hours from one to six without 上午 or 凌晨 are afternoon: courts sit by
day.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.language.digits import read_integer, to_digits
from bot.language.fold import fold


@dataclass(frozen=True)
class FoundDate:
    """A date and where it stands in the folded text."""

    value: date
    start: int
    end: int


@dataclass(frozen=True)
class FoundTime:
    """A time of day and where it stands in the folded text."""

    value: time
    start: int
    end: int


_N = r"[零〇一二两三四五六七八九十\d]"
_DAY_WORDS = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "当天": 0,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "大后天": 3,
    "后天": 2,
}
_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6} | {str(n): n - 1 for n in range(1, 8)}
_WEEKS = {
    "": None,
    "上": -1,
    "这": 0,
    "本": 0,
    "这个": 0,
    "本个": 0,
    "下": 1,
    "下个": 1,
    "上个": -1,
    "下下": 2,
    "下下个": 2,
}
_MONTHS = {"上": -1, "上个": -1, "这": 0, "这个": 0, "本": 0, "当": 0, "下": 1, "下个": 1, "下下个": 2}
_YEARS = {"去": -1, "今": 0, "本": 0, "明": 1, "后": 2, "前": -2}
_PAST = re.compile(
    r"收到|收的|收下|签收|领到|拿到|接到|送达|到手|作出|当时|判的|判决的|裁定的|下来的|立的|交的|缴的|上次|生效|签的|发生|登出|登报|公告|知道|起算|算起"
    r"|从.*算|上诉的|寄的|到的|递的"
)
_DATE = re.compile(
    rf"(?P<iso>(?<![\d.])(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>\d{{1,2}})(?P=sep)(?P<id>\d{{1,2}})(?![\d.]))"
    rf"|(?:(?:(?P<year>{_N}{{4}}|(?<!\d)\d\d|[两二]千零?{_N}{{1,3}})年|(?P<rel_year>[去今本明后前])年)的?\s*)?"
    rf"(?P<month>{_N}{{1,3}}|元)月(?:份的?)?\s*(?:(?P<day>{_N}{{1,3}})\s*(?:[日号](?!楼|法庭|窗口|线)|(?![\d个年月万条元天]))|(?P<last>底|末))"
    rf"|(?P<day_word>{'|'.join(_DAY_WORDS)})"
    rf"|(?P<week>下下个?|[上下]个?|这个?|本)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天1-7])(?![\d年个])"
    rf"|(?P<rel_month>下下个|[上下]个?|这个?|本|当)月(?:的?(?P<rel_day>{_N}{{1,3}})[日号]|(?P<rel_last>底|末))"
    rf"|(?P<month_end>月底|月末)|(?P<year_end>年底|年末)"
    rf"|(?P<count>{_N}{{1,4}}|半)个?(?P<unit>天|日|周|星期|礼拜|月|年)(?:之后|以后|后)(?!天)"
    rf"|(?<![\d第字初终执申再末哪何某每同当次几零〇一二三四五六七八九十])(?P<only_day>{_N}{{1,3}})[号日](?!楼|法庭|窗口|线|院|文|码|庭|卷|案|判|裁|民|刑)"
)


_JOINTS = ("到", "至", "和", "、", "-", "~", "或")


def find_dates(text: str, today: date) -> list[FoundDate]:
    """Every date said in a text, in order; what is no date (13月, 2月30日) is passed over."""
    folded = fold(text)
    found: list[FoundDate] = []
    for match in _DATE.finditer(folded):
        same_month = match["only_day"] and found and folded[found[-1].end : match.start()].strip() in _JOINTS
        value = _date(match, folded, today)
        if same_month:
            value = _made(found[-1].value.year, found[-1].value.month, _number(match["only_day"])) or value
        if value:
            found.append(FoundDate(value, match.start(), match.end()))
    return found


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    return read_integer(text) or 0


def _clause(text: str, match: "re.Match[str]") -> str:
    before = re.split(r"[\s,。;!?]", text[: match.start()])[-1]
    return before + re.split(r"[\s,。;!?]", text[match.end() :])[0]


def _month_away(today: date, months: int, day: int | None) -> date | None:
    """The day of the month `months` away; None for its last day, or the day itself when there is one."""
    index = today.year * 12 + today.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return _made(year, month, calendar.monthrange(year, month)[1] if day is None else day)


def _date(match: "re.Match[str]", text: str, today: date) -> date | None:
    if match["iso"]:
        return _made(int(match["iy"]), int(match["im"]), int(match["id"]))
    if match["month"]:
        return _month_day(match, text, today)
    if match["day_word"]:
        return today + timedelta(_DAY_WORDS[match["day_word"]])
    if match["weekday"]:
        day, weeks = _WEEKDAYS[match["weekday"]], _WEEKS[(match["week"] or "")]
        if weeks is None:
            return today + timedelta((day - today.weekday()) % 7)
        return today + timedelta(7 * weeks + day - today.weekday())
    if match["rel_month"]:
        return _month_away(
            today, _MONTHS[match["rel_month"]], _number(match["rel_day"]) if match["rel_day"] else None
        )
    if match["month_end"]:
        return _month_away(today, 0, None)
    if match["year_end"]:
        return date(today.year, 12, 31)
    if match["count"]:
        return _later(match["count"], match["unit"], today)
    return _only_day(_number(match["only_day"]), text, match, today)


def _month_day(match: "re.Match[str]", text: str, today: date) -> date | None:
    month = 1 if match["month"] == "元" else _number(match["month"])
    year = _said_year(match, today)
    if not 1 <= month <= 12:
        return None
    if match["last"]:
        year = year or (today.year if month >= today.month else today.year + 1)
        return _made(year, month, calendar.monthrange(year, month)[1])
    day = _number(match["day"])
    if year:
        return _made(year, month, day)
    past = bool(_PAST.search(_clause(text, match)))
    order = (0, -1, -2, -3, -4) if past else (0, 1, 2, 3, 4)
    tries = (_made(today.year + step, month, day) for step in order)
    return next((d for d in tries if d and (d <= today if past else d >= today)), None)


def _said_year(match: "re.Match[str]", today: date) -> int | None:
    if match["rel_year"]:
        return today.year + _YEARS[match["rel_year"]]
    said = match["year"]
    if not said:
        return None
    if "千" in said:
        return read_integer(said)
    try:
        year = int(to_digits(said))
    except KeyError:
        return None
    return 2000 + year if year < 100 else year


def _later(count: str, unit: str, today: date) -> date | None:
    if count == "半":
        return today + timedelta(15) if unit == "月" else _later("六", "月", today) if unit == "年" else None
    number = _number(count)
    if unit in ("月", "年"):
        months = number * (12 if unit == "年" else 1)
        return _month_away(today, months, today.day) or _month_away(today, months, None)
    return today + timedelta(number * (1 if unit in ("天", "日") else 7))


def _only_day(day: int, text: str, match: "re.Match[str]", today: date) -> date | None:
    if not 1 <= day <= 31:
        return None
    past = bool(_PAST.search(_clause(text, match)))
    steps: Iterator[int] = iter(range(0, -13, -1) if past else range(13))
    tries = (_month_away(today, step, day) for step in steps)
    return next((d for d in tries if d and (d <= today if past else d >= today)), None)


_PART = r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里)?"
_TIME = re.compile(
    rf"{_PART}\s*(?:(?P<clock>(?<![\d:])(?P<ch>[01]?\d|2[0-3]):(?P<cm>[0-5]\d)(?![\d:]))"
    rf"|(?P<hour>{_N}{{1,3}})[点时](?P<after>钟|整|半|[一三]刻|(?P<minute>{_N}{{1,3}})分?)?"
    rf"(?!要求|理由|意见|建议|原因|请求|问题|说明|看法|想法|事项|间|限|候|都|也))"
)


def find_times(text: str) -> list[FoundTime]:
    """Every time of day said in a text, in order; 一点 alone is none (快一点)."""
    folded = fold(text)
    found = []
    for match in _TIME.finditer(folded):
        value = _time(match)
        if value:
            found.append(FoundTime(value, match.start(), match.end()))
    return found


def _time(match: "re.Match[str]") -> time | None:
    after = match["after"] or ""
    if match["clock"]:
        hour, minute = int(match["ch"]), int(match["cm"])
    else:
        if match["hour"] in ("一", "有一") and not (match["part"] or after):
            return None
        hour = read_integer(match["hour"]) if match["hour"] not in ("零", "〇") else 0  # type: ignore[assignment]
        quarter = {"半": 30, "一刻": 15, "三刻": 45}.get(after)
        minute = quarter if quarter is not None else _number(match["minute"] or "零")
    part = match["part"]
    if hour is None or not 0 <= hour <= 24 or minute > 59:
        return None
    if (
        (part in ("下午", "傍晚", "晚上", "夜里") and hour < 12)
        or (part == "中午" and hour < 6)
        or (part is None and 1 <= hour <= 6 and not match["clock"])
    ):
        hour += 12
    return time(hour % 24, minute)
