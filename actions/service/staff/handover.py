"""What staff do with a conversation: queued → staff → bot or closed (contract section 2)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from actions.errors import BadInput, Conflict, NotFound, NotSignedIn
from actions.service import audit
from actions.service.channels import CHANNELS
from actions.service.clock import Clock
from actions.service.conversations.escalation import open_ticket
from actions.service.masking import masked
from actions.service.outgoing.reaching import in_turn, send, tell, there, to_caller
from actions.service.staff.members import Member, conversation_of, court_name, member
from actions.service.wording import say
from actions.service.work import Work
from actions.store.conversations import Conversation, Message

GRADE_OPEN = timedelta(hours=24)
TYPING = timedelta(seconds=6)
"""How long a sign of writing holds; the console renews it."""


def claim(
    session: Session, clock: Clock, who: Member, conversation_id: str, assignee: str | None = None
) -> Conversation:
    """Take a waiting conversation, or as supervisor give it to `assignee`.

    Raises NotFound (not his, or no such colleague), Conflict (taken already, or nobody asked for a person).
    """
    who.demand("conversations")
    conversation = conversation_of(session, who, conversation_id)
    taker = _assigned(session, who, assignee, conversation_id) if assignee else who
    ticket = open_ticket(session, conversation.id)
    if ticket is None and conversation.claimed_by is None:
        raise Conflict("这个会话没有在等待人工。")
    taken = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation.id, Conversation.claimed_by.is_(None))
        .values(claimed_by=taker.username)
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        raise Conflict("这个会话已经有人认领。")
    session.refresh(conversation)
    if ticket is not None:
        ticket.claimed_by = taker.username
    audit.note(
        session, clock, who.actor, "handover.claim", conversation.id, conversation.id, taker=taker.username
    )
    if _joined(conversation):
        conversation.owner = "staff"
        if not _followed(session, conversation):
            conversation.ended_at = None  # the caller's next message belongs here
        _tell(session, clock, conversation, "handover.claimed", court=court_name(session, taker.court_code))
    return conversation


def message(work: Work, who: Member, conversation_id: str, text: str) -> None:
    """Answer the caller. On the telephone it goes by SMS, to the registered number where he was verified.

    Raises Conflict without a claim, BadInput for an empty text or for a case named to an unverified caller.
    """
    conversation = _claimed(work.session, who, conversation_id)
    said = text.strip()
    if not said:
        raise BadInput("请先写下要回复的内容。")
    line = Message(
        conversation_id=conversation.id,
        author="staff",
        text=masked(said),
        options=[],
        staff=who.username,
        at=work.clock(),
    )
    in_turn(work.session, conversation.id)
    work.session.add(line)
    conversation.typing_until = None
    # only the transcript is masked: a number that staff give the caller must reach him whole
    way = to_caller(work, conversation, conversation.licence_no)
    if not way.trusted and way.address is None:
        raise Conflict("来电没有显示号码，又没有核验身份，无法发送短信。")
    send(work.session, work.clock, way, said)
    audit.note(work.session, work.clock, who.actor, "handover.message", conversation.id, conversation.id)


def writes(session: Session, clock: Clock, who: Member, conversation_id: str) -> None:
    """For a moment the caller sees that somebody is writing. Raises Conflict without a claim."""
    _claimed(session, who, conversation_id).typing_until = clock() + TYPING


def release(session: Session, clock: Clock, who: Member, conversation_id: str) -> Conversation:
    """Give it up: a written conversation goes back to the bot, a promised call-back waits for a colleague.

    Raises Conflict without a claim.
    """
    conversation = _claimed(session, who, conversation_id)
    if not _joined(conversation):
        conversation.claimed_by = None
        ticket = open_ticket(session, conversation.id)
        if ticket is not None:
            ticket.claimed_by = None
    else:
        _settle(session, clock, conversation, "released")
        _tell(session, clock, conversation, "handover.released")
    audit.note(session, clock, who.actor, "handover.release", conversation.id, conversation.id)
    return conversation


def close(session: Session, clock: Clock, who: Member, conversation_id: str, resolution: str) -> Conversation:
    """End the episode with what came of it; ask for a grade once, open for 24 hours.

    A telephone caller is not asked here: the call is another channel account than the SMS he would get.
    Raises Conflict without a claim, BadInput without a resolution.
    """
    conversation = _claimed(session, who, conversation_id)
    if not resolution.strip():
        raise BadInput("请写明处理结果。")
    _settle(session, clock, conversation, masked(resolution.strip()))
    now = clock()
    if _joined(conversation) and (conversation.rating_until is None or conversation.rating_until <= now):
        conversation.rating_until = now + GRADE_OPEN
        _tell(session, clock, conversation, "handover.grade")
    if _joined(conversation):  # a call ends when the caller hangs up
        conversation.ended_at = conversation.ended_at or now
    audit.note(session, clock, who.actor, "handover.close", conversation.id, conversation.id)
    return conversation


def claimed_conversation(session: Session, who: Member, conversation_id: str) -> Conversation:
    """Raises NotFound, or Conflict where somebody else or nobody holds it."""
    return _claimed(session, who, conversation_id)


def _claimed(session: Session, who: Member, conversation_id: str) -> Conversation:
    conversation = conversation_of(session, who, conversation_id)
    if conversation.claimed_by != who.username:
        raise Conflict("请先认领这个会话。")
    return conversation


def _followed(session: Session, conversation: Conversation) -> bool:
    """Whether the caller has begun another episode since."""
    later = select(Conversation.id).where(
        Conversation.channel == conversation.channel,
        Conversation.account == conversation.account,
        Conversation.opened_at > conversation.opened_at,
    )
    return session.scalar(later.limit(1)) is not None


def _assigned(session: Session, who: Member, username: str, conversation_id: str) -> Member:
    who.demand("assign")
    try:
        taker = member(session, username)
    except NotSignedIn as error:
        raise NotFound("没有查到这位工作人员，请核对用户名。") from error
    conversation_of(session, taker, conversation_id)
    return taker


def _settle(session: Session, clock: Clock, conversation: Conversation, resolution: str) -> None:
    ticket = open_ticket(session, conversation.id)
    if ticket is not None:
        ticket.closed_at, ticket.resolution = clock(), resolution
    conversation.owner, conversation.claimed_by = "bot", None


def _tell(session: Session, clock: Clock, conversation: Conversation, key: str, **facts: str) -> None:
    way = there(conversation)
    tell(session, clock, conversation, way, say(key, facts, way.modality))


def _joined(conversation: Conversation) -> bool:
    """Whether staff answer in the conversation itself; a telephone call is over, or still the bot's."""
    return CHANNELS[conversation.channel].staff_join
