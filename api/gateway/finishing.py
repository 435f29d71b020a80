"""Transaction (c): dialogue, transcript and answer become current together, and the answer finds its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.service import outbox
from actions.service.channels import CHANNELS, WRITTEN_TO
from actions.service.conversations import episodes, inbox
from actions.service.identity.callers import caller_of
from actions.service.work import Means, Work
from api.gateway.live_turn import LiveTurn
from api.gateway.messages import Answer
from api.gateway.wording import as_json, from_json, worded
from api.gateway.written import as_text

CODE_QUESTION = "identity.ask_code"
Replies = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Served:
    """What a turn ends with. `talked`: the assistant's new dialogue counts; `deferred`: it is served later.

    `before` are replies to earlier turns that were served late: they go out with this answer and stand in
    the transcript under their own turn.
    """

    replies: Replies
    talked: bool
    deferred: bool = False
    before: Replies = ()


def finish(
    means: Means, live: LiveTurn, served: Served, *, wake_outbox: Callable[[], None] = lambda: None
) -> Answer:
    """Record the answer and return it (the first one, if there was one)."""
    inbound, replies = live.inbound, served.replies
    earlier, own = worded(inbound.channel, [*served.before]), worded(inbound.channel, [*replies])
    ended = any(reply.get("end") for reply in (*served.before, *replies))
    streamed = CHANNELS[inbound.channel].later == "stream"
    with live.guard:  # never held over a transaction: doors wait for it
        left = live.left
    with means.writing() as work:
        conversation = episodes.conversation(work.session, live.conversation_id)
        answer = Answer(
            (*earlier, *own),
            episodes.ANSWERED_BY[conversation.owner],  # type: ignore[arg-type]
            ended,
            dictating=bool(replies) and bool(replies[-1].get("dictating")),
        )
        caller = caller_of(
            work,
            channel=conversation.channel,
            account=conversation.account,
            bearer_licence=conversation.bound_licence_no,
        )
        recorded = inbox.finish(
            work.session,
            work.clock,
            live.turn_id,
            inbox.Finished(
                heard=live.shown,
                said=as_json(Answer(own))["replies"],
                answer=as_json(answer),
                talked=served.talked,
                ended=ended,
                deferred=served.deferred,
                licence_no=caller.licence_no,
                # the stream carries what is said beside turns, a late answer among it
                author="system" if left and streamed else "bot",
                code_asked=bool(replies) and replies[-1]["key"] == CODE_QUESTION,
            ),
        )
        if left:
            push(work, live, answer)
    with live.guard:
        live.answer = from_json(recorded)
        left_meanwhile = live.left and not left
    if left_meanwhile:
        with means.writing() as work:
            push(work, live, answer)
            if streamed:
                inbox.said_late(work.session, live.turn_id)
    wake_outbox()  # for this answer, or for a code that the turn sent
    return live.answer


def push(work: Work, live: LiveTurn, answer: Answer) -> None:
    """Send an answer whose door has gone, where the channel can be written to by itself."""
    inbound, text = live.inbound, as_text(answer)
    if text and inbound.address and inbound.channel in WRITTEN_TO:
        outbox.send(work.session, work.clock, inbound.channel, inbound.address, text)
