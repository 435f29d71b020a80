"""One submission for all matters: visible, allowed, complete, not barred by law; then registered, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.errors import BadFields, Forbidden, NotSignedIn
from actions.law.checks.finding import Finding
from actions.service.clock import BEIJING
from actions.service.court_record import hearings
from actions.service.court_record.court_times import promised
from actions.service.identity.callers import Caller
from actions.service.identity.locking import one_at_a_time
from actions.service.identity.visibility import LAWYERS_OWN
from actions.service.receipts import new_receipt_no
from actions.service.requests import notices, prechecking, speech, states, twin
from actions.service.requests.effects import EFFECTS
from actions.service.requests.fields import clean, fill
from actions.service.requests.kinds import Record
from actions.service.requests.matters import CASE_FIELD, Fields, Matter, Need, matter
from actions.service.requests.offered import must_be_offered
from actions.service.requests.prechecking import Checked, Examined, Refused
from actions.service.requests.receipt import Receipt
from actions.service.requests.subject import Subject, subject_of
from actions.service.turn_effects import Effects
from actions.service.work import Work
from actions.store.matters import Request

_TRIES = 5


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a matter, what it is about, and its fields as they were given."""

    function: str
    subject: Subject
    fields: Mapping[str, object]
    beside: str = ""
    """The receipt of an open request of the same matter, beside which this one is meant."""

    @classmethod
    def of(cls, function: str, given: Mapping[str, object], beside: str = "") -> Wanted:
        """From all that was given by name, the case number among it. Raises NotFound, BadFields."""
        asked = matter(function).chosen(given)
        if asked.variants is not None:
            by = asked.field(asked.variants.by)
            raise BadFields({asked.variants.by: f"还缺“{by.title_zh if by else asked.title_zh}”"})
        own = {name: value for name, value in given.items() if name != CASE_FIELD or not asked.field(name)}
        return cls(function, subject_of(asked, given), own, beside)


@dataclass(frozen=True)
class Origin:
    """Where a submission comes from. `by`: `lawyer`, or `staff:<username>` on behalf of a verified caller."""

    channel: str
    conversation_id: str | None = None
    by: str = states.LAWYER


def submit(
    work: Work, caller: Caller, wanted: Wanted, origin: Origin, effects: Effects | None = None
) -> Receipt:
    """Register a request in the caller's transaction; as an effect of a turn that was run before, only its
    first outcome.

    A caller by telephone gets the receipt and the link by SMS as well, on his registered number.
    Raises NotSignedIn, NotFound (no such case, or not his), Forbidden, NotOffered, BadFields, Twin, Refused:
    nothing is stored then.
    """
    if effects is None:
        return _registered(work, caller, wanted, origin)

    def register() -> dict[str, Any]:
        return _registered(work, caller, wanted, origin).outcome()

    return Receipt.from_outcome(effects.once(work.session, wanted.function, register))


def check(work: Work, caller: Caller, wanted: Wanted) -> Examined:
    """What `submit` would come to, with nothing written. Raises as it does, save Refused."""
    asked = matter(wanted.function).chosen(wanted.fields)
    if caller.level < 1 or caller.licence_no is None:
        raise NotSignedIn("登记申请之前要先核验身份。")
    if sentence := barred(caller, asked):
        raise Forbidden(sentence)
    found = wanted.subject.found(work, caller, asked.function)
    must_be_offered(found.court, asked)
    record = Record(work, found.case.case_number if found.case else None, caller.licence_no)
    checked = Checked(asked, found, caller.licence_no, clean(asked, fill(record, asked, wanted.fields)))
    twin.must_be_new(asked, found, twin.open_twins(work, caller, asked, found), checked.fields, wanted.beside)
    return prechecking.examined(work, checked)


def barred(caller: Caller, asked: Matter) -> str | None:
    """Why a verified caller may not make this request, whatever case it is about; None if he may. The same
    words on every channel."""
    if asked.who.assistant if caller.role == "assistant" else asked.who.lawyer:
        return None
    return LAWYERS_OWN


def _registered(work: Work, caller: Caller, wanted: Wanted, origin: Origin) -> Receipt:
    one_at_a_time(work.session, f"request:{caller.licence_no}:{wanted.function}")
    examined = check(work, caller, wanted)
    if examined.refusal is not None:
        raise Refused(speech.refusal(examined.refusal, "rich"), examined.refusal)
    checked = examined.checked
    if origin.by != states.LAWYER and not checked.matter.who.staff:
        raise Forbidden(f"{checked.matter.title_zh}须由律师本人办理，不能代办。")
    for tried in range(1, _TRIES + 1):
        receipt = _receipt(work, checked, examined.findings)
        try:
            with work.session.begin_nested():
                told = _write(work, receipt, checked, origin)
            break
        except IntegrityError:  # the number is taken
            if tried == _TRIES:
                raise
    receipt = replace(receipt, told=told)
    notices.send_receipt(work, receipt, checked.licence_no, origin.channel)
    return receipt


def _receipt(work: Work, checked: Checked, findings: tuple[Finding, ...]) -> Receipt:
    receipt_no = new_receipt_no(work.today)
    due = promised(work.session, checked.matter.first_response, work.now, checked.found.court.code)
    return Receipt(
        receipt_no=receipt_no,
        function=checked.matter.function,
        case_number=checked.found.case_number,
        status="registered",
        submitted_at=work.now,
        due_at=due.due_at,
        due_caveat=due.caveat,
        findings=findings,
        needs=_needs(work, checked, receipt_no),
        about=checked.found.words,
        kind=checked.found.kind,
        variant=checked.matter.variant,
    )


def _write(work: Work, receipt: Receipt, checked: Checked, origin: Origin) -> dict[str, Any]:
    """What registering did besides."""
    request = Request(
        receipt_no=receipt.receipt_no,
        function=receipt.function,
        case_number=receipt.case_number,
        court_code=checked.found.court.code,
        licence_no=checked.licence_no,
        channel=origin.channel,
        conversation_id=origin.conversation_id,
        status=receipt.status,
        fields=_kept(work.session, checked),
        needs=list(receipt.needs),
        by=origin.by.partition(":")[0],
        submitted_at=receipt.submitted_at,
        due_at=receipt.due_at,
        supervisor_only=checked.matter.supervisor_only,
    )
    work.session.add(request)
    work.session.flush()
    states.note_change(work, request, by=origin.by)
    told: dict[str, Any] = {}
    for name in checked.matter.on_registered:
        told |= EFFECTS[name](work, checked, receipt) or {}
    return told


def _kept(session: Session, checked: Checked) -> Fields:
    """The fields, with the recorded time of the hearing as it stood: the feed may change it later."""
    starts_at = _hearing_start(session, checked)
    return checked.fields | ({"hearing_starts_at": _iso(starts_at)} if starts_at else {})


def _needs(work: Work, checked: Checked, receipt_no: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "kind": states.SIGN,
            "what": need.what,
            "by": _by(work, checked, need),
            "url": need.url.format(receipt_no=receipt_no),
        }
        for need in checked.matter.needs
    )


def _by(work: Work, checked: Checked, need: Need) -> str | None:
    if need.by == "hearing":
        starts_at = _hearing_start(work.session, checked)
        return _iso(starts_at) if starts_at else None
    if need.by == "coming_hearing" and checked.found.case:
        coming = hearings.coming(work.session, work.clock, checked.found.case.case_number)
        return _iso(coming[0].starts_at) if coming else None
    return checked.fields.get(need.by) if need.by else None


def _hearing_start(session: Session, checked: Checked) -> datetime | None:
    value, case = checked.fields.get("hearing"), checked.found.case
    return hearings.hearing_start(session, case.case_number, value) if value and case else None


def _iso(moment: datetime) -> str:
    return moment.astimezone(BEIJING).isoformat()
