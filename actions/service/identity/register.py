"""Who a person is: a port, so that the Ministry of Justice's platform can stand in the feed's place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.service.ids import LicenceNo
from actions.store.records import Assistant, Lawyer
from bot.language.fold import fold

Role = Literal["lawyer", "assistant"]

LONGEST = 64
BASIC_LEVEL = "基层法律服务工作者"
"""The only kind whose practice is bound to an area (contract section 4)."""


@dataclass(frozen=True)
class RegisteredPerson:
    """A lawyer or an assistant as the register has him now.

    An assistant's status, restrictions and practice area are those of the lawyer he works for.
    """

    licence_no: LicenceNo
    name: str
    phone: str
    status: str
    """`active`, `suspended` or `revoked`."""
    role: Role
    kind: str
    principal_licence_no: LicenceNo | None = None
    restricted_functions: tuple[str, ...] = ()
    restricted_reason: str | None = None
    practice_area: tuple[str, ...] = ()
    """Court-code prefixes; empty where none is known."""

    @property
    def active(self) -> bool:
        return self.status == "active"


class IdentityRegister(Protocol):
    def find(self, session: Session, licence_no: LicenceNo) -> RegisteredPerson | None:
        """The person of that number, whatever his status; None where there is none."""
        ...


class FeedRegister:
    """The register of the court's own feed. A lawyer who assists a colleague is found as the lawyer he is."""

    def find(self, session: Session, licence_no: LicenceNo) -> RegisteredPerson | None:
        lawyer = session.scalar(
            select(Lawyer).where(Lawyer.licence_no == licence_no, Lawyer.removed.is_(False))
        )
        # both are always asked, so that a known number takes no less work than an unknown one
        team = session.execute(
            select(Assistant, Lawyer)
            .join(Lawyer, Lawyer.licence_no == Assistant.principal_licence_no)
            .where(Assistant.licence_no == licence_no, Assistant.removed.is_(False))
        ).first()
        if lawyer is not None:
            return _person(lawyer)
        return _helper(*team) if team else None


def clean_licence(text: str) -> LicenceNo:
    """A licence number as typed → as stored: half width, no spaces, never longer than a key."""
    return LicenceNo(fold(text).replace(" ", "")[:LONGEST])


def _person(lawyer: Lawyer) -> RegisteredPerson:
    return RegisteredPerson(
        licence_no=LicenceNo(lawyer.licence_no),
        name=lawyer.name,
        phone=lawyer.phone,
        status=lawyer.status,
        role="lawyer",
        kind=lawyer.kind,
        restricted_functions=tuple(lawyer.restricted_functions or ()),
        restricted_reason=lawyer.restricted_reason,
        practice_area=_area(lawyer),
    )


def _helper(assistant: Assistant, principal: Lawyer) -> RegisteredPerson:
    return RegisteredPerson(
        licence_no=LicenceNo(assistant.licence_no),
        name=assistant.name,
        phone=assistant.phone,
        status="revoked" if principal.removed else principal.status,
        role="assistant",
        kind=assistant.kind,
        principal_licence_no=LicenceNo(principal.licence_no),
        restricted_functions=tuple(principal.restricted_functions or ()),
        restricted_reason=principal.restricted_reason,
        practice_area=_area(principal),
    )


def _area(lawyer: Lawyer) -> tuple[str, ...]:
    return tuple(lawyer.practice_area or ()) if lawyer.kind == BASIC_LEVEL else ()
