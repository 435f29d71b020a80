"""What is kept of a talk, and for whom."""

from __future__ import annotations

import json

from actions.dialogue.agenda import Agenda, Reply, Task

FIRST, SECOND = "11101201510123456", "13101201211234567"


def kept_for(licence_no: str) -> Agenda:
    agenda = Agenda(focus={"case_number": "（2026）京0105民初10086号"})
    agenda.belongs_to(licence_no)
    agenda.push(Task("request.hearing_postponement", fields={"case_number": "（2026）京0105民初10086号"}))
    agenda.saying.append(Reply("query.hearing").as_json())
    return agenda


def test_an_agenda_survives_being_kept() -> None:
    agenda = kept_for(FIRST)
    agenda.prompt = Reply("dialog.question", {"question": "？"}, (("对", "对"),)).as_json()
    again = Agenda.from_json(json.loads(json.dumps(agenda.as_json())))
    assert json.dumps(again.as_json()) == json.dumps(agenda.as_json())


def test_the_same_turn_is_not_taken_in_twice() -> None:
    agenda = Agenda()
    assert agenda.begin_turn("one")
    assert not agenda.begin_turn("one")
    assert agenda.begin_turn("two")


def test_what_was_said_is_not_said_again_once_the_verification_is_over() -> None:
    agenda = kept_for(FIRST)
    agenda.belongs_to(None)
    assert agenda.said == agenda.saying == []
    assert agenda.focus == {}
    assert agenda.top is not None, "the same lawyer may go on after verifying again"


def test_nothing_passes_to_another_person() -> None:
    agenda = kept_for(FIRST)
    agenda.belongs_to(SECOND)
    assert agenda.tasks == []
    assert agenda.focus == {}
    assert agenda.saying == []


def test_the_same_person_keeps_everything() -> None:
    agenda = kept_for(FIRST)
    agenda.belongs_to(FIRST)
    assert agenda.top is not None
    assert agenda.focus and agenda.saying
