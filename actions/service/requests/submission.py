"""One submission for all matters: visible, allowed, complete, not barred by law; then registered, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.errors import Forbidden, NotFound, NotSignedIn
from actions.law.checks.finding import Finding, refused
from actions.law.promises import promise
from actions.service.clock import BEIJING, Clock, today
from actions.service.court_record import facts as record
from actions.service.court_record import hearings
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import may_request, visible_case
from actions.service.receipts import new_receipt_no
from actions.service.requests import notices, prechecking, speech, states
from actions.service.requests.fields import clean, fill
from actions.service.requests.kinds import Record
from actions.service.requests.matters import Fields, Matter, Need, matter
from actions.service.requests.notices import HERE, Reach
from actions.service.requests.prechecking import Checked, Refusal, Refused
from actions.service.requests.receipt import Receipt
from actions.store.conversations import Effect
from actions.store.matters import Request

Turn = tuple[str, int]
"""Turn id and ordinal of an effect within it."""
_TRIES = 5


@dataclass(frozen=True)
class Origin:
    """Where a submission comes from. `by`: `lawyer`, or `staff:<username>` on behalf of a verified caller."""

    channel: str
    conversation_id: str | None = None
    by: str = "lawyer"
    turn: Turn | None = None


def submit(
    session: Session,
    clock: Clock,
    caller: Caller,
    *,
    function: str,
    case_number: str,
    fields: Mapping[str, object],
    channel: str,
    conversation_id: str | None = None,
    by: str = "lawyer",
    turn: Turn | None = None,
    reach: Reach = HERE,
) -> Receipt:
    """Register a request in the caller's transaction; with a `turn` run before, only its first outcome.

    A caller by telephone gets the receipt and the link by SMS as well, on his registered number.
    Raises NotSignedIn, NotFound (no such case, or not his), Forbidden, BadFields, Refused: nothing is
    stored then.
    """
    origin = Origin(channel, conversation_id, by, turn)
    first = _first_outcome(session, turn)
    if first is not None:
        return first
    asked = matter(function)
    checked, findings = _checked(session, clock, caller, asked, case_number, fields, reach)
    if refused(findings):
        barring = tuple(finding for finding in findings if finding.level == "refuse")
        contact = record.contact_of(session, checked.case, not_named=checked.fields.get("person"))
        why = Refusal(asked, checked.case.case_number, barring, contact, clock())
        raise Refused(speech.refusal(why, "rich"), why)
    promised = promise(asked.first_response, clock(), record.calendar_of(session))
    for tried in range(1, _TRIES + 1):
        receipt_no = new_receipt_no(today(clock))
        receipt = Receipt(
            receipt_no=receipt_no,
            function=function,
            case_number=checked.case.case_number,
            status="registered",
            submitted_at=clock(),
            due_at=promised.due_at,
            due_caveat=promised.caveat,
            findings=findings,
            needs=_needs(session, clock, checked, receipt_no),
        )
        try:
            with session.begin_nested():
                _write(session, clock, receipt, checked, origin)
        except IntegrityError:
            first = _first_outcome(session, turn)
            if first is not None:
                return first
            if tried == _TRIES:
                raise
            continue
        notices.send_receipt(session, clock, receipt, checked.licence_no, channel, reach)
        return receipt
    raise AssertionError("unreachable")


def check(
    session: Session,
    clock: Clock,
    caller: Caller,
    *,
    function: str,
    case_number: str,
    fields: Mapping[str, object],
    reach: Reach = HERE,
) -> tuple[Finding, ...]:
    """The findings that `submit` would come to, with nothing written. Raises as it does, save Refused."""
    return _checked(session, clock, caller, matter(function), case_number, fields, reach)[1]


def _checked(
    session: Session,
    clock: Clock,
    caller: Caller,
    asked: Matter,
    case_number: str,
    fields: Mapping[str, object],
    reach: Reach,
) -> tuple[Checked, tuple[Finding, ...]]:
    if caller.level < 1 or caller.licence_no is None:
        raise NotSignedIn("登记申请之前要先核验身份。")
    if not (asked.who.assistant if caller.role == "assistant" else asked.who.lawyer):
        raise Forbidden(f"{asked.title_zh}须由律师本人提出，律师助理不能代为提出。")
    may_request(session, clock, reach.register, caller, None, asked.function)
    case = visible_case(session, clock, caller, case_number, asked.function)
    if case is None:
        raise NotFound
    may_request(session, clock, reach.register, caller, case, asked.function)
    values = clean(asked, fill(Record(session, clock, case.case_number), asked, fields))
    checked = Checked(asked, case, caller.licence_no, values)
    return checked, prechecking.run(session, clock, checked)


def _first_outcome(session: Session, turn: Turn | None) -> Receipt | None:
    known = session.get(Effect, turn) if turn else None
    return Receipt.from_outcome(known.outcome) if known else None


def _write(session: Session, clock: Clock, receipt: Receipt, checked: Checked, origin: Origin) -> None:
    session.add(
        Request(
            receipt_no=receipt.receipt_no,
            function=receipt.function,
            case_number=receipt.case_number,
            court_code=checked.case.court_code,
            licence_no=checked.licence_no,
            channel=origin.channel,
            conversation_id=origin.conversation_id,
            status=receipt.status,
            fields=_kept(session, checked),
            needs=list(receipt.needs),
            by=origin.by.partition(":")[0],
            submitted_at=receipt.submitted_at,
            due_at=receipt.due_at,
            supervisor_only=checked.matter.supervisor_only,
        )
    )
    session.flush()
    states.note_change(session, clock, session.get_one(Request, receipt.receipt_no), by=origin.by)
    if origin.turn:
        turn_id, ordinal = origin.turn
        session.add(
            Effect(turn_id=turn_id, ordinal=ordinal, kind=receipt.function, outcome=receipt.outcome())
        )
        session.flush()


def _kept(session: Session, checked: Checked) -> Fields:
    """The fields, with the recorded time of the hearing as it stood: the feed may change it later."""
    starts_at = _hearing_start(session, checked)
    return checked.fields | ({"hearing_starts_at": _iso(starts_at)} if starts_at else {})


def _needs(session: Session, clock: Clock, checked: Checked, receipt_no: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "kind": states.SIGN,
            "what": need.what,
            "by": _by(session, clock, checked, need),
            "url": need.url.format(receipt_no=receipt_no),
        }
        for need in checked.matter.needs
    )


def _by(session: Session, clock: Clock, checked: Checked, need: Need) -> str | None:
    if need.by == "preferred_date":
        return checked.fields.get("preferred_date")
    if need.by == "hearing":
        starts_at = _hearing_start(session, checked)
        return _iso(starts_at) if starts_at else None
    if need.by == "coming_hearing":
        coming = hearings.coming(session, clock, checked.case.case_number)
        return _iso(coming[0].starts_at) if coming else None
    return None


def _hearing_start(session: Session, checked: Checked) -> datetime | None:
    value = checked.fields.get("hearing")
    return hearings.hearing_start(session, checked.case.case_number, value) if value else None


def _iso(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat()
