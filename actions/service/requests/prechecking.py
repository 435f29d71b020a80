"""The pre-checks that a matter names, run on the caller's facts and the court's record.

The checks themselves are `actions.law.checks`; here they are given what they go by. Facts of findings leave
in the form in which JSON keeps them, so that a first and a repeated answer are worded alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions.errors import BadInput, HotlineError
from actions.law.checks.case_facts import CaseFacts, Engaged
from actions.law.checks.finding import Finding
from actions.law.checks.registry import CHECKS
from actions.service.clock import BEIJING
from actions.service.court_record import deliveries, fees, hearings
from actions.service.court_record import facts as record
from actions.service.requests.matters import Fields, Matter
from actions.service.requests.subject import Found
from actions.service.work import Work
from actions.store.records import Case, Delivery, Fee, Hearing, Representation
from bot.language.case_number import parse_exact

ALL_ITEMS = frozenset(("承认", "放弃", "变更", "和解", "反诉", "上诉", "撤诉", "调解", "代收款"))
"""What a special mandate may name (contract section 4)."""


@dataclass(frozen=True)
class Checked:
    """A request about to be registered."""

    matter: Matter
    found: Found
    licence_no: str
    fields: Fields


@dataclass(frozen=True)
class Refusal:
    """Why nothing was stored: `findings` are the refusing ones, on the record as it stood at `seen_at`.

    `contact` is a person or office to turn to.
    """

    matter: Matter
    found: Found
    findings: tuple[Finding, ...]
    contact: record.Contact
    seen_at: datetime


class Refused(HotlineError):
    """The law bars the request on facts that were given or recorded; nothing was stored."""

    status, code = 422, "refused"

    def __init__(self, message: str, refusal: Refusal) -> None:
        super().__init__(message)
        self.refusal = refusal


@dataclass(frozen=True)
class Examined:
    """A request about to be registered, what was found about it, and why it cannot be, if so."""

    checked: Checked
    findings: tuple[Finding, ...]
    refusal: Refusal | None


def examined(work: Work, checked: Checked) -> Examined:
    """The checks of the matter in their order. Raises BadInput for a hearing that nobody knows."""
    facts = _case_facts(work, checked)
    every = [finding for name in checked.matter.prechecks for finding in CHECKS[name].run(facts)]
    findings = tuple(replace(one, facts={k: _plain(v) for k, v in one.facts.items()}) for one in every)
    barring = tuple(finding for finding in findings if finding.level == "refuse")
    if not barring:
        return Examined(checked, findings, None)
    found = checked.found
    contact = record.contact_of(found.court, found.case, not_named=checked.fields.get("person"))
    return Examined(checked, findings, Refusal(checked.matter, found, barring, contact, work.now))


def _case_facts(work: Work, checked: Checked) -> CaseFacts:
    facts = CaseFacts(
        now=work.now,
        kind=checked.found.kind,
        given={name: str(value) for name, value in checked.fields.items() if value is not None},
        titles=_titles(checked),
        instance=_type_code(checked),
        calendar=record.calendar_of(work.session),
    )
    case = checked.found.case
    return facts if case is None else _of_case(work, checked, case, facts)


def _of_case(work: Work, checked: Checked, case: Case, facts: CaseFacts) -> CaseFacts:
    mandate = work.session.get(Representation, (case.case_number, checked.licence_no))
    start, recorded = _hearing(work.session, checked, case.case_number)
    fee, paper = (
        _fee(work.session, checked, case.case_number),
        _paper(work.session, checked, case.case_number),
    )
    return replace(
        facts,
        procedure=record.procedure_of(case),
        stage=record.stage_of(case),
        closed_at=record.closed_at(work.session, case.case_number),
        hearing_start=start,
        hearing_recorded=recorded,
        hearings_held=hearings.hearings_held(work.session, work.clock, case.case_number),
        postponements=record.postponements(work.session, case.case_number),
        on_appeal=record.on_appeal(case.case_number),
        fee_kind=fee.kind if fee else "",
        fee_due=fee.due_on if fee else None,
        paper=paper.title if paper else "",
        # an assistant stands on his principal's verified mandate
        mandate_verified=mandate.verified if mandate else True,
        judged_at=record.judged_at(work.session, case.case_number),
        cause=case.cause or "",
        claim=case.amount_yuan,
        evidence_until=case.evidence_until,
        authority=_authority(mandate),
        others=_others(work, checked, case.case_number),
        side=_side(mandate),
        prosecuted=_prosecuted(case),
    )


def _hearing(session: Session, checked: Checked, case_number: str) -> tuple[datetime | None, bool]:
    """When the hearing begins that is meant, and whether the record has it."""
    value = _value_of(checked, "hearing")
    if value is None:
        return None, False
    start = hearings.hearing_start(session, case_number, value)
    if start is None:
        raise BadInput("这个案件没有查到这一场庭审，请核对后再选。")
    return start, hearings.hearing_of(session, case_number, value) is not None


def _type_code(checked: Checked) -> str:
    number = parse_exact(checked.found.case_number or "")
    return number.type_code if number else ""


def _authority(mandate: Representation | None) -> frozenset[str] | None:
    """A special mandate whose items the record does not name covers all that the feed knows."""
    if mandate is None:
        return None
    if mandate.authority == "special" and mandate.authority_items is None:
        return ALL_ITEMS
    return frozenset(mandate.authority_items or ())


def _others(work: Work, checked: Checked, case_number: str) -> tuple[Engaged, ...]:
    """What the request says that the hearing is in the way of, held against the hearing itself."""
    value = checked.fields.get("other_hearing")
    this = hearings.hearing_of(work.session, case_number, str(checked.fields.get("hearing") or ""))
    if not value:
        return ()
    other = work.session.get(Hearing, value)
    if other is not None:
        return (Engaged(hearings.label(other), hearings.clash(this, other) if this else None, True),)
    moment = hearings.moment_of(value)
    words = f"{moment.astimezone(BEIJING):%m月%d日 %H:%M}" if moment else str(value)
    if moment is None or this is None:
        return (Engaged(words, None, False),)
    overlap = this.starts_at < moment + hearings.USUAL_LENGTH and moment < hearings.ends(this)
    same_day = moment.astimezone(BEIJING).date() == this.starts_at.astimezone(BEIJING).date()
    return (Engaged(words, True if overlap else None if same_day else False, False),)


def _side(mandate: Representation | None) -> str:
    """The role before the name (被告 北京远帆商贸有限公司)."""
    role, _, name = (mandate.party or "" if mandate else "").partition(" ")
    return role if name else ""


def _prosecuted(case: Case) -> bool:
    """Whether the record names no private prosecutor in a criminal case."""
    roles = {str(party.get("role", "")) for party in case.parties or ()}
    return bool(roles) and not any("自诉" in role for role in roles)


def _fee(session: Session, checked: Checked, case_number: str) -> Fee | None:
    """Raises BadInput for one that this case does not have, or that the record shows as paid."""
    value = _value_of(checked, "fee")
    if value is None:
        return None
    fee = fees.fee_of(session, case_number, value)
    if fee is None:
        raise BadInput("这个案件没有查到这一项费用，请核对后再选。")
    if fee.paid_on is not None:
        raise BadInput(f"法院记录显示，这一项{fee.kind}已经交过，不用再交。对不上的请说“转人工”。")
    return fee


def _paper(session: Session, checked: Checked, case_number: str) -> Delivery | None:
    """Raises BadInput for one that was not served on this lawyer himself, or that is signed for."""
    value = _value_of(checked, "delivery")
    if value is None:
        return None
    paper = deliveries.paper_of(session, case_number, value)
    if paper is None or paper.licence_no != checked.licence_no:
        raise BadInput("没有查到送达给您本人的这一份文书，请核对后再选。")
    if paper.signed_at is not None:
        day = paper.signed_at.astimezone(BEIJING)
        raise BadInput(f"这一份文书在{day.month}月{day.day}日已经签收过了，不用再签。")
    return paper


def _value_of(checked: Checked, kind: str) -> str | None:
    """The value of the matter's field of this kind, if it has one and one was given."""
    name = next((field.name for field in checked.matter.asked if field.reader == kind), None)
    return checked.fields.get(name) if name else None


def _titles(checked: Checked) -> dict[str, str]:
    chosen = {
        field.name: field.choice(str(checked.fields.get(field.name, "")))
        for field in checked.matter.asked
        if field.reader == "choice"
    }
    return {name: choice.title for name, choice in chosen.items() if choice is not None}


def _plain(value: Any) -> Any:
    return value.astimezone(BEIJING).isoformat() if isinstance(value, datetime) else value
