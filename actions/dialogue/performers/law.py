"""咨询: an article by law and number, by range, by an older number, or by topic; what does not exist or no
longer holds is said to."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.agenda import Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.heard import Heard
from actions.dialogue.performers.law_words import Telling, day_told, pages, telling, unheld
from actions.dialogue.performers.outcome import Job, Outcome
from actions.law.articles import Law, law_named
from actions.law.editions import withdrawn
from actions.law.lookup import Found, Trouble, look_up
from actions.law.provisions import law_facts
from actions.law.topics import find_by_topic
from actions.service.functions import function
from actions.service.requests.question import Field
from bot.language.articles_asked import Asked, asked_articles

FUNCTION = "consult.law"
ASKED, LAW, PART, FULL = "asked", "law_name", "part", "full"


def needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """The law, where only a number was said; the question, where nothing of it was."""
    fields = {field.name: field for field in function(FUNCTION).fields}
    asked = _asked(task)
    if not asked.places and len(asked.topic) < 2 and not asked.law:
        return (fields[ASKED],)
    without = any(place.law is None for place in asked.places)
    return (fields[LAW],) if without else ()


def articles(job: Job) -> Outcome:
    """Tell what was asked for, in parts where it is long."""
    asked, fields = _asked(job.task), job.task.fields
    law = fields.get(LAW)
    if not asked.places:
        return _by_topic(job, asked)
    found = look_up(asked, law)
    modality, full = job.heard.modality, bool(fields.get(FULL))
    told = [(one, telling(job.desk, one, modality, full=full)) for one in found]
    held = [each for _, each in told if each is not None]
    troubles = [unheld(one, modality) for one, each in told if each is None]
    last = next((one for one in reversed(found) if one.number), None)
    return _told(job, held, troubles, law or found[0].title, last)


def _told(job: Job, held: list[Telling], troubles: list[Reply], law: str, last: Found | None) -> Outcome:
    part = int(job.task.fields.get(PART, 0))
    every = pages(held, job.heard.modality)
    shown = every[part : part + 1] if part < len(every) else []
    replies = ([] if part else troubles) + [reply for page in shown for reply in page]
    more = part + 1 < len(every)
    if more:
        replies.append(Reply("law.more", {"left": len(every) - part - 1}, (("继续", "继续"),)))
    kept = {**job.task.fields, LAW: law, PART: part, "at": last.number if last else None, "more": more}
    return Outcome(
        tuple(replies) or (Reply("law.no_more"),),
        told={"function": FUNCTION, "fields": kept, "words": job.task.words},
    )


def _by_topic(job: Job, asked: Asked) -> Outcome:
    title = asked.law or job.task.fields.get(LAW)
    law = law_named(title) if title else None
    if title and (title in withdrawn() or law is None or law.code not in law_facts()):
        trouble: Trouble = "withdrawn" if title in withdrawn() else "not_held"
        return Outcome((unheld(Found(title, None, None, trouble=trouble), job.heard.modality),))
    if law is not None and len(asked.topic) < 2:
        return Outcome((_about(law),))
    best = find_by_topic(asked.topic, law.code if law else None)
    if not best:
        facts = {"topic": asked.topic, "law": law.short if law else None}
        return Outcome((Reply("law.topic_none", facts, (("转人工", "转人工"),)),))
    first, others = best[0], best[1:]
    one = Found(first.law.title, first.law, first.number, asked_number=first.number)
    told = telling(job.desk, one, job.heard.modality, full=bool(job.task.fields.get(FULL)))
    outcome = _told(job, [told] if told else [], [], first.law.title, one)
    if not others or job.task.fields.get(PART):
        return outcome
    also = tuple(
        (f"{each.law.short}{each.place}（{each.about}）", f"{each.law.short}{each.place}") for each in others
    )
    beside = Reply("law.also", {"titles": [shown for shown, _ in also]}, also)
    return Outcome((*outcome.replies, beside), told=outcome.told)


def _about(law: Law) -> Reply:
    """Only a law was named: what it is, and that a number or a topic is wanted."""
    facts = law_facts()[law.code]
    told = {
        "law": law.title,
        "edition": law.edition,
        "since": day_told(facts.in_force_from),
        "last": facts.last,
    }
    return Reply("law.about", told)


def _asked(task: Task) -> Asked:
    said = task.fields.get(ASKED)
    return asked_articles(str(said) if said else task.words)
