"""Grades, suggestions and complaints, and the lawyer's own transcripts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from actions.service.conversations import transcripts
from actions.service.feedback import complaints, evaluations
from actions.service.paging import Page
from api.entry.access import PAGE, Cursor, Lawyer, Limit, OnceKey
from api.entry.house import TheHouse
from api.entry.once import Call, once
from api.platform.models import Items, NewEvaluation, NewFeedback

CHANNEL = "platform"
router = APIRouter()
One = Annotated[str | None, Query(max_length=64)]


@router.get("/evaluations", response_model=Items, tags=["评价"], summary="我的评价")
def my_evaluations(
    house: TheHouse,
    caller: Lawyer,
    cursor: Cursor = None,
    limit: Limit = PAGE,
    rating: Annotated[int | None, Query(ge=1, le=5)] = None,
    about: One = None,
    conversation_id: One = None,
    channel: One = None,
    id: One = None,
) -> dict[str, Any]:
    with house.db.read() as session:
        return as_list(
            evaluations.of_lawyer(
                session,
                str(caller.licence_no),
                cursor=cursor,
                limit=limit,
                rating=rating,
                about=about,
                conversation_id=conversation_id,
                channel=channel,
                id=id,
            )
        )


@router.post("/evaluations", status_code=201, tags=["评价"], summary="评价一次服务或一件申请")
def new_evaluation(house: TheHouse, caller: Lawyer, body: NewEvaluation, key: OnceKey = None) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        kept = evaluations.rate(
            session,
            house.clock,
            rating=body.rating,
            remark=body.remark,
            about=body.about,
            conversation_id=body.conversation_id,
            licence_no=caller.licence_no,
            channel=CHANNEL,
        )
        return evaluations.view(kept)

    return once(house, Call(f"lawyer:{caller.licence_no}", key, "evaluations", body.model_dump()), 201, work)


@router.get("/feedback", response_model=Items, tags=["意见投诉"], summary="我的意见和投诉")
def my_feedback(
    house: TheHouse,
    caller: Lawyer,
    cursor: Cursor = None,
    limit: Limit = PAGE,
    kind: One = None,
    status: One = None,
    channel: One = None,
    receipt_no: One = None,
    id: One = None,
) -> dict[str, Any]:
    with house.db.read() as session:
        return as_list(
            complaints.of_lawyer(
                session,
                str(caller.licence_no),
                cursor=cursor,
                limit=limit,
                kind=kind,
                status=status,
                channel=channel,
                receipt_no=receipt_no,
                id=id,
            )
        )


@router.post("/feedback", status_code=201, tags=["意见投诉"], summary="提出意见或投诉")
def new_feedback(house: TheHouse, caller: Lawyer, body: NewFeedback, key: OnceKey = None) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        complaints.check_court(session, body.court_code)
        kept = complaints.leave_feedback(
            session,
            house.clock,
            kind=body.kind,
            text=body.text,
            channel=CHANNEL,
            conversation_id=None,
            licence_no=caller.licence_no,
            court_code=body.court_code,
        )
        return complaints.view(kept)

    return once(house, Call(f"lawyer:{caller.licence_no}", key, "feedback", body.model_dump()), 201, work)


@router.get("/conversations", response_model=Items, tags=["会话"], summary="我的会话记录")
def my_conversations(
    house: TheHouse,
    caller: Lawyer,
    cursor: Cursor = None,
    limit: Limit = PAGE,
    channel: One = None,
    id: One = None,
    handled_by: One = None,
    court_code: One = None,
) -> dict[str, Any]:
    with house.db.read() as session:
        return as_list(
            transcripts.of_lawyer(
                session,
                str(caller.licence_no),
                cursor=cursor,
                limit=limit,
                id=id,
                channel=channel,
                handled_by=handled_by,
                court_code=court_code,
            )
        )


@router.get("/conversations/{conversation_id}", tags=["会话"], summary="一次会话的全文")
def my_conversation(house: TheHouse, caller: Lawyer, conversation_id: str) -> dict[str, Any]:
    with house.db.read() as session:
        return transcripts.one_of_lawyer(session, str(caller.licence_no), conversation_id)


def as_list(page: Page[dict[str, Any]]) -> dict[str, Any]:
    """The contract's list object."""
    return {"items": page.items, "next": page.next}
