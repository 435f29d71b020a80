"""A turn in its line: owner, talk, finish; and what was kept for later, served when the assistant is back."""

from __future__ import annotations

import logging
from collections.abc import Callable, MutableMapping
from typing import Any

from actions.service.channels import CHANNELS, WRITTEN_TO
from actions.service.conversations import episodes, escalation, inbox
from actions.service.turn_effects import Effects
from actions.service.work import Means
from api.gateway.finishing import Replies, Served, finish, push
from api.gateway.live_turn import LiveTurn
from api.gateway.measures import TURNS
from api.gateway.messages import Answer
from api.gateway.talk import Assistant, AssistantDown, TurnFailed
from api.gateway.talking import Talked, talk
from api.gateway.wording import from_json, worded
from bot.language.short_answers import said_outright

log = logging.getLogger(__name__)

PERSON_EFFECT = -2
"""A person called while the assistant was away."""
GIVEN_UP: dict[str, Any] = {"key": "trouble.given_up", "facts": {}}


class TurnServer:
    """Serves accepted turns, one at a time per line; `waiting` has those that are under way by their id."""

    def __init__(
        self,
        means: Means,
        assistant: Assistant,
        wake_outbox: Callable[[], None],
        waiting: MutableMapping[str, LiveTurn],
    ) -> None:
        self._means, self._assistant = means, assistant
        self._wake_outbox, self._waiting = wake_outbox, waiting

    def serve(self, live: LiveTurn) -> Answer:
        """The answer of a turn, recorded. Raises whatever the store raises."""
        with self._means.db.read() as session:
            recorded = inbox.recorded_answer(session, live.turn_id)
            if recorded is not None:
                return from_json(recorded)
            by_staff = self._staff_own(session, live)
            earlier = [
                self._waiting.get(one.turn_id) or LiveTurn.of_kept(one)
                for one in inbox.unserved(session, live.turn_id)
            ]
        if by_staff:
            return self._finish(live, Served([], talked=False))
        before: list[dict[str, Any]] = []
        try:
            for one in earlier:
                before += self._catch_up(one)
            only_waiting = bool(before) and live.only_waits
            said = Talked([], counts=False) if only_waiting else talk(self._means, self._assistant, live)
        except AssistantDown as error:
            log.warning("the assistant did not serve a turn: %s", error)
            return self._without_assistant(live, before)
        except TurnFailed as error:
            log.error("a turn was given up: %s", error)
            return self._finish(live, Served([GIVEN_UP], talked=False, before=before))
        return self._finish(live, Served(said.replies, talked=said.counts, before=before))

    def serve_kept(self, live: LiveTurn) -> bool:
        """Serve a turn that was deferred or cut short, if nobody has meanwhile; its answer goes out by
        itself.

        False: the assistant is still away, and nothing has changed.
        """
        live.left = True
        with self._means.db.read() as session:
            if not inbox.still_unserved(session, live.turn_id):
                return True
            by_staff = self._staff_own(session, live)
        if by_staff:
            self._finish(live, Served([], talked=False))
            return True
        try:
            self._catch_up(live)
        except AssistantDown:
            return False
        return True

    def say_that_it_failed(self, live: LiveTurn) -> None:
        """A door that waits hears of it by itself; one that has gone must be written to."""
        if live.left:
            with self._means.writing() as work:
                push(work, live, Answer(worded(live.inbound.channel, [going_on(live)])))
            self._wake_outbox()

    def _staff_own(self, session: Any, live: LiveTurn) -> bool:
        conversation = episodes.conversation(session, live.conversation_id)
        return conversation.owner == "staff" and CHANNELS[conversation.channel].staff_join

    def _catch_up(self, earlier: LiveTurn) -> Replies:
        """Serve a turn that was cut short or deferred. Raises AssistantDown."""
        # Who asked meanwhile whether it goes on has not answered the question that he is about to hear.
        said = Talked([], counts=False)
        try:
            if not earlier.only_waits:
                said = talk(self._means, self._assistant, earlier)
        except TurnFailed as error:
            log.error("a kept turn was given up: %s", error)
            said = Talked([GIVEN_UP], counts=False)
        self._finish(earlier, Served(said.replies, talked=said.counts))
        return said.replies

    def _without_assistant(self, live: LiveTurn, before: Replies) -> Answer:
        """Keep what was said for later; a person can be called even now."""
        if said_outright(live.words) != "human.agent":
            return self._finish(live, Served([going_on(live)], talked=False, deferred=True, before=before))

        def call() -> dict[str, Any]:
            conversation = episodes.conversation(work.session, live.conversation_id)
            ticket = escalation.escalate(
                work.session, work.clock, conversation, "来电人要求人工", conversation.channel
            )
            return {"receipt_no": ticket.receipt_no, "kind": ticket.kind, "due_at": ticket.due_at.isoformat()}

        with self._means.writing() as work:
            kept = Effects(live.turn_id, PERSON_EFFECT).once(work.session, "ticket", call)
        reply = {"key": f"human.{kept['kind']}", "facts": kept}
        return self._finish(live, Served([reply], talked=False, before=before))

    def _finish(self, live: LiveTurn, served: Served) -> Answer:
        outcome = "deferred" if served.deferred else "served" if served.talked else "silent"
        TURNS.labels(live.inbound.channel, outcome).inc()
        return finish(self._means, live, served, wake_outbox=self._wake_outbox)


def going_on(live: LiveTurn) -> dict[str, Any]:
    """What is said while the assistant is away: where one can be written to, the answer comes by itself."""
    later = live.inbound.channel in WRITTEN_TO
    return {"key": "trouble.coming_later" if later else "trouble.going_on", "facts": {}}
