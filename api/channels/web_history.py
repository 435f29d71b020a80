"""The web chat's memory: what was said before, what was registered here, and files for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from fastapi.responses import JSONResponse

from actions.errors import BadInput, NotSignedIn
from actions.service.conversations import episodes, transcripts
from actions.service.identity.callers import Caller, caller_of
from actions.service.requests import views
from actions.service.requests.attachments import MOST_BYTES, attach
from actions.service.work import Work
from api.channels.web import account_of, bearer, checked_id
from api.entry.access import OnceKey
from api.entry.house import TheHouse
from api.entry.once import Call, once

router = APIRouter(prefix="/channels/web/conversations/{conversation_id}", tags=["channels"])


@dataclass(frozen=True)
class Talk:
    """A conversation whose secret id the browser has shown; `licence` is whom its bearer names."""

    account: str
    licence: str | None

    def entered(self, work: Work) -> Caller:
        """Raises NotSignedIn, NotFound as for a message."""
        episodes.may_speak(work.session, "web", self.account, self.licence)
        return caller_of(work, channel="web", account=self.account, bearer_licence=self.licence)


def _talk(conversation_id: str, licence: Annotated[str | None, Depends(bearer)]) -> Talk:
    try:
        return Talk(account_of(checked_id(conversation_id)), licence)
    except ValueError:
        raise BadInput("会话编号不对，请刷新页面重试。") from None


Line = Annotated[int, Query(ge=0, le=2**31 - 1)]
"""A line of a transcript, by its number in the store."""
ThisTalk = Annotated[Talk, Depends(_talk)]


@router.get("/messages", summary="说过的话（刷新、另开一页、或事件流不通时取）")
def said(house: TheHouse, talk: ThisTalk, after: Line = 0) -> JSONResponse:
    """`{"items", "last", "handled_by", "ended"}`; the lines after line `after`, `last` the newest of all."""
    with house.means.reading() as work:
        talk.entered(work)
        items = transcripts.of_account(work.session, "web", talk.account, after)
        current = episodes.latest(work.session, "web", talk.account)
    return _private(
        {
            "items": items,
            "last": items[-1]["id"] if items else str(after),
            "handled_by": episodes.ANSWERED_BY[current.owner] if current else "bot",
            "ended": bool(current and current.ended_at),
        }
    )


@router.get("/requests", summary="在这个会话里登记的申请，现在到哪一步")
def registered(house: TheHouse, talk: ThisTalk) -> JSONResponse:
    """`{"items": […]}` as `views.registered_in` has them; none for whoever is not verified here any more."""
    with house.means.reading() as work:
        caller = talk.entered(work)
        ids = [one.id for one in episodes.of_account(work.session, "web", talk.account)]
        verified = caller.level > 0 and ids
        items = views.registered_in(work.session, caller, ids, clock=work.clock) if verified else []
    return _private({"items": items})


@router.post("/files", status_code=201, summary="为在办的申请补充材料（PDF、图片、Word，每个不超过20兆）")
def upload(
    house: TheHouse,
    talk: ThisTalk,
    receipt_no: Annotated[str, Form(max_length=32)],
    file: Annotated[UploadFile, File(description="材料文件")],
    key: OnceKey = None,
) -> JSONResponse:
    """Raises NotSignedIn for whoever is not verified, and as `attach`."""
    content = file.file.read(MOST_BYTES + 1)

    def act(work: Work) -> dict[str, Any]:
        caller = talk.entered(work)
        if not caller.level:
            raise NotSignedIn("补充材料之前要先核验身份，请在对话里说“核验身份”。")
        return attach(
            work, caller, house.settings.data_dir / "files", receipt_no, file.filename or "", content
        )

    body = [file.filename, hashlib.sha256(content).hexdigest()]
    return once(house, Call(f"web:{talk.account}", key, f"requests/{receipt_no}/files", body), 201, act)


def _private(content: dict[str, Any]) -> JSONResponse:
    return JSONResponse(content, headers={"Cache-Control": "no-store"})
