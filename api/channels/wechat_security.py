"""Who rings at the WeChat door: signature, age, replay; and the secure mode's envelope.

The plain signature is made of token, timestamp and nonce only: it does not cover the body. The secure mode's
`msg_signature` covers the encrypted message too.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from wechatpy.crypto import PrpCrypto, WeChatCrypto  # type: ignore[import-untyped]
from wechatpy.exceptions import WeChatException  # type: ignore[import-untyped]

from actions.errors import Forbidden, SetupError
from actions.service.wording import say
from api.gateway.written import xml_safe
from api.settings import Settings

TOLERANCE = timedelta(minutes=5)
_REFERENCE = re.compile("&#(x[0-9a-fA-F]{1,8}|[0-9]{1,8});")


def refused() -> Forbidden:
    return Forbidden(say("channel.refused", {}, "rich"))


def check_stamp(
    settings: Settings, query: Mapping[str, str], now: datetime, *, sealed: str | None
) -> tuple[str, str]:
    """Check the signature (over `sealed` too, if there is one) and the age of a request.

    Returns:
        (timestamp, nonce).

    Raises:
        Forbidden: signature wrong or timestamp more than five minutes off.
    """
    stamp = query.get("timestamp", ""), query.get("nonce", "")
    signature = query.get("signature" if sealed is None else "msg_signature", "")
    signed = [settings.wechat_token or "", *stamp] + ([] if sealed is None else [sealed])
    said = "".join(sorted(signed)).encode(errors="replace")
    expected = hashlib.sha1(said, usedforsecurity=False).hexdigest()  # as WeChat defines it
    if not hmac.compare_digest(expected.encode(), signature.encode(errors="replace")):
        raise refused()
    if not (stamp[0].isascii() and stamp[0].isdecimal() and len(stamp[0]) <= 11):
        raise refused()
    if abs(now - datetime.fromtimestamp(int(stamp[0]), UTC)) > TOLERANCE:
        raise refused()
    return stamp


def parse_xml(body: bytes | str) -> Element:
    """The root of a message; documents with a DTD or entities are refused. What XML cannot carry is dropped:
    a control character that somebody has typed must not cost him his message.

    Raises:
        Forbidden: not such a document.
    """
    try:
        return fromstring(_cleaned(body), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise refused() from error


def _cleaned(body: bytes | str) -> str:
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    return xml_safe(_REFERENCE.sub(_legal_reference, text))


def _legal_reference(found: re.Match[str]) -> str:
    number = int(found[1][1:], 16) if found[1][0] in "xX" else int(found[1])
    return found[0] if number <= sys.maxunicode and xml_safe(chr(number)) else ""


def opened(settings: Settings, sealed: str) -> str:
    """The text inside an envelope of this official account.

    Raises:
        Forbidden: broken, or meant for another app id.
    """
    if not settings.wechat_aes_key:
        raise refused()
    try:
        text = PrpCrypto(_crypto(settings).key).decrypt(sealed, settings.wechat_app_id)
    except (WeChatException, ValueError, IndexError, struct.error) as error:
        raise refused() from error
    return str(text)


def enveloped(settings: Settings, reply: str, nonce: str, now: datetime) -> str:
    """A passive answer for the secure mode."""
    return str(_crypto(settings).encrypt_message(reply, nonce, str(int(now.timestamp()))))


def check_aes_key(settings: Settings) -> None:
    """Raises SetupError unless the key is the 43 characters that the official account platform shows."""
    try:
        _crypto(settings)
    except (ValueError, AssertionError) as error:
        raise SetupError("HOTLINE_WECHAT_AES_KEY 不对：应是公众平台上的 43 位 EncodingAESKey。") from error


def _crypto(settings: Settings) -> WeChatCrypto:
    return WeChatCrypto(settings.wechat_token, settings.wechat_aes_key, settings.wechat_app_id)
