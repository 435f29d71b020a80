"""The lawyer's requests: list, submit, withdraw, add to, sign; by any channel submitted, here all seen."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, UploadFile
from fastapi.responses import JSONResponse

from actions.errors import BadInput, Forbidden, HotlineError, NotFound
from actions.service import audit
from actions.service.clock import BEIJING
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import must_not_be_lawyers_own
from actions.service.requests import lawyer, speech, views
from actions.service.requests.attachments import MOST_BYTES, attach
from actions.service.requests.matters import CASE_FIELD, matter
from actions.service.requests.submission import Origin, Wanted, submit
from actions.service.work import Work
from actions.store.matters import Request as Submitted
from api.entry.access import Lawyer, OnceKey, One, PageAsked
from api.entry.house import TheHouse
from api.entry.once import Call, once
from api.platform.cases import canonical
from api.platform.models import Items, NewRequest, Supplement, Withdrawal
from bot.language.case_number import parse_exact

router = APIRouter(prefix="/api/v1/requests", tags=["申请"])
ReceiptNo = str


class RequestsAsked(PageAsked):
    function: One = None
    status: One = None
    case_number: One = None
    channel: One = None
    receipt_no: One = None


@router.get("", response_model=Items, summary="我以各种方式提出的申请")
def my_requests(house: TheHouse, caller: Lawyer, asked: Annotated[RequestsAsked, Query()]) -> dict[str, Any]:
    case_number = canonical(asked.case_number) if asked.case_number else None
    filters = views.Filters(asked.function, asked.status, case_number, asked.channel)
    with house.means.reading() as work:
        if asked.receipt_no:
            return {"items": _the_one(work, caller, asked.receipt_no, filters), "next": None}
        return views.own_requests(
            work.session, caller, filters, cursor=asked.cursor, limit=asked.limit, clock=work.clock
        )


@router.get("/{receipt_no}", summary="一件申请和它的办理经过")
def my_request(house: TheHouse, caller: Lawyer, receipt_no: ReceiptNo) -> dict[str, Any]:
    with house.means.reading() as work:
        return views.as_json(
            work.session,
            views.own_request(work.session, caller, receipt_no, clock=work.clock, handing_in=True),
        )


@router.post("", status_code=201, summary="提出申请（只登记，须另行签署）")
def new_request(house: TheHouse, caller: Lawyer, body: NewRequest, key: OnceKey = None) -> JSONResponse:
    call = Call(f"lawyer:{caller.licence_no}", key, "requests", body.model_dump())

    def act(work: Work) -> dict[str, Any] | HotlineError:
        try:
            return submit_here(work, caller, body)
        except Forbidden as refused:  # nothing was written yet: that it was refused is kept
            actor = f"lawyer:{caller.licence_no}"
            number = body.case_number and parse_exact(body.case_number)
            details = {"function": body.function, "case_number": number.canonical if number else None}
            audit.note(work.session, work.clock, actor, "function.barred", body.function, None, **details)
            return refused

    return once(house, call, 201, act)


@router.post("/{receipt_no}/withdraw", summary="撤回申请")
def withdraw(
    house: TheHouse,
    caller: Lawyer,
    receipt_no: ReceiptNo,
    body: Withdrawal | None = None,
    key: OnceKey = None,
) -> JSONResponse:
    note = body.note if body else None

    def act(work: Work) -> dict[str, Any]:
        return _shown(work, lawyer.withdraw(work, caller, receipt_no, note=note))

    return once(house, _call(caller, key, receipt_no, "withdraw", note), 200, act)


@router.post("/{receipt_no}/supplement", summary="补充说明")
def supplement(
    house: TheHouse, caller: Lawyer, receipt_no: ReceiptNo, body: Supplement, key: OnceKey = None
) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        return _shown(work, lawyer.supplement(work, caller, receipt_no, body.text))

    return once(house, _call(caller, key, receipt_no, "supplement", body.text), 200, act)


@router.post("/{receipt_no}/sign", summary="签署：自此才是书面申请")
def sign(house: TheHouse, caller: Lawyer, receipt_no: ReceiptNo, key: OnceKey = None) -> JSONResponse:
    def act(work: Work) -> dict[str, Any]:
        return _shown(work, lawyer.sign(work, caller, receipt_no))

    return once(house, _call(caller, key, receipt_no, "sign", None), 200, act)


@router.post("/{receipt_no}/files", status_code=201, summary="上传材料（PDF、图片、Word，每个不超过20兆）")
def upload(
    house: TheHouse,
    caller: Lawyer,
    receipt_no: ReceiptNo,
    file: Annotated[UploadFile, File(description="材料文件")],
    key: OnceKey = None,
) -> JSONResponse:
    content = taken(file)

    def act(work: Work) -> dict[str, Any]:
        folder = house.settings.data_dir / "files"
        return attach(work, caller, folder, receipt_no, file.filename or "", content)

    return once(
        house,
        _call(caller, key, receipt_no, "files", [file.filename, hashlib.sha256(content).hexdigest()]),
        201,
        act,
    )


def submit_here(work: Work, caller: Caller, body: NewRequest) -> dict[str, Any]:
    """Submit from the platform: the contract's object with `due_at` and what there is to say (`notices`)."""
    must_not_be_lawyers_own(caller, body.function)
    receipt = submit(work, caller, asked_for(body), Origin("platform"))
    kept = work.session.get_one(Submitted, receipt.receipt_no)
    return views.as_json(work.session, kept) | {
        "due_at": receipt.due_at.astimezone(BEIJING).isoformat(),
        "notices": speech.said(
            receipt.findings, matter(receipt.function).of_variant(receipt.variant), "rich"
        ),
    }


def asked_for(body: NewRequest) -> Wanted:
    """Raises NotFound for a matter that is not taken, BadFields where what it is about is not named."""
    asked = matter(body.function).chosen(body.fields)
    named = CASE_FIELD if asked.field(CASE_FIELD) else "number"
    given = body.fields | ({named: body.case_number} if body.case_number else {})
    return Wanted.of(body.function, given, body.in_addition_to)


def taken(file: UploadFile) -> bytes:
    """The file's bytes. Raises BadInput when there are too many, without reading them all."""
    content = file.file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BadInput("每个文件不超过20兆字节，请压缩或拆分后再传。")
    return content


def _the_one(work: Work, caller: Caller, receipt_no: str, filters: views.Filters) -> list[dict[str, Any]]:
    """The request of this receipt, if it is his and fits the other filters."""
    try:
        shown = views.as_json(
            work.session, views.own_request(work.session, caller, receipt_no, clock=work.clock)
        )
    except NotFound:
        return []
    return [shown] if all(value in (None, shown[name]) for name, value in vars(filters).items()) else []


def _shown(work: Work, request: Submitted) -> dict[str, Any]:
    return views.as_json(work.session, request)


def _call(caller: Caller, key: str | None, receipt_no: str, act: str, body: object) -> Call:
    return Call(f"lawyer:{caller.licence_no}", key, f"requests/{receipt_no}/{act}", body)
