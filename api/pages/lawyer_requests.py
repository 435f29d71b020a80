"""Requests on the lawyer platform: submit, follow, sign, withdraw, add to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from actions.errors import HotlineError
from actions.service.court_record.case_views import RECORD
from actions.service.identity.callers import Caller
from actions.service.identity.codes import is_fresh
from actions.service.identity.visibility import visible_case, visible_cases
from actions.service.requests import lawyer, states, views
from actions.service.requests.attachments import attach
from actions.service.requests.kinds import Record
from actions.service.requests.matters import Matter, matter
from actions.service.requests.twin import Twin
from actions.service.work import Work
from api.entry.house import House, TheHouse
from api.pages import forms
from api.pages.guard import FormValues, OwnForm, SignedInLawyer
from api.pages.page_route import PageRoute
from api.pages.rendering import fragment, page, rendered
from api.platform.cases import canonical
from api.platform.models import NewRequest
from api.platform.submissions import submit_here, taken

router = APIRouter(prefix="/lawyer/requests", route_class=PageRoute, include_in_schema=False)


@router.get("")
def requests(
    request: Request,
    house: TheHouse,
    who: SignedInLawyer,
    cursor: str | None = None,
    status: str = "",
    case_number: str = "",
) -> Response:
    filters = views.Filters(
        status=status or None, case_number=canonical(case_number) if case_number else None
    )
    with house.means.reading() as work:
        kept = views.own_requests(work.session, who, filters, cursor=cursor, clock=work.clock)
    return page(
        request,
        "lawyer/requests.html",
        who=who,
        states=states.TITLES,
        requests=kept["items"],
        next=kept["next"],
        status=status,
        case_number=case_number,
    )


@router.get("/new")
def new(
    request: Request, house: TheHouse, who: SignedInLawyer, function: str = "", case_number: str = ""
) -> Response:
    draft = Draft(function, canonical(case_number), dict(request.query_params))
    return _form(request, house, who, draft)


@router.post("/new", dependencies=[OwnForm])
def submit(request: Request, house: TheHouse, who: SignedInLawyer, form: FormValues) -> Response:
    asked = matter(form.get("function", ""))
    body = NewRequest(
        function=asked.function,
        fields=forms.values(asked, form),
        in_addition_to=form.get(forms.BESIDE, "")[: forms.LONGEST_NUMBER],
    )
    try:
        with house.means.writing() as work:
            made = submit_here(work, who, body)
    except HotlineError as error:  # what was filled in must not be lost
        case_number = canonical(form.get("case_number", "")[: forms.LONGEST_NUMBER])
        return _form(request, house, who, Draft(asked.function, case_number, form, error))
    return _back(made["receipt_no"])


@dataclass(frozen=True)
class Draft:
    """A form on its way: what was chosen and filled in, and what was wrong with it."""

    function: str
    case_number: str
    given: dict[str, str] = field(default_factory=dict)
    fault: HotlineError | None = None

    @property
    def matter(self) -> Matter | None:
        """Once it is chosen, and its case where it is about one."""
        asked = forms.chosen(matter(self.function), self.given) if self.function else None
        return None if asked is None or (asked.of_own_case and not self.case_number) else asked


def _form(request: Request, house: House, who: Caller, draft: Draft) -> Response:
    asked = draft.matter
    with house.means.reading() as work:
        cases = visible_cases(work.session, work.clock, who)
        told = {one.case_number for one in visible_cases(work.session, work.clock, who, RECORD)}
        case = visible_case(work.session, work.clock, who, draft.case_number, draft.function)
        record = Record(work, case.case_number if case else None, who.licence_no)
        fields = forms.inputs(record, asked, draft.given) if asked else []
    return page(
        request,
        "lawyer/new_request.html",
        draft.fault.status if draft.fault else 200,
        who=who,
        matters=forms.submittable(),
        cases=[(one.case_number, one.cause if one.case_number in told else None) for one in cases],
        function=draft.function,
        case_number=draft.case_number,
        asked=asked,
        fields=fields,
        given=draft.given,
        fault=draft.fault.message if draft.fault else None,
        there=draft.fault.receipt_no if isinstance(draft.fault, Twin) else None,
    )


@router.get("/{receipt_no}")
@router.get("/{receipt_no}/sign")
@router.get("/{receipt_no}/supplement")
def one(request: Request, house: TheHouse, who: SignedInLawyer, receipt_no: str) -> Response:
    """One page for all that can be done; links of messages lead to its parts."""
    with house.means.reading() as work:
        facts = _facts(work, who, receipt_no)
        found = views.own_request(work.session, who, receipt_no, clock=work.clock)
        record = Record(work, found.case_number, who.licence_no)
        fields = forms.shown(record, matter(found.function), found)
    progress, _ = rendered(request, "lawyer/progress.html", **facts)
    open_part = request.url.path.rpartition("/")[2]
    return page(
        request, "lawyer/request.html", who=who, progress=progress, fields=fields, part=open_part, **facts
    )


@router.get("/{receipt_no}/progress")
def progress(
    request: Request, house: TheHouse, who: SignedInLawyer, receipt_no: str, seen: str = ""
) -> Response:
    with house.means.reading() as work:
        return fragment(request, "lawyer/progress.html", seen, **_facts(work, who, receipt_no))


@router.post("/{receipt_no}/sign", dependencies=[OwnForm])
def sign(house: TheHouse, who: SignedInLawyer, receipt_no: str) -> Response:
    with house.means.writing() as work:
        lawyer.sign(work, who, receipt_no)
    return _back(receipt_no)


@router.post("/{receipt_no}/withdraw", dependencies=[OwnForm])
def withdraw(
    house: TheHouse,
    who: SignedInLawyer,
    receipt_no: str,
    note: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    with house.means.writing() as work:
        lawyer.withdraw(work, who, receipt_no, note=note or None)
    return _back(receipt_no)


@router.post("/{receipt_no}/supplement", dependencies=[OwnForm])
def supplement(
    house: TheHouse,
    who: SignedInLawyer,
    receipt_no: str,
    text: Annotated[str, Form(max_length=2000)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    content = taken(file) if file is not None and file.filename else None
    with house.means.writing() as work:
        if file is not None and content is not None:
            _attach(house, work, who, receipt_no, file.filename or "", content)
        if text.strip() or content is None:
            lawyer.supplement(work, who, receipt_no, text)
    return _back(receipt_no)


def _attach(house: House, work: Work, who: Caller, receipt_no: str, name: str, content: bytes) -> None:
    folder = house.settings.data_dir / "files"
    attach(work, who, folder, receipt_no, name, content)


def _facts(work: Work, who: Caller, receipt_no: str) -> dict[str, Any]:
    found = views.own_request(work.session, who, receipt_no, clock=work.clock)
    final = states.is_final(found.status)
    return {
        "item": views.as_json(work.session, found),
        "fresh": is_fresh(work, str(who.licence_no)),
        "may_sign": not final and found.signed_at is None and who.role == "lawyer",
        "may_withdraw": not final and who.role == "lawyer",
        "may_add": not final,
    }


def _back(receipt_no: str) -> Response:
    return RedirectResponse(f"/lawyer/requests/{receipt_no}", 303)
