"""Templates over HTTP: blank ones for anyone, filled ones only for the lawyer and for a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from docx import Document
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from actions.service.documents import prepared
from actions.service.documents.making import TYPE
from actions.service.documents.templates import template, templates
from actions.service.identity.callers import Caller
from actions.service.ids import LicenceNo
from actions.store.documents import PreparedDocument
from tests.contract.platform.test_pages import CASE, LI, sign_in_lawyer

ZHAO = "14403201910000002"
OTHER = "（2025）粤0305民初678号"


def filled_for(house: Any, licence_no: str, case_number: str | None = CASE) -> str:
    with house.db.write() as session:
        work = house.means.within(session)
        who = Caller(1, LicenceNo(licence_no), "lawyer", "李慕白")
        case = prepared.visible(work, who, case_number)
        return prepared.prepare(work, who, template("postponement"), case)


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def test_every_blank_template_is_there_for_anyone(client: TestClient) -> None:
    listed = client.get("/templates")
    assert listed.status_code == 200
    for code, one in templates().items():
        assert f'href="/templates/{code}.docx"' in listed.text and one.title in listed.text
    answer = client.get("/templates/appeal.docx")
    assert (answer.status_code, answer.headers["content-type"]) == (200, TYPE)
    assert "民事上诉状" in text_of(answer.content)


def test_a_template_that_there_is_none_of_is_not_found(client: TestClient) -> None:
    for code in ("nothing", "..%2f..%2fetc%2fpasswd", "appeal.docx"):
        assert client.get(f"/templates/{code}.docx").status_code == 404


def test_a_filled_document_wants_the_login_of_the_lawyer_it_is_for(
    client: TestClient, house: Any, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    path, of_another = filled_for(house, LI), filled_for(house, ZHAO, OTHER)
    strange = client.get(path)
    assert (strange.status_code, strange.headers["location"]) == (303, "/lawyer/login")
    sign_in_lawyer(client, outbox)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    told = text_of(answer.content)
    assert CASE in told and "李慕白" in told and LI in told
    assert client.get(of_another).status_code == 404


def test_a_filled_document_is_gone_after_a_day(
    client: TestClient, house: Any, outbox: Callable[[], list[tuple[str, str]]]
) -> None:
    path = filled_for(house, LI)
    house.clock.pass_by(timedelta(hours=24))
    sign_in_lawyer(client, outbox)
    assert client.get(path).status_code == 404
    with house.db.write() as session:
        prepared.forget(session, house.clock)
        assert session.scalar(select(func.count()).select_from(PreparedDocument)) == 0


def test_nothing_of_a_case_that_is_not_his_is_filled_in(house: Any) -> None:
    filled_for(house, ZHAO, CASE)
    with house.db.read() as session:
        values = session.scalars(select(PreparedDocument.values)).one()
    assert "case_number" not in values and "court" not in values
