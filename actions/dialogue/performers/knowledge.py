"""程序咨询: the entry of the knowledge base that answers; of two the question which is meant; or that it is
not known, and a person is offered."""

from __future__ import annotations

from typing import Any

from actions.dialogue.agenda import Reply
from actions.dialogue.following import GENERAL
from actions.dialogue.knowing import known
from actions.dialogue.performers.outcome import Job, Outcome
from actions.law.articles import citations
from actions.service.knowledge.entries import Entry
from actions.service.knowledge.judging import Found

SPOKEN_ARTICLES = 2
"""So many are named to the ear at most."""
OFFERED = 2
"""So many questions are offered where none is surely meant."""
PERSON = ("转人工", "转人工")


def general_answer(job: Job) -> Outcome:
    """What goes on from an earlier answer is looked for by itself and together with what was spoken of: the
    surer counts."""
    more, before = job.task.fields.get("more"), job.task.words
    found = known(job.desk, more or before)
    if more:
        about = job.task.fields.get("title") or before
        together = known(job.desk, f"{about}，{more}", but=job.task.fields.get("entry"))
        found = max(found, together, key=lambda each: each.chance)
    if found.sure:
        return _told(job, found)
    return _which(job, found) if found.either else _unknown(job, found)


def answered(job: Job) -> Outcome | None:
    """The answer of the base to what another function was asked, where it surely has one."""
    found = known(job.desk, job.task.words)
    return _told(job, found) if found.sure else None


def _told(job: Job, found: Found) -> Outcome:
    entry = found.entries[0]
    return Outcome((answer(entry, job.heard.modality == "spoken"),), told=_kept(job, entry))


def answer(entry: Entry, by_ear: bool) -> Reply:
    """The answer with its articles, and who decides in the case at hand."""
    keys = entry.articles[:SPOKEN_ARTICLES] if by_ear else entry.articles
    return Reply(
        "knowledge.answer",
        {
            "answer": entry.answer,
            "spoken": entry.spoken,
            "law": citations(keys, spoken=by_ear),
            "more": len(keys) < len(entry.articles),
            "decides": entry.decides,
        },
    )


def _which(job: Job, found: Found) -> Outcome:
    """One of two surely answers: which is meant is asked, and neither is told."""
    near = [entry.title for entry in found.entries[:OFFERED]]
    kept = _kept(job, None) | {"offered": near}
    return Outcome(
        (Reply("knowledge.which", {"near": near}, tuple((each, each) for each in near)),), told=kept
    )


def _unknown(job: Job, found: Found) -> Outcome:
    near = [entry.title for entry in found.entries[:OFFERED]]
    options = (*((title, title) for title in near), PERSON)
    kept = _kept(job, None) | {"offered": near}
    return Outcome((Reply("knowledge.unknown", {"near": near}, options),), told=kept)


def _kept(job: Job, entry: Entry | None) -> dict[str, Any]:
    """What can be gone on from: the question as it was asked, and the entry told."""
    words = job.task.fields.get("more") or job.task.words
    fields = {"entry": entry.id, "title": entry.title} if entry else {}
    return {"function": GENERAL, "fields": fields, "words": words}
