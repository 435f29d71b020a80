"""律师助理: opened and granted on the platform alone; here the rule, and how many are open already."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import Reply
from actions.dialogue.performers.outcome import Job, Outcome
from actions.law.articles import citations
from actions.service import audit
from actions.service.identity.assistants import MOST, team

LAWS = ("opin.14", "opin.16")


def guide(job: Job) -> Outcome:
    desk, caller = job.desk, job.desk.caller

    def note() -> dict[str, Any]:
        actor, subject = f"lawyer:{caller.licence_no}", str(caller.licence_no)
        audit.note(desk.session, desk.clock, actor, "request.assistant", subject, desk.conversation.id)
        return {"open": len(team(desk.session, subject))}

    kept = job.effects.once(desk.session, "guided", note)
    law = citations(LAWS, spoken=job.heard.modality == "spoken")
    facts = kept | {"most": MOST, "left": max(MOST - kept["open"], 0), "site": desk.site, "law": law}
    return Outcome((Reply("request.assistant", facts),))
