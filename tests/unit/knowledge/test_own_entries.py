"""A court's own entries: imported once, refused by line, told to whoever speaks of that court."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from actions.service.knowledge.importing import Imported, import_entries
from actions.service.knowledge.shelf import Shelf
from actions.store.database import Database
from actions.store.knowledge import KnowledgeEntry
from actions.store.records import Court

OWN = {
    "id": "own.window_hours",
    "court_code": "京0105",
    "title": "立案窗口的午休时间",
    "questions": ["立案窗口中午上班吗", "午休的时候能立案吗", "窗口几点休息"],
    "answer": "立案窗口工作日中午不休息，轮流值守；法定休假日不办理，可以网上立案。",
    "spoken": "立案窗口工作日中午不休息，法定休假日不办理，可以网上立案。",
    "articles": ["reg.14"],
    "valid_from": "2026-01-01",
    "decides": "立案窗口",
}


@pytest.fixture
def db(database: Database) -> Database:
    with database.write() as session:
        session.add(Court(code="京0105", name="北京市朝阳区人民法院", level="基层"))
        session.add(Court(code="粤0305", name="某已撤的法院", level="基层", removed=True))
    return database


def bring(db: Database, *lines: object) -> Imported:
    return import_entries(
        db, [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    )


def test_the_same_file_again_changes_nothing(db: Database) -> None:
    assert bring(db, OWN).counts == {"added": 1}
    assert bring(db, OWN).counts == {"unchanged": 1}
    assert bring(db, OWN | {"decides": ""}).counts == {"changed": 1}
    assert bring(db, {"id": OWN["id"], "removed": True}).counts == {"removed": 1}
    assert bring(db, {"id": OWN["id"], "removed": True}).counts == {"unchanged": 1}
    assert bring(db, OWN).counts == {"changed": 1}


def test_refusals_name_the_line_and_never_the_value(db: Database) -> None:
    lines = [
        b"{",
        b"[1]",
        {"id": "own.x"},
        OWN | {"id": "own.ghost", "court_code": "京9999"},
        OWN | {"id": "own.gone", "court_code": "粤0305"},
        OWN | {"id": "own.law", "articles": ["cpl.9999"]},
        OWN | {"id": "own.ear", "spoken": "（秘密的话）15日以内可以办理的"},
        OWN | {"id": "own.more", "secret": 1},
        OWN | {"id": "own.day", "valid_from": "2026-02-30"},
        OWN | {"id": "own.few", "questions": ["一种"]},
        {"id": "own.nobody", "removed": True},
        {"id": 7, "removed": False},
        OWN,
    ]
    done = bring(db, *lines)
    assert done.counts == {"added": 1}
    assert [number for number, _ in done.refused] == list(range(1, 13))
    said = " ".join(why for _, why in done.refused)
    assert "缺 title" in said and "秘密" not in said and "9999" not in said
    assert all(why and why.isprintable() for _, why in done.refused)
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(KnowledgeEntry)) == 1


def test_it_is_told_where_that_court_is_spoken_of(db: Database) -> None:
    bring(db, OWN)
    shelf = Shelf(encoder=lambda: None)
    with db.read() as session:
        asked = "立案窗口中午上班吗"
        assert shelf.find(asked, session=session, court_code="京0105").entries[0].id == OWN["id"]
        assert shelf.find(asked, session=session, court_code=None).entries[0].id != OWN["id"]


def test_one_without_a_court_holds_for_all(db: Database) -> None:
    bring(db, OWN | {"court_code": None})
    with db.read() as session:
        found = Shelf(encoder=lambda: None).find("午休的时候能立案吗", session=session)
        assert found.sure and found.entries[0].court_code is None
