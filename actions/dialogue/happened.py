"""What follows from what befell the caller's side without words: a call begun, a code tried."""

from __future__ import annotations

from actions.dialogue.act import Happened
from actions.dialogue.agenda import Agenda, Reply
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.steered import VERIFY
from actions.service.identity.barring import barred_words


def happened(agenda: Agenda, act: Happened, heard: Heard, desk: Desk) -> list[Reply]:
    match act.event:
        case "started":
            return [Reply("greeting.opening")]
        case "verified":
            agenda.tasks = [task for task in agenda.tasks if task.function != VERIFY]
            said = [Reply("identity.verified", {"name": heard.facts["name"]})]
            return said if agenda.tasks else [*said, Reply("dialog.what_next")]
        case "code_refused":
            return _code_refused(agenda, heard)
        case _:
            said = [Reply("plain", {"text": heard.facts["said"]})]
            return said if agenda.tasks else [*said, Reply("dialog.what_next")]


def _code_refused(agenda: Agenda, heard: Heard) -> list[Reply]:
    facts = heard.facts
    outcome = facts["outcome"]
    if outcome == "barred":
        agenda.tasks.clear()
        return [Reply("plain", {"text": barred_words(facts["status"], heard.modality)})]
    verify = next((task for task in agenda.tasks if task.function == VERIFY), None)
    if outcome == "dead":
        agenda.tasks.clear()
    elif outcome in ("expired", "none") and verify:
        verify.stage = "filling"
        agenda.tasks.remove(verify)
        agenda.push(verify)
    elif outcome == "expired":
        outcome = "none"  # nothing waits for it any more, so nothing is sent again
    return [Reply(f"identity.code_{outcome}", {"left": facts.get("left", 0)})]
