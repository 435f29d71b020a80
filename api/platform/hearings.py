"""When the lawyer must be where: the courts' hearings and those that he enters himself."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, Field

from actions.service.court_record import case_views, own_hearings
from actions.service.court_record.own_hearings import Entered
from actions.service.work import Work
from api.entry.access import Lawyer, OnceKey
from api.entry.house import TheHouse
from api.entry.once import Call, once
from api.platform.models import Body, Items

router = APIRouter(prefix="/api/v1/hearings", tags=["开庭"])


class NewHearing(Body):
    starts_at: AwareDatetime = Field(description="开庭时间，ISO 8601，带时区")
    ends_at: AwareDatetime | None = Field(None, description="结束时间；不填按三小时算")
    place: str | None = Field(None, description="地点", max_length=200)
    online: bool = Field(False, description="是否在线")
    kind: str | None = Field(None, description="是什么，例如“劳动仲裁开庭”", max_length=60)
    case_number: str | None = Field(None, description="案号，照传票或者通知写", max_length=80)


@router.get("", response_model=Items, summary="我的开庭：法院排定的和自己添加的，标出冲突")
def my_hearings(house: TheHouse, caller: Lawyer) -> dict[str, Any]:
    with house.means.reading() as work:
        return {"items": case_views.engagements(work.session, work.clock, caller), "next": None}


@router.post("", status_code=201, summary="添加自己的庭期（别处的庭、仲裁）")
def enter(house: TheHouse, caller: Lawyer, body: NewHearing, key: OnceKey = None) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        row = own_hearings.enter(work, caller, Entered(**body.model_dump()))
        mine = case_views.engagements(work.session, work.clock, caller)
        return next(each for each in mine if each["id"] == row.id)

    call = Call(f"lawyer:{caller.licence_no}", key, "hearings", body.model_dump(mode="json"))
    return once(house, call, 201, act)


@router.delete("/{hearing_id}", status_code=204, summary="删除自己添加的庭期")
def remove(house: TheHouse, caller: Lawyer, hearing_id: str) -> Response:
    with house.means.writing() as work:
        own_hearings.remove(work, caller, hearing_id)
    return Response(status_code=204)
