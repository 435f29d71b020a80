"""A call-back for a caller whose number is withheld: the ticket first, then the number, for who rings it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from actions.service.feed import import_feed
from actions.service.identity.hashing import PASSWORDS
from actions.store.conversations import Audit, Message
from actions.store.matters import CallbackNumber, Ticket
from api.channels.numbers import WITHHELD
from tests.running import PASSWORD, RunningHouse
from tests.scenarios.callers import VoiceCaller

BOTH = pytest.mark.parametrize("house", ["sqlite", "postgresql"], indirect=True)
NUMBER = "13900001111"
AGENT = {"type": "staff", "username": "national-agent", "name": "申屠远", "role": "agent"}


def withheld(house: RunningHouse, number: str = "+266696687") -> VoiceCaller:
    caller = VoiceCaller(house)
    caller.number = number
    caller.begin()
    return caller


def with_number(house: RunningHouse, *steps: str) -> VoiceCaller:
    """Asked for a person, and what was said then; 按 before what is pressed."""
    caller = withheld(house)
    for said in ("转人工", *steps):
        caller.press(said.removeprefix("按")) if said.startswith("按") else caller.say(said)
    return caller


def tickets(house: RunningHouse) -> Sequence[Ticket]:
    with house.db.read() as session:
        return session.scalars(select(Ticket).order_by(Ticket.created_at)).all()


def numbers(house: RunningHouse) -> dict[str, str]:
    with house.db.read() as session:
        return {row.receipt_no: row.number for row in session.scalars(select(CallbackNumber))}


def queue(house: RunningHouse, headers: dict[str, str]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = house.http.get("/api/v1/staff/queue", headers=headers).json()["items"]
    return items


def dossier(house: RunningHouse, headers: dict[str, str], conversation_id: str | None) -> dict[str, Any]:
    answer = house.http.get(f"/api/v1/staff/conversations/{conversation_id}", headers=headers)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


@BOTH
def test_the_ticket_stands_at_once_and_the_number_follows(house: RunningHouse) -> None:
    caller = withheld(house)
    caller.say("转人工")
    (ticket,) = tickets(house)
    assert ticket.kind == "callback" and ticket.closed_at is None
    assert "号码没有显示" in caller.last and not numbers(house)
    caller.say(NUMBER)
    assert "1 3 9 0 0 0 0 1 1 1 1，对吗" in caller.last and not numbers(house), caller.talk
    caller.say("对")
    assert "号码记下了" in caller.last, caller.talk
    assert numbers(house) == {ticket.receipt_no: f"+86{NUMBER}"}
    assert len(tickets(house)) == 1 and not caller.ended


@BOTH
def test_only_who_holds_the_claim_sees_the_number(house: RunningHouse) -> None:
    with_number(house, NUMBER, "对")
    agent = json.dumps(AGENT | {"password_hash": PASSWORDS.make(PASSWORD)}, ensure_ascii=False).encode()
    assert not import_feed(house.db, [agent], clock=house.clock).refused
    holder, other = (house.staff_headers(name) for name in ("national-agent", "national-supervisor"))
    (ticket,) = tickets(house)
    (waiting,) = queue(house, holder)
    assert waiting["receipt_no"] == ticket.receipt_no and waiting["callback_number"] is None
    for headers in (holder, other):
        assert dossier(house, headers, ticket.conversation_id)["callback_number"] is None
    claim = f"/api/v1/staff/conversations/{ticket.conversation_id}/claim"
    house.http.post(claim, headers=holder).raise_for_status()
    assert dossier(house, holder, ticket.conversation_id)["callback_number"] == f"+86{NUMBER}"
    assert dossier(house, other, ticket.conversation_id)["callback_number"] is None
    with house.db.read() as session:
        read = session.scalars(select(Audit).where(Audit.action == "callback.number_read")).all()
    assert [entry.actor for entry in read] == ["staff:national-agent"]


def test_the_number_is_nowhere_else(house: RunningHouse) -> None:
    with_number(house, NUMBER, "对")
    with house.db.read() as session:
        lines = session.scalars(select(Message.text)).all()
    written = "".join([*lines, *(ticket.reason for ticket in tickets(house))])
    assert NUMBER not in written.replace(" ", "")


@BOTH
@pytest.mark.parametrize("said", [(), (NUMBER,)], ids=["before_the_number", "before_the_yes"])
def test_who_hangs_up_before_the_number_stays_in_the_queue(
    house: RunningHouse, said: tuple[str, ...]
) -> None:
    with_number(house, *said).hang_up()
    assert not numbers(house)
    (ticket,) = tickets(house)
    assert ticket.closed_at is None
    (waiting,) = queue(house, house.staff_headers("national-supervisor"))
    assert (waiting["kind"], waiting["receipt_no"]) == ("callback", ticket.receipt_no)


@BOTH
def test_a_second_open_call_back_of_a_number_is_refused(house: RunningHouse) -> None:
    with_number(house, NUMBER, "对").hang_up()
    kept = numbers(house)
    again = with_number(house, NUMBER, "对")
    assert "已经登记过一次回电" in again.last and "记下了" not in again.last, again.talk
    assert numbers(house) == kept and not again.ended
    other = with_number(house, "13900002222", "对")
    assert "号码记下了" in other.last, other.talk


@pytest.mark.parametrize(
    "steps",
    [
        (f"按{NUMBER}", "按1"),
        ("幺三九零零零零幺幺幺幺", "是的"),
        ("我的电话是139 0000 1111", "没错"),
        ("13900002222", "不对，是13900001111", "对"),
        ("13900002222", "不对", NUMBER, "对"),
        ("13900002222", "按2", f"按{NUMBER}", "按1"),
        ("等一下", NUMBER, "对"),
        ("呜哩哇啦", NUMBER, "对"),
    ],
    ids="，".join,
)
def test_ways_to_give_the_number(house: RunningHouse, steps: tuple[str, ...]) -> None:
    caller = with_number(house, *steps)
    assert list(numbers(house).values()) == [f"+86{NUMBER}"], caller.talk
    assert len(tickets(house)) == 1


@pytest.mark.parametrize("number", [*sorted(WITHHELD), "anonymous", ""])
def test_withheld_in_any_way_is_asked(house: RunningHouse, number: str) -> None:
    caller = withheld(house, number)
    caller.press("0")
    assert "号码没有显示" in caller.last
    assert len(tickets(house)) == 1


def test_a_number_that_shows_is_not_asked(house: RunningHouse) -> None:
    caller = VoiceCaller(house)
    caller.say("转人工")
    assert "号码没有显示" not in caller.last and "回电" in caller.last
    assert len(tickets(house)) == 1
