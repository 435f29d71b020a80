"""What every check goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from actions.law.terms import CaseKind, Procedure, Stage


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
    on_appeal: bool = False
    fee_kind: str = ""
    """Of the fee that the request is about: 案件受理费, 保全费, …"""
    fee_due: date | None = None
    paper: str = ""
    """The title of the paper served that the request is about."""
    court: str = ""
    offered_online: bool | None = None
    """Whether the court takes this request online."""
    given: Mapping[str, str] = field(default_factory=dict)
    """The request's fields: free text, or the value of an option."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The options chosen, as people call them."""
