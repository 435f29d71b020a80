"""The WeChat official account: URL check, messages and events, plain and secure mode."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from sqlalchemy.exc import SQLAlchemyError
from wechatpy.replies import TextReply  # type: ignore[import-untyped]

from actions.errors import NotConnected, NotTaken
from actions.service import outbox, replays
from actions.service.channels import CHANNELS
from actions.service.outgoing import allowances
from actions.service.outgoing.allowances import Deed
from actions.service.wording import say
from api.channels.asking import ask
from api.channels.body import read_body
from api.channels.wechat_message import WeChatMessage, asked
from api.channels.wechat_security import (
    TOLERANCE,
    check_stamp,
    enveloped,
    opened,
    parse_xml,
    refused,
)
from api.entry.house import House, TheHouse
from api.gateway.messages import Answer, Inbound, Said
from api.gateway.written import as_text, one_message
from api.settings import Settings

Body = Annotated[bytes, Depends(read_body)]
NOTHING_TO_SAY = "success"
log = logging.getLogger(__name__)


router = APIRouter(prefix="/channels/wechat", tags=["channels"])


@router.get("")
def url_check(request: Request, house: TheHouse) -> PlainTextResponse:
    settings, query = _open(house), request.query_params
    echo = query.get("echostr", "")
    sealed = echo if "msg_signature" in query else None
    check_stamp(settings, query, house.clock(), sealed=sealed)
    return PlainTextResponse(echo if sealed is None else opened(settings, sealed))


@router.post("")
async def message_came(request: Request, house: TheHouse, body: Body) -> Response:
    settings, now = _open(house), house.clock()
    message, secure = await run_in_threadpool(_verified, house, request.query_params, body, now)
    text = await _answer(house, message)
    if not text:
        return PlainTextResponse(NOTHING_TO_SAY)
    xml = _passive(message, text, now)
    if secure:
        xml = enveloped(settings, xml, secrets.token_hex(8), now)
    return Response(xml, media_type="application/xml")


def _open(house: House) -> Settings:
    """Raises NotConnected (503) without app id or token."""
    if not (house.settings.wechat_app_id and house.settings.wechat_token):
        raise NotConnected(say("channel.closed", {}, "rich"))
    return house.settings


def _verified(
    house: House, query: Mapping[str, str], body: bytes, now: datetime
) -> tuple[WeChatMessage, bool]:
    """The message and whether it came in secure mode.

    A retry in secure mode is encrypted anew: what counts as the same is the message inside.
    """
    settings = house.settings
    secure = "msg_signature" in query or query.get("encrypt_type") == "aes"
    if not secure and settings.wechat_plain == "off":
        raise refused()
    if secure:
        sealed = parse_xml(body).findtext("Encrypt") or ""
        stamp = check_stamp(settings, query, now, sealed=sealed)
        content = opened(settings, sealed).encode()
    else:
        stamp = check_stamp(settings, query, now, sealed=None)
        content = body
    if not _first_or_same(house, stamp, content):
        raise refused()
    return WeChatMessage.read(parse_xml(content)), secure


def _first_or_same(house: House, stamp: tuple[str, str], content: bytes) -> bool:
    """Raises NotTaken where the store cannot tell: nothing may be taken in that may be a replay."""
    try:
        with house.means.writing() as work:
            return replays.same_as_before(work, "wechat", " ".join(stamp), content, 2 * TOLERANCE)
    except SQLAlchemyError as error:
        log.error("a stamp could not be kept: %s", type(error).__name__)
        raise NotTaken(say("channel.not_taken", {}, "rich")) from None


async def _answer(house: House, message: WeChatMessage) -> str:
    """What to say at once; empty: nothing, or it comes later."""
    inbound = asked(message)
    if not isinstance(inbound, Inbound):
        return as_text(Answer((Said(say(inbound, {}, "rich")),))) if inbound else ""
    if house.settings.wechat_app_secret and message.deed:
        await run_in_threadpool(_allowed_anew, house, message, message.deed)
    answer = await ask(house.gateway, inbound)
    return "" if answer.late else await run_in_threadpool(_at_once, house, message, as_text(answer))


def _allowed_anew(house: House, message: WeChatMessage, deed: Deed) -> None:
    """What he did lets the house write to him again."""
    with house.means.writing() as work:
        at = _moment(message.created, work.now)
        allowances.renew(work.session, work.clock, "wechat", message.sender, deed, at)


def _at_once(house: House, message: WeChatMessage, text: str) -> str:
    """All of it in the passive answer, or nothing: what is longer goes out as several messages if it can."""
    longest = CHANNELS["wechat"].message
    if not house.settings.wechat_app_secret:
        return one_message(text, longest, say("channel.more_cut", {}, "rich"))
    if longest is None or longest.fits(text):
        return text
    with house.means.writing() as work:
        key = f"wechat:{message.external_id}"
        outbox.send_once(work.session, work.clock, "wechat", message.sender, text, key)
    return ""


def _moment(created: str, now: datetime) -> datetime:
    """When it was done, by the platform's clock; never later than now."""
    if not (created.isascii() and created.isdecimal() and len(created) <= 11):
        return now
    return min(datetime.fromtimestamp(int(created), UTC), now)


def _passive(message: WeChatMessage, text: str, now: datetime) -> str:
    safe = text.replace("]]>", "]] >")  # would end the CDATA section
    reply = TextReply(source=message.receiver, target=message.sender, time=int(now.timestamp()), content=safe)
    return str(reply.render())
