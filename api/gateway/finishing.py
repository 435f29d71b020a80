"""Transaction (c): dialogue, transcript and answer become current together, and the answer finds its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from actions.service.channels import CHANNELS
from actions.service.conversations import episodes, inbox
from actions.service.identity.callers import caller_of
from actions.service.outgoing import outbox
from api.gateway.hearing import Hearing, Means
from api.gateway.messages import Answer
from api.gateway.wording import as_json, from_json, worded
from api.gateway.written import as_text

CODE_QUESTION = "identity.ask_code"
Replies = Sequence[dict[str, Any]]


def finish(
    means: Means,
    hearing: Hearing,
    replies: Replies,
    *,
    talked: bool,
    deferred: bool = False,
    before: Replies = (),
    wake_outbox: Callable[[], None] = lambda: None,
) -> Answer:
    """Record the answer and return it (the first one, if there was one).

    `before` are replies to earlier turns that were served late: they go out with this answer and stand in
    the transcript under their own turn.
    """
    inbound = hearing.inbound
    earlier, own = worded(inbound.channel, [*before]), worded(inbound.channel, [*replies])
    ended = any(reply.get("end") for reply in (*before, *replies))
    with hearing.guard:
        with means.db.write() as session:
            conversation = episodes.conversation(session, hearing.conversation_id)
            answer = Answer(
                (*earlier, *own),
                episodes.ANSWERED_BY[conversation.owner],  # type: ignore[arg-type]
                ended,
                dictating=bool(replies) and bool(replies[-1].get("dictating")),
            )
            caller = caller_of(
                session,
                means.clock,
                means.register,
                channel=conversation.channel,
                account=conversation.account,
                bearer_licence=conversation.bound_licence_no,
            )
            recorded = inbox.finish(
                session,
                means.clock,
                hearing.turn_id,
                inbox.Finished(
                    heard=hearing.shown,
                    said=as_json(Answer(own))["replies"],
                    answer=as_json(answer),
                    talked=talked,
                    ended=ended,
                    deferred=deferred,
                    licence_no=caller.licence_no,
                    # A late answer on the web goes by the stream, which carries what is said beside turns.
                    author="system" if hearing.left and inbound.channel == "web" else "bot",
                    code_asked=bool(replies) and replies[-1]["key"] == CODE_QUESTION,
                ),
            )
            if hearing.left:
                push(means, session, hearing, answer)
        hearing.answer = from_json(recorded)
    wake_outbox()  # for this answer, or for a code that the turn sent
    return hearing.answer


def push(means: Means, session: Session, hearing: Hearing, answer: Answer) -> None:
    """Send an answer whose door has gone, where the channel can be written to by itself."""
    inbound, text = hearing.inbound, as_text(answer)
    if text and inbound.address and CHANNELS[inbound.channel].pushes:
        outbox.send(session, means.clock, inbound.channel, inbound.address, text)
