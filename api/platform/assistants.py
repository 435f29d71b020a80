"""律师助理: accounts and grants. Only the lawyer himself, with a code not older than ten minutes."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from actions.errors import Forbidden
from actions.service.identity import assistants
from actions.service.identity.assistants import Account, Designation
from api.entry.access import Lawyer, OnceKey
from api.entry.house import TheHouse
from api.entry.once import Call, once
from api.platform.cases import canonical
from api.platform.models import Body, Items

router = APIRouter(prefix="/api/v1/assistants", tags=["律师助理"])


class NewAssistant(Body):
    licence_no: str = Field(description="同所律师的执业证号，或者实习人员的 14 位实习证号", max_length=64)
    name: str = Field(description="姓名", min_length=1, max_length=40)
    phone: str = Field(description="手机号", min_length=1, max_length=20)
    kind: Literal["lawyer", "trainee"] = Field(description="lawyer 同所律师，trainee 申请律师执业实习人员")


class Grant(Body):
    functions: list[str] = Field(
        description="授权的功能：query.*、request.payment、request.file_review、material.supplement",
        max_length=30,
    )
    until: date | None = Field(None, description="授权到哪一天；不填直到撤销")


@router.get("", response_model=Items, summary="我的律师助理和授权")
def my_assistants(house: TheHouse, caller: Lawyer) -> dict[str, Any]:
    if caller.role != "lawyer":
        raise Forbidden("律师助理账号由律师本人管理。")
    with house.means.reading() as work:
        return {"items": assistants.team(work.session, str(caller.licence_no)), "next": None}


@router.post("", status_code=201, summary="开通律师助理账号（至多三个）")
def open_account(house: TheHouse, caller: Lawyer, body: NewAssistant, key: OnceKey = None) -> JSONResponse:
    account = Account(body.licence_no, body.name, body.phone, body.kind)
    call = Call(f"lawyer:{caller.licence_no}", key, "assistants", body.model_dump())
    return once(house, call, 201, lambda work: assistants.open_account(work, caller, account))


@router.delete("/{licence_no}", status_code=204, summary="停用律师助理账号，授权一并撤销")
def close_account(house: TheHouse, caller: Lawyer, licence_no: str) -> Response:
    with house.means.writing() as work:
        assistants.close_account(work, caller, licence_no)
    return Response(status_code=204)


@router.put("/{licence_no}/grants/{case_number}", summary="一案一指定：授权助理办这个案件的哪些事")
def grant(house: TheHouse, caller: Lawyer, licence_no: str, case_number: str, body: Grant) -> dict[str, Any]:
    wanted = Designation(licence_no, canonical(case_number), body.functions, body.until)
    with house.means.writing() as work:
        return assistants.grant(work, caller, wanted)


@router.delete("/{licence_no}/grants/{case_number}", status_code=204, summary="撤销这个案件的授权")
def revoke(house: TheHouse, caller: Lawyer, licence_no: str, case_number: str) -> Response:
    with house.means.writing() as work:
        assistants.revoke(work, caller, licence_no, canonical(case_number))
    return Response(status_code=204)
