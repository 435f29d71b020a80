"""Replies (key, facts) become an answer in the words of a channel."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from jinja2 import TemplateError

from actions.service.channels import CHANNELS
from actions.service.wording import Modality, UnknownReply, say
from api.gateway.messages import Answer, Option, Said

log = logging.getLogger(__name__)


def worded(channel: str, replies: list[dict[str, Any]]) -> tuple[Said, ...]:
    return tuple(
        Said(
            _said(reply["key"], reply["facts"], CHANNELS[channel].modality),
            tuple(Option(title, text) for title, text in reply.get("options", ())),
        )
        for reply in replies
    )


def _said(key: str, facts: dict[str, Any], modality: Modality) -> str:
    """A reply whose facts its wording cannot take must not keep the others from going out."""
    try:
        return say(key, facts, modality)
    except (UnknownReply, TemplateError, ValueError, TypeError, KeyError, ArithmeticError) as error:
        log.error("no words for %s: %s", key, type(error).__name__)
        return say("trouble.unworded", {}, modality)


def as_json(answer: Answer) -> dict[str, Any]:
    return asdict(answer)


def from_json(recorded: dict[str, Any]) -> Answer:
    replies = tuple(
        Said(reply["text"], tuple(Option(**option) for option in reply["options"]))
        for reply in recorded["replies"]
    )
    return Answer(**{**recorded, "replies": replies})
