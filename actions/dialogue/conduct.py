"""What follows from an act: it fills, corrects, interrupts, begins or ends. What to ask next is for
`settle`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from actions.dialogue import act as acts_of
from actions.dialogue import record_named, refused
from actions.dialogue.act import Act
from actions.dialogue.acts import acts
from actions.dialogue.after_receipt import amends
from actions.dialogue.agenda import CASE, WHICH, Agenda, Reply, Task
from actions.dialogue.correcting import changeable
from actions.dialogue.courts_named import courts_named, own_first
from actions.dialogue.desk import Desk
from actions.dialogue.explaining import explained, line_told
from actions.dialogue.filling import forget, keep_words, opened
from actions.dialogue.following import GENERAL
from actions.dialogue.general import FEES, asks_of_fees, rather
from actions.dialogue.guides import guided
from actions.dialogue.happened import happened
from actions.dialogue.heard import Heard
from actions.dialogue.in_its_place import in_its_place
from actions.dialogue.in_the_way import turned_round
from actions.dialogue.knowing import known, known_of
from actions.dialogue.meaning import CONFIRMED, guesses
from actions.dialogue.offices import sent_to
from actions.dialogue.performers.knowledge import answer
from actions.dialogue.steered import STEERS, VERIFY, unfinished
from actions.dialogue.wishing import GENERAL as CONSULTED
from actions.service.functions import function
from actions.service.requests.matters import has_matter
from bot.language.forms import asks, whether, wishes

_CASES_SAID = {"case_number", "case_part", "cause", "court"}
_ANOTHER = re.compile(r"案|那[个件起]|另[一外]|别的")
MISSES = 2
"""So many sentences in a row without sense, and a person is offered."""
SILENCES = 3
"""After so many in a row the call is closed."""


def take(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    """Take a message in. Returns what to say about it before anything is asked."""
    said: list[Reply] = []
    found = acts(agenda, heard, desk)
    if not isinstance(found[0], acts_of.Silent):
        agenda.silences = 0
    if not isinstance(found[0], acts_of.Noise | acts_of.Silent):
        agenda.misses = 0
    _keep_number(agenda, heard)
    if done := record_named.done_meanwhile(agenda, found[0], heard, desk):
        return done
    found = (record_named.meant_meanwhile(agenda, found[0], heard, desk), *found[1:])
    for number, act in enumerate(found):
        beside = number > 0 and isinstance(act, acts_of.Wishes)
        replies = _beside(agenda, act, desk) if beside else DOES[type(act)](agenda, act, heard, desk)
        said += [reply for reply in replies if reply not in said]
    return said


def _keep_number(agenda: Agenda, heard: Heard) -> None:
    """A case number said while the verification asks for something is kept for what waits below."""
    said = heard.entities.get("case_number", ())
    below = agenda.tasks[-2] if len(agenda.tasks) > 1 else None
    if said and below is not None and agenda.tasks[-1].function == VERIFY and CASE not in below.fields:
        below.entities["case_number"] = list(said)
        below.words = f"{below.words} {heard.text}".strip()


def _beside(agenda: Agenda, act: Any, desk: Desk) -> list[Reply]:
    """A second wish is kept until the first is done, and said so where something else was asked."""
    asked = agenda.top is not None and agenda.top.asked is not None
    agenda.push_below(opened(act.function, act.heard, also=True))
    return [Reply("dialog.kept", {"name": function(act.function).name})] if asked else []


def _answers(agenda: Agenda, act: acts_of.Answers, heard: Heard, desk: Desk) -> list[Reply]:
    task = _top(agenda)
    if task.stage == "code":
        task.fields, task.stage = {}, "filling"
    for name, value in act.values.items():
        task.fields[name] = value
        keep_words(task, name, heard)
    if act.noted:
        titles = [each.title_zh for each in function(task.function).fields_for(task.fields)
                  if each.name in act.values]  # fmt: skip
        return [Reply("field.noted", {"titles": titles})]
    task.misses, task.asked = 0, None
    return []


def _narrows(agenda: Agenda, act: acts_of.Narrows, heard: Heard, desk: Desk) -> list[Reply]:
    task = _top(agenda)
    if act.instead:
        forget(task, CASE)
        task.stage, task.asked = "filling", CASE
    task.fields["case_choices"] = list(act.numbers)
    return []


def _pieces(agenda: Agenda, act: acts_of.Pieces, heard: Heard, desk: Desk) -> list[Reply]:
    task = _top(agenda)
    task.pieces, task.misses = dict(act.known), 0
    task.fields |= act.values
    return []


def _misread(agenda: Agenda, act: acts_of.Misread, heard: Heard, desk: Desk) -> list[Reply]:
    task = agenda.top
    if task is None:
        return [*act.why]
    task.piece = heard.text if heard.first("case_part") else ""
    if len(named := courts_named(heard)) > 1:
        task.entities["court"] = [[{"name": name} for name in own_first(named, desk)]]  # they are offered
    task.misses += 1
    return [*act.why, *_offer_person(task)]


def _asks(agenda: Agenda, act: acts_of.Asks, heard: Heard, desk: Desk) -> list[Reply]:
    heard = act.heard or heard
    if act.about == "line":
        return line_told(heard)
    if agenda.top is not None:
        return _aside(agenda.top, heard, desk)
    told = agenda.told["function"] if agenda.told else None
    if told is not None and has_matter(told) and not known(desk, heard.text).sure:
        return explained(Task(told), desk, heard)
    return _generally(agenda, heard, desk)


def _aside(task: Task, heard: Heard, desk: Desk) -> list[Reply]:
    """A question in the middle of a form: answered where it surely can be, else from what the matter says of
    itself. Then only the open question is asked again."""
    task.brief = "still" if task.stage == "confirming" else ""
    found = known_of(desk, heard.text, function(task.function).name) if task.function != VERIFY else None
    if found is not None and found.sure:
        return [answer(found.entries[0], heard.modality == "spoken")]
    return explained(task, desk, heard)


def _generally(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply]:
    """A question of general procedure: answered, or said not to be known. What is surely one of materials, of
    a period or an article is answered as that."""
    sure = heard.function in CONSULTED and heard.confidence >= CONFIRMED and not known(desk, heard.text).sure
    return _wishes(agenda, acts_of.Wishes(heard.function if sure else GENERAL, heard), heard, desk)


def _wishes(agenda: Agenda, act: acts_of.Wishes, heard: Heard, desk: Desk) -> list[Reply]:
    """Served at once, the open form waiting below. While a code is awaited, what needs the verification waits
    for it, and is said to."""
    task = agenda.top
    if act.instead and task is not None:
        return in_its_place(agenda, act)
    if task is not None and _only_asks(act, desk):
        return _aside(task, act.heard, desk)
    act = replace(act, heard=_with_what_was_unclear(agenda, act))
    if task is None and not act.fields:
        act = replace(act, function=rather(act.function, act.heard, desk))
    wish = opened(act.function, act.heard)
    wish.fields |= {**_of_the_same_case(task, act), **act.fields}
    agenda.guesses, agenda.unclear = [], None
    below = agenda.tasks[-2] if len(agenda.tasks) > 1 else None
    if task is not None and task.function == VERIFY and function(act.function).identity == "lawyer":
        if below is not None and below.function == act.function:
            agenda.tasks[-2] = wish  # said again while it waits for the verification
            return []
        agenda.push_below(wish)
        wish.also = below is not None
        return [Reply("dialog.kept_for_later", {"name": function(act.function).name})] if below else []
    if task is None:
        wish = refused.with_what_was_said(agenda, act, wish)
        agenda.told = agenda.refused = None
    agenda.push(wish)
    return []


def _of_the_same_case(task: Task | None, act: acts_of.Wishes) -> dict[str, Any]:
    """What is asked in the middle of a matter is asked of its case, where none is named."""
    wanted, number = function(act.function), task.fields.get(CASE) if task else None
    named = _CASES_SAID & act.heard.entities.keys() or _ANOTHER.search(act.heard.text)
    asked = wanted.kind == "query" and wanted.case_for({}) == "required"
    return {CASE: number} if asked and number and not named else {}


def _only_asks(act: acts_of.Wishes, desk: Desk) -> bool:
    """In the middle of a form: a question about another request (撤诉费退不退) is no wish to make it."""
    said = act.heard.text
    asked = function(act.function).is_request and asks(said) and not wishes(said)
    return asked and (whether(said) or known(desk, said).sure)


def _with_what_was_unclear(agenda: Agenda, act: acts_of.Wishes) -> Heard:
    """A guess that is picked means the sentence that it was guessed from, with all that was said in it."""
    if agenda.unclear is None or act.function not in agenda.guesses:
        return act.heard
    text, entities = agenda.unclear
    return replace(
        act.heard,
        text=text,
        words=text,
        entities={name: tuple(values) for name, values in entities.items()} | act.heard.entities,
        keys=False,
    )


def _corrects(agenda: Agenda, act: acts_of.Corrects, heard: Heard, desk: Desk) -> list[Reply]:
    task = _top(agenda)
    task.held = ""
    if act.value is None:
        forget(task, act.name)
        # A case is asked for anew, not read again from the sentence that began it all.
        task.fill_again(CASE if act.name == CASE else None)
        task.anew.append(act.name)
        return []
    turned = turned_round(task, act.value, desk) if act.name == CASE else {}
    forget(task, act.name)
    task.fields |= {act.name: act.value} | turned
    keep_words(task, act.name, heard)
    if act.name == CASE:
        task.stage = "filling" if task.stage == "confirming" else task.stage
        task.misses, task.asked = 0, None
    else:
        task.fill_again()
    return [Reply("dialog.corrected")]


def _confirms(agenda: Agenda, act: acts_of.Confirms, heard: Heard, desk: Desk) -> list[Reply]:
    task = _top(agenda)
    task.stage, task.misses = "confirmed", 0
    return []


def _refuses(agenda: Agenda, act: acts_of.Refuses, heard: Heard, desk: Desk) -> list[Reply]:
    task = _top(agenda)
    if task.asked == CASE:
        return []  # none of those: all are offered
    if task.asked == WHICH:
        task.misses += 1
    task.asked, task.held = WHICH, act.words
    task.offered = [[title, name] for name, title in changeable(task).items()]
    return _offer_person(task)


def _keeps(agenda: Agenda, act: acts_of.Keeps, heard: Heard, desk: Desk) -> list[Reply]:
    task = _top(agenda)
    if task.asked == WHICH:
        task.asked = None
        return []
    task.brief = "only_yes" if task.stage == "confirming" else ""
    return []


def _noise(agenda: Agenda, act: acts_of.Noise, heard: Heard, desk: Desk) -> list[Reply]:
    task = agenda.top
    if act.lacks in ("words", "key", "clear"):
        return [Reply(f"dialog.no_{act.lacks}")]
    answered = _answered(agenda, heard, desk) if asks(heard.text) else None
    if answered is not None:
        return answered
    agenda.misses += 1
    if (task is not None and task.asked is not None) or (task is not None and task.stage == "confirming"):
        task.misses += 1
        return [Reply("dialog.not_an_answer"), *_offer_person(task)]
    agenda.unclear = (heard.text, {name: list(values) for name, values in heard.entities.items()})
    if agenda.misses >= MISSES:
        agenda.misses = 0
        names = [function(code).name for code in guesses(heard)]
        options = (*((name, name) for name in names), ("转人工", "转人工"))
        agenda.guesses = guesses(heard)
        return [Reply("dialog.unclear_again", {"names": names}, options)]
    agenda.guesses = guesses(heard)
    if not agenda.guesses:
        return [Reply("dialog.unclear")]
    names = [function(guess).name for guess in agenda.guesses]
    return [Reply("dialog.did_you_mean", {"names": names}, tuple((name, name) for name in names))]


def _answered(agenda: Agenda, heard: Heard, desk: Desk) -> list[Reply] | None:
    """A question that nothing else could be made of: what a fee is or how it is paid, else what the knowledge
    base surely answers."""
    if agenda.top is not None:
        about = function(agenda.top.function).name
        return _aside(agenda.top, heard, desk) if known_of(desk, heard.text, about).sure else None
    if asks_of_fees(heard, guesses(heard), desk):
        return _wishes(agenda, acts_of.Wishes(FEES, heard), heard, desk)
    if known(desk, heard.text).sure:
        return _generally(agenda, heard, desk)
    told = (agenda.told or {}).get("function")
    found = known_of(desk, heard.text, function(told).name) if told else None
    return [answer(found.entries[0], heard.modality == "spoken")] if found and found.sure else None


def _declined(agenda: Agenda, act: acts_of.Declined, heard: Heard, desk: Desk) -> list[Reply]:
    desk.note_declined(act.kind)
    return [Reply(f"declined.{act.kind}")]


def _outside(agenda: Agenda, act: acts_of.Outside, heard: Heard, desk: Desk) -> list[Reply]:
    return [sent_to(heard.text)]


def _guides(agenda: Agenda, act: acts_of.Guides, heard: Heard, desk: Desk) -> list[Reply]:
    return [guided(act.key, heard, desk)]


def _follows(agenda: Agenda, act: acts_of.Follows, heard: Heard, desk: Desk) -> list[Reply]:
    """What was told is done again with the change; the rest of it stays."""
    assert agenda.told is not None
    told = agenda.told
    task = Task(told["function"], {**told["fields"], **act.changes}, words=told["words"])
    agenda.push(task)
    return []


def _points(agenda: Agenda, act: acts_of.Points, heard: Heard, desk: Desk) -> list[Reply]:
    assert agenda.told is not None
    item = agenda.told["items"][act.index]
    agenda.push(Task(act.function, {CASE: item[CASE]}, words=heard.text))
    return []


def _guessed(agenda: Agenda, act: acts_of.Guessed, heard: Heard, desk: Desk) -> list[Reply]:
    names = [function(code).name for code in agenda.guesses]
    return [Reply("dialog.which_of_two", {"names": names}, tuple((name, name) for name in names))]


def _silent(agenda: Agenda, act: acts_of.Silent, heard: Heard, desk: Desk) -> list[Reply]:
    agenda.silences += 1
    if agenda.silences >= SILENCES:
        left = unfinished(agenda)
        agenda.tasks.clear()
        return [*left, Reply("silence.goodbye", end=True)]
    return [Reply(f"silence.{'first' if agenda.silences == 1 else 'second'}")]


def _steers(agenda: Agenda, act: acts_of.Steers, heard: Heard, desk: Desk) -> list[Reply]:
    return STEERS[act.how](agenda, act.heard or heard, desk)


def _offer_person(task: Task) -> list[Reply]:
    if task.misses < MISSES:
        return []
    task.misses = 0
    return [Reply("dialog.offer_person", options=(("转人工", "转人工"), ("取消", "取消")))]


def _top(agenda: Agenda) -> Task:
    assert agenda.top is not None
    return agenda.top


DOES: Mapping[type[Act], Callable[[Agenda, Any, Heard, Desk], list[Reply]]] = {
    acts_of.Answers: _answers,
    acts_of.Narrows: _narrows,
    acts_of.Pieces: _pieces,
    acts_of.Misread: _misread,
    acts_of.Asks: _asks,
    acts_of.Wishes: _wishes,
    acts_of.Corrects: _corrects,
    acts_of.Amends: amends,
    acts_of.Confirms: _confirms,
    acts_of.Refuses: _refuses,
    acts_of.Keeps: _keeps,
    acts_of.Steers: _steers,
    acts_of.Declined: _declined,
    acts_of.Outside: _outside,
    acts_of.Guides: _guides,
    acts_of.Follows: _follows,
    acts_of.Points: _points,
    acts_of.Guessed: _guessed,
    acts_of.Noise: _noise,
    acts_of.Silent: _silent,
    acts_of.Happened: happened,
}
