"""身份核验: asks for a code; the gateway takes it and reports what became of it."""

from __future__ import annotations

from actions.dialogue.agenda import Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.service.identity.codes import ask_code


def verify(job: Job) -> Outcome:
    """Always the same words: who is not in the register, or may not, gets no other answer."""
    desk = job.desk
    if desk.caller.level > 0:
        return Outcome((Reply("identity.already", {"name": desk.caller.name}),))

    def send() -> dict[str, bool]:
        ask_code(
            desk.session,
            desk.clock,
            desk.register,
            desk.secrets,
            licence_no=job.task.fields["licence_no"],
            name=job.task.fields.get("person"),
            channel=desk.conversation.channel,
            account=desk.conversation.account,
            by_sound=desk.conversation.channel == "voice",
        )
        return {}

    job.effects.once(desk.session, "code", send)
    job.task.stage = "code"
    return Outcome((Reply("identity.code_sent"),), stays=True)
