"""Each kind of field has one row here and one reader in the dialogue, and keeps what it reads."""

from __future__ import annotations

import pytest

from actions.dialogue.agenda import Task
from actions.dialogue.filling import forget
from actions.dialogue.readers import READERS
from actions.errors import BadInput
from actions.service.requests import kinds
from actions.service.requests.kinds import KINDS, Record
from actions.service.requests.matters import matter
from actions.service.requests.question import Field
from actions.store.database import Database
from actions.store.records import Hearing
from tests.unit.requests import house
from tests.unit.requests.house import CIVIL, at


def test_what_can_be_kept_can_be_heard_and_nothing_else() -> None:
    assert KINDS.keys() == READERS.keys()


def asked(kind: str) -> Field:
    choices = [{"value": "online", "title": "线上阅卷"}] if kind == "choice" else []
    return Field.model_validate(
        {"name": "it", "title_zh": "它", "reader": kind, "question": {"rich": "什么？"}, "choices": choices}
    )


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", " 与另案冲突 ", "与另案冲突"),
        ("choice", "线上阅卷", "online"),
        ("hearing", "h1", "h1"),
        ("case_number", "(2026)沪0101民初101号", CIVIL),
        ("date", "2026-03-09", "2026-03-09"),
        ("datetime", "2026-03-09T01:30:00Z", "2026-03-09T09:30:00+08:00"),
        ("person", "沈默", "沈默"),
        ("phone", "+86 138 0000 0001", "13800000001"),
        ("amount", "528000.50", "528000.50"),
        ("rating", 5, "5"),
        ("licence", "１３１０１ ２０１０１０１２３４５６", "13101201010123456"),
    ],
)
def test_a_value_is_kept_in_one_form(kind: str, given: object, kept: str) -> None:
    assert kinds.clean(asked(kind), given) == kept
    assert kinds.clean(asked(kind), kept) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text", "字" * 501),
        ("choice", "网上"),
        ("case_number", "朝阳那个案子"),
        ("date", "下周三"),
        ("datetime", "2026-03-09T09:30:00"),
        ("phone", "12368"),
        ("amount", "-1"),
        ("amount", 1.5),
        ("rating", "6"),
        ("text", 7),
    ],
)
def test_what_cannot_be_read_is_said_with_the_name_of_the_field(kind: str, given: object) -> None:
    with pytest.raises(BadInput, match="它"):
        kinds.clean(asked(kind), given)


def test_hearings_are_offered_of_the_case_and_filled_where_there_is_only_one(court: Database) -> None:
    field = matter("request.hearing_postponement").field("hearing")
    assert field is not None
    with court.write() as session:
        record = Record(at(session), CIVIL)
        assert [one.value for one in kinds.offered(record, field)] == ["h1"]
        assert kinds.from_record(record, field, {}) == "h1"
        session.add(Hearing(id="h2", case_number=CIVIL, starts_at=house.later(days=20)))
        session.flush()
        assert kinds.from_record(record, field, {}) is None
        summoned = {"hearing": house.later(days=20).isoformat()}
        assert kinds.from_record(record, field, summoned) == "h2"
        assert kinds.offered(Record(at(session), None), field) == []


def test_another_case_or_another_person_takes_along_what_hangs_on_it() -> None:
    given = {"case_number": CIVIL, "person": "沈默", "office": "judge", "ground": "interest"}
    recusal, postponement = Task("request.recusal", dict(given)), Task("request.hearing_postponement")
    forget(recusal, "person")
    assert recusal.fields == {"case_number": CIVIL, "ground": "interest"}
    postponement.fields = {"case_number": CIVIL, "hearing": "h1", "reason": "生病"}
    forget(postponement, "case_number")
    assert postponement.fields == {"reason": "生病"}
