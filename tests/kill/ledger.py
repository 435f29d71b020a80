"""What the store holds of one caller's turn: read by the tests, never by the caller."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.store.conversations import Effect, Message, Turn
from actions.store.database import Database
from actions.store.identities import Challenge, Verification
from actions.store.matters import Evaluation, Request, RequestChange
from api.channels.web import account_of
from tests.kill.stage import Lawyer, WebCaller


@dataclass(frozen=True)
class Stored:
    """What stands of a message: taken in, effects, dialogue kept, finished, times in the transcript."""

    taken: bool = False
    effects: int = 0
    saved: bool = False
    finished: bool = False
    heard: int = 0


def stored(db: Database, caller: WebCaller, message_id: str) -> Stored:
    with db.read() as session:
        turn = _turn(session, caller, message_id)
        if turn is None:
            return Stored()
        effects = session.scalar(select(func.count()).select_from(Effect).where(Effect.turn_id == turn.id))
        heard = session.scalar(
            select(func.count()).where(Message.turn_id == turn.id, Message.author == "caller")
        )
        saved, finished = turn.dialogue is not None, turn.finished_at is not None
        return Stored(True, effects or 0, saved, finished, heard or 0)


def receipts(db: Database, caller: WebCaller, message_id: str) -> list[str]:
    """The receipt numbers that the effects of a message carry."""
    with db.read() as session:
        turn = _turn(session, caller, message_id)
        assert turn
        effects = session.scalars(select(Effect).where(Effect.turn_id == turn.id))
        return [effect.outcome["receipt_no"] for effect in effects]


def requests_of(db: Database, lawyer: Lawyer) -> list[tuple[str, str | None, str]]:
    """(receipt, case, reason) of all that the lawyer submitted, with as many entries as its history has."""
    with db.read() as session:
        rows = session.execute(
            select(Request)
            .join(RequestChange, RequestChange.receipt_no == Request.receipt_no)
            .where(Request.licence_no == lawyer.licence_no)
        ).scalars()
        return [(row.receipt_no, row.case_number, row.fields["reason"]) for row in rows]


def grades_of(db: Database, lawyer: Lawyer) -> list[tuple[int, str | None]]:
    """(grade, what it is about)."""
    with db.read() as session:
        rows = session.scalars(select(Evaluation).where(Evaluation.licence_no == lawyer.licence_no))
        return [(row.rating, row.about) for row in rows]


def codes_of(db: Database, lawyer: Lawyer) -> list[tuple[bool, int]]:
    """(used, wrong tries) of the lawyer's codes."""
    with db.read() as session:
        rows = session.scalars(select(Challenge).where(Challenge.licence_no == lawyer.licence_no))
        return [(row.used_at is not None, row.tries) for row in rows]


def verifications_of(db: Database, caller: WebCaller) -> list[str]:
    """Who the caller's account was verified as, once for each time."""
    with db.read() as session:
        account = account_of(caller.conversation_id)
        return list(session.scalars(select(Verification.licence_no).where(Verification.account == account)))


def kept_words(db: Database, caller: WebCaller) -> str:
    """Everything the conversation left in the store: what was said, dialogues, answers, transcript."""
    with db.read() as session:
        turns = session.scalars(select(Turn).where(Turn.account == account_of(caller.conversation_id))).all()
        lines = session.scalars(select(Message.text).where(Message.turn_id.in_([turn.id for turn in turns])))
        return "\n".join([*lines, *(f"{turn.content} {turn.answer} {turn.dialogue}" for turn in turns)])


def _turn(session: Session, caller: WebCaller, message_id: str) -> Turn | None:
    account = account_of(caller.conversation_id)
    return session.scalar(select(Turn).where(Turn.account == account, Turn.external_id == message_id))
