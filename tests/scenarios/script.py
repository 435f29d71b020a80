"""Scenario files: who calls, on which channels, what is said and heard, and what the store holds then.

A step has one act (`call`, `say`, `mumble`, `press`, `silence`, `code`, `verify`, `wait`) and what its
answer must show: `hears` and `never` are parts of the answer on every channel, `spoken` and `written` only
there. `only` names the channels a step is for. In texts `$receipt` is the newest receipt number as this
channel tells it, `$channel` the channel's name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.store import Base
from actions.store.matters import Feedback, Request, Ticket
from bot.language.tables import read_yaml
from tests.running import RunningHouse
from tests.scenarios.callers import CALLERS, Caller, WebCaller

FOLDER = Path(__file__).parent
TABLES = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
LAWYERS = {
    "林知远": ("11101201510123456", "+8613800010001"),
    "周慕云": ("13101201211234567", "+8613800010002"),
    "方知行": ("13201201610234567", "+8613800010019"),
    "梁若溪": ("14401201810345678", "+8613800010003"),
    "白青山": ("11101200510567890", "+8613800010004"),
    "何守田": ("34401201400678", "+8613800010005"),
    "许一诺": ("11012407210015", "+8613800010012"),
}


@dataclass(frozen=True)
class Scenario:
    name: str
    title: str
    channels: list[str]
    steps: list[dict[str, Any]]
    shows: tuple[str, ...] = ()
    """The functions that it shows at work, for docs/functions.md."""
    who: str = "林知远"
    signed_in: bool = False
    """Comes with the lawyer's own token (web)."""
    postgresql: bool = False
    """Also to be held on PostgreSQL."""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    api: list[dict[str, Any]] = field(default_factory=list)


def scenarios() -> list[Scenario]:
    """Every scenario of every file of the folder."""
    return [Scenario(**told) for path in sorted(FOLDER.glob("*.yml")) for told in read_yaml(path)]


def play(scenario: Scenario, channel: str, house: RunningHouse) -> None:
    """Play a scenario on a channel and grade it. Raises AssertionError with the talk so far."""
    caller = _signed_in(scenario, house) if scenario.signed_in else CALLERS[channel](house)
    try:
        for step in scenario.steps:
            if channel in step.get("only", [channel]):
                _act(step, caller, scenario.who)
                _grade_answer(step, caller)
        _grade_store(scenario, caller)
        _grade_api(scenario, caller)
    except AssertionError as error:
        raise AssertionError("\n".join([str(error), "——", *caller.talk])) from error


def _signed_in(scenario: Scenario, house: RunningHouse) -> Caller:
    licence, phone = LAWYERS[scenario.who]
    return WebCaller(house, house.lawyer_headers(licence, scenario.who, phone))


def verify(caller: Caller, who: str) -> str:
    """Licence (and name where it is written), then the code that was sent to the registered telephone."""
    licence, phone = LAWYERS[who]
    if caller.channel == "voice":
        caller.press(licence)
    else:
        caller.say(f"{licence}，{who}")
    return caller.press(caller.house.code(phone))


def _act(step: dict[str, Any], caller: Caller, who: str) -> None:
    match step:
        case {"call": _}:
            caller.begin()
        case {"say": text}:
            caller.say(text)
        case {"mumble": text}:
            caller.mumble(text)
        case {"press": keys}:
            caller.press(str(keys))
        case {"silence": _}:
            caller.silence()
        case {"code": "wrong"}:
            caller.press(f"{(int(caller.house.code(LAWYERS[who][1])) + 1) % 10**6:06d}")
        case {"code": "right"}:
            caller.press(caller.house.code(LAWYERS[who][1]))
        case {"verify": name}:
            verify(caller, name)
        case {"wait": minutes}:
            caller.house.passes(timedelta(minutes=minutes))
        case _:
            raise ValueError(f"a step without an act: {step}")


def _grade_answer(step: dict[str, Any], caller: Caller) -> None:
    own = "spoken" if caller.channel == "voice" else "written"
    for part in [*step.get("hears", []), *step.get(own, [])]:
        wanted = _meant(str(part), caller)
        assert wanted in caller.last, f"after {step}: not heard: {wanted}"
    for part in step.get("never", []):
        assert str(part) not in caller.last, f"after {step}: heard: {part}"
    if "ended" in step:
        assert caller.ended is step["ended"], f"after {step}: ended is {caller.ended}"
    if "handled_by" in step and caller.channel == "web":
        handled_by = caller.answer["handled_by"]  # type: ignore[attr-defined]
        assert handled_by == step["handled_by"], f"after {step}: handled by {handled_by}"


def _grade_store(scenario: Scenario, caller: Caller) -> None:
    with caller.house.db.read() as session:
        for table, wanted in scenario.rows.items():
            rows = rows_of(session, TABLES[table])
            for one in wanted:
                _grade_rows(table, rows, one, caller)


def rows_of(session: Session, table: Any) -> list[dict[str, Any]]:
    """Every row of a table, by column."""
    columns = [column.key for column in table.__mapper__.column_attrs]
    return [{name: getattr(row, name) for name in columns} for row in session.scalars(select(table))]


def _grade_api(scenario: Scenario, caller: Caller) -> None:
    for call in scenario.api:
        name = call["as"]
        if name in LAWYERS:
            licence, phone = LAWYERS[name]
            headers = caller.house.lawyer_headers(licence, name, phone)
        else:
            headers = caller.house.staff_headers(name)
        answer = caller.house.http.get(call["get"], headers=headers)
        assert answer.status_code == 200, answer.text
        _grade_rows(f"{name}: {call['get']}", answer.json()["items"], call, caller)


def _grade_rows(what: str, rows: list[dict[str, Any]], wanted: dict[str, Any], caller: Caller) -> None:
    """`where` chooses rows, `count` (1 unless told) is how many there are, `expect` holds for each."""
    found = [row for row in rows if not _unlike(row, wanted.get("where", {}), caller)]
    assert len(found) == wanted.get("count", 1), f"{what}: {len(found)} of {wanted}, among {rows}"
    for row in found:
        unlike = _unlike(row, wanted.get("expect", {}), caller)
        assert not unlike, f"{what}: {unlike} instead of {wanted['expect']}"


def _unlike(row: dict[str, Any], wanted: dict[str, Any], caller: Caller) -> dict[str, Any]:
    """What differs, by dotted name. `{has: x}` wants a part, `{set: true}` any value."""
    return {name: at(row, name) for name, value in wanted.items() if not _fits(at(row, name), value, caller)}


def _fits(is_value: Any, value: Any, caller: Caller) -> bool:
    match value:
        case {"has": part}:
            return _meant(part, caller) in (is_value or "")
        case {"set": is_set}:
            return (is_value is not None) is is_set
        case "$channel":
            return bool(is_value == caller.channel)
        case _:
            return bool(is_value == value)


def at(row: Any, name: str) -> Any:
    """What stands under a dotted name."""
    for part in name.split("."):
        row = row[int(part)] if part.isdigit() else row.get(part)
    return row


def _meant(text: str, caller: Caller) -> str:
    if "$receipt" in text:
        text = text.replace("$receipt", _receipt(caller))
    return text.replace("$channel", caller.channel)


def _receipt(caller: Caller) -> str:
    """The newest number given, digit by digit in groups of four for the ear."""
    with caller.house.db.read() as session:
        given = [
            *session.execute(select(Request.submitted_at, Request.receipt_no)),
            *session.execute(select(Ticket.created_at, Ticket.receipt_no)),
            *session.execute(select(Feedback.at, Feedback.receipt_no)),
        ]
    assert given, "no receipt was given"
    number = str(max(given)[1])
    if caller.channel != "voice":
        return number
    return "，".join(" ".join(number[at : at + 4]) for at in range(0, len(number), 4))
