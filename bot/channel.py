"""The one way into the assistant: loopback, with the secret of this start.

A body is `{"sender", "text", "metadata"}` for words, or `{"sender", "event", "metadata"}` for something
that happened (a code was accepted, the caller is silent): an event never passes through reading, and no
words can become one.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import re
from typing import Any, Awaitable, Callable, Dict, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.lending import lent


class Gateway(InputChannel):
    """Answers with the list of replies the actions gave."""

    @classmethod
    def name(cls) -> Text:
        return "gateway"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        secret = os.environ["HOTLINE_INNER_SECRET"]
        blueprint = Blueprint("gateway")

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("x-inner-secret", ""), secret):
                return response.empty(status=404)
            body: Dict[str, Any] = request.json
            collector = CollectingOutputChannel()
            event = body.get("event")
            await on_new_message(
                UserMessage(
                    text="" if event else _words(body["text"]),
                    output_channel=collector,
                    sender_id=body["sender"],
                    parse_data=_happened(event) if event else None,
                    input_channel=self.name(),
                    metadata=body["metadata"],
                )
            )
            return response.json([message.get("custom") for message in collector.messages])

        @blueprint.post("/read")
        async def read(request: Request) -> HTTPResponse:
            """What the service would need a dictionary and an encoder of its own for (`bot.lending`)."""
            if not hmac.compare_digest(request.headers.get("x-inner-secret", ""), secret):
                return response.empty(status=404)
            loop = asyncio.get_running_loop()
            return response.json(await loop.run_in_executor(None, lent, request.json))

        return blueprint


def _words(text: str) -> str:
    # A leading slash is a command to Rasa; full width and spaces fold to it, so look after folding.
    from bot.language.fold import fold

    return re.sub(r"^[/\s]+", "", fold(text)) or "。"


def _happened(event: str) -> Dict[str, Any]:
    return {
        "text": "",
        "intent": {"name": f"event.{event}", "confidence": 1.0},
        "intent_ranking": [],
        "entities": [],
    }
