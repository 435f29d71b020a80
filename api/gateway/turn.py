"""One turn: accept, queue, owner, talk, finish. Three short transactions, none open while Rasa thinks."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from functools import partial
from typing import Any

from actions.service.clock import Clock
from actions.service.conversations import episodes, escalation, inbox
from actions.service.identity.hashing import Secrets
from actions.service.identity.register import IdentityRegister
from actions.store.database import Database
from api.gateway.accepting import accept
from api.gateway.finishing import Replies, finish, push
from api.gateway.hearing import Hearing, Means
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
ANSWERED_LATER = ("sms", "wechat")
"""Channels whose callers can be written to after a restart; the others come again by themselves."""
PERSON_EFFECT = -2
"""A person called while the assistant was away."""
GOING_ON: dict[str, Any] = {"key": "trouble.going_on", "facts": {}}
GIVEN_UP: dict[str, Any] = {"key": "trouble.given_up", "facts": {}}


class Gateway:
    """Doors hand in `Inbound` and get an `Answer`, whatever fails."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        register: IdentityRegister,
        secrets: Secrets,
        assistant: Assistant,
        wake_outbox: Callable[[], None] = lambda: None,
    ) -> None:
        self._means = Means(db, clock, register, secrets)
        self._assistant, self._wake_outbox = assistant, wake_outbox
        self._queue, self._running = Queue(WORKERS), Running()
        self._waiting: dict[str, Hearing] = {}
        self._doorsteps = [threading.Lock() for _ in range(DOORSTEPS)]

    def handle(self, inbound: Inbound) -> Answer:
        """Serve a message once. Raises Conflict (same id, other text), NotSignedIn or NotFound (not his)."""
        with self._order(inbound):
            hearing, recorded = accept(self._means, inbound)
            if recorded is not None:
                return from_json(recorded)
            hearing, future = self._enter(hearing)
        try:
            return future.result(inbound.window_seconds)
        except TooLate:
            with hearing.guard:
                if hearing.answer is not None:
                    return hearing.answer
                hearing.left = True
            return Answer((), late=True)

    def hang_up(self, account: str) -> None:
        """A telephone call is over: its episode and its verification end."""
        with self._means.db.write() as session:
            episodes.hang_up(session, self._means.clock, account)

    def recover(self) -> int:
        """After a start: serve what was cut short where an answer may come later. Returns how many."""
        with self._means.db.read() as session:
            cut = inbox.cut_short(session, ANSWERED_LATER)
        for kept in cut:
            hearing = Hearing.of_kept(kept)
            hearing.left = True
            self._enter(hearing)
        return len(cut)

    def close(self) -> None:
        self._queue.close()

    def _order(self, inbound: Inbound) -> threading.Lock:
        """Held while a message is taken in and put into its line: what came first is also served first."""
        return self._doorsteps[hash((inbound.channel, inbound.account)) % DOORSTEPS]

    def _enter(self, hearing: Hearing) -> tuple[Hearing, Future[Answer]]:
        """Into its line, or to the hearing of the same turn that is there already."""
        future, mine = self._running.join(hearing.turn_id)
        if not mine:
            return self._waiting.get(hearing.turn_id, hearing), future
        self._waiting[hearing.turn_id] = hearing
        line = (hearing.inbound.channel, hearing.inbound.account)
        self._queue.put(line, partial(self._work, hearing, future))
        return hearing, future

    def _work(self, hearing: Hearing, future: Future[Answer]) -> None:
        try:
            with SECONDS.labels(hearing.inbound.channel).time():
                answer = self._serve(hearing)
            future.set_result(answer)
        except Exception as error:
            # Messages of database errors carry what the caller said: the kind alone is logged.
            log.error("a turn failed: %s", type(error).__name__)
            self._say_that_it_failed(hearing)
            future.set_exception(error)
        finally:
            self._waiting.pop(hearing.turn_id, None)
            self._running.done(hearing.turn_id)

    def _serve(self, hearing: Hearing) -> Answer:
        with self._means.db.read() as session:
            recorded = inbox.recorded_answer(session, hearing.turn_id)
            if recorded is not None:
                return from_json(recorded)
            conversation = episodes.conversation(session, hearing.conversation_id)
            by_staff = conversation.owner == "staff" and conversation.channel != "voice"
            earlier = [
                self._waiting.get(one.turn_id) or Hearing.of_kept(one)
                for one in inbox.unserved(session, hearing.turn_id)
            ]
        if by_staff:
            return self._finish(hearing, [], talked=False)
        before: list[dict[str, Any]] = []
        try:
            for one in earlier:
                before += self._catch_up(one)
            only_waiting = bool(before) and hearing.only_waits
            replies = [] if only_waiting else talk(self._means, self._assistant, hearing)
        except AssistantDown as error:
            log.warning("the assistant did not serve a turn: %s", error)
            return self._without_assistant(hearing, before)
        except TurnFailed as error:
            log.error("a turn was given up: %s", error)
            return self._finish(hearing, [GIVEN_UP], talked=False, before=before)
        return self._finish(hearing, replies, talked=not only_waiting, before=before)

    def _catch_up(self, earlier: Hearing) -> Replies:
        """Serve a turn that was cut short or deferred, before the present one. Raises AssistantDown."""
        # Who asked meanwhile whether it goes on has not answered the question that he is about to hear.
        talked = not earlier.only_waits
        try:
            replies = talk(self._means, self._assistant, earlier) if talked else []
        except TurnFailed as error:
            log.error("a kept turn was given up: %s", error)
            replies, talked = [GIVEN_UP], False
        self._finish(earlier, replies, talked=talked)
        return replies

    def _without_assistant(self, hearing: Hearing, before: Replies) -> Answer:
        """Keep what was said for later; a person can be called even now."""
        if said_outright(hearing.words) != "human.agent":
            return self._finish(hearing, [GOING_ON], talked=False, deferred=True, before=before)

        def call() -> dict[str, Any]:
            conversation = episodes.conversation(session, hearing.conversation_id)
            ticket = escalation.escalate(
                session, self._means.clock, conversation, "来电人要求人工", conversation.channel
            )
            return {"receipt_no": ticket.receipt_no, "kind": ticket.kind, "due_at": ticket.due_at.isoformat()}

        with self._means.db.write() as session:
            kept = inbox.Effects(hearing.turn_id, PERSON_EFFECT).once(session, "ticket", call)
        reply = {"key": f"human.{kept['kind']}", "facts": kept}
        return self._finish(hearing, [reply], talked=False, before=before)

    def _finish(
        self,
        hearing: Hearing,
        replies: Replies,
        *,
        talked: bool,
        deferred: bool = False,
        before: Replies = (),
    ) -> Answer:
        outcome = "deferred" if deferred else "served" if talked else "silent"
        TURNS.labels(hearing.inbound.channel, outcome).inc()
        return finish(
            self._means,
            hearing,
            replies,
            talked=talked,
            deferred=deferred,
            before=before,
            wake_outbox=self._wake_outbox,
        )

    def _say_that_it_failed(self, hearing: Hearing) -> None:
        """A door that waits hears of it by itself; one that has gone must be written to."""
        if hearing.left:
            with self._means.db.write() as session:
                push(self._means, session, hearing, Answer(worded(hearing.inbound.channel, [GOING_ON])))
            self._wake_outbox()
