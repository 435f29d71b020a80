"""Takes one message into the agenda: what it answers, changes, interrupts or begins.

Says only what belongs to the message itself; what to ask next is for `settle`.
"""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.agenda import Agenda, Reply, Task
from actions.dialogue.answering import answer, answers_question, fill
from actions.dialogue.bare_case import only_a_case
from actions.dialogue.correcting import is_brief
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.meaning import (
    ASIDE,
    ASIDE_FROM_WORDS,
    SMALL_TALK,
    UNDERSTOOD,
    UNDERSTOOD_REQUEST,
    can_begin,
    certain,
    guesses,
    meaning,
)
from actions.dialogue.readers import chosen
from actions.dialogue.settle import VERIFY
from actions.service.functions import function
from bot.language.matters import gives_up
from bot.language.short_answers import said_outright

SILENCES = 3
"""After so many in a row the call is closed."""
AGAIN_KEY = "9"
CONTROL = 0.5
"""How sure a word of control (cancel, repeat, goodbye) must be inside a form."""


def take(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    """Take a message in. Returns what to say about it before anything is asked."""
    said = _take(agenda, heard, desk)
    if heard.also:
        agenda.push_below(_opened(heard.also, heard.also.function, also=True))
    return said


def _take(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    if heard.event != "silence":
        agenda.silences = 0
    if heard.event:
        return _happened(agenda, heard)
    heard = _picked(agenda, heard)
    chosen = _chosen_guess(agenda, heard)
    if chosen:
        return begin(agenda, heard, chosen)
    said = only_a_case(agenda, heard, desk, begin) if agenda.top is None else None
    if said is None:
        said = _control(agenda, heard)
    if said is not None:
        return said
    if agenda.top is not None:
        return answer(agenda, heard, desk, begin)
    return _open(agenda, heard)


def _picked(agenda: Agenda, heard: Heard) -> Heard:
    """A number alone stands for what was offered under it (对请按1), counted over all that was said.

    Key 9 asks to hear it again also where a long number is dictated and the keys are not read at the door.
    """
    if heard.keys and heard.text == AGAIN_KEY:
        return replace(heard, text="再说一遍", function="dialog.repeat", confidence=1.0, entities={})
    options = [option for reply in agenda.said for option in reply["options"]]
    bare = heard.text.strip("。.、 ")
    if not (bare.isdecimal() and 1 <= int(bare) <= len(options)):
        return heard
    title, text = options[int(bare) - 1]
    own = agenda.top is not None and any(title == offered for offered, _ in agenda.top.offered)
    words = title if own else text
    meant = said_outright(words) or ""
    return replace(heard, text=words, function=meant, confidence=1.0, ranking=(), entities={})


def begin(agenda: Agenda, heard: Heard, code: str) -> list[Reply]:
    """Put a function on top of the agenda."""
    agenda.misses = 0
    below = agenda.tasks[-2] if len(agenda.tasks) > 1 else None
    if below is not None and below.function == code and agenda.tasks[-1].function == VERIFY:
        agenda.tasks[-2] = _opened(heard, code)  # said again while it waits for the verification
    else:
        agenda.push(_opened(heard, code))
    return []


def _opened(heard: Heard, code: str, *, also: bool = False) -> Task:
    entities = {name: list(values) for name, values in heard.entities.items()}
    task = Task(code, words=heard.text, entities=entities, also=also)
    fill(task, heard)
    return task


def _happened(agenda: Agenda, heard: Heard) -> list[Reply]:
    match heard.event:
        case "started":
            return [Reply("greeting.opening")]
        case "verified":
            agenda.tasks = [task for task in agenda.tasks if task.function != VERIFY]
            said = [Reply("identity.verified", {"name": heard.facts["name"]})]
            return said if agenda.tasks else [*said, Reply("dialog.what_next")]
        case "code_refused":
            outcome = heard.facts["outcome"]
            verify = next((task for task in agenda.tasks if task.function == VERIFY), None)
            if outcome == "dead":
                agenda.tasks.clear()
            elif outcome in ("expired", "none") and verify:
                verify.stage = "filling"
                agenda.tasks.remove(verify)
                agenda.push(verify)
            elif outcome == "expired":
                outcome = "none"  # nothing waits for it any more, so nothing is sent again
            return [Reply(f"identity.code_{outcome}", {"left": heard.facts.get("left", 0)})]
        case "pin_set":
            said = [Reply("plain", {"text": heard.facts["said"]})]
            return said if agenda.tasks else [*said, Reply("dialog.what_next")]
        case _:
            return _silent(agenda)


def _silent(agenda: Agenda) -> list[Reply]:
    agenda.silences += 1
    if agenda.silences >= SILENCES:
        unfinished = _unfinished(agenda)
        agenda.tasks.clear()
        return [*unfinished, Reply("silence.goodbye", end=True)]
    return [Reply(f"silence.{'first' if agenda.silences == 1 else 'second'}")]


def _control(agenda: Agenda, heard: Heard) -> list[Reply] | None:
    """Words that steer the talk itself; None if the message is none of them."""
    code = meaning(heard)
    top = agenda.top
    if top is not None and gives_up(heard.text, top.function):
        return _cancel(agenda)
    if certain(heard) < (CONTROL if top else UNDERSTOOD):
        return None
    if code == "human.agent" and certain(heard) >= ASIDE:
        return begin(agenda, heard, code)
    if top is not None and _wants_words(top) and said_outright(heard.text) != code and not _brief(heard):
        return None  # a complaint may well be about 取消 and 再见
    if top is not None and code in SMALL_TALK and answers_question(top, heard):
        return None  # seventeen digits alone are no small talk when they were asked for
    match code:
        case "dialog.repeat":
            return _again(agenda)
        case "dialog.cancel":
            return _cancel(agenda)
        case "dialog.goodbye" if certain(heard) >= ASIDE:
            unfinished = _unfinished(agenda)
            agenda.tasks.clear()
            return [*unfinished, Reply("dialog.goodbye", end=True)]
        case _ if code in SMALL_TALK and (top is None or top.asked is None or certain(heard) >= ASIDE):
            return [Reply(code)]
        case "dialog.affirm" if top is None and agenda.guesses:
            return _guessed(agenda, heard)
        case "dialog.affirm" | "dialog.deny" | "dialog.correct" if top is None:
            return [Reply("dialog.what_next" if code != "dialog.deny" else "dialog.nothing_more")]
    return None


def _wants_words(task: Task) -> bool:
    return any(
        field.name == task.asked and field.reader == "text" for field in function(task.function).fields
    )


def _brief(heard: Heard) -> bool:
    """A few words surely meant steer the talk even where words were asked for (先不办了, 谢谢)."""
    return is_brief(heard.text) and certain(heard) >= ASIDE_FROM_WORDS


def _again(agenda: Agenda) -> list[Reply]:
    asked = agenda.top is not None
    said = [Reply(**{**reply, "options": _pairs(reply["options"])}) for reply in agenda.said]
    # The open question is asked again by itself; only what came before it is said again here.
    return said[:-1] if asked else said or [Reply("dialog.nothing_said")]


def _pairs(options: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((title, text) for title, text in options)


def _cancel(agenda: Agenda) -> list[Reply]:
    """Drop what is on top; the verification and what waits for it go together."""
    if not agenda.tasks:
        return [Reply("dialog.nothing_to_cancel")]
    if len(agenda.tasks) > 1 and agenda.tasks[-1].function != VERIFY:
        aside = function(agenda.pop().function)
        return [Reply("dialog.left_aside", {"name": aside.name})]
    named = function(agenda.tasks[0].function)
    agenda.tasks.clear()
    return [Reply("dialog.cancelled" if named.is_request else "dialog.left", {"name": named.name})]


def _unfinished(agenda: Agenda) -> list[Reply]:
    requests = [function(task.function) for task in agenda.tasks if function(task.function).is_request]
    return [Reply("dialog.not_submitted", {"name": requests[0].name})] if requests else []


def _chosen_guess(agenda: Agenda, heard: Heard) -> str | None:
    """The function picked from the guesses of the last turn."""
    if agenda.top is not None or not agenda.guesses or meaning(heard) == "dialog.affirm":
        return None
    offered, agenda.guesses = agenda.guesses, []
    if certain(heard) >= ASIDE and can_begin(meaning(heard)):
        return None  # a sentence that speaks for itself, though it may share words with a guess
    index = chosen(heard.text, [function(code).name for code in offered])
    return None if index is None else offered[index]


def _guessed(agenda: Agenda, heard: Heard) -> list[Reply]:
    """A yes to the guesses of the last turn: to one it is plain, between two it is not."""
    if len(agenda.guesses) > 1:
        names = [function(code).name for code in agenda.guesses]
        return [Reply("dialog.which_of_two", {"names": names}, tuple((name, name) for name in names))]
    return begin(agenda, heard, agenda.guesses.pop())


def _open(agenda: Agenda, heard: Heard) -> list[Reply]:
    code = meaning(heard)
    if heard.first("rating") and len(heard.text) <= 8:
        return begin(agenda, heard, "feedback.rate")
    if can_begin(code) and certain(heard) >= (
        UNDERSTOOD_REQUEST if function(code).is_request else UNDERSTOOD
    ):
        return begin(agenda, heard, code)
    agenda.misses += 1
    if agenda.misses >= 2:
        agenda.misses = 0
        return [Reply("dialog.unclear_again", options=(("转人工", "转人工"), ("您能办什么", "帮助/菜单")))]
    agenda.guesses = guesses(heard)
    if not agenda.guesses:
        return [Reply("dialog.unclear")]
    names = [function(guess).name for guess in agenda.guesses]
    return [Reply("dialog.did_you_mean", {"names": names}, tuple((name, name) for name in names))]
