"""What the lawyer himself does with a request of his: withdraw it, add to it, sign it."""

from __future__ import annotations

from actions.errors import BadInput, Conflict, Forbidden
from actions.service.court_record.court_times import promised
from actions.service.identity.callers import Caller
from actions.service.identity.codes import demand_fresh
from actions.service.requests import states
from actions.service.requests.matters import matter
from actions.service.requests.views import own_request
from actions.service.work import Work
from actions.store.matters import Request

MOST = 2000
PLATFORM = 2
"""The level of a caller who came by a token of the platform."""


def withdraw(work: Work, caller: Caller, receipt_no: str, *, note: str | None = None) -> Request:
    """Raises NotFound, Forbidden for an assistant, Conflict once the request is decided."""
    request = own_request(work.session, caller, receipt_no, lock=True, clock=work.clock)
    if caller.role == "assistant":
        raise Forbidden("撤回申请须由律师本人办理，律师助理不能代为撤回。")
    return states.move(work, request.receipt_no, "withdrawn", by=states.LAWYER, note=note)


def supplement(work: Work, caller: Caller, receipt_no: str, text: str) -> Request:
    """Add to a request: it goes back to review where a supplement was asked for, else it stays in its state.

    Raises NotFound, BadInput for an empty or overlong text, Conflict once the request is decided.
    """
    request = own_request(work.session, caller, receipt_no, lock=True, clock=work.clock, handing_in=True)
    note = text.strip()
    if not note or len(note) > MOST:
        raise BadInput(f"请写明补充的内容，不超过{MOST}字。")
    _still_open(request)
    if request.status != "supplement_required":
        states.note_change(work, request, by=states.LAWYER, note=note)
        return request
    states.move(work, request.receipt_no, "under_review", by=states.LAWYER, note=note)
    asked = matter(request.function)
    request.due_at = promised(work.session, asked.first_response, work.now, request.court_code).due_at
    return request


def sign(work: Work, caller: Caller, receipt_no: str) -> Request:
    """The lawyer's signature on the platform; from then on the request is in writing. Twice is as once.

    Raises NotFound, Forbidden for an assistant or a caller not signed in on the platform, FreshCodeWanted
    without a code of the last ten minutes, Conflict once the request is decided.
    """
    request = own_request(work.session, caller, receipt_no, lock=True, clock=work.clock)
    if caller.level < PLATFORM or caller.role == "assistant":
        raise Forbidden("签署须由律师本人登录律师服务平台办理。")
    if request.signed_at is not None:
        return request
    _still_open(request)
    demand_fresh(work, str(caller.licence_no), "签署")
    request.signed_at = work.clock()
    request.needs = [need for need in request.needs if need["kind"] != states.SIGN]
    states.note_change(work, request, by=states.LAWYER, note="律师已在平台签署")
    return request


def is_written(request: Request) -> bool:
    """Whether the request stands in writing: only by the lawyer's signature on the platform."""
    return request.signed_at is not None


def _still_open(request: Request) -> None:
    if states.is_final(request.status):
        raise Conflict(f"这件申请已经办结（{states.TITLES[request.status]}），不能再补充或者签署。")
