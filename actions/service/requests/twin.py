"""The same matter already open for the same case: it is told and can be added to, and a second one is
registered only where its content differs and it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from actions.errors import Conflict
from actions.service.identity.callers import Caller
from actions.service.requests import states
from actions.service.requests.fields import WORDS
from actions.service.requests.matters import Matter, matter
from actions.service.requests.subject import Found
from actions.service.requests.views import own
from actions.service.wording import say
from actions.service.work import Work
from actions.store.matters import Request

BESIDE = ("files", "hearing_starts_at")
"""Kept among the fields, and not what the lawyer asked for."""


@dataclass(frozen=True)
class Open:
    """A request that is not decided yet."""

    receipt_no: str
    status: str
    fields: Mapping[str, Any]

    def says(self, fields: Mapping[str, Any]) -> bool:
        """Whether it asks for the same, the caller's own words aside."""
        return _content(self.fields) == _content(fields)


class Twin(Conflict):
    """There is one already. `same`: and it asks for nothing else."""

    code = "already_open"

    def __init__(self, asked: Matter, there: Open, *, same: bool) -> None:
        self.facts = {
            "title": asked.title_zh,
            "receipt_no": there.receipt_no,
            "status_title": states.TITLES[there.status],
            "same": same,
        }
        super().__init__(say("request.twin", self.facts, "rich"))
        self.receipt_no, self.same = there.receipt_no, same

    @property
    def more(self) -> Mapping[str, Any]:
        return {"receipt_no": self.receipt_no, "same": self.same}


def open_twins(work: Work, caller: Caller, asked: Matter, found: Found) -> list[Open]:
    """The caller's open requests of this matter for this case, the newest first; without a case those at this
    court."""
    wanted = select(Request).where(
        own(caller, work.clock),
        Request.function == asked.function,
        Request.court_code == found.court.code,
        Request.case_number == found.case_number if found.case_number else Request.case_number.is_(None),
        Request.status.not_in([state for state in states.MOVES if states.is_final(state)]),
    )
    newest = work.session.scalars(wanted.order_by(Request.submitted_at.desc(), Request.receipt_no.desc()))
    rows = [row for row in newest if matter(asked.function).chosen(row.fields).variant == asked.variant]
    return [Open(row.receipt_no, row.status, row.fields) for row in rows]


def must_be_new(
    asked: Matter, found: Found, there: list[Open], fields: Mapping[str, Any], meant: str
) -> None:
    """`meant`: the receipt of the open one beside which this is wanted, as the caller knows it; empty where
    he did not say so. Where there is no case yet, only the same content is a second one.

    Raises Twin.
    """
    if asked.repeatable:
        return
    same = next((one for one in there if one.says(fields)), None)
    if same is not None:
        raise Twin(asked, same, same=True)
    if there and found.case_number and meant not in [one.receipt_no for one in there]:
        raise Twin(asked, there[0], same=False)


def _content(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in BESIDE and not name.endswith(WORDS)}
