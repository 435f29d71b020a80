"""咨询: what to bring for a matter, told once and completely; and the template of a document, blank for
anyone, filled in from the record for a lawyer who is verified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.dialogue.agenda import CASE, Reply, Task
from actions.dialogue.desk import Desk
from actions.dialogue.filling import opened
from actions.dialogue.heard import Heard
from actions.dialogue.knowing import known
from actions.dialogue.performers import knowledge
from actions.dialogue.performers.outcome import Job, Outcome
from actions.law.articles import citations
from actions.service.channels import CHANNELS
from actions.service.court_record.courts import court_called
from actions.service.documents import prepared
from actions.service.documents.materials import (
    LEVELS,
    Level,
    Materials,
    all_materials,
    level_named,
    materials_named,
)
from actions.service.documents.templates import Template, for_matter, template_named, templates
from actions.service.functions import function
from actions.service.outgoing import reaching
from actions.service.requests.question import Field
from actions.service.wording import say
from bot.language.going_on import asks_to_fill
from bot.language.matters import find_matter

MATERIALS, TEMPLATE, VERIFY = "consult.materials", "consult.template", "identity.verify"


def materials_needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """The matter, where none was named and the knowledge base does not tell what else was (支付令)."""
    known_otherwise = _materials(task) or known(desk, task.words).sure
    return () if known_otherwise else function(MATERIALS).fields


def materials(job: Job) -> Outcome:
    """The list for the one matter that is meant; which of several is asked. What is none of these the
    knowledge base tells."""
    meant = _materials(job.task)
    if not meant and (answered := knowledge.answered(job)) is not None:
        return answered
    kept = {"function": MATERIALS, "words": job.task.words}
    if len(meant) > 1:
        options = tuple((one.title, f"{one.title}要什么材料") for one in meant)
        several = {"several": [one.key for one in meant], "function": meant[0].function}
        told = kept | {"fields": several}
        return Outcome(
            (Reply("materials.which", {"titles": [one.title for one in meant]}, options),), told=told
        )
    one = meant[0]
    level, court, offline = _court(job, one)
    facts = {
        "title": one.title,
        "items": list(one.at(level)),
        "level": level,
        "differs": bool(one.levels),
        "court": court,
        "offline": offline,
        "online": one.online,
        "law": citations(one.law, spoken=job.heard.modality == "spoken"),
        "template": templates()[one.template].title if one.template else None,
    }
    options = ((f"{facts['template']}模板", f"{facts['template']}模板"),) if one.template else ()
    return Outcome((Reply("materials.told", facts, options),), told=kept | {"fields": {"key": one.key}})


def template_needs(task: Task, heard: Heard, desk: Desk) -> Sequence[Field]:
    """The document, where none was named and no matter leads to one."""
    return () if _templates(task) else function(TEMPLATE).fields


def template(job: Job) -> Outcome:
    """A link to the blank one; to the filled one, sent to the registered number, where that is asked for."""
    meant, desk = _templates(job.task), job.desk
    if len(meant) > 1:
        options = tuple((one.title, f"{one.title}模板") for one in meant)
        return Outcome((Reply("template.which", {"titles": [one.title for one in meant]}, options),))
    asked = meant[0]
    if not (job.task.fields.get("filled") or asks_to_fill(job.task.words)):
        return _blank(job, asked)
    if desk.caller.level == 0:
        job.agenda.push(opened(VERIFY, job.heard))
        return Outcome((Reply("template.verify_first", {"title": asked.title}),), stays=True)
    number = _case_number(job)
    case = prepared.visible(desk.work, desk.caller, number)
    path = prepared.prepare(desk.work, desk.caller, asked, case)
    sent = prepared.tell(desk.work, str(desk.caller.licence_no), desk.conversation, path, asked.title)
    by_ear = CHANNELS[job.heard.channel].by_ear
    facts = {"title": asked.title, "case_number": case.case_number if case else None, "sent": sent,
             "url": None if by_ear else f"{desk.site}{path}"}  # fmt: skip
    return Outcome((Reply("template.filled", facts),), {CASE: case.case_number} if case else {})


def _blank(job: Job, asked: Template) -> Outcome:
    """Where a link cannot be read it is sent by SMS to the number that calls."""
    url = f"{job.desk.site}/templates/{asked.code}.docx"
    channel, sent = CHANNELS[job.heard.channel], False
    if channel.by_ear:
        way = reaching.to_caller(job.desk.work, job.desk.conversation, None)
        if way.address:
            text = say("template.sms_blank", {"title": asked.title, "url": url}, "short")
            reaching.send(job.desk.session, job.desk.clock, way, text)
            sent = True
    facts = {"title": asked.title, "url": url, "sent": sent, "every": f"{job.desk.site}/templates"}
    told = {"function": TEMPLATE, "fields": {"document": asked.cues[0]}, "words": job.task.words}
    return Outcome((Reply("template.blank", facts, (("帮我填好", "帮我填好"),)),), told=told)


def _materials(task: Task) -> tuple[Materials, ...]:
    if key := task.fields.get("key"):
        return (all_materials()[key],)
    words = str(task.fields.get("matter") or task.words)
    return materials_named(words, find_matter(words, MATERIALS)) or materials_named(words, None)


def _templates(task: Task) -> tuple[Template, ...]:
    words = str(task.fields.get("document") or task.words)
    if named := template_named(words):
        return (named,)
    matter = find_matter(words, TEMPLATE)
    return for_matter(matter) if matter else ()


def _court(job: Job, one: Materials) -> tuple[Level | None, str | None, bool]:
    """The level that is named, itself or by a court; the court's name; whether it does this offline only."""
    named: list[Any] = job.task.entities.get("court", [])
    court = court_called(job.desk.session, named[0][0]["name"]) if len(named) == 1 and named[0] else None
    if court is None:
        return level_named(job.task.words), None, False
    online = court.online_functions
    offline = online is not None and one.function is not None and one.function not in online
    return LEVELS.get(court.level), court.name, offline


def _case_number(job: Job) -> str | None:
    """The case that was named, spoken of last, or is the only one."""
    own = job.desk.cases_for(TEMPLATE)
    said = job.task.entities.get(CASE, [])
    number = said[0] if said else job.agenda.focus.get(CASE)
    return number or (own[0].case_number if len(own) == 1 else None)
