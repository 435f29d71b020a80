"""What a request is about: a case, a number that may be invisible, a court and a kind of case."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from actions.errors import BadFields, BadInput, NotFound
from actions.law.terms import CaseKind
from actions.service.court_record.facts import kind_of
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import may_request, visible_case
from actions.service.work import Work
from actions.store.records import Case, Court
from bot.language.case_number import parse_exact
from bot.language.courts import CourtDirectory

if TYPE_CHECKING:
    from actions.service.requests.matters import Matter

About = Literal["case", "number", "court"]
NAMED_BY: Mapping[About, Mapping[str, str]] = {
    "case": {"case_number": "case_number"},
    "number": {"number": "case_number"},
    "court": {"court": "court", "case_kind": "choice"},
}
"""The fields that name a subject, with their kinds: a matter asks for them. `case_number` is a case of the
caller's own."""


@dataclass(frozen=True)
class Found:
    """A subject as the record has it, for a caller who may make the request about it."""

    court: Court
    kind: CaseKind | None
    words: str
    """What it is called to people where no case number says it."""
    case_number: str | None = None
    case: Case | None = None


@dataclass(frozen=True)
class Subject(ABC):
    @abstractmethod
    def found(self, work: Work, caller: Caller, function: str) -> Found:
        """Raises NotFound (no such case, or not his: the same words), BadInput, Forbidden."""


@dataclass(frozen=True)
class OneCase(Subject):
    """A case that the caller may hear of."""

    case_number: str

    def found(self, work: Work, caller: Caller, function: str) -> Found:
        may_request(work, caller, None, function)
        case = _visible(work, caller, self.case_number, function)
        may_request(work, caller, case, function)
        court = work.session.get_one(Court, case.court_code)
        return Found(court, kind_of(case.case_number), case.case_number, case.case_number, case)


@dataclass(frozen=True)
class AnyNumber(Subject):
    """A well-formed number of a known court; whether there is such a case is not looked at."""

    case_number: str

    def found(self, work: Work, caller: Caller, function: str) -> Found:
        number = parse_exact(self.case_number)
        if number is None:
            raise BadInput("这个案号不完整，请从年份开始说全。")
        court = _court(work, number.court, "number")
        may_request(work, caller, None, function, court_code=court.code)
        return Found(court, kind_of(number.canonical), number.canonical, number.canonical)


@dataclass(frozen=True)
class AtCourt(Subject):
    """A court, by its code or full name, and a kind of case: there is no case yet."""

    court: str
    kind: CaseKind

    def found(self, work: Work, caller: Caller, function: str) -> Found:
        court = _court(work, self.court, "court")
        may_request(work, caller, None, function, court_code=court.code)
        return Found(court, self.kind, f"{court.name}，{TITLES[self.kind]}案件")


TITLES = {
    CaseKind.CIVIL: "民事",
    CaseKind.CRIMINAL: "刑事",
    CaseKind.ADMINISTRATIVE: "行政",
    CaseKind.COMPENSATION: "国家赔偿",
    CaseKind.ENFORCEMENT: "执行",
}


def subject_of(matter: Matter, given: Mapping[str, object]) -> Subject:
    """The subject that these fields name. Raises BadFields for what is missing or no kind of case."""
    values = {name: _canonical(given.get(name)) or _only(matter, name) for name in NAMED_BY[matter.about]}
    titles = {field.name: field.title_zh for field in matter.fields}
    if missing := [name for name, value in values.items() if not value]:
        raise BadFields({name: f"还缺“{titles[name]}”" for name in missing})
    match matter.about:
        case "case":
            return OneCase(values["case_number"])
        case "number":
            return AnyNumber(values["number"])
    field = matter.field("case_kind")
    chosen = field.choice(values["case_kind"]) if field else None
    if chosen is None or chosen.value not in set(CaseKind):
        raise BadFields({"case_kind": f"“{titles['case_kind']}”没有读懂，请再说一遍"})
    return AtCourt(values["court"], CaseKind(chosen.value))


def _only(matter: Matter, name: str) -> str:
    """Where there is nothing to choose from, it need not be given."""
    field = matter.field(name)
    return field.choices[0].value if field and len(field.choices) == 1 else ""


def _canonical(value: object) -> str:
    text = str(value or "").strip()
    number = parse_exact(text)
    return number.canonical if number else text


def _visible(work: Work, caller: Caller, case_number: str, function: str) -> Case:
    case = visible_case(work.session, work.clock, caller, case_number, function)
    if case is None:
        raise NotFound
    return case


def connected(session: Session, called: str) -> Court | None:
    """The court of this code or full name, if it is on this line. The record may call it otherwise than the
    directory of the country (杭州市中级, 浙江省杭州市中级): then its code tells."""
    known = CourtDirectory.load_default().find(called)
    codes = [called, *(match.court.code for match in known if match.court is not None)]
    named = select(Court).where(or_(Court.code.in_(codes), Court.name == called), Court.removed.is_(False))
    return session.scalars(named.limit(1)).first()


def _court(work: Work, called: str, named_by: str) -> Court:
    court = connected(work.session, called)
    if court is None:
        raise BadFields({named_by: "没有查到这个法院，请核对案号里的法院代字，或者说法院的全称"})
    return court
