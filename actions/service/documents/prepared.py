"""Documents filled in for a lawyer: from the record alone, behind his login, for twenty-four hours."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from actions.errors import NotFound
from actions.service import audit
from actions.service.clock import Clock
from actions.service.court_record.courts import court_of
from actions.service.documents.making import made
from actions.service.documents.templates import Template, template
from actions.service.identity.callers import Caller
from actions.service.identity.visibility import visible_case
from actions.service.ids import LicenceNo
from actions.service.outgoing import reaching
from actions.service.wording import say
from actions.service.work import Work
from actions.store.documents import PreparedDocument
from actions.store.matters import Request
from actions.store.records import Lawyer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from actions.store.conversations import Conversation
    from actions.store.records import Case

KEPT = timedelta(hours=24)
WORDS = ("reason", "facts")
"""Fields of a request that hold the caller's own grounds."""


def prepare(work: Work, caller: Caller, asked: Template, case: Case | None) -> str:
    """Keep what is filled in; returns the path of the document on the lawyer platform.

    Raises NotFound for a caller who is not verified.
    """
    forget(work.session, work.clock)
    person = work.register.find(work.session, LicenceNo(caller.licence_no)) if caller.licence_no else None
    if person is None:
        raise NotFound
    values = {
        "lawyer": person.name,
        "licence_no": str(caller.licence_no),
        "firm": _firm(work.session, caller),
    }
    if case is not None:
        values |= _of_case(work.session, case, caller, asked)
    row = PreparedDocument(
        id=secrets.token_urlsafe(32),
        licence_no=str(caller.licence_no),
        template=asked.code,
        values={name: value for name, value in values.items() if value},
        created_at=work.now,
        expires_at=work.now + KEPT,
    )
    work.session.add(row)
    audit.note(
        work.session, work.clock, f"lawyer:{caller.licence_no}", "document.prepared", f"template:{asked.code}"
    )
    return f"/lawyer/documents/{row.id}"


def tell(work: Work, licence_no: str, conversation: Conversation, path: str, title: str) -> bool:
    """Send the link to the registered number, and say whether it goes out."""
    way = reaching.registered(work, licence_no)
    if way is None:
        return False
    text = say("template.sms", {"title": title, "url": f"{work.site}{path}"}, "short")
    reaching.tell(work.session, work.clock, conversation, way, text)
    return True


def fetched(work: Work, caller: Caller, document_id: str) -> tuple[str, bytes]:
    """Title and file. Raises NotFound: gone, or somebody else's."""
    row = work.session.scalars(
        select(PreparedDocument).where(
            PreparedDocument.id == document_id,
            PreparedDocument.licence_no == str(caller.licence_no),
            PreparedDocument.expires_at > work.now,
        )
    ).first()
    if row is None:
        raise NotFound("这份文书已经过期删除，或者不是您的。需要的话，请再说一遍要哪一份。")
    asked = template(row.template)
    return asked.title, made(asked, row.values)


def forget(session: Session, clock: Clock) -> None:
    """Delete what is older than twenty-four hours."""
    session.execute(delete(PreparedDocument).where(PreparedDocument.expires_at <= clock()))


def _firm(session: Session, caller: Caller) -> str:
    lawyer = session.get(Lawyer, str(caller.licence_no))
    return (lawyer.firm if lawyer else None) or ""


def _of_case(session: Session, case: Case, caller: Caller, asked: Template) -> Mapping[str, str]:
    """Of the case, and the grounds that he gave in his latest request of that matter."""
    latest = session.scalars(
        select(Request)
        .where(
            Request.case_number == case.case_number,
            Request.licence_no == str(caller.licence_no),
            Request.function == (asked.function or ""),
        )
        .order_by(Request.submitted_at.desc())
        .limit(1)
    ).first()
    given = latest.fields if latest else {}
    return {
        "case_number": case.case_number,
        "court": court_of(session, case.court_code).name,
        "cause": case.cause or "",
        "reason": next((str(given[name]) for name in WORDS if given.get(name)), ""),
    }


def visible(work: Work, caller: Caller, case_number: str | None) -> Case | None:
    """The case, if this caller may hear of it."""
    if case_number is None:
        return None
    return visible_case(work.session, work.clock, caller, case_number, None)
