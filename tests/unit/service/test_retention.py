"""Each kind is kept as long as data/retention.yml says, and not a day longer; a dry run deletes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.service import audit, retention
from actions.service.retention import Rule
from actions.store import audit_chain
from actions.store.conversations import Audit, Conversation, Effect, Message, Outgoing, Turn
from actions.store.database import Database
from actions.store.identities import Account, Challenge, Pause, Spent, Token, Verification
from actions.store.matters import CallbackNumber, Request, RequestChange, Ticket, UsedKey
from tests.working import work

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WORDS = "我姓林，案子的事"
Made = Callable[[Session, str, datetime], None]
Counted = Callable[[Session, Path], int]


def clock() -> datetime:
    return NOW


def conversation(session: Session, name: str, last: datetime) -> None:
    session.add(
        Conversation(id=name, channel="web", account=name, opened_at=last, last_at=last, ended_at=last)
    )
    session.flush()


def transcript(session: Session, name: str, at: datetime) -> None:
    conversation(session, name, at)
    session.add(Message(conversation_id=name, author="caller", text=WORDS, options=[], at=at))
    turn(session, name, at)


def turn(session: Session, name: str, at: datetime) -> None:
    session.add(
        Turn(
            id=name,
            conversation_id=name,
            channel="web",
            account=name,
            external_id=name,
            body_hash="-",
            content={"text": WORDS},
            answer={"replies": [WORDS]},
            received_at=at,
            finished_at=at,
            dialogue=WORDS,
        )
    )
    session.flush()
    session.add(Effect(turn_id=name, ordinal=0, kind="barred", outcome={"why": WORDS}))


def answer(session: Session, name: str, at: datetime) -> None:
    conversation(session, name, NOW)
    turn(session, name, at)


def code(session: Session, name: str, at: datetime) -> None:
    session.add(
        Challenge(
            id=name,
            licence_no="L",
            channel="web",
            account=name,
            purpose="verify",
            code_hash="-",
            sent=True,
            created_at=at,
            expires_at=at,
        )
    )


def verification(session: Session, name: str, at: datetime) -> None:
    kept = {"channel": "web", "account": name, "licence_no": "L", "method": "code", "phone": "+861"}
    session.add(Verification(id=name, verified_at=at, expires_at=at, **kept))


def account(session: Session, name: str, at: datetime) -> None:
    session.add(Account(id=name, channel="sms", name="+8613900001111", mark=name, seen_at=at))


def token(session: Session, name: str, at: datetime) -> None:
    session.add(Token(token_hash=name, kind="lawyer", subject="L", issued_at=at, expires_at=at, seen_at=at))


def pause(session: Session, name: str, at: datetime) -> None:
    session.add(Pause(channel="web", account=name, subject="L", wrong=5, paused_until=at))


def spent(session: Session, name: str, at: datetime) -> None:
    session.add(Spent(budget="message.address", subject=name, begins=at, count=1))


def used_key(session: Session, name: str, at: datetime) -> None:
    session.add(UsedKey(actor="lawyer:L", key=name, body_hash="-", status=200, at=at))


def outgoing(session: Session, name: str, at: datetime) -> None:
    kept = {"channel": "sms", "address": "+861", "text": WORDS, "dedupe_key": name}
    session.add(Outgoing(created_at=at, next_try_at=at, sent_at=at, **kept))


def callback_number(session: Session, name: str, at: datetime) -> None:
    conversation(session, name, at)
    kept = {"kind": "callback", "conversation_id": name, "reason": "回电", "created_at": at, "due_at": at}
    session.add(Ticket(receipt_no=name, closed_at=at, **kept))
    session.flush()
    session.add(CallbackNumber(receipt_no=name, number="+8613900001111", at=at))


def audited(session: Session, name: str, at: datetime) -> None:
    audit.note(session, lambda: at, "system", "test", name, None)


def upload(status: str) -> Made:
    def made(session: Session, name: str, at: datetime) -> None:
        kept = {"function": "request.file_review", "licence_no": "L", "channel": "web", "fields": {}}
        session.add(Request(receipt_no=name, status=status, submitted_at=at, due_at=at, needs=[], **kept))
        session.flush()
        session.add(RequestChange(receipt_no=name, status=status, at=at, by="staff"))
        folder = FILES / name
        folder.mkdir(parents=True)
        (folder / "a").write_bytes(b"%PDF-1.7")

    return made


def rows(table: type) -> Counted:
    return lambda session, _: session.scalar(select(func.count()).select_from(table)) or 0


def words(session: Session, _: Path) -> int:
    """Turns and effects of which anything is left."""
    turns = [each for each in session.scalars(select(Turn)) if WORDS in f"{each.content}{each.answer}"]
    effects = [each for each in session.scalars(select(Effect)) if WORDS in str(each.outcome)]
    assert len(turns) == len(effects)
    return len(turns)


FILES = Path()
KINDS: dict[str, tuple[Made, Counted]] = {
    "audit": (audited, rows(Audit)),
    "transcripts": (transcript, rows(Message)),
    "answers": (answer, words),
    "codes": (code, rows(Challenge)),
    "accounts": (account, rows(Account)),
    "verifications": (verification, rows(Verification)),
    "tokens": (token, rows(Token)),
    "pauses": (pause, rows(Pause)),
    "budgets": (spent, rows(Spent)),
    "used_keys": (used_key, rows(UsedKey)),
    "outbox": (outgoing, rows(Outgoing)),
    "callback_numbers": (callback_number, rows(CallbackNumber)),
    "uploads_refused": (upload("withdrawn"), lambda _, folder: len(list(folder.iterdir()))),
    "uploads_decided": (upload("granted"), lambda _, folder: len(list(folder.iterdir()))),
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(globals(), "FILES", tmp_path / "files")
    return tmp_path / "files"


def test_no_kind_is_without_a_test() -> None:
    assert {rule.name for rule in retention.rules()} == KINDS.keys() | {"recordings"}


@pytest.mark.parametrize(
    "rule", [one for one in retention.rules() if one.name in KINDS], ids=lambda r: r.name
)
def test_what_is_over_goes_and_what_is_not_stays(database: Database, rule: Rule, files: Path) -> None:
    made, counted = KINDS[rule.name]
    over, within = NOW - timedelta(days=rule.days, hours=1), NOW - timedelta(days=rule.days, hours=-1)
    with database.write() as session:
        made(session, "over", over)
    with database.write() as session:
        made(session, "within", within)

    def run(apply: bool) -> int:
        with database.write() as session:
            found = retention.run(work(session, clock), files, apply=apply)
        return next(each.count for each in found if each.rule.name == rule.name)

    def left() -> int:
        with database.read() as session:
            return counted(session, files)

    assert (run(apply=False), left()) == (1, 2), "a dry run deletes nothing"
    assert run(apply=True) == 1
    noted = 1 if rule.name == "audit" else 0  # that it was applied is itself kept
    assert left() == 1 + noted
    assert run(apply=False) == 0
    with database.read() as session:
        assert list(audit_chain.verify(session)) == []


def test_by_itself_the_house_deletes_only_what_it_may(database: Database, files: Path) -> None:
    with database.write() as session:
        transcript(session, "old", NOW - timedelta(days=4000))
        code(session, "old", NOW - timedelta(days=4000))
    with database.write() as session:
        retention.run(work(session, clock), files, apply=True, by_itself=True)
    with database.read() as session:
        assert (rows(Message)(session, files), rows(Challenge)(session, files)) == (1, 0)
