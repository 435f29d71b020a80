"""Short messages: Twilio's messaging hook in, TwiML out."""

from __future__ import annotations

from fastapi import APIRouter, Response
from twilio.twiml.messaging_response import MessagingResponse  # type: ignore[import-untyped]

from actions.service.channels import CHANNELS
from actions.service.wording import say
from api.channels.asking import ask
from api.channels.numbers import callers_number
from api.channels.twilio_security import SignedForm, TwilioForm
from api.entry.house import House, TheHouse
from api.gateway.messages import Answer, Inbound, Said
from api.gateway.written import as_text, messages

router = APIRouter(prefix="/channels/twilio/sms", tags=["channels"])


@router.post("")
async def message_came(house: TheHouse, form: SignedForm) -> Response:
    """The account is the sender's number; the once-key is AccountSid/MessageSid. A name or a withheld number
    may be many people: then every message is by itself."""
    answer = await _answer(house, form)
    response = MessagingResponse()
    if not answer.late:
        for part in messages(as_text(answer), CHANNELS["sms"].message):
            response.message(part)
    return Response(str(response), media_type="application/xml")


async def _answer(house: House, form: TwilioForm) -> Answer:
    message = f"{form.need('AccountSid')}/{form.need('MessageSid')}"
    number = callers_number(form.need("From"))
    text = form.get("Body")
    if not text:
        return Answer((Said(say("channel.sms_words_only", {}, "short")),))
    return await ask(
        house.gateway,
        Inbound(
            channel="sms",
            account=number or message,
            external_id=message,
            text=text,
            address=number,
            window_seconds=CHANNELS["sms"].window_seconds,
        ),
    )
