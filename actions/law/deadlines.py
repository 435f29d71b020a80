"""A row of the table of time limits, counted from its event: the last day, each step, the exceptions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from actions.law.errors import InvalidPeriod, WrongKindOfCase
from actions.law.fees import once
from actions.law.periods import PeriodResult, Unit, last_day, last_moment, latest_day_before
from actions.law.senses import Sense, of_a_party, outside_court, rules, sense_of
from actions.law.serving import Served
from actions.law.terms import CaseKind
from actions.law.time_limits import TimeLimit, time_limit
from actions.law.working_days import Calendar

WEEKDAYS = "一二三四五六日"
KIND_NAMES = {
    CaseKind.CIVIL: "民事",
    CaseKind.CRIMINAL: "刑事",
    CaseKind.ADMINISTRATIVE: "行政",
    CaseKind.COMPENSATION: "国家赔偿",
    CaseKind.ENFORCEMENT: "执行",
}
_MEASURES = {"日": "日", "月": "个月", "年": "年", "工作日": "个工作日", "小时": "小时"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day` is the day at the end, to be understood by `sense` (for a period in hours the day of `moment`);
    None for a point in the case, which is not counted. `opens`: the first day on which something may be done
    (Sense.OPENS). `safe`: the day to keep to where the law does not say what becomes of a day of rest."""

    limit: TimeLimit
    kind: CaseKind
    day: date | None
    moment: datetime | None
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    articles: tuple[str, ...]
    sense: Sense = Sense.LAST
    opens: date | None = None
    safe: date | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """From which a period runs: a day, the moment for one in hours, and how the day came about."""

    day: date
    moment: datetime | None = None
    service: Served | None = None


def deadline(key: str, start: Start, calendar: Calendar, kind: CaseKind | None = None) -> Deadline:
    """The end of the period of a row. Raises UnknownTimeLimit, WrongKindOfCase, InvalidPeriod."""
    limit = time_limit(key)
    kind = kind_for(limit, kind)
    if not limit.length or limit.unit in ("节点", "次"):
        return Deadline(limit, kind, None, None, (), _after(limit), limit.articles)
    if limit.unit == "小时":
        return _in_hours(limit, kind, start)
    match sense_of(limit):
        case Sense.EFFECT:
            return _elapsed(limit, kind, start)
        case Sense.AHEAD:
            return _ahead(limit, kind, start, calendar)
        case Sense.OPENS:
            return _opens(limit, kind, start, calendar)
        case sense:
            return replace(_counted(limit, kind, start, calendar), sense=sense)


def counted(start: Start, length: int, unit: Unit, calendar: Calendar, kind: CaseKind) -> Deadline:
    """A period that the caller names by its length alone. Raises InvalidPeriod."""
    limit = TimeLimit("", (kind,), f"{length}{_MEASURES[unit]}", "", "起算", length, unit, "", "", (), True)
    return _counted(limit, kind, start, calendar)


def kind_for(limit: TimeLimit, kind: CaseKind | None) -> CaseKind:
    """The kind of case it is counted by. Raises WrongKindOfCase where it has no such period."""
    if kind is None:
        return limit.kinds[0]
    if kind not in limit.kinds:
        has = "、".join(KIND_NAMES[each] for each in limit.kinds)
        raise WrongKindOfCase(limit.matter, has, KIND_NAMES[kind])
    return kind


def _counted(limit: TimeLimit, kind: CaseKind, start: Start, calendar: Calendar) -> Deadline:
    counts_by = CaseKind.COMPENSATION if outside_court(limit) else kind  # no rule moves its last day
    period = last_day(start.day, limit.length, cast(Unit, limit.unit), calendar, kind=counts_by)
    served = (start.service.step,) if start.service else ()
    of_service = start.service.articles if start.service else ()
    beside, beside_articles = exceptions(limit.id)
    notes = [*beside, *_after(limit, said=bool(beside)), *_service_notes(start)]
    custody, custody_articles = _custody(limit, kind, period)
    notes += [*custody, *_caveats(limit, kind, period)]
    articles = (*limit.articles, *beside_articles, *of_service, *period.articles, *custody_articles)
    steps = (*served, *_steps(limit, start.day, period))
    return Deadline(limit, kind, period.last_day, None, steps, once(notes), once(list(articles)))


def _steps(limit: TimeLimit, start: date, period: PeriodResult) -> tuple[str, ...]:
    nominal = period.moved_from or period.last_day
    measure = f"{limit.length}{_MEASURES[limit.unit]}"
    from_what = limit.starts.split("；")[0]
    steps = [
        f"{in_words(start)}{from_what if limit.id else '起算'}，当天不算，从{in_words(period.first_day)}算起"
    ]
    steps.append(f"{measure}到{in_words(nominal)}届满")
    if period.moved_from:
        steps.append(f"那天是休息日，顺延到其后第一个工作日{in_words(period.last_day)}")
    return tuple(steps)


def _in_hours(limit: TimeLimit, kind: CaseKind, start: Start) -> Deadline:
    if start.moment is None:
        raise InvalidPeriod("按小时算的期间要知道是几点开始的，请说一下日期和时间。")
    ends = last_moment(start.moment, limit.length)
    steps = (
        f"{_moment(start.moment)}{limit.starts}，开始的那个小时不算，从次时算起",
        f"{limit.length}小时到{_moment(ends)}届满，不因休息日顺延",
    )
    articles = (*limit.articles, "cpl.85", "cpi.125")
    return Deadline(limit, kind, ends.date(), ends, steps, _after(limit), once(list(articles)))


def _elapsed(limit: TimeLimit, kind: CaseKind, start: Start) -> Deadline:
    """What takes effect when so many days have gone by: nothing has to be done in them, so nothing moves."""
    day = start.day + timedelta(days=limit.length)
    steps = (
        f"{in_words(start.day)}{limit.starts}，当天不算",
        f"经过{limit.length}日，{in_words(day)}{limit.nature}",
    )
    note = "公告期满那天遇休息日怎么算，以法院的计算为准；此后的期限从视为送达的次日起算。"
    told = (*_after(limit), note)
    return Deadline(limit, kind, day, None, steps, told, limit.articles, Sense.EFFECT)


def _opens(limit: TimeLimit, kind: CaseKind, start: Start, calendar: Calendar) -> Deadline:
    """A time that has to be over before something may be done. Nothing has to be done in it, and no law says
    that a day of rest lengthens it: the day is told as it is, with the one that is right either way."""
    unit = cast(Unit, limit.unit)
    plain = last_day(start.day, limit.length, unit, calendar, kind=CaseKind.COMPENSATION)
    day, working = plain.last_day, calendar.on_or_after(plain.last_day)
    opens, safe = day + timedelta(days=1), working + timedelta(days=1)
    steps = [*_steps(limit, start.day, plain)]
    if working != day:
        steps.append(f"那天是休息日，是否顺延没有查到专门规定；两种算法都不会早的，是从{in_words(safe)}起")
    return Deadline(
        limit, kind, day, None, tuple(steps), _after(limit), limit.articles, Sense.OPENS, opens,
        safe if working != day else None,
    )  # fmt: skip


def _ahead(limit: TimeLimit, kind: CaseKind, start: Start, calendar: Calendar) -> Deadline:
    """At the latest so many days before an event. A day of rest moves no such day on: a party does well to
    keep to the working day before."""
    latest = working = latest_day_before(start.day, limit.length)
    while not calendar.is_working(working):
        working -= timedelta(days=1)
    safe = working if working != latest and of_a_party(limit) else None
    steps = [f"{in_words(start.day)}的{limit.length}日前，最迟是{in_words(latest)}"]
    if working != latest:
        keeps = f"，稳妥的是在{in_words(working)}以前办" if safe else ""
        steps.append(f"那天是休息日，提前期限不往后顺延{keeps}")
    return Deadline(
        limit, kind, latest, None, tuple(steps), _after(limit), limit.articles, Sense.AHEAD, safe=safe
    )


def _after(limit: TimeLimit, said: bool = False) -> tuple[str, ...]:
    told = [] if said or not limit.after else [f"{limit.after}。"]
    if not limit.verified:
        told.append("这一条是据转述整理的，没有核到全文，请以法院答复为准。")
    return tuple(told)


def _service_notes(start: Start) -> tuple[str, ...]:
    note = start.service.way.note if start.service else ""
    return (note,) if note else ()


def _custody(
    limit: TimeLimit, kind: CaseKind, period: PeriodResult
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In a criminal case what a person in custody has to keep to, where that is another day."""
    if kind is not CaseKind.CRIMINAL or period.moved_from is None or limit.actor == "法院":
        return (), ()
    row = rules()["custody"]
    return (row["text"].format(day=in_words(period.moved_from)),), tuple(row["articles"])


def _caveats(limit: TimeLimit, kind: CaseKind, period: PeriodResult) -> tuple[str, ...]:
    told = []
    if period.caveat:
        told.append(f"{period.last_day.year}年的放假调休安排还没有公布，遇上法定节假日的再顺延，请到时核对。")
    if not period.articles and limit.unit != "工作日":
        told.append("这类期间没有查到末日顺延的专门规定，这里没有顺延，请在这一天以前办。")
    return tuple(told)


def exceptions(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said in the same breath as the day, and its articles."""
    text = rules()["beside"].get(key)
    return ((text,), tuple(rules()["beside_articles"][key])) if text else ((), ())


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is left to somebody who has missed a period."""

    text: str
    articles: tuple[str, ...]


def remedy(key: str, kind: CaseKind) -> Remedy | None:
    """For a party's period only; None where no rule is known."""
    row = rules()["missed_own"].get(key) or rules()["missed"].get(kind.value)
    return Remedy(row["text"], tuple(row["articles"])) if row else None


def in_words(day: date) -> str:
    """2026年11月20日（周五）."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _moment(moment: datetime) -> str:
    return f"{in_words(moment.date())}{moment.hour}时" + (f"{moment.minute}分" if moment.minute else "")


def passed(found: Deadline, today: date) -> bool:
    return found.day is not None and found.day < today


def with_note(found: Deadline, note: str, articles: tuple[str, ...]) -> Deadline:
    """The same with one more thing to say."""
    return replace(found, notes=(*found.notes, note), articles=once([*found.articles, *articles]))
