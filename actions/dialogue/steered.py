"""What follows from words that steer the talk: a person, cancel, again, wait, skip, goodbye, small talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from actions.dialogue.agenda import AGAIN, Agenda, Reply
from actions.dialogue.correcting import field_of
from actions.dialogue.desk import Desk
from actions.dialogue.filling import opened
from actions.dialogue.heard import Heard
from actions.service.functions import function

VERIFY, PERSON = "identity.verify", "human.agent"


def _person(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    agenda.push(opened(PERSON, heard))
    return []


def _cancel(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    """Drop what is on top; the verification and what waits for it go together."""
    if not agenda.tasks:
        return [Reply("dialog.nothing_to_cancel")]
    if len(agenda.tasks) > 1 and agenda.tasks[-1].function != VERIFY:
        aside = function(agenda.pop().function)
        return [Reply("dialog.left_aside", {"name": aside.name})]
    named = function(agenda.tasks[0].function)
    agenda.tasks.clear()
    return [Reply("dialog.cancelled" if named.is_request else "dialog.left", {"name": named.name})]


def _repeat(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    asked = agenda.top is not None
    if agenda.top is not None:
        agenda.top.read = {}  # the whole of it, and not only what was changed last
    said = [Reply(**{**reply, "options": tuple(map(tuple, reply["options"]))}) for reply in agenda.said]
    # The open question is asked again by itself; only what came before it is said again here.
    return said[:-1] if asked else said or [Reply("dialog.nothing_said")]


def _wait(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    agenda.waits = True
    return [Reply("dialog.waiting")]


def _skip(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    task = agenda.top
    if task is None:
        return [Reply("dialog.nothing_more")]
    field = field_of(task, task.asked)
    if field is None or field.required:
        return [Reply("dialog.cannot_skip")]
    task.fields[field.name] = ""
    task.asked, task.misses = None, 0
    return []


def _resend(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    if agenda.top is not None:
        agenda.top.stage = "filling"
        agenda.top.fields[AGAIN] = True
    return []


def _goodbye(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    left = unfinished(agenda)
    agenda.tasks.clear()
    return [*left, Reply("dialog.goodbye", end=True)]


def _nothing(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    return [Reply("dialog.nothing_more" if heard.function == "dialog.deny" else "dialog.what_next")]


def _small_talk(key: str) -> Callable[[Agenda, Heard, Desk], list[Reply]]:
    return lambda agenda, heard, desk: [Reply(key)]


def unfinished(agenda: Agenda) -> list[Reply]:
    requests = [function(task.function) for task in agenda.tasks if function(task.function).is_request]
    return [Reply("dialog.not_submitted", {"name": requests[0].name})] if requests else []


STEERS: Mapping[str, Callable[[Agenda, Heard, Desk], list[Reply]]] = {
    "person": _person,
    "cancel": _cancel,
    "repeat": _repeat,
    "wait": _wait,
    "skip": _skip,
    "resend": _resend,
    "goodbye": _goodbye,
    "help": _small_talk("dialog.help"),
    "greet": _small_talk("dialog.greet"),
    "thanks": _small_talk("dialog.thanks"),
    "nothing": _nothing,
}
