"""The three transactions of a turn, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from actions.errors import Conflict, NotFound
from actions.service.channels import CHANNELS
from actions.service.conversations import inbox
from actions.service.turn_effects import Effects, brought_about
from actions.store.conversations import Conversation, Effect, Message, Turn
from actions.store.database import Database

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
DAY = CHANNELS["web"].idle


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def accept(database: Database, clock: Clock, external_id: str, body_hash: str = "a") -> inbox.Accepted:
    with database.write() as session:
        said = {"text": "你好", "event": None, "keys": False}
        return inbox.accept(
            session, clock, inbox.Arrival("web", "account", external_id, body_hash, said, address=None)
        )


def finish(
    database: Database,
    clock: Clock,
    turn_id: str,
    text: str = "您好",
    *,
    talked: bool = True,
    ended: bool = False,
    deferred: bool = False,
) -> dict:  # type: ignore[type-arg]
    result = inbox.Finished(
        heard="你好",
        said=[{"text": text, "options": []}],
        answer={"text": text},
        talked=talked,
        ended=ended,
        deferred=deferred,
    )
    with database.write() as session:
        return inbox.finish(session, clock, turn_id, result)


def test_a_message_is_taken_in_once(database: Database) -> None:
    clock = Clock()
    first = accept(database, clock, "1")
    again = accept(database, clock, "1")
    assert first.new and not again.new
    assert (again.turn_id, again.answer) == (first.turn_id, None)
    finish(database, clock, first.turn_id)
    assert accept(database, clock, "1").answer == {"text": "您好"}


def test_the_same_id_with_another_text_is_refused(database: Database) -> None:
    clock = Clock()
    accept(database, clock, "1")
    with pytest.raises(Conflict):
        accept(database, clock, "1", body_hash="b")


def test_an_effect_happens_once_and_keeps_its_first_outcome(database: Database) -> None:
    turn = accept(database, Clock(), "1").turn_id
    happened: list[int] = []

    def bring_about() -> dict[str, int]:
        happened.append(1)
        return {"count": len(happened)}

    for _ in range(2):
        with database.write() as session:
            assert Effects(turn).once(session, "thing", bring_about) == {"count": 1}
    with database.read() as session:
        assert session.query(Effect).count() == 1


def test_a_dialogue_counts_only_when_its_turn_is_finished(database: Database) -> None:
    clock = Clock()
    first = accept(database, clock, "1")
    with database.write() as session:
        assert inbox.keep_dialogue(session, first.turn_id, "state 1")
        assert inbox.current_dialogue(session, first.conversation_id) is None
    finish(database, clock, first.turn_id)
    second = accept(database, clock, "2")
    with database.write() as session:
        assert inbox.current_dialogue(session, first.conversation_id) == "state 1"
        inbox.keep_dialogue(session, second.turn_id, "state 2")
    with database.read() as session:
        assert inbox.current_dialogue(session, first.conversation_id) == "state 1"
    finish(database, clock, second.turn_id)
    with database.read() as session:
        assert inbox.current_dialogue(session, first.conversation_id) == "state 2"
        assert session.get_one(Turn, first.turn_id).dialogue is None


def test_a_finished_turn_takes_no_other_dialogue_and_no_other_answer(database: Database) -> None:
    clock = Clock()
    turn = accept(database, clock, "1").turn_id
    finish(database, clock, turn, "第一次")
    with database.write() as session:
        assert not inbox.keep_dialogue(session, turn, "late")
    assert finish(database, clock, turn, "第二次") == {"text": "第一次"}
    with database.read() as session:
        assert [line.text for line in session.query(Message).filter_by(author="bot")] == ["第一次"]


def test_a_deferred_turn_is_served_before_the_next_and_keeps_what_went_out(database: Database) -> None:
    clock = Clock()
    first = accept(database, clock, "1").turn_id
    finish(database, clock, first, "请稍等", talked=False, deferred=True)
    second = accept(database, clock, "2").turn_id
    with database.read() as session:
        assert [kept.turn_id for kept in inbox.unserved(session, second)] == [first]
    assert finish(database, clock, first, "查到了") == {"text": "请稍等"}
    with database.read() as session:
        assert inbox.unserved(session, second) == []
        assert [
            line.text for line in session.query(Message).filter_by(author="bot").order_by(Message.id)
        ] == [
            "请稍等",
            "查到了",
        ]
        assert session.query(Message).filter_by(author="caller").count() == 1


def test_after_an_end_or_a_long_silence_another_episode_begins(database: Database) -> None:
    clock = Clock()
    first = accept(database, clock, "1")
    finish(database, clock, first.turn_id, ended=True)
    second = accept(database, clock, "2")
    assert second.conversation_id != first.conversation_id
    clock.now += DAY + timedelta(minutes=1)
    assert accept(database, clock, "3").conversation_id != second.conversation_id
    with database.read() as session:
        assert session.query(Conversation).count() == 3


def test_a_turn_is_found_with_its_conversation_or_not_at_all(database: Database) -> None:
    taken = accept(database, Clock(), "1")
    with database.read() as session:
        assert inbox.conversation_of(session, taken.turn_id).id == taken.conversation_id
        assert not brought_about(session, taken.turn_id, 0)
        with pytest.raises(NotFound):
            inbox.conversation_of(session, "nobody's")
