"""Which cases a caller may hear of, and which requests he may make (contract section 5, "Visible").

A case that does not exist and a case of somebody else take the same queries and end in the same None.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from actions.errors import Forbidden
from actions.service.clock import Clock, today
from actions.service.identity.barring import out_of_area_words, restricted_words
from actions.service.identity.callers import Caller
from actions.service.identity.register import RegisteredPerson
from actions.service.wording import Modality
from actions.service.work import Work
from actions.store.records import Assistant, AssistantGrant, Case, Lawyer, Representation

SUPPLEMENT = "material.supplement"
"""What may be granted besides functions: handing in and supplementing material that the lawyer signed."""
LAWYERS_OWN = "这项申请律师助理不能代办，请由律师本人办理。"
_GRANTABLE = frozenset({"request.payment", "request.file_review", SUPPLEMENT})


def grantable(function: str) -> bool:
    """Whether a lawyer can pass it on to an assistant; everything else he does himself (contract section 5,
    意见 article 14)."""
    return function.startswith("query.") or function in _GRANTABLE


def must_not_be_lawyers_own(caller: Caller, function: str) -> None:
    """Before anything of a request is looked at: an assistant hears that it is not his, not what it lacks.
    Raises Forbidden."""
    if caller.role == "assistant" and function.startswith("request.") and not grantable(function):
        raise Forbidden(LAWYERS_OWN)


def visible_cases(session: Session, clock: Clock, caller: Caller, function: str | None = None) -> list[Case]:
    """The caller's cases by number; for an assistant those granted to him (for `function`, if named)."""
    numbers = _numbers(session, today(clock), caller, function)
    return list(session.scalars(_shown(numbers).order_by(Case.case_number)))


def visible_case(
    session: Session, clock: Clock, caller: Caller, case_number: str, function: str | None = None
) -> Case | None:
    """The case, if the caller may hear of it (and, an assistant, use `function` in it).

    None says nothing about whether it exists. What assistants never may is never granted in any case: ask
    `may_request` without a case first, so that they hear why.
    """
    numbers = _numbers(session, today(clock), caller, function, case_number)
    return session.scalar(_shown(numbers))


def may_request(
    work: Work,
    caller: Caller,
    case: Case | None,
    function: str,
    *,
    court_code: str | None = None,
    modality: Modality = "rich",
) -> None:
    """Whether the caller may make this request. `court_code` names the court where there is no case yet.

    Raises:
        Forbidden: not verified; a function that assistants never may; one restricted for this lawyer, with
            the reason; a court outside the practice area of a 基层法律服务工作者.
    """
    person = work.register.find(work.session, caller.licence_no) if caller.licence_no else None
    if caller.level == 0 or person is None or not person.active:
        raise Forbidden("请先核验身份，再办理这项申请。")
    if not grantable(function) and _as_assistant(work.session, today(work.clock), person, case):
        raise Forbidden(LAWYERS_OWN)
    if function in person.restricted_functions:
        raise Forbidden(restricted_words(person, modality))
    court = case.court_code if case else court_code
    if court and person.practice_area and not court.startswith(person.practice_area):
        raise Forbidden(out_of_area_words(work.session, person, court, modality))


def barred_from(
    work: Work, caller: Caller, case: Case | None, function: str, modality: Modality
) -> str | None:
    """Why a verified caller may not have this function (of this case), in words; None where he may. What is
    no request is barred only by a restriction."""
    if function.startswith("request."):
        try:
            may_request(work, caller, case, function, modality=modality)
        except Forbidden as forbidden:
            return forbidden.message
        return None
    person = work.register.find(work.session, caller.licence_no) if caller.licence_no else None
    restricted = person is not None and function in person.restricted_functions
    return restricted_words(person, modality) if person is not None and restricted else None


def _as_assistant(session: Session, day: date, person: RegisteredPerson, case: Case | None) -> bool:
    """Assistants always are; a lawyer is in a case that he knows only by a colleague's grant."""
    if person.role == "assistant" or case is None:
        return person.role == "assistant"
    return not session.scalars(represented(day, person.licence_no, case.case_number)).all()


def _numbers(
    session: Session, day: date, caller: Caller, function: str | None, case_number: str | None = None
) -> Sequence[str]:
    licence = caller.licence_no if caller.level > 0 and caller.licence_no else ""
    own = session.scalars(represented(day, licence, case_number)).all()
    granted = session.execute(_granted(day, licence, case_number)).all()
    return [*own, *(number for number, functions in granted if _covers(functions, function))]


def _covers(granted: list[str], function: str | None) -> bool:
    allowed = {each for each in granted if grantable(each)}
    return bool(allowed) if function is None else function in allowed


def represented(day: date, licence_no: str, case_number: str | None = None) -> Select[str]:
    """Numbers of the cases in which this lawyer, active, stands verified on `day`."""
    query = (
        select(Representation.case_number)
        .join(Lawyer, Lawyer.licence_no == Representation.licence_no)
        .where(Representation.licence_no == licence_no, *_stands(day))
    )
    return query if case_number is None else query.where(Representation.case_number == case_number)


def unverified(session: Session, day: date, caller: Caller) -> list[Case]:
    """The cases in which this lawyer is on record and his representation is not verified: of these he hears
    nothing but that."""
    if caller.level == 0 or not caller.licence_no:
        return []
    standing = represented(day, caller.licence_no)
    named = select(Representation.case_number).where(
        Representation.licence_no == caller.licence_no,
        Representation.removed.is_(False),
        Representation.verified.is_(False),
        Representation.case_number.not_in(standing),
    )
    return list(session.scalars(_shown(session.scalars(named).all()).order_by(Case.case_number)))


def _granted(day: date, licence_no: str, case_number: str | None) -> Select[str, list[str]]:
    """Numbers and functions granted to this assistant on `day`, where his lawyer stands in the case."""
    query = (
        select(AssistantGrant.case_number, AssistantGrant.functions)
        .join(Assistant, Assistant.licence_no == AssistantGrant.assistant_licence_no)
        .join(Lawyer, Lawyer.licence_no == Assistant.principal_licence_no)
        .join(
            Representation,
            and_(
                Representation.licence_no == Lawyer.licence_no,
                Representation.case_number == AssistantGrant.case_number,
            ),
        )
        .where(
            AssistantGrant.assistant_licence_no == licence_no,
            AssistantGrant.removed.is_(False),
            or_(AssistantGrant.until.is_(None), AssistantGrant.until >= day),
            Assistant.removed.is_(False),
            *_stands(day),
        )
    )
    return query if case_number is None else query.where(AssistantGrant.case_number == case_number)


def _stands(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Representation.verified.is_(True),
        Representation.removed.is_(False),
        or_(Representation.until.is_(None), Representation.until >= day),
        Lawyer.status == "active",
        Lawyer.removed.is_(False),
    )


def _shown(numbers: Sequence[str]) -> Select[Case]:
    return select(Case).where(Case.case_number.in_(numbers), Case.public.is_(True), Case.removed.is_(False))
