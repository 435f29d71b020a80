"""The console's pages: the queue, a conversation, a request, feedback, statistics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from actions.errors import BadInput
from actions.service.clock import BEIJING
from actions.service.conversations.transcripts import lines, summary
from actions.service.feedback import complaints
from actions.service.requests import states
from actions.service.requests.kinds import Record
from actions.service.requests.matters import matter
from actions.service.requests.subject import OneCase
from actions.service.requests.submission import Wanted
from actions.service.staff import handover
from actions.service.staff import members as staffing
from actions.service.staff.dossier import dossier, found_for_caller, submit_for_caller
from actions.service.staff.members import Member
from actions.service.staff.staff_queue import Filters, waiting
from actions.service.staff.statistics import statistics
from actions.service.work import Work
from api.entry.house import TheHouse
from api.pages import forms, staff_audit
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
    if who.may("audit"):
        return RedirectResponse(staff_audit.PATH, 303)
    with house.means.reading() as work:
        facts = _queue(work, who, kind, cursor)
        court = staffing.court_name(work.session, who.court_code)
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
    with house.means.reading() as work:
        return fragment(request, "staff/queue.html", seen, **_queue(work, who, kind, cursor or None))


@router.get("/conversations/{conversation_id}")
def conversation(
    request: Request, house: TheHouse, who: SignedInStaff, conversation_id: str, function: str = ""
) -> Response:
    with house.means.writing() as work:
        shown = dossier(work, who, conversation_id)
    talk, _ = rendered(request, "staff/talk.html", who=who, one=shown)
    facts: dict[str, Any] = {"one": shown, "talk": talk, "matters": forms.submittable(), "function": function}
    return page(request, "staff/conversation.html", who=who, **facts)


@router.get("/conversations/{conversation_id}/talk")
def talk(
    request: Request, house: TheHouse, who: SignedInStaff, conversation_id: str, seen: str = ""
) -> Response:
    with house.means.reading() as work:
        found = staffing.conversation_of(work.session, who, conversation_id)
        in_full = staffing.sees_case_facts(who, found)
        one = summary(found) | {
            "claimed_by": found.claimed_by,
            "transcript": lines(work.session, found.id, in_full=in_full),
        }
    return fragment(request, "staff/talk.html", seen, who=who, one=one)


@router.post("/conversations/{conversation_id}/claim", dependencies=[OwnForm])
def claim(
    house: TheHouse,
    who: SignedInStaff,
    conversation_id: str,
    assignee: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    with house.means.writing() as work:
        handover.claim(work.session, work.clock, who, conversation_id, assignee.strip() or None)
    return _to(conversation_id)


@router.post("/conversations/{conversation_id}/messages", dependencies=[OwnForm])
def message(
    house: TheHouse, who: SignedInStaff, conversation_id: str, text: Annotated[str, Form(max_length=2000)]
) -> Response:
    with house.means.writing() as work:
        handover.message(work, who, conversation_id, text)
    return _to(conversation_id)


@router.post("/conversations/{conversation_id}/typing", dependencies=[OwnForm])
def typing(house: TheHouse, who: SignedInStaff, conversation_id: str) -> Response:
    with house.means.writing() as work:
        handover.writes(work.session, work.clock, who, conversation_id)
    return Response(status_code=204)


@router.post("/conversations/{conversation_id}/release", dependencies=[OwnForm])
def release(house: TheHouse, who: SignedInStaff, conversation_id: str) -> Response:
    with house.means.writing() as work:
        handover.release(work.session, work.clock, who, conversation_id)
    return RedirectResponse("/staff", 303)


@router.post("/conversations/{conversation_id}/close", dependencies=[OwnForm])
def close(
    house: TheHouse,
    who: SignedInStaff,
    conversation_id: str,
    resolution: Annotated[str, Form(max_length=2000)],
) -> Response:
    with house.means.writing() as work:
        handover.close(work.session, work.clock, who, conversation_id, resolution)
    return RedirectResponse("/staff", 303)


@router.get("/conversations/{conversation_id}/requests")
def request_form(
    request: Request,
    house: TheHouse,
    who: SignedInStaff,
    conversation_id: str,
    function: str,
    case_number: str = "",
) -> Response:
    given = dict(request.query_params)
    asked = forms.chosen(matter(function), given)
    with house.means.writing() as work:
        record = Record(work, None)
        if asked.of_own_case:
            case = OneCase(canonical(case_number))
            found = found_for_caller(work, who, conversation_id, Wanted(function, case, {}))
            record = Record(work, found.case_number)
        fields = forms.inputs(record, asked, given)
    facts: dict[str, Any] = {
        "asked": asked,
        "fields": fields,
        "given": given,
        "case_number": record.case_number,
        "conversation_id": conversation_id,
    }
    return page(request, "staff/new_request.html", who=who, **facts)


@router.post("/conversations/{conversation_id}/requests", dependencies=[OwnForm])
def submit(house: TheHouse, who: SignedInStaff, conversation_id: str, form: FormValues) -> Response:
    asked = matter(form.get("function", ""))
    with house.means.writing() as work:
        wanted = Wanted.of(asked.function, forms.values(asked, form))
        submit_for_caller(work, who, conversation_id, wanted)
    return _to(conversation_id)


@router.get("/requests/{receipt_no}")
def one_request(request: Request, house: TheHouse, who: SignedInStaff, receipt_no: str) -> Response:
    with house.means.writing() as work:
        shown = request_shown(work, who, receipt_no)
        found = staffing.request_of(work.session, who, receipt_no)
        record = Record(work, found.case_number)
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
    with house.means.writing() as work:
        move_on(work, who, receipt_no, RequestMove(status=status, note=note or None, missing=wanted))
    return RedirectResponse(f"/staff/requests/{receipt_no}", 303)


@router.get("/requests/{receipt_no}/files/{file_id}")
def request_file(house: TheHouse, who: SignedInStaff, receipt_no: str, file_id: str) -> Response:
    with house.means.writing() as work:
        return file_of_request(house, work, who, receipt_no, file_id)


@router.get("/feedback/{feedback_id}")
def one_feedback(request: Request, house: TheHouse, who: SignedInStaff, feedback_id: str) -> Response:
    with house.means.reading() as work:
        shown = complaints.view(staffing.feedback_of(work.session, who, feedback_id))
    return page(request, "staff/feedback.html", who=who, one=shown)


@router.post("/feedback/{feedback_id}", dependencies=[OwnForm])
def answer(
    house: TheHouse, who: SignedInStaff, feedback_id: str, text: Annotated[str, Form(max_length=4000)]
) -> Response:
    with house.means.writing() as work:
        complaints.answer(work, who, feedback_id, text)
    return RedirectResponse(f"/staff/feedback/{feedback_id}", 303)


@router.get("/statistics")
def numbers(request: Request, house: TheHouse, who: SignedInStaff) -> Response:
    with house.means.reading() as work:
        found = statistics(work.session, work.clock, who)
    return page(request, "staff/statistics.html", who=who, found=found)


def _queue(work: Work, who: Member, kind: str, cursor: str | None) -> dict[str, Any]:
    found = waiting(work.session, who, Filters(kind=kind or None), cursor=cursor, limit=SHOWN)
    now = work.now.astimezone(BEIJING).isoformat()
    items = [
        item
        | {"overdue": item["due_at"] < now}
        | {"court": staffing.court_name(work.session, item["court_code"]) if item["court_code"] else ""}
        for item in found.items
    ]
    return {"items": items, "next": found.next, "kind": kind, "cursor": cursor or "", "me": who.username}


def _to(conversation_id: str) -> Response:
    return RedirectResponse(f"/staff/conversations/{conversation_id}", 303)
