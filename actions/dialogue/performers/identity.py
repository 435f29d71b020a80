"""身份核验: asks for a code; the gateway takes it and reports what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.agenda import AGAIN, Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.outcome import Job, Outcome, required
from actions.law.articles import citations
from actions.service.channels import CHANNELS
from actions.service.identity import pauses
from actions.service.identity.codes import again_in, ask_code
from actions.service.identity.register import clean_licence
from actions.service.requests.question import Field

PASS_LAW = "opin.4"


def needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """On the telephone, with keys alone, the name is left out (contract section 5)."""
    by_keys = CHANNELS[heard.channel].keys and bool(task.fields.get("by_keys"))
    return [each for each in required(task, heard, desk) if not (by_keys and each.name == "person")]


def verified(task: Task, desk: Desk) -> bool:
    """Nothing is left to do for a verification that something else waits for."""
    return desk.caller.level > 0 and task.stage == "filling"


def verify(job: Job) -> Outcome:
    """Always the same words: who is not in the register, or may not, gets no other answer."""
    desk = job.desk
    if desk.caller.level > 0:
        return Outcome((Reply("identity.already", {"name": desk.caller.name}),))

    if job.task.fields.pop(AGAIN, False) and (seconds := _again_in(job)):
        job.task.stage = "code"
        return Outcome((Reply("identity.code_wait", {"seconds": seconds}),), stays=True)

    def send() -> dict[str, bool]:
        ask_code(
            desk.work,
            licence_no=job.task.fields["licence_no"],
            name=job.task.fields.get("person"),
            channel=desk.conversation.channel,
            account=desk.conversation.account,
        )
        return {"rests": rests}

    rests = pauses.resting(
        desk.session,
        desk.work.clock,
        desk.conversation.channel,
        desk.conversation.account,
        clean_licence(job.task.fields["licence_no"]),
    )
    if job.effects.once(desk.session, "code", send).get("rests"):
        job.agenda.tasks[:] = [job.task]  # nothing that waits for it can be done now
        return Outcome((Reply("identity.code_dead"),))
    job.task.stage = "code"
    return Outcome((Reply("identity.code_sent"),), stays=True)


def _again_in(job: Job) -> int:
    talk = job.desk.conversation
    licence = job.task.fields["licence_no"]
    return again_in(job.desk.work, licence_no=licence, channel=talk.channel, account=talk.account)


def entry_pass(job: Job) -> Outcome:
    """How the pass works and where it is made. It is made on the lawyer's own device: nothing that could be
    shown at a gate is ever sent from here."""
    spoken = job.heard.modality == "spoken"
    facts = {"site": job.desk.site, "law": citations([PASS_LAW], spoken=spoken)}
    return Outcome((Reply("identity.pass", facts),))
