"""Who rings at Twilio's doors: the signature is checked before anything is read."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import (  # type: ignore[import-untyped]
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from actions.errors import BadInput, Forbidden, NotConnected
from actions.service.wording import say
from api.channels.body import read_body
from api.entry.house import TheHouse
from api.settings import Settings

MOST_FIELDS = 200


@dataclass(frozen=True)
class TwilioForm:
    """The fields of a hook whose signature and AccountSid were right."""

    fields: ImmutableMultiDict[str, str]

    def get(self, name: str) -> str:
        """A field, or an empty text."""
        return self.fields.get(name, "").strip()

    def need(self, name: str) -> str:
        """Raises BadInput if the field is missing or empty."""
        value = self.get(name)
        if not value:
            raise BadInput(say("channel.unreadable", {}, "rich"))
        return value

    @property
    def call(self) -> str:
        """The account of a telephone call: AccountSid/CallSid."""
        return f"{self.need('AccountSid')}/{self.need('CallSid')}"


def signed_url(settings: Settings, request: Request) -> str:
    """The URL that Twilio called: public URL, path and raw query. The Host header is anybody's to choose."""
    query = request.scope["query_string"].decode("latin-1")
    path: str = request.scope["path"]
    return settings.public + path + (f"?{query}" if query else "")


async def _signed_form(request: Request, house: TheHouse) -> TwilioForm:
    """Raises NotConnected (503) without account or token, Forbidden for a wrong signature or account."""
    settings = house.settings
    if not (settings.twilio_account_sid and settings.twilio_auth_token):
        raise NotConnected(say("channel.closed", {}, "rich"))
    body = await read_body(request)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Forbidden(say("channel.refused", {}, "rich")) from error
    fields = ImmutableMultiDict(pairs)
    own = RequestValidator(settings.twilio_auth_token).validate(
        signed_url(settings, request),
        fields,
        request.headers.get(SIGNATURE_HEADER, ""),
        get_signature_algorithm(request.headers.get(SIGNATURE_SETTINGS_HEADER)),
    )
    account = fields.get("AccountSid", "")
    if not own or not hmac.compare_digest(account.encode(), settings.twilio_account_sid.encode()):
        raise Forbidden(say("channel.refused", {}, "rich"))
    return TwilioForm(fields)


SignedForm = Annotated[TwilioForm, Depends(_signed_form)]
