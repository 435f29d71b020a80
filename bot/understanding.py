"""What one sentence means, as other systems get it: function, case numbers, slots (contract, section 1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.language.court_names import KIND_ALONE
from bot.language.courts import CourtDirectory
from bot.language.fold import fold
from bot.language.limits import declined
from bot.language.matters import find_matter
from bot.language.reading import read
from bot.language.reasons import find_reason
from bot.language.sums import NO_BASE, Sums
from bot.nlu.entities import RATING, Found, found_in
from bot.nlu.wishes import Ranks, Wish, understood

MODALITIES = ("text", "voice")
HEARD = "voice"
FEE = "consult.fee"

_AS_THEY_ARE = ("time", "rating", "licence_no", "phone", "person")
_SEVERAL = ("date", "law_name", "article_no")


class Unreadable(ValueError):
    """A line that asks for nothing; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Sentence:
    """What is to be understood: `text` as it came, and how and when it was said."""

    text: str
    modality: str
    today: date


def sentence(line: bytes, modality: str, today: date) -> Sentence:
    """The sentence of a JSON line: a string, or an object with `text` and perhaps `modality` and `today`.

    Raises Unreadable.
    """
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("这一行不是有效的 JSON。") from None
    if isinstance(given, str):
        return Sentence(given, modality, today)
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise Unreadable("这一行应当是一个字符串，或者带有 text 的对象。")
    said_by = given.get("modality") or modality
    if said_by not in MODALITIES:
        raise Unreadable("modality 只能是 text 或 voice。")
    try:
        day = date.fromisoformat(given["today"]) if given.get("today") else today
    except (TypeError, ValueError):
        raise Unreadable("today 应当是 YYYY-MM-DD 形式的日期。") from None
    return Sentence(given["text"], said_by, day)


def understand(
    sentences: Sequence[Sentence], model: Ranks, directory: CourtDirectory
) -> Iterator[dict[str, Any]]:
    """One answer a sentence, in the same order; `also` only where a sentence asks for a second thing,
    `declined` only where this line declines it, with why."""
    asked = understood(
        [fold(each.text) for each in sentences],
        [each.modality == HEARD for each in sentences],
        model,
    )
    for given, (first, *others) in zip(sentences, asked, strict=True):
        function, confidence = first.ranking[0]
        reading = read(
            given.text,
            today=given.today,
            directory=directory,
            modality=given.modality,
            rates=function == RATING,
        )
        found = found_in(reading)
        numbers = dict.fromkeys(each.value for each in found if each.entity == "case_number")
        yield {
            "text": given.text,
            "function": function,
            "confidence": round(confidence, 4),
            "case_numbers": list(numbers),
            "slots": _slots(function, reading.text, found) | _money(function, reading.sums),
            **({"declined": why} if (why := _declined(function, given.text)) else {}),
            **({"also": [_named(wish) for wish in others]} if others else {}),
        }


def answers(
    lines: Sequence[bytes], modality: str, today: date, model: Ranks, directory: CourtDirectory
) -> Iterator[dict[str, Any]]:
    """One object a line, in order; `error` where a line cannot be read."""
    given: list[Sentence | str] = []
    for line in lines:
        try:
            given.append(sentence(line, modality, today))
        except Unreadable as unreadable:
            given.append(str(unreadable))
    readable = [each for each in given if isinstance(each, Sentence)]
    understood = understand(readable, model, directory)
    return (next(understood) if isinstance(each, Sentence) else {"error": each} for each in given)


def _named(wish: Wish) -> dict[str, Any]:
    function, confidence = wish.ranking[0]
    return {"function": function, "confidence": round(confidence, 4)}


def _declined(function: str, text: str) -> str | None:
    """Why a sentence is declined; what asks the court to act (冻结被告的账户) is not."""
    return None if function.startswith("request.") else declined(text)


def _slots(function: str, text: str, found: Sequence[Found]) -> dict[str, Any]:
    """What was said of each kind, a list where that may be several; a court only if its name means exactly
    one."""
    said: dict[str, list[Any]] = {}
    for each in found:
        values = said.setdefault(each.entity, [])
        if each.value not in values:
            values.append(each.value)
    slots = {name: said[name][0] for name in _AS_THEY_ARE if name in said}
    slots |= {name: _one_or_all(said[name]) for name in _SEVERAL if name in said}
    courts = [
        [court["name"] for court in each.value]
        for each in found
        if each.entity == "court" and not _kind_alone(each, text)
    ]
    if several := next((named for named in courts if len(named) > 1), None):
        slots["court_candidates"] = several
    elif courts:
        slots["court"] = _one_or_all(list(dict.fromkeys(name for named in courts for name in named)))
    if matter := find_matter(text, function):
        slots["matter"] = matter
    if function.startswith("request.") and (reason := find_reason(text)):
        slots["reason"] = reason
    return slots


def _kind_alone(court: Found, text: str) -> bool:
    """海事法院管什么 names a kind of court; 互联网法院，杭州那家 names one."""
    if not KIND_ALONE.fullmatch(text, court.start, court.end):
        return False
    return len(court.value) != 1 or court.value[0]["name"][:2] not in text


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _money(function: str, sums: Sums) -> dict[str, Any]:
    """All sums with their roles, what is foreign, and the sum that counts: the one a fee would rest on; where
    no fee is asked about, the only one said, unless no fee ever rests on such a sum."""
    sums = sums.within(function)
    said = [{"yuan": f"{each.yuan:f}", "role": each.role.value} for each in sums.said]
    foreign = [{"amount": f"{each.amount:f}", "currency": each.currency} for each in sums.foreign]
    only = {each.yuan for each in sums.said} if function not in (FEE, RATING) else set()
    resting = sums.base is not None or len(only) != 1 or sums.of(*NO_BASE)
    amount = sums.base if resting else only.pop()
    return {
        **({"amount_yuan": _number(amount)} if amount is not None else {}),
        **({"sums": said} if said else {}),
        **({"foreign": _one_or_all(foreign)} if foreign else {}),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
