"""The telephone: Twilio's voice hooks in, TwiML out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from twilio.twiml.voice_response import Gather, VoiceResponse  # type: ignore[import-untyped]

from actions.service.channels import CHANNELS
from actions.service.wording import say
from api.channels import call_steps
from api.channels.asking import ask
from api.channels.call_steps import Step
from api.channels.numbers import callers_number
from api.channels.spoken import sayings
from api.channels.twilio_security import SignedForm, TwilioForm
from api.entry.house import House, TheHouse
from api.gateway.messages import Answer, Event, Inbound, Said
from api.settings import Settings

router = APIRouter(prefix="/channels/twilio/voice", tags=["channels"])

VOICE = "Polly.Zhiyu-Neural"
VOICE_LANGUAGE = "cmn-CN"
HEARD_LANGUAGE = "cmn-Hans-CN"
MOST_REPEATS = 3
KEY_EVENTS: dict[str, Event] = {"0": "human", "9": "repeat"}
OVER = {"completed", "busy", "failed", "no-answer", "canceled"}


@dataclass(frozen=True)
class Listening:
    """How long to wait, in seconds: for a first word or the next key; after the last word."""

    timeout: int
    speech_timeout: int


TALKING = Listening(timeout=5, speech_timeout=1)
DICTATING = Listening(timeout=10, speech_timeout=3)


@router.post("")
async def call_started(house: TheHouse, form: SignedForm) -> Response:
    return await _turn(house, form, Step())


@router.post("/step")
async def call_goes_on(request: Request, house: TheHouse, form: SignedForm) -> Response:
    return await _turn(house, form, Step.read(house.settings, form.call, request.query_params))


@router.post("/fallback")
def step_failed(house: TheHouse, form: SignedForm) -> Response:
    """Twilio could not get an answer: apologise, then back to the step that failed, not for ever."""
    failed = urlsplit(form.get("ErrorUrl"))
    step = Step()
    if failed.path.endswith(call_steps.PATH):
        step = Step.read(house.settings, form.call, dict(parse_qsl(failed.query)))
    response = VoiceResponse()
    if step.again < MOST_REPEATS:
        _say(response, say("channel.call_failed", {}, "spoken"))
        response.redirect(step.once_more().url(house.settings, form.call), method="POST")
    else:
        _say(response, say("channel.call_given_up", {}, "spoken"))
        response.hangup()
    return _twiml(response)


@router.post("/status", status_code=204)
async def call_changed(house: TheHouse, form: SignedForm) -> None:
    if form.get("CallStatus") in OVER:
        await run_in_threadpool(house.gateway.hang_up, form.call)


async def _turn(house: House, form: TwilioForm, step: Step) -> Response:
    text, event, keys = _heard(form, step)
    answer = await ask(
        house.gateway,
        Inbound(
            channel="voice",
            account=form.call,
            external_id=f"{form.need('CallSid')}:{step.n}",
            text=text,
            event=event,
            keys=keys,
            clarity=_clarity(form) if text and not keys else None,
            address=callers_number(form.get("From")),
            window_seconds=CHANNELS["voice"].window_seconds,
        ),
    )
    return _twiml(_rendered(house.settings, form.call, step, answer))


def _heard(form: TwilioForm, step: Step) -> tuple[str, Event | None, bool]:
    """Words, what was done without words, and whether the words were pressed."""
    if step.n == 0:
        return "", "started", False
    digits = form.get("Digits")
    if digits and not step.dictating and digits in KEY_EVENTS:
        return "", KEY_EVENTS[digits], True
    if digits:
        return digits, None, True
    speech = form.get("SpeechResult")
    return (speech, None, False) if speech else ("", "silence", False)


def _clarity(form: TwilioForm) -> float | None:
    """Twilio's `Confidence` of a speech result; it leaves it out, or says 0.0, where it has none."""
    try:
        said = float(form.get("Confidence"))
    except ValueError:
        return None
    return said if 0 < said <= 1 else None


def _rendered(settings: Settings, call: str, step: Step, answer: Answer) -> VoiceResponse:
    response = VoiceResponse()
    if answer.late and step.again < MOST_REPEATS:
        _say(response, say("channel.wait", {}, "spoken"))
        response.redirect(step.once_more().url(settings, call), method="POST")
        return response
    if answer.late:
        answer = Answer((Said(say("channel.failed", {}, "spoken")),), answer.handled_by)
    if answer.ended:
        _say(response, *sayings(answer))
        response.hangup()
        return response
    listening = DICTATING if answer.dictating else TALKING
    gather = Gather(
        input="dtmf speech",
        action=step.next(dictating=answer.dictating).url(settings, call),
        method="POST",
        language=HEARD_LANGUAGE,
        hints=_hints(),
        timeout=listening.timeout,
        speech_timeout=listening.speech_timeout,
        finish_on_key="#",
        action_on_empty_result=True,
        profanity_filter=False,  # names of offences are the subject here
    )
    _say(gather, *sayings(answer))
    response.append(gather)
    return response


def _say(into: VoiceResponse | Gather, *texts: str) -> None:
    for text in texts:
        into.say(text, voice=VOICE, language=VOICE_LANGUAGE)


@cache
def _hints() -> str:
    lines = files("api.channels").joinpath("voice_hints.txt").read_text(encoding="utf-8").split()
    return ",".join(lines)


def _twiml(response: VoiceResponse) -> Response:
    return Response(str(response), media_type="application/xml")
