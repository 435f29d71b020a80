"""Dialogues of people who saw nothing of how this line is built: what they want, what they know, what must
come of it.

A stranger opens as he likes and answers what he is asked: which field that is, is told by the question that
he hears. `knows` holds his answers by field, `else` what he says where he knows nothing; at the read-back he
says each of `at_readback`, then `agrees`. `ends`: `registered`, `warned` (registered all the same), `refused`
or `none`. `expect` are values of the row, `contains` parts of them, `hears` parts of all that he heard.
Those in `demo/` know the cases of the demo, the others those of this folder's feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.service.feed.demo import DEMO_FEED
from actions.service.functions import functions
from actions.service.requests.matters import has_matter, matter
from actions.service.requests.question import Field
from actions.store.matters import Evaluation, Feedback, Request
from tests.running import FEED, RunningHouse
from tests.scenarios.callers import CALLERS, Caller
from tests.scenarios.script import at, rows_of, verify

FOLDER = Path(__file__).parent / "strangers"
DEMO = FOLDER / "demo"
MOST = 24
"""Messages of a dialogue at most."""
_READ_BACK = re.compile(r"对吗|回复“对”|对就说|这样记可以吗")
_WHICH_PART = re.compile(r"要改哪一项|改哪一项？")
_LICENCE = re.compile(r"执业证号")
_WHICH_CASE = re.compile(r"哪一?[个件]案|是第几个|请(?:说|告诉我|回复)案号")


_ASKS_FOR_IT = "那就帮我办{name}"
_SPACED = re.compile(r"[ ,，]")
"""How figures are set apart, which is for the eye or the ear."""
_GUESSES = re.compile(r"您是要办")
_SEVERAL = re.compile(r"不止一家法院")
_COURT = re.compile(r"[\u4e00-\u9fff]+人民法院")


@dataclass(frozen=True)
class Stranger:
    id: str
    title: str
    function: str
    channels: list[str]
    who: str
    opening: str
    ends: str
    knows: dict[str, str] = field(default_factory=dict)
    otherwise: str = "没有"
    at_readback: tuple[str, ...] = ()
    agrees: str = "对"
    hears: tuple[str, ...] = ()
    expect: dict[str, Any] = field(default_factory=dict)
    contains: dict[str, str] = field(default_factory=dict)
    feed: Path = FEED


def strangers() -> list[Stranger]:
    """Every dialogue of every file of the folder."""
    return [
        Stranger(
            **{("otherwise" if name == "else" else name): value for name, value in told.items()},
            feed=DEMO_FEED if path.parent == DEMO else FEED,
        )
        for path in sorted(FOLDER.rglob("*.yml"))
        for told in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def play(stranger: Stranger, channel: str, house: RunningHouse) -> None:
    """Talk as the stranger would and grade what came of it. Raises AssertionError with the talk."""
    caller = CALLERS[channel](house)
    try:
        _talk(stranger, caller)
        _grade(stranger, caller)
    except AssertionError as error:
        raise AssertionError("\n".join([str(error), "——", *caller.talk])) from error


def _talk(stranger: Stranger, caller: Caller) -> None:
    caller.say(stranger.opening)
    left, said = [*stranger.at_readback, stranger.agrees], [_ASKS_FOR_IT.format(name=_name(stranger))]
    before = ""
    for _ in range(MOST):
        if caller.ended or not left or caller.last == before:
            return  # said again word for word: he gives it up
        before = caller.last
        if _LICENCE.search(caller.last) and not _READ_BACK.search(caller.last):
            verify(caller, stranger.who)
        elif _READ_BACK.search(caller.last):
            caller.say(left.pop(0))
        elif _WHICH_PART.search(caller.last):
            caller.say(stranger.agrees)  # nothing is to be changed
        elif (option := _offered(stranger, caller.last)) is not None:
            caller.say(option)
        elif (answer := _answer(stranger, caller.last)) is not None:
            caller.say(answer)
        elif stranger.ends != "none" and said:
            caller.say(said.pop())  # his question was answered, and he wants it done
        else:
            return
    raise AssertionError(f"no end after {MOST} messages")


def _offered(stranger: Stranger, last: str) -> str | None:
    """The matter that he wants among guesses; the first of the courts of one name, his own before others."""
    name = _name(stranger)
    if _GUESSES.search(last) and name in last:
        return name
    courts = _COURT.findall(last) if _SEVERAL.search(last) else []
    return courts[0] if courts else None


def _name(stranger: Stranger) -> str:
    return functions()[stranger.function].name


def _answer(stranger: Stranger, last: str) -> str | None:
    """What he says to the question that he heard last; None where nothing was asked."""
    asked = [each for each in _questions(stranger.function) if each[0] in last]
    if asked:
        _, name = max(asked, key=lambda each: (last.rindex(each[0]), len(each[0])))
        return stranger.knows.get(name, stranger.otherwise)
    if _WHICH_CASE.search(last):
        return stranger.knows.get("case_number", str(stranger.expect.get("case_number", stranger.otherwise)))
    return None


@cache
def _questions(function: str) -> tuple[tuple[str, str], ...]:
    """Every wording of every question of a function, and the field it asks for."""
    return tuple((wording, each.name) for each in _fields(function) for wording in _wordings(each) if wording)


def _fields(function: str) -> Iterator[Field]:
    yield from functions()[function].fields
    if has_matter(function):
        yield from (each for one in matter(function).each for each in one.fields)


def _wordings(asked: Field) -> tuple[str | None, ...]:
    question = asked.question
    return question.rich, question.short, question.spoken


def _grade(stranger: Stranger, caller: Caller) -> None:
    everything = _SPACED.sub("", "\n".join(each for each in caller.talk if not each.startswith("> ")))
    for part in stranger.hears:
        assert _SPACED.sub("", str(part)) in everything, f"not heard: {part}"
    rows = _rows(stranger, caller)
    if stranger.ends in ("refused", "none"):
        assert not rows, f"registered: {rows}"
        return
    assert len(rows) == 1, f"{len(rows)} rows: {rows}"
    for name, value in stranger.expect.items():
        if _was_never_said(stranger, caller, rows[0], name):
            continue
        assert _same(at(rows[0], name), value), f"{name} is {at(rows[0], name)}, not {value}"
    for name, part in stranger.contains.items():
        if _was_never_said(stranger, caller, rows[0], name) and part not in stranger.opening:
            continue
        assert part in str(at(rows[0], name)), f"{name} is {at(rows[0], name)}, without {part}"


def _was_never_said(stranger: Stranger, caller: Caller, row: dict[str, Any], name: str) -> bool:
    """Of what may be left out and was not asked for, nobody knows what he would have said."""
    field_name = name.removeprefix("fields.")
    answer = stranger.knows.get(field_name)
    optional = any(each.name == field_name and not each.required for each in _fields(stranger.function))
    return optional and at(row, name) is None and answer is not None and f"> {answer}" not in caller.talk


def _same(found: Any, expected: Any) -> bool:
    try:
        return Decimal(str(found)) == Decimal(str(expected))
    except InvalidOperation:
        return bool(found == expected)


TABLES: dict[str, Any] = {
    "feedback.rate": Evaluation,
    "feedback.suggest": Feedback,
    "feedback.complain": Feedback,
}


def _rows(stranger: Stranger, caller: Caller) -> list[dict[str, Any]]:
    with caller.house.db.read() as session:
        kept = rows_of(session, TABLES.get(stranger.function, Request))
    return [row for row in kept if row.get("function", stranger.function) == stranger.function]
