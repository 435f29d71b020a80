"""One turn: accept, queue, owner, talk, finish. Three short transactions, none open while Rasa thinks.

Whoever waits for an answer holds no thread: messages are taken in by a few workers, in order of arrival per
line, and served by others.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TypeVar

from actions.errors import HotlineError, NotTaken
from actions.service.channels import WRITTEN_TO
from actions.service.conversations import episodes, inbox
from actions.service.wording import say
from actions.service.work import Means
from api.gateway.accepting import accept
from api.gateway.crowd import Crowd
from api.gateway.kept_turns import KeptTurns
from api.gateway.lines import lines_of
from api.gateway.live_turn import LiveTurn
from api.gateway.measures import SECONDS
from api.gateway.messages import Answer, Inbound
from api.gateway.queue import Line, Queue, Running
from api.gateway.serving import TurnServer
from api.gateway.storable import identifier, storable
from api.gateway.talk import Assistant
from api.gateway.wording import from_json

log = logging.getLogger(__name__)

ACCEPTORS, WORKERS = 8, 32
Entered = tuple[LiveTurn, "Future[Answer]"]
T = TypeVar("T")


class Gateway:
    """Doors hand in `Inbound` and get an `Answer`, whatever fails once the message is in the inbox."""

    def __init__(
        self,
        means: Means,
        assistant: Assistant,
        wake_outbox: Callable[[], None] = lambda: None,
    ) -> None:
        self._means = means
        self._arriving, self._turns = Queue(ACCEPTORS, "arriving"), Queue(WORKERS)
        self._running, self._crowd = Running(), Crowd()
        self._waiting: dict[str, LiveTurn] = {}
        self._server = TurnServer(means, assistant, wake_outbox, self._waiting)
        self._kept, self._lines = KeptTurns(means, self._serve_kept), lines_of(means.db)

    async def handle(self, inbound: Inbound) -> Answer:
        """Serve a message once, within its window.

        Raises:
            TooMany: too many of its line wait, or its sender sends too much.
            Conflict, NotSignedIn, NotFound: same id with another text; not his conversation.
            NotTaken: it is not in the inbox, or was not within the window: it is to be sent again.
        """
        inbound = _storable(inbound)
        line, until = (inbound.channel, inbound.account), time.monotonic() + inbound.window_seconds
        self._crowd.enter(line, inbound.external_id)
        arrival: Future[Entered] = Future()
        arrival.set_running_or_notify_cancel()
        self._arriving.put(line, partial(self._arrive, line, inbound, arrival))
        try:
            live, future = await _within(arrival, until)
        except TimeoutError:
            arrival.add_done_callback(_nobody_waits)
            raise _not_taken() from None
        try:
            return await _within(future, until)
        except TimeoutError:
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

    def start(self) -> None:
        """From now on turns that were kept are served when the assistant is back."""
        self._lines.start()
        self._kept.start()

    def close(self) -> None:
        self._kept.stop()
        self._arriving.close()
        self._turns.close()
        self._lines.stop()

    def _arrive(self, line: Line, inbound: Inbound, arrival: Future[Entered]) -> None:
        """Take a message in and put it into its line: what came first is also served first."""
        leave = partial(self._crowd.leave, line, inbound.external_id)
        try:
            live, recorded = accept(self._means, inbound)
            entered = self._enter(live) if recorded is None else (live, _done(from_json(recorded)))
        except Exception as error:
            leave()
            if not isinstance(error, HotlineError):
                # Messages of database errors carry what the caller said: the kind alone is logged.
                log.error("a message was not taken in: %s", type(error).__name__)
                error = _not_taken()
            arrival.set_exception(error)
            return
        entered[1].add_done_callback(lambda _: leave())
        arrival.set_result(entered)

    def _enter(self, live: LiveTurn) -> Entered:
        """Into its line, or to the live of the same turn that is there already."""
        future, mine = self._running.join(live.turn_id)
        if not mine:
            return self._waiting.get(live.turn_id, live), future
        self._waiting[live.turn_id] = live
        self._turns.put(_line(live), partial(self._work, live, future))
        return live, future

    def _work(self, live: LiveTurn, future: Future[Answer]) -> None:
        try:
            with SECONDS.labels(live.inbound.channel).time(), self._lines.held(_line(live)):
                answer = self._server.serve(live)
            future.set_result(answer)
        except Exception as error:
            log.error("a turn failed: %s", type(error).__name__)
            self._tell_failure(live)
            future.set_exception(error)
        finally:
            self._waiting.pop(live.turn_id, None)
            self._running.done(live.turn_id)

    def _tell_failure(self, live: LiveTurn) -> None:
        try:
            self._server.say_that_it_failed(live)
        except Exception as error:  # the store is away: the turn is kept and served later
            log.error("a failure could not be told: %s", type(error).__name__)

    def _serve_kept(self, kept: inbox.Kept) -> bool:
        """In the line of its conversation, while this thread waits. False: the assistant is still away."""
        if kept.turn_id in self._waiting:
            return True
        served: Future[bool] = Future()

        def work() -> None:
            try:
                with self._lines.held((kept.channel, kept.account)):
                    served.set_result(self._server.serve_kept(LiveTurn.of_kept(kept)))
            except Exception as error:
                log.error("a kept turn failed: %s", type(error).__name__)
                served.set_result(False)

        self._turns.put((kept.channel, kept.account), work)
        return served.result()


def _storable(inbound: Inbound) -> Inbound:
    """Text and identifiers as a database can keep them."""
    return replace(
        inbound,
        text=storable(inbound.text),
        account=identifier(inbound.account),
        external_id=identifier(inbound.external_id),
        address=inbound.address and identifier(inbound.address),
    )


def _line(live: LiveTurn) -> Line:
    return live.inbound.channel, live.inbound.account


async def _within(future: Future[T], until: float) -> T:
    """Raises TimeoutError at a monotonic time; the future goes on."""
    return await asyncio.wait_for(asyncio.wrap_future(future), max(until - time.monotonic(), 0.0))


def _done(answer: Answer) -> Future[Answer]:
    future: Future[Answer] = Future()
    future.set_result(answer)
    return future


def _nobody_waits(arrival: Future[Entered]) -> None:
    """The door has said that it was not taken in; now it is, and its answer must go out by another way."""
    if arrival.exception() is None:
        live, _ = arrival.result()
        with live.guard:
            live.left = live.answer is None


def _not_taken() -> NotTaken:
    return NotTaken(say("channel.not_taken", {}, "rich"))
