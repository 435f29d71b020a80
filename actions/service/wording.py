"""Replies are a key and facts; here they become words, for the ear, for a short message, or for a page.

Wording lives in data/replies/*.yml: `key: {rich, short, spoken}`; a missing `short` is the `rich` one, a
missing `spoken` the `short` one. Facts are formatted by the filters below, so that a number is read out as
a person would say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from actions.service.clock import BEIJING
from actions.service.receipts import groups
from bot.language.tables import read_yaml

Modality = Literal["rich", "short", "spoken"]
FALLBACK: dict[Modality, tuple[Modality, ...]] = {
    "rich": ("rich",),
    "short": ("short", "rich"),
    "spoken": ("spoken", "short", "rich"),
}
REPLIES = Path(__file__).resolve().parents[2] / "data" / "replies"
WEEKDAYS = "一二三四五六日"


class UnknownReply(KeyError):
    """A reply key that no file in data/replies has."""


def say(key: str, facts: Mapping[str, Any], modality: Modality) -> str:
    """Word a reply.

    Raises:
        UnknownReply: no such key.
        jinja2.UndefinedError: a fact that the wording needs is missing.
    """
    wordings = _replies().get(key)
    if wordings is None:
        raise UnknownReply(key)
    template = next(wordings[form] for form in FALLBACK[modality] if form in wordings)
    return _environments()[modality].from_string(template).render(facts).strip()


def keys() -> set[str]:
    return set(_replies())


@cache
def _replies() -> dict[str, dict[str, str]]:
    replies: dict[str, dict[str, str]] = {}
    for path in sorted(REPLIES.glob("*.yml")):
        for key, wordings in (read_yaml(path) or {}).items():
            if key in replies:
                raise ValueError(f"{path.name}: {key} stands twice")
            replies[key] = {"rich": wordings} if isinstance(wordings, str) else wordings
    return replies


@cache
def _environments() -> dict[Modality, SandboxedEnvironment]:
    made: dict[Modality, SandboxedEnvironment] = {}
    for modality in FALLBACK:
        environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        spoken = modality == "spoken"
        environment.filters.update(
            {
                "yuan": _yuan,
                "span": _spoken_span if spoken else _span,
                "day": _day,
                "moment": _moment,
                "time": _time,
                "groups": _digit_groups if spoken else _plain,
                "case": _spoken_case if spoken else _plain,
                "digits": _digits_apart if spoken else _plain,
            }
        )
        made[modality] = environment
    return made


def _plain(value: object) -> str:
    return str(value)


def _yuan(value: object) -> str:
    """9,080 元; fen only where there are any."""
    amount = Decimal(str(value))
    return f"{amount:,.0f} 元" if amount == amount.to_integral_value() else f"{amount:,.2f} 元"


def _span(value: Mapping[str, object], joint: str = " 至 ") -> str:
    """A sum, or a range from low to high."""
    low, high = _yuan(value["low"]), _yuan(value["high"])
    return low if low == high else f"{low}{joint}{high}"


def _spoken_span(value: Mapping[str, object]) -> str:
    return _span(value, "到")


def _day(value: object) -> str:
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    assert isinstance(day, date)
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _as_moment(value: object) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    assert isinstance(moment, datetime)
    return moment.astimezone(BEIJING)


def _time(value: object) -> str:
    moment = _as_moment(value)
    half = "上午" if moment.hour < 12 else "下午"
    hour = moment.hour if moment.hour <= 12 else moment.hour - 12
    return f"{half}{hour}点" + (f"{moment.minute:02d}分" if moment.minute else "")


def _moment(value: object) -> str:
    moment = _as_moment(value)
    return f"{moment.month}月{moment.day}日（周{WEEKDAYS[moment.weekday()]}）{_time(moment)}"


def _digits_apart(value: object) -> str:
    return " ".join(str(value))


def _digit_groups(value: object) -> str:
    return "，".join(" ".join(group) for group in groups(str(value)))


def _spoken_case(value: object) -> str:
    from bot.language.case_number import parse_exact

    number = parse_exact(str(value))
    return number.spoken if number else str(value)
