"""The states of a request and the moves between them (contract section 3), kept with time, who and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.errors import Conflict, NotFound
from actions.service import audit
from actions.service.court_record.court_times import promised
from actions.service.requests import notices
from actions.service.requests.matters import has_matter, matter
from actions.service.work import Work
from actions.store.matters import Request, RequestChange

MOVES: dict[str, frozenset[str]] = {
    "registered": frozenset({"forwarded", "under_review", "not_accepted", "moved_offline", "withdrawn"}),
    "forwarded": frozenset(
        {"under_review", "supplement_required", "not_accepted", "moved_offline", "withdrawn"}
    ),
    "under_review": frozenset(
        {
            "supplement_required",
            "granted",
            "partly_granted",
            "refused",
            "not_accepted",
            "moved_offline",
            "withdrawn",
        }
    ),
    "supplement_required": frozenset({"under_review", "not_accepted", "moved_offline", "withdrawn"}),
    "granted": frozenset(),
    "partly_granted": frozenset(),
    "refused": frozenset(),
    "not_accepted": frozenset(),
    "moved_offline": frozenset(),
    "withdrawn": frozenset(),
}

TITLES: dict[str, str] = {
    "registered": "已登记",
    "forwarded": "已转承办法院",
    "under_review": "审查中",
    "supplement_required": "需要补充材料",
    "granted": "准许",
    "partly_granted": "部分准许",
    "refused": "不予准许",
    "not_accepted": "不予受理",
    "moved_offline": "转线下办理",
    "withdrawn": "已撤回",
}

LAWYER = "lawyer"
"""`by` of the lawyer himself; staff are `staff:<username>`, the house itself is `system`."""
SIGN, SUPPLEMENT = "sign", "supplement"
"""Kinds of needs: what the matter wants signed, what staff asked for."""


def title(function: str, status: str) -> str:
    """What the state of such a request is called to people."""
    own = matter(function).status_titles if has_matter(function) else {}
    return own.get(status, TITLES[status])


def is_final(status: str) -> bool:
    return not MOVES[status]


def may_move(status: str, to: str, *, by: str) -> bool:
    return to in MOVES.get(status, frozenset()) and (to != "withdrawn" or by == LAWYER)


def move(
    work: Work,
    receipt_no: str,
    to: str,
    *,
    by: str,
    note: str | None = None,
    missing: Sequence[str] = (),
) -> Request:
    """Move a request on and tell the lawyer on the channel he used, unless he moved it himself.

    To the present state: nothing happens. `missing` is what `supplement_required` asks for. Whether `by` may
    touch this request is the caller's matter. The first move of staff is the promised response; from then on
    the request is due by its closing time. Raises NotFound, Conflict for a move the table bars.
    """
    request = work.session.get(Request, receipt_no, with_for_update=True)
    if request is None:
        raise NotFound
    if request.status == to:
        return request
    if not may_move(request.status, to, by=by):
        raise Conflict(_barred(request.status, to))
    if by != LAWYER and request.status == "registered":
        closing = matter(request.function).closing
        request.due_at = promised(work.session, closing, request.submitted_at, request.court_code).due_at
    request.status = to
    request.needs = _needs_after(request, to, missing)
    note_change(work, request, by=by, note=note)
    if by != LAWYER:
        notices.tell_lawyer(work, request, title(request.function, to), note=note, missing=missing)
    return request


def note_change(work: Work, request: Request, *, by: str, note: str | None = None) -> None:
    """A line of history for the present state, and of the audit."""
    work.session.add(
        RequestChange(receipt_no=request.receipt_no, status=request.status, at=work.clock(), by=by, note=note)
    )
    actor = f"lawyer:{request.licence_no}" if by == LAWYER else by
    audit.note(
        work.session,
        work.clock,
        actor,
        f"request.{request.status}",
        request.receipt_no,
        request.conversation_id,
        function=request.function,
    )
    work.session.flush()


def _needs_after(request: Request, to: str, missing: Sequence[str]) -> list[Any]:
    if is_final(to):
        return []
    kept = [need for need in request.needs if need["kind"] != SUPPLEMENT]
    if to != "supplement_required":
        return kept
    url = f"/lawyer/requests/{request.receipt_no}/supplement"
    return kept + [{"kind": SUPPLEMENT, "what": what, "by": None, "url": url} for what in missing]


def _barred(status: str, to: str) -> str:
    if to not in TITLES:
        return "没有这样的办理状态。"
    if is_final(status):
        return f"这件申请已经办结（{TITLES[status]}），不能再改为“{TITLES[to]}”。"
    if to == "withdrawn":
        return "只有律师本人可以撤回申请。"
    return f"这件申请现在是“{TITLES[status]}”，不能直接改为“{TITLES[to]}”。"
