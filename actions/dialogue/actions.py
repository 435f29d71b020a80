"""The three actions of the one form: take the message in, ask, perform. All else is behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.dialogue.agenda import CASE, SERVED, Agenda, Reply, Task
from actions.dialogue.conduct import take
from actions.dialogue.desk import Desk
from actions.dialogue.heard import heard
from actions.dialogue.performers.barring import barred
from actions.dialogue.performers.outcome import Job
from actions.dialogue.performers.registry import service
from actions.dialogue.settle import VERIFY, settle
from actions.service.channels import CHANNELS
from actions.service.functions import function
from actions.service.turn_effects import Effects
from actions.service.work import Means

FORM = "task"
READY = "ready"
Events = list[dict[str, Any]]


class _WithMeans(Action):
    def __init__(self, means: Means) -> None:
        self.means = means


class ValidateTask(_WithMeans):
    """Takes the message into the agenda once, and finds out what is lacking."""

    def name(self) -> str:
        return "validate_task"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        agenda, message = Agenda.from_json(tracker.get_slot("agenda")), heard(tracker)
        with self.means.reading() as work:
            desk = Desk.for_turn(work, message.turn_id)
            first = not agenda.turn_id
            agenda.belongs_to(desk.caller.licence_no)
            if agenda.begin_turn(message.turn_id):
                if first and not CHANNELS[message.channel].announced and message.function != "dialog.greet":
                    _say(dispatcher, agenda, [Reply("greeting.notice")])
                _say(dispatcher, agenda, take(agenda, message, desk))
            if agenda.top is not None and desk.has_effect(agenda.effects):
                return _kept(agenda, READY)  # a run cut short did it already: its outcome is looked up
            ready, said = settle(agenda, message, desk)
            _say(dispatcher, agenda, said)
        return _kept(agenda, READY if ready else None)


class AskTask(_WithMeans):
    """Asks the one question that `settle` found."""

    def name(self) -> str:
        return "action_ask_task_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        agenda = Agenda.from_json(tracker.get_slot("agenda"))
        if agenda.prompt is None or agenda.waits:
            return []
        prompt = {**agenda.prompt, "options": tuple(map(tuple, agenda.prompt["options"]))}
        _say(dispatcher, agenda, [Reply(**prompt)])
        return [SlotSet("agenda", agenda.as_json())]


class PerformTask(_WithMeans):
    """Performs the top task in one transaction, then goes on with what waits below it."""

    def name(self) -> str:
        return "action_perform"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        agenda, message = Agenda.from_json(tracker.get_slot("agenda")), heard(tracker)
        task = agenda.top
        if task is None:
            return _kept(agenda, None)
        with self.means.writing() as work:
            effects = Effects(message.turn_id, agenda.effects)
            job = Job(Desk.for_turn(work, message.turn_id), agenda, task, message, effects)
            outcome = barred(job) or service(task.function).perform(job)
            agenda.effects = effects.done
            job.desk.remember_court(outcome.focus.get(CASE))
        if not outcome.stays:
            agenda.pop()
        agenda.focus.update(outcome.focus)
        if function(task.function).kind in ("query", "request"):
            agenda.focus[SERVED] = task.function
        agenda.told = outcome.told if outcome.told is not None else agenda.told
        _say(dispatcher, agenda, outcome.replies)
        if agenda.top is None:
            return _kept(agenda, None)
        if not outcome.stays and agenda.top.stage == "confirming":
            agenda.top.brief = "still"
        if not outcome.stays and task.function != VERIFY:
            _say(dispatcher, agenda, [_going_on(agenda.top)])
        return [*_kept(agenda, None), FollowupAction(FORM)]


def _going_on(task: Task) -> Reply:
    if not task.also:
        return Reply("dialog.resume")
    task.also = False
    return Reply("dialog.also", {"name": function(task.function).name})


def _say(dispatcher: CollectingDispatcher, agenda: Agenda, replies: Sequence[Reply]) -> None:
    for reply in replies:
        agenda.saying.append(reply.as_json())
        dispatcher.utter_message(json_message=reply.as_json())


def _kept(agenda: Agenda, answer: str | None) -> Events:
    return [SlotSet("agenda", agenda.as_json()), SlotSet("answer", answer)]
