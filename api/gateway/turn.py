"""One turn: accept, queue, owner, talk, finish. Three short transactions, none open while Rasa thinks."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from functools import partial
from typing import Any

from actions.service.channels import CHANNELS, WRITTEN_TO
from actions.service.conversations import episodes, escalation, inbox
from actions.service.turn_effects import Effects
from actions.service.work import Means
from api.gateway.accepting import accept
from api.gateway.finishing import Replies, Served, finish, push
from api.gateway.live_turn import LiveTurn
from api.gateway.measures import SECONDS, TURNS
from api.gateway.messages import Answer, Inbound
from api.gateway.queue import Queue, Running
from api.gateway.talk import Assistant, AssistantDown, TurnFailed
from api.gateway.talking import talk
from api.gateway.wording import from_json, worded
from bot.language.short_answers import said_outright

log = logging.getLogger(__name__)

WORKERS = 32
DOORSTEPS = 64
PERSON_EFFECT = -2
"""A person called while the assistant was away."""
GOING_ON: dict[str, Any] = {"key": "trouble.going_on", "facts": {}}
GIVEN_UP: dict[str, Any] = {"key": "trouble.given_up", "facts": {}}


class Gateway:
    """Doors hand in `Inbound` and get an `Answer`, whatever fails."""

    def __init__(
        self,
        means: Means,
        assistant: Assistant,
        wake_outbox: Callable[[], None] = lambda: None,
    ) -> None:
        self._means = means
        self._assistant, self._wake_outbox = assistant, wake_outbox
        self._queue, self._running = Queue(WORKERS), Running()
        self._waiting: dict[str, LiveTurn] = {}
        self._doorsteps = [threading.Lock() for _ in range(DOORSTEPS)]

    def handle(self, inbound: Inbound) -> Answer:
        """Serve a message once. Raises Conflict (same id, other text), NotSignedIn or NotFound (not his)."""
        with self._order(inbound):
            live, recorded = accept(self._means, inbound)
            if recorded is not None:
                return from_json(recorded)
            live, future = self._enter(live)
        try:
            return future.result(inbound.window_seconds)
        except TooLate:
            with live.guard:
                if live.answer is not None:
                    return live.answer
                live.left = True
            return Answer((), late=True)

    def hang_up(self, account: str) -> None:
        """A telephone call is over: its episode and its verification end."""
        with self._means.db.write() as session:
            episodes.hang_up(session, self._means.clock, account)

    def recover(self) -> int:
        """After a start: serve what was cut short where an answer may come later. Returns how many."""
        with self._means.db.read() as session:
            # the others come again by themselves
            cut = inbox.cut_short(session, WRITTEN_TO)
        for kept in cut:
            live = LiveTurn.of_kept(kept)
            live.left = True
            self._enter(live)
        return len(cut)

    def close(self) -> None:
        self._queue.close()

    def _order(self, inbound: Inbound) -> threading.Lock:
        """Held while a message is taken in and put into its line: what came first is also served first."""
        return self._doorsteps[hash((inbound.channel, inbound.account)) % DOORSTEPS]

    def _enter(self, live: LiveTurn) -> tuple[LiveTurn, Future[Answer]]:
        """Into its line, or to the live of the same turn that is there already."""
        future, mine = self._running.join(live.turn_id)
        if not mine:
            return self._waiting.get(live.turn_id, live), future
        self._waiting[live.turn_id] = live
        line = (live.inbound.channel, live.inbound.account)
        self._queue.put(line, partial(self._work, live, future))
        return live, future

    def _work(self, live: LiveTurn, future: Future[Answer]) -> None:
        try:
            with SECONDS.labels(live.inbound.channel).time():
                answer = self._serve(live)
            future.set_result(answer)
        except Exception as error:
            # Messages of database errors carry what the caller said: the kind alone is logged.
            log.error("a turn failed: %s", type(error).__name__)
            self._say_that_it_failed(live)
            future.set_exception(error)
        finally:
            self._waiting.pop(live.turn_id, None)
            self._running.done(live.turn_id)

    def _serve(self, live: LiveTurn) -> Answer:
        with self._means.db.read() as session:
            recorded = inbox.recorded_answer(session, live.turn_id)
            if recorded is not None:
                return from_json(recorded)
            conversation = episodes.conversation(session, live.conversation_id)
            by_staff = conversation.owner == "staff" and CHANNELS[conversation.channel].staff_join
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
            replies = [] if only_waiting else talk(self._means, self._assistant, live)
        except AssistantDown as error:
            log.warning("the assistant did not serve a turn: %s", error)
            return self._without_assistant(live, before)
        except TurnFailed as error:
            log.error("a turn was given up: %s", error)
            return self._finish(live, Served([GIVEN_UP], talked=False, before=before))
        return self._finish(live, Served(replies, talked=not only_waiting, before=before))

    def _catch_up(self, earlier: LiveTurn) -> Replies:
        """Serve a turn that was cut short or deferred, before the present one. Raises AssistantDown."""
        # Who asked meanwhile whether it goes on has not answered the question that he is about to hear.
        talked = not earlier.only_waits
        try:
            replies = talk(self._means, self._assistant, earlier) if talked else []
        except TurnFailed as error:
            log.error("a kept turn was given up: %s", error)
            replies, talked = [GIVEN_UP], False
        self._finish(earlier, Served(replies, talked=talked))
        return replies

    def _without_assistant(self, live: LiveTurn, before: Replies) -> Answer:
        """Keep what was said for later; a person can be called even now."""
        if said_outright(live.words) != "human.agent":
            return self._finish(live, Served([GOING_ON], talked=False, deferred=True, before=before))

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

    def _say_that_it_failed(self, live: LiveTurn) -> None:
        """A door that waits hears of it by itself; one that has gone must be written to."""
        if live.left:
            with self._means.writing() as work:
                push(work, live, Answer(worded(live.inbound.channel, [GOING_ON])))
            self._wake_outbox()
