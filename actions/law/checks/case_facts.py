"""What every check goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from actions.law.terms import CaseKind, Procedure, Stage
from actions.law.working_days import SHANGHAI, Calendar


@dataclass(frozen=True, slots=True)
class Engaged:
    """Another engagement of the lawyer. `clashes`: None where that cannot be told (the hour is not known)."""

    words: str
    clashes: bool | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The record of a case as it stands at `now`, and what the caller gave; None where the record does not
    tell. All moments with a zone."""

    now: datetime
    kind: CaseKind | None
    procedure: Procedure | None = None
    stage: Stage | None = None
    closed_at: datetime | None = None
    hearing_start: datetime | None = None
    """Of the hearing that the request is about."""
    hearing_recorded: bool = True
    """The record has that hearing; else its time is the caller's."""
    hearings_held: int | None = None
    postponements: int | None = None
    mandate_verified: bool = True
    judged_at: datetime | None = None
    """When the record says that this instance was decided."""
    instance: str = ""
    """The type code of the number: 民初, 民终, 执."""
    cause: str = ""
    claim: Decimal | None = None
    """The amount in dispute, in yuan."""
    evidence_until: date | None = None
    """The end of the evidence period, as recorded."""
    authority: frozenset[str] | None = None
    """What the mandate empowers to beyond conducting the case; None where the record has no mandate."""
    others: tuple[Engaged, ...] = ()
    """Hearings of the lawyer that this one is held against, as far as the record or he tells."""
    calendar: Calendar = field(default_factory=Calendar)
    on_appeal: bool = False
    side: str = ""
    """The role of the party represented, as the record names it: 原告, 被告, 被告人."""
    prosecuted: bool = False
    """Of a criminal case: the record names the parties, and no private prosecutor among them."""
    fee_kind: str = ""
    """Of the fee that the request is about: 案件受理费, 保全费, …"""
    fee_due: date | None = None
    paper: str = ""
    """The title of the paper served that the request is about."""
    given: Mapping[str, str] = field(default_factory=dict)
    """The request's fields: free text, or the value of an option."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The options chosen, as people call them."""

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    def day(self, name: str) -> date | None:
        """A field of the request as a day."""
        try:
            return date.fromisoformat(self.given.get(name, "")[:10])
        except ValueError:
            return None

    def sum(self, name: str) -> Decimal | None:
        """A field of the request as a sum of yuan."""
        try:
            return Decimal(self.given[name]) if name in self.given else None
        except InvalidOperation:
            return None
