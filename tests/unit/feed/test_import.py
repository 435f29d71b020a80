"""What an import does to the store."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from actions.errors import BadInput
from actions.service.feed import import_feed, write_court_directory
from actions.service.feed.bench import made_up_lines
from actions.service.functions import functions
from actions.service.identity.visibility import SUPPLEMENT, grantable
from actions.store.database import Database
from actions.store.records import (
    Assistant,
    AssistantGrant,
    Case,
    Court,
    Delivery,
    Fee,
    Hearing,
    Lawyer,
    Milestone,
)

from .conftest import CASE, COURT, LAWYER, NOW, Load, lines_of

HEARING = {
    "type": "hearing",
    "id": "h1",
    "case_number": CASE["case_number"],
    "starts_at": "2026-11-11T09:30:00+08:00",
}
BARE_COURT = {"type": "court", "code": "京0105"}


def assistant(number: int, **more: Any) -> dict[str, Any]:
    return {
        "type": "assistant",
        "licence_no": f"1101240721000{number}",
        "name": f"助理{number}",
        "phone": f"+861380001001{number}",
        "principal_licence_no": LAWYER["licence_no"],
        "kind": "trainee",
        **more,
    }


def only(session: Session, model: Any) -> Any:
    return session.scalars(select(model)).one()


def test_records_are_stored_with_their_values(database: Database, load: Load) -> None:
    report = load(COURT, {**CASE, "judge": {"name": "秦望舒", "phone": "010-55500131"}}, HEARING)
    assert (report.added, report.refused_count) == (3, 0)
    with database.read() as session:
        case, hearing = only(session, Case), only(session, Hearing)
        assert case.amount_yuan == Decimal("528000.10")
        assert case.public is True
        assert case.judge == {"name": "秦望舒", "phone": "010-55500131"}
        assert hearing.starts_at == datetime.fromisoformat("2026-11-11T09:30:00+08:00")
        assert hearing.status == "scheduled"


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    lines = list(made_up_lines(700))
    first = import_feed(database, lines, clock=lambda: NOW)
    again = import_feed(database, lines, clock=lambda: NOW)
    assert first.added == again.unchanged == 700
    assert again.added == again.changed == again.removed == again.refused_count == 0


def test_the_same_file_again_changes_nothing_even_where_it_contradicts_itself(load: Load) -> None:
    records = [COURT, {**COURT, "name": "旧名"}, {**COURT, "removed": True}, COURT]
    assert load(*records).added == 1
    assert load(*records).unchanged == len(records)


def test_a_later_record_replaces_what_it_names_and_null_clears(database: Database, load: Load) -> None:
    load({**COURT, "address": "示例路25号", "phone": "010-55500123"}, CASE)
    report = load({**BARE_COURT, "phone": None}, {**CASE, "public": None, "stage": "closed"})
    assert report.changed == 2
    with database.read() as session:
        court, case = only(session, Court), only(session, Case)
        assert (court.address, court.phone, court.name) == ("示例路25号", None, COURT["name"])
        assert (case.public, case.stage) == (True, "closed")


def test_cleared_lists_are_null_in_the_table(database: Database, load: Load) -> None:
    load({**COURT, "online_functions": ["request.filing"]})
    load({"type": "court", "code": "京0105", "online_functions": None})
    with database.read() as session:
        assert session.scalar(select(func.count()).where(Court.online_functions.is_(None))) == 1


def test_a_removed_record_is_kept_hidden_until_it_is_restored(database: Database, load: Load) -> None:
    load(COURT)
    report = load({"type": "court", "code": "京0105", "removed": True})
    assert report.removed == 1
    with database.read() as session:
        assert (only(session, Court).removed, only(session, Court).name) == (True, COURT["name"])
    assert load({**BARE_COURT, "phone": "010-55500123"}).changed == 1
    with database.read() as session:
        assert (only(session, Court).removed, only(session, Court).phone) == (True, "010-55500123")
    assert load({**BARE_COURT, "removed": False}).changed == 1
    with database.read() as session:
        assert only(session, Court).removed is False


def test_a_file_that_ends_in_a_removal_changes_nothing_the_second_time(
    database: Database, load: Load
) -> None:
    """The removal may stand in another piece than the record."""
    days = [
        {"type": "calendar", "date": f"{year}-{month:02}-{day:02}", "working": False}
        for year in range(2027, 2031)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    records = [LAWYER, *days, {"type": "lawyer", "licence_no": LAWYER["licence_no"], "removed": True}]
    load(*records)
    assert load(*records).unchanged == len(records)
    with database.read() as session:
        assert only(session, Lawyer).removed is True


def test_what_is_needed_at_first_is_needed_only_then(load: Load) -> None:
    report = load({**BARE_COURT, "name": "某法院"}, COURT, BARE_COURT)
    assert [refusal.line_no for refusal in report.refused] == [1]
    assert "level" in report.refused[0].reason
    assert (report.added, report.unchanged) == (1, 1)


def test_removing_what_never_was_is_refused(load: Load) -> None:
    assert load({"type": "court", "code": "京0105", "removed": True}).refused_count == 1


def test_references_must_exist_or_stand_earlier(load: Load) -> None:
    report = load(HEARING, CASE, COURT, CASE, HEARING)
    assert [refusal.line_no for refusal in report.refused] == [1, 2]
    assert report.added == 3
    assert load({**CASE, "court_code": "沪0115"}).refused_count == 1


def test_a_bad_line_leaves_the_good_ones_and_is_not_half_applied(database: Database, load: Load) -> None:
    load(COURT)
    report = load(
        {"type": "court", "code": "京0105", "name": "新名", "level": "县级"},
        LAWYER,
        {**LAWYER, "name": "改名", "phone": "12"},
    )
    assert [refusal.line_no for refusal in report.refused] == [1, 3]
    with database.read() as session:
        assert only(session, Court).name == COURT["name"]
        assert only(session, Lawyer).name == LAWYER["name"]


def test_a_fourth_assistant_is_refused_until_one_leaves(database: Database, load: Load) -> None:
    report = load(LAWYER, *(assistant(number) for number in range(4)))
    assert [refusal.line_no for refusal in report.refused] == [5]
    report = load(assistant(3), assistant(0, removed=True), assistant(3))
    assert [refusal.line_no for refusal in report.refused] == [1]
    back = {"type": "assistant", "licence_no": assistant(0)["licence_no"], "removed": False}
    assert load(back).refused_count == 1
    with database.read() as session:
        shown = select(func.count()).select_from(Assistant).where(Assistant.removed.is_(False))
        assert session.scalar(shown) == 3


def test_an_assistant_who_moves_makes_room(load: Load) -> None:
    other = {**LAWYER, "licence_no": "13101201211234567"}
    load(LAWYER, other, *(assistant(number) for number in range(3)))
    report = load(assistant(0, principal_licence_no=other["licence_no"]), assistant(3))
    assert (report.changed, report.added, report.refused_count) == (1, 1, 0)


@pytest.mark.parametrize(
    "barred", [each for each in functions() if each.startswith("request.") and not grantable(each)]
)
def test_what_assistants_never_may_cannot_be_granted(database: Database, load: Load, barred: str) -> None:
    grant = {
        "type": "assistant_grant",
        "assistant_licence_no": assistant(1)["licence_no"],
        "case_number": CASE["case_number"],
    }
    load(COURT, CASE, LAWYER, assistant(1), {**grant, "functions": ["query.case"]})
    assert load({**grant, "functions": ["query.case", barred]}).refused_count == 1
    assert load({**grant, "functions": ["query.case", SUPPLEMENT]}).changed == 1
    load({**grant, "functions": ["query.case"]})
    with database.read() as session:
        assert only(session, AssistantGrant).functions == ["query.case"]


def test_a_milestone_is_the_same_whatever_the_offset_of_its_time(database: Database, load: Load) -> None:
    milestone = {"type": "milestone", "case_number": CASE["case_number"], "kind": "filed"}
    load(COURT, CASE, {**milestone, "at": "2026-11-01T09:00:00+08:00"})
    assert load({**milestone, "at": "2026-11-01T01:00:00Z", "note": "网上立案"}).changed == 1
    with database.read() as session:
        assert only(session, Milestone).note == "网上立案"


def test_refunds_keep_their_amount_to_the_fen(database: Database, load: Load) -> None:
    fee = {"type": "fee", "id": "f", "case_number": CASE["case_number"], "kind": "案件受理费"}
    refund = {"status": "applied", "amount_yuan": 4540.05, "at": "2026-11-01T09:00:00+08:00"}
    load(COURT, CASE, {**fee, "amount_yuan": 9080.1, "refund": refund})
    with database.read() as session:
        stored = only(session, Fee)
        assert stored.amount_yuan == Decimal("9080.10")
        assert stored.refund["amount_yuan"] == "4540.05"


def test_unknown_fields_are_passed_over_and_counted(load: Load) -> None:
    report = load({**COURT, "colour": "red", "size": 3})
    assert (report.added, report.ignored_fields) == (1, 2)


def test_files_are_read_with_mark_blank_lines_and_endless_ones(database: Database, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    first, second = lines_of(COURT, LAWYER)
    endless = b"x" * 3_000_000
    feed.write_bytes(b"\xef\xbb\xbf" + first.rstrip() + b"\r\n\n" + endless + b"\n" + second.rstrip())
    seen: list[tuple[int, int]] = []
    report = import_feed(
        database, feed, clock=lambda: NOW, progress=lambda lines, size: seen.append((lines, size))
    )
    assert report.added == 2
    assert [refusal.line_no for refusal in report.refused] == [3]
    assert seen[-1][0] == 4


def test_a_file_that_is_not_there_is_said_in_one_sentence(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        import_feed(database, tmp_path / "none.jsonl", clock=lambda: NOW)


def test_every_refusal_is_counted_and_told_though_few_are_kept(database: Database) -> None:
    told: list[int] = []
    broken = [b"{"] * 1500
    report = import_feed(database, broken, clock=lambda: NOW, on_refusal=lambda one: told.append(one.line_no))
    assert report.refused_count == 1500
    assert told == list(range(1, 1501))
    assert len(report.refused) < 1500


def test_a_line_the_database_rejects_is_found_and_refused_alone(database: Database) -> None:
    if database.engine.dialect.name == "postgresql":
        trigger = "ALTER TABLE courts ADD CONSTRAINT probe CHECK (name <> '坏')"
        undo = "ALTER TABLE courts DROP CONSTRAINT probe"
    else:
        trigger = (
            "CREATE TRIGGER probe BEFORE INSERT ON courts WHEN new.name = '坏' "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        undo = "DROP TRIGGER probe"
    with database.write() as session:
        session.execute(text(trigger))
    courts = [{**COURT, "code": f"京{number:04}", "name": name} for number, name in enumerate("好好坏好好")]
    report = import_feed(database, lines_of(*courts), clock=lambda: NOW)
    with database.write() as session:
        session.execute(text(undo))
    assert (report.added, [refusal.line_no for refusal in report.refused]) == (4, [3])


def test_others_can_write_between_the_pieces(database: Database) -> None:
    """The source is asked for its next line outside every transaction."""

    def lines() -> Any:
        for number, line in enumerate(made_up_lines(400)):
            with database.write() as session:
                session.execute(text("UPDATE courts SET address = :at"), {"at": str(number)})
            yield line

    assert import_feed(database, lines(), clock=lambda: NOW).added == 400


def test_the_court_directory_lists_the_courts_shown(database: Database, load: Load, tmp_path: Path) -> None:
    path = tmp_path / "var" / "courts.json"
    assert write_court_directory(database, path) is False
    load(COURT, {**COURT, "code": "沪0115", "removed": True})
    import_feed(database, lines_of({**COURT, "province": "北京市"}), clock=lambda: NOW, court_directory=path)
    assert json.loads(path.read_bytes()) == [
        {"code": "京0105", "name": COURT["name"], "level": "基层", "province": "北京市"}
    ]
    assert write_court_directory(database, path) is False
    assert [entry.name for entry in path.parent.iterdir()] == ["courts.json"]


PAPER = {
    "type": "delivery",
    "id": "d1",
    "case_number": CASE["case_number"],
    "licence_no": LAWYER["licence_no"],
    "title": "开庭传票",
    "served_at": "2026-10-30T09:30:00+08:00",
}


def test_a_paper_signed_on_the_line_stays_signed_whatever_the_feed_leaves_out(
    database: Database, load: Load
) -> None:
    load(COURT, CASE, LAWYER, PAPER)
    with database.write() as session:
        only(session, Delivery).signed_at = NOW
    load({**PAPER, "title": "传票"})
    with database.read() as session:
        paper = only(session, Delivery)
        assert (paper.title, paper.signed_at) == ("传票", NOW)


def test_what_a_court_tells_of_itself(database: Database, load: Load) -> None:
    hours = {"days": "周一至周五", "from": "9:00", "to": "17:00"}
    assert load({**COURT, "office_hours": [hours], "facilities": "停车位"}).refused_count == 1
    assert load({**COURT, "office_hours": [{**hours, "to": "五点"}]}).refused_count == 1
    load({**COURT, "office_hours": [{**hours, "from": "09:00"}], "facilities": ["律师停车位"]})
    with database.read() as session:
        court = only(session, Court)
        assert court.office_hours == [{"days": "周一至周五", "from": "09:00", "to": "17:00"}]
        assert court.facilities == ["律师停车位"]
