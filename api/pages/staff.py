"""The console's pages: the queue, a conversation, a request, feedback, statistics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from actions.errors import BadInput
from actions.service.clock import BEIJING
from actions.service.conversations.transcripts import lines, summary
from actions.service.feedback import complaints
from actions.service.requests import states
from actions.service.requests.kinds import Record
from actions.service.requests.matters import matter
from actions.service.staff import handover
from actions.service.staff import members as staffing
from actions.service.staff.dossier import case_to_request_in, dossier, submit_for_caller
from actions.service.staff.members import Member
from actions.service.staff.staff_queue import Filters, waiting
from actions.service.staff.statistics import statistics
from api.entry.access import reach
from api.entry.house import House, TheHouse
from api.pages import forms
from api.pages.guard import FormValues, OwnForm, SignedInStaff
from api.pages.page_route import PageRoute
from api.pages.rendering import fragment, page, rendered
from api.platform.cases import canonical
from api.staff.models import RequestMove, Status
from api.staff.routes import file_of_request, move_on, request_shown

router = APIRouter(prefix="/staff", route_class=PageRoute, include_in_schema=False)
SHOWN = 50


@router.get("")
def console(
    request: Request, house: TheHouse, who: SignedInStaff, kind: str = "", cursor: str | None = None
) -> Response:
    with house.db.read() as session:
        facts = _queue(house, session, who, kind, cursor)
        court = staffing.court_name(session, who.court_code)
    queue, _ = rendered(request, "staff/queue.html", **facts)
    return page(request, "staff/console.html", who=who, queue=queue, kind=kind, court=court)


@router.get("/queue")
def queue(
    request: Request,
    house: TheHouse,
    who: SignedInStaff,
    kind: str = "",
    cursor: str | None = None,
    seen: str = "",
) -> Response:
    with house.db.read() as session:
        return fragment(
            request, "staff/queue.html", seen, **_queue(house, session, who, kind, cursor or None)
        )


@router.get("/conversations/{conversation_id}")
def conversation(
    request: Request, house: TheHouse, who: SignedInStaff, conversation_id: str, function: str = ""
) -> Response:
    with house.db.write() as session:
        shown = dossier(session, house.clock, house.register, who, conversation_id)
    talk, _ = rendered(request, "staff/talk.html", who=who, one=shown)
    facts: dict[str, Any] = {"one": shown, "talk": talk, "matters": forms.submittable(), "function": function}
    return page(request, "staff/conversation.html", who=who, **facts)


@router.get("/conversations/{conversation_id}/talk")
def talk(
    request: Request, house: TheHouse, who: SignedInStaff, conversation_id: str, seen: str = ""
) -> Response:
    with house.db.read() as session:
        found = staffing.conversation_of(session, who, conversation_id)
        in_full = staffing.sees_case_facts(who, found)
        one = summary(found) | {
            "claimed_by": found.claimed_by,
            "transcript": lines(session, found.id, in_full=in_full),
        }
    return fragment(request, "staff/talk.html", seen, who=who, one=one)


@router.post("/conversations/{conversation_id}/claim", dependencies=[OwnForm])
def claim(
    house: TheHouse,
    who: SignedInStaff,
    conversation_id: str,
    assignee: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    with house.db.write() as session:
        handover.claim(session, house.clock, who, conversation_id, assignee.strip() or None)
    return _to(conversation_id)


@router.post("/conversations/{conversation_id}/messages", dependencies=[OwnForm])
def message(
    house: TheHouse, who: SignedInStaff, conversation_id: str, text: Annotated[str, Form(max_length=2000)]
) -> Response:
    with house.db.write() as session:
        handover.message(session, house.clock, house.register, who, conversation_id, text)
    return _to(conversation_id)


@router.post("/conversations/{conversation_id}/release", dependencies=[OwnForm])
def release(house: TheHouse, who: SignedInStaff, conversation_id: str) -> Response:
    with house.db.write() as session:
        handover.release(session, house.clock, who, conversation_id)
    return RedirectResponse("/staff", 303)


@router.post("/conversations/{conversation_id}/close", dependencies=[OwnForm])
def close(
    house: TheHouse,
    who: SignedInStaff,
    conversation_id: str,
    resolution: Annotated[str, Form(max_length=2000)],
) -> Response:
    with house.db.write() as session:
        handover.close(session, house.clock, who, conversation_id, resolution)
    return RedirectResponse("/staff", 303)


@router.get("/conversations/{conversation_id}/requests")
def request_form(
    request: Request,
    house: TheHouse,
    who: SignedInStaff,
    conversation_id: str,
    function: str,
    case_number: str,
) -> Response:
    with house.db.write() as session:
        asked = matter(function)
        case = case_to_request_in(
            session,
            house.clock,
            house.register,
            who,
            conversation_id,
            function=function,
            case_number=canonical(case_number),
        )
        fields = forms.inputs(Record(session, house.clock, case.case_number), asked)
    facts: dict[str, Any] = {
        "asked": asked,
        "fields": fields,
        "case_number": case.case_number,
        "conversation_id": conversation_id,
    }
    return page(request, "staff/new_request.html", who=who, **facts)


@router.post("/conversations/{conversation_id}/requests", dependencies=[OwnForm])
def submit(house: TheHouse, who: SignedInStaff, conversation_id: str, form: FormValues) -> Response:
    asked = matter(form.get("function", ""))
    with house.db.write() as session:
        submit_for_caller(
            session,
            house.clock,
            house.register,
            who,
            conversation_id,
            function=asked.function,
            case_number=canonical(form.get("case_number", "")),
            fields=forms.values(asked, form),
            reach=reach(house),
        )
    return _to(conversation_id)


@router.get("/requests/{receipt_no}")
def one_request(request: Request, house: TheHouse, who: SignedInStaff, receipt_no: str) -> Response:
    with house.db.write() as session:
        shown = request_shown(house, session, who, receipt_no)
        found = staffing.request_of(session, who, receipt_no)
        record = Record(session, house.clock, found.case_number)
        fields = forms.shown(record, matter(found.function), found)
    moves = [to for to in states.TITLES if states.may_move(shown["status"], to, by=who.actor)]
    return page(request, "staff/request.html", who=who, item=shown, fields=fields, moves=moves)


@router.post("/requests/{receipt_no}", dependencies=[OwnForm])
def move(
    house: TheHouse,
    who: SignedInStaff,
    receipt_no: str,
    status: Annotated[Status, Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
    missing: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    wanted = [line.strip() for line in missing.splitlines() if line.strip()][:30]
    if status == "supplement_required" and not wanted:
        raise BadInput("请写明需要补充哪些材料，每行一项。")
    with house.db.write() as session:
        move_on(
            house, session, who, receipt_no, RequestMove(status=status, note=note or None, missing=wanted)
        )
    return RedirectResponse(f"/staff/requests/{receipt_no}", 303)


@router.get("/requests/{receipt_no}/files/{file_id}")
def request_file(house: TheHouse, who: SignedInStaff, receipt_no: str, file_id: str) -> FileResponse:
    with house.db.write() as session:
        return file_of_request(house, session, who, receipt_no, file_id)


@router.get("/feedback/{feedback_id}")
def one_feedback(request: Request, house: TheHouse, who: SignedInStaff, feedback_id: str) -> Response:
    with house.db.read() as session:
        shown = complaints.view(staffing.feedback_of(session, who, feedback_id))
    return page(request, "staff/feedback.html", who=who, one=shown)


@router.post("/feedback/{feedback_id}", dependencies=[OwnForm])
def answer(
    house: TheHouse, who: SignedInStaff, feedback_id: str, text: Annotated[str, Form(max_length=4000)]
) -> Response:
    with house.db.write() as session:
        complaints.answer(session, house.clock, house.register, who, feedback_id, text)
    return RedirectResponse(f"/staff/feedback/{feedback_id}", 303)


@router.get("/statistics")
def numbers(request: Request, house: TheHouse, who: SignedInStaff) -> Response:
    with house.db.read() as session:
        found = statistics(session, house.clock, who)
    return page(request, "staff/statistics.html", who=who, found=found)


def _queue(house: House, session: Session, who: Member, kind: str, cursor: str | None) -> dict[str, Any]:
    found = waiting(session, who, Filters(kind=kind or None), cursor=cursor, limit=SHOWN)
    now = house.clock().astimezone(BEIJING).isoformat()
    items = [item | {"overdue": item["due_at"] < now} for item in found.items]
    return {"items": items, "next": found.next, "kind": kind, "cursor": cursor or "", "me": who.username}


def _to(conversation_id: str) -> Response:
    return RedirectResponse(f"/staff/conversations/{conversation_id}", 303)
