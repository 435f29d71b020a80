"""Grades, suggestions and complaints, and the lawyer's own transcripts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import Field

from actions.service.conversations import transcripts
from actions.service.feedback import complaints, evaluations
from actions.service.feedback.giver import Giver
from actions.service.paging import Page
from actions.service.work import Work
from api.entry.access import Lawyer, OnceKey, One, PageAsked
from api.entry.house import TheHouse
from api.entry.once import Call, once
from api.platform.models import Items, NewEvaluation, NewFeedback

CHANNEL = "platform"
router = APIRouter(prefix="/api/v1")


class EvaluationsAsked(PageAsked):
    rating: Annotated[int | None, Field(ge=1, le=5)] = None
    about: One = None
    conversation_id: One = None
    channel: One = None
    id: One = None


class FeedbackAsked(PageAsked):
    kind: One = None
    status: One = None
    channel: One = None
    receipt_no: One = None
    id: One = None


class ConversationsAsked(PageAsked):
    channel: One = None
    id: One = None
    handled_by: One = None
    court_code: One = None


@router.get("/evaluations", response_model=Items, tags=["评价"], summary="我的评价")
def my_evaluations(
    house: TheHouse, caller: Lawyer, asked: Annotated[EvaluationsAsked, Query()]
) -> dict[str, Any]:
    with house.means.reading() as work:
        page = evaluations.of_lawyer(
            work.session, str(caller.licence_no), cursor=asked.cursor, limit=asked.limit, **asked.filters()
        )
    return as_list(page)


@router.post("/evaluations", status_code=201, tags=["评价"], summary="评价一次服务或一件申请")
def new_evaluation(house: TheHouse, caller: Lawyer, body: NewEvaluation, key: OnceKey = None) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        giver = Giver(CHANNEL, body.conversation_id, caller.licence_no)
        kept = evaluations.rate(
            work.session, work.clock, giver, rating=body.rating, remark=body.remark, about=body.about
        )
        return evaluations.view(kept)

    return once(house, Call(f"lawyer:{caller.licence_no}", key, "evaluations", body.model_dump()), 201, act)


@router.get("/feedback", response_model=Items, tags=["意见投诉"], summary="我的意见和投诉")
def my_feedback(house: TheHouse, caller: Lawyer, asked: Annotated[FeedbackAsked, Query()]) -> dict[str, Any]:
    with house.means.reading() as work:
        page = complaints.of_lawyer(
            work.session, str(caller.licence_no), cursor=asked.cursor, limit=asked.limit, **asked.filters()
        )
    return as_list(page)


@router.post("/feedback", status_code=201, tags=["意见投诉"], summary="提出意见或投诉")
def new_feedback(house: TheHouse, caller: Lawyer, body: NewFeedback, key: OnceKey = None) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        complaints.check_court(work.session, body.court_code)
        giver = Giver(CHANNEL, licence_no=caller.licence_no, court_code=body.court_code)
        kept = complaints.leave_feedback(work.session, work.clock, giver, kind=body.kind, text=body.text)
        return complaints.view(kept)

    return once(house, Call(f"lawyer:{caller.licence_no}", key, "feedback", body.model_dump()), 201, act)


@router.get("/conversations", response_model=Items, tags=["会话"], summary="我的会话记录")
def my_conversations(
    house: TheHouse, caller: Lawyer, asked: Annotated[ConversationsAsked, Query()]
) -> dict[str, Any]:
    with house.means.reading() as work:
        page = transcripts.of_lawyer(
            work.session, str(caller.licence_no), cursor=asked.cursor, limit=asked.limit, **asked.filters()
        )
    return as_list(page)


@router.get("/conversations/{conversation_id}", tags=["会话"], summary="一次会话的全文")
def my_conversation(house: TheHouse, caller: Lawyer, conversation_id: str) -> dict[str, Any]:
    with house.means.reading() as work:
        return transcripts.one_of_lawyer(work.session, str(caller.licence_no), conversation_id)


def as_list(page: Page[dict[str, Any]]) -> dict[str, Any]:
    """The contract's list object."""
    return {"items": page.items, "next": page.next}
