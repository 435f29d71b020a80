"""The court's console: its API under /api/v1/staff (contract section 3)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from actions.service import audit
from actions.service.conversations.transcripts import summary
from actions.service.court_record.court_times import times_of
from actions.service.feedback import complaints
from actions.service.masking import masked
from actions.service.requests import states, views
from actions.service.requests.attachments import stored
from actions.service.requests.matters import all_matters
from actions.service.staff import handover
from actions.service.staff import members as staffing
from actions.service.staff.clashes import clashing
from actions.service.staff.dossier import case_for_staff, dossier, submit_for_caller
from actions.service.staff.members import Member
from actions.service.staff.overdue import set_time
from actions.service.staff.staff_queue import Filters, waiting
from actions.service.staff.statistics import statistics
from actions.service.work import Work
from actions.store.matters import Request as Submitted
from api.entry.access import OnceKey, One, PageAsked, Staff
from api.entry.house import House, TheHouse
from api.entry.once import Call, once
from api.platform.cases import canonical
from api.platform.models import Items, NewRequest
from api.platform.submissions import asked_for
from api.staff import auditing
from api.staff.models import Claim, FeedbackAnswer, RequestMove, Resolution, ServiceTime, StaffMessage
from api.staff.moments import aware

router = APIRouter(prefix="/api/v1/staff", tags=["工作台"])
router.include_router(auditing.router)


class QueueAsked(PageAsked):
    kind: One = None
    reason: One = None
    court_code: One = None
    claimed_by: One = None
    conversation_id: One = None
    receipt_no: One = None
    id: One = None
    feedback_id: One = None
    raised: bool | None = None


@router.get("/queue", response_model=Items, summary="等待人工处理的事项，按时限先后")
def queue(house: TheHouse, who: Staff, asked: Annotated[QueueAsked, Query()]) -> dict[str, Any]:
    # a request's reason is kept as its function and shown as its title
    functions = {matter.title_zh: matter.function for matter in all_matters()}
    reason = functions.get(asked.reason, asked.reason) if asked.reason else None
    filters = Filters(**asked.filters() | {"reason": reason})
    with house.means.reading() as work:
        page = waiting(work.session, who, filters, cursor=asked.cursor, limit=asked.limit)
    return {"items": page.items, "next": page.next}


@router.get("/clashes", response_model=Items, summary="本院庭审里律师另有庭期的（只有时间）")
def clashes(house: TheHouse, who: Staff, asked: Annotated[PageAsked, Query()]) -> dict[str, Any]:
    with house.means.reading() as work:
        page = clashing(work.session, work.clock, who, cursor=asked.cursor, limit=asked.limit)
    return {"items": page.items, "next": page.next}


@router.get("/conversations/{conversation_id}", summary="会话全文、已核验的事实、正在填的申请、转人工的原因")
def conversation(house: TheHouse, who: Staff, conversation_id: str) -> dict[str, Any]:
    with house.means.writing() as work:  # every view of a case is audited
        return dossier(work, who, conversation_id)


@router.post("/conversations/{conversation_id}/claim", summary="认领会话（主管可以指派）")
def claim(
    house: TheHouse, who: Staff, conversation_id: str, body: Claim | None = None, key: OnceKey = None
) -> JSONResponse:
    assignee = body.assignee if body else None

    def act(work: Work) -> dict[str, Any]:
        taken = handover.claim(work.session, work.clock, who, conversation_id, assignee)
        return summary(taken) | {"claimed_by": taken.claimed_by}

    return once(house, _call(who, key, conversation_id, "claim", assignee), 200, act)


@router.post("/conversations/{conversation_id}/messages", status_code=201, summary="回复来访律师")
def message(
    house: TheHouse, who: Staff, conversation_id: str, body: StaffMessage, key: OnceKey = None
) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        handover.message(work, who, conversation_id, body.text)
        return {"conversation_id": conversation_id, "text": masked(body.text)}

    return once(house, _call(who, key, conversation_id, "messages", body.text), 201, act)


@router.post("/conversations/{conversation_id}/release", summary="交回自动助手")
def release(house: TheHouse, who: Staff, conversation_id: str, key: OnceKey = None) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        return summary(handover.release(work.session, work.clock, who, conversation_id))

    return once(house, _call(who, key, conversation_id, "release", None), 200, act)


@router.post("/conversations/{conversation_id}/close", summary="办结会话，并请求一次评价")
def close(
    house: TheHouse, who: Staff, conversation_id: str, body: Resolution, key: OnceKey = None
) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        closed = handover.close(work.session, work.clock, who, conversation_id, body.resolution)
        return summary(closed) | {"resolution": body.resolution}

    return once(house, _call(who, key, conversation_id, "close", body.resolution), 200, act)


@router.post("/conversations/{conversation_id}/requests", status_code=201, summary="代已核验的来电人提出申请")
def request_for_caller(
    house: TheHouse, who: Staff, conversation_id: str, body: NewRequest, key: OnceKey = None
) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        receipt = submit_for_caller(work, who, conversation_id, asked_for(body))
        return views.as_json(work.session, work.session.get_one(Submitted, receipt.receipt_no))

    return once(house, _call(who, key, conversation_id, "requests", body.model_dump()), 201, act)


@router.get("/cases/{case_number}", summary="本院的一个案件（查看留痕）")
def case(house: TheHouse, who: Staff, case_number: str) -> dict[str, Any]:
    with house.means.writing() as work:
        return case_for_staff(work.session, work.clock, who, canonical(case_number))


@router.get("/requests/{receipt_no}", summary="一件申请")
def request(house: TheHouse, who: Staff, receipt_no: str) -> dict[str, Any]:
    with house.means.writing() as work:
        return request_shown(work, who, receipt_no)


@router.get("/requests/{receipt_no}/files/{file_id}", summary="申请的一份材料")
def request_file(house: TheHouse, who: Staff, receipt_no: str, file_id: str) -> Response:
    with house.means.writing() as work:
        return file_of_request(house, work, who, receipt_no, file_id)


@router.patch("/requests/{receipt_no}", summary="改变办理状态，并告知律师")
def move_request(house: TheHouse, who: Staff, receipt_no: str, body: RequestMove) -> dict[str, Any]:
    with house.means.writing() as work:
        return move_on(work, who, receipt_no, body)


@router.patch("/feedback/{feedback_id}", summary="答复意见或投诉")
def answer_feedback(house: TheHouse, who: Staff, feedback_id: str, body: FeedbackAnswer) -> dict[str, Any]:
    with house.means.writing() as work:
        answered = complaints.answer(work, who, feedback_id, body.answer)
        return complaints.view(answered)


@router.get("/service-times", response_model=Items, summary="本院答应的办理时间（工作日）")
def service_times(house: TheHouse, who: Staff) -> dict[str, Any]:
    who.demand("conversations")
    with house.means.reading() as work:
        return {"items": times_of(work.session, who.court_code or ""), "next": None}


@router.put("/service-times/{key}", status_code=204, summary="设定本院的一项办理时间（主管）")
def set_service_time(house: TheHouse, who: Staff, key: str, body: ServiceTime) -> Response:
    with house.means.writing() as work:
        set_time(work, who, key, body.working_days)
    return Response(status_code=204)


@router.get("/statistics", summary="运行情况（主管）")
def numbers(
    house: TheHouse, who: Staff, since: datetime | None = None, until: datetime | None = None
) -> dict[str, Any]:
    with house.means.reading() as work:
        return statistics(work.session, work.clock, who, since=aware(since), until=aware(until))


def request_shown(work: Work, who: Member, receipt_no: str) -> dict[str, Any]:
    """A request of his courts, the look at it audited. Raises NotFound."""
    found = staffing.request_of(work.session, who, receipt_no)
    audit.note(work.session, work.clock, who.actor, "request.view", receipt_no, case_number=found.case_number)
    return views.as_json(work.session, found)


def move_on(work: Work, who: Member, receipt_no: str, body: RequestMove) -> dict[str, Any]:
    """Raises NotFound, Conflict."""
    staffing.request_of(work.session, who, receipt_no)
    moved = states.move(
        work,
        receipt_no,
        body.status,
        by=who.actor,
        note=body.note,
        missing=body.missing,
    )
    return views.as_json(work.session, moved)


def file_of_request(house: House, work: Work, who: Member, receipt_no: str, file_id: str) -> Response:
    """A download, never shown within our pages. Raises NotFound."""
    found = staffing.request_of(work.session, who, receipt_no)
    entry, content = stored(work, house.settings.data_dir / "files", found, file_id)
    audit.note(work.session, work.clock, who.actor, "request.file", receipt_no, file=file_id)
    named = f"attachment; filename*=UTF-8''{quote(entry['name'])}"
    return Response(content, media_type="application/octet-stream", headers={"content-disposition": named})


def _call(who: Member, key: str | None, conversation_id: str, act: str, body: object) -> Call:
    return Call(who.actor, key, f"staff/conversations/{conversation_id}/{act}", body)
