"""What a sentence tells besides what was asked: the values of every other field that it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from actions.dialogue.agenda import Task
from actions.dialogue.choosing import choices_named
from actions.dialogue.days import with_own_days
from actions.dialogue.heard import Heard
from actions.dialogue.readers import (
    IN_OWN_WORDS,
    Read,
    clause,
    counts_in_passing,
    is_free_text,
    mentioned,
    read_field,
)
from actions.service.functions import function
from actions.service.requests.kinds import KINDS
from actions.service.requests.matters import has_matter, matter
from actions.service.requests.question import Field
from bot.language.agreements import agreed, mediator, sides
from bot.language.assets import property_named
from bot.language.availability import available
from bot.language.grades import remark
from bot.language.investigations import holder, sought
from bot.language.labelled import labelled, to_end
from bot.language.names import find_in_office, read_name
from bot.language.paper_numbers import paper_number
from bot.language.papers import papers_wanted
from bot.language.party_named import with_address
from bot.language.reasons import reason_told
from bot.language.statements import content, facts, message

TOLD: dict[str, Callable[[str], str | None]] = {
    "reason": reason_told,
    "facts": facts,
    "content": content,
    "remark": remark,
    "message": message,
    "in_office": find_in_office,
    "holder": holder,
    "sought": sought,
    "property": property_named,
    "mediator": mediator,
    "sides": sides,
    "agreed": agreed,
    "available": available,
    "papers": papers_wanted,
}
"""What a sentence tells of a field that was not asked for, or not yet (`Field.told`)."""
LEADS_A_REASON = ("(?:理由|原因|事由)(?:主要|就)?(?:是|为|[:：])", "因为", "由于")
_BESIDE_LICENCE = re.compile(r"[\d\s,，。、:：]+|执业证|律师证|证号|号码?(?:是|为)|姓名")


def fillings(task: Task, heard: Heard, besides: str | None = None) -> dict[str, Any]:
    """What a sentence gives besides the answer: several questions may be answered in one."""
    found = _which(task, heard, besides)
    fields = function(task.function).fields_for(task.fields | found)
    asked = next((each for each in fields if each.name == besides), None)
    tells = asked is not None and KINDS[asked.reader].few
    for field in fields:
        if field.name == besides or (task.fields | found).get(field.name) not in (None, ""):
            continue
        beside_words = (field.told or field.labels) and besides is not None and not tells
        if beside_words and begins(heard.text, field) is None:
            continue
        for name, value in _said_of(heard, field, fields, asked).items():
            if not (field.told in IN_OWN_WORDS and len(value) > field.max_length):
                found.setdefault(name, value[: field.max_length] if is_free_text(field) else value)
    return found | (_identity(heard) if task.function == "identity.verify" else {})


def undecided(task: Task, heard: Heard) -> list[str]:
    """Choices that could be left out, of which a sentence names several: only the caller knows which."""
    fields = function(task.function).fields_for(task.fields)
    return [
        each.name
        for each in fields
        if each.choices
        and not each.required
        and each.name not in task.fields
        and len(choices_named(heard.text, each)) > 1
    ]


def begins(text: str, field: Field) -> int | None:
    """Where a clause begins that is led by a label of this field; None where none is."""
    labels = (*field.labels, *(LEADS_A_REASON if field.told == "reason" else ()))
    if not labels:
        return None
    led = re.search(rf"(?:^|[,，。;；!！])\s*(?P<led>{'|'.join(labels)})", text)
    return led.start("led") if led else None


def _which(task: Task, heard: Heard, besides: str | None) -> dict[str, Any]:
    """Which of several matters in one it is, where the sentence says so: only its own fields are read."""
    several = matter(task.function).variants if has_matter(task.function) else None
    field = matter(task.function).field(several.by) if several else None
    if field is None or field.name == besides or task.fields.get(field.name) is not None:
        return {}
    value = mentioned(heard, field)
    return {} if value is None else {field.name: value}


def _said_of(
    heard: Heard, field: Field, fields: Sequence[Field], asked: Field | None = None
) -> dict[str, Any]:
    """What a sentence says of a field that was not asked for: behind its label, as it is told, in passing."""
    if field.labels:
        others = [label for other in fields if other is not field for label in other.labels]
        behind = labelled(heard.text, field.labels, others)
        if behind and field.shape == "party":
            behind = with_address(heard.text, behind)
        if behind and field.to_end:
            behind = to_end(heard.text, behind, others)
        read = read_field(clause(heard, behind), field, []) if behind else Read()
        if read.value is not None or not (field.told or field.shape == "paper"):
            return as_values(read, field, fields)
    if field.shape == "paper":
        said = _relied_on(heard)
    elif field.told:
        text = heard.words if field.told in ("content", "remark") else heard.text
        text = _unclaimed(heard, field, fields, asked) if field.told in ("reason", "facts") else text
        said = TOLD[field.told](text)
    else:
        own = with_own_days(heard, field, fields, asked=False)
        said = mentioned(own, field) if counts_in_passing(field) else None
    return {} if said is None else {field.name: said}


def _relied_on(heard: Heard) -> str | None:
    """The number of the paper that a sentence rests on, where it has one number and no other."""
    numbers, spans = heard.entities.get("case_number", ()), heard.spans.get("case_number", ())
    if len(numbers) > 1 or len(spans) != len(numbers):
        return None
    return paper_number(heard.text, *(numbers or (None,)), *(spans[0] if spans else ()))


def _unclaimed(heard: Heard, field: Field, fields: Sequence[Field], asked: Field | None) -> str:
    """The clauses that no label gives to another field, that name no court or case, and that do not answer
    what was asked."""
    cues = [cue for choice in asked.choices for cue in (choice.title, *choice.cues)] if asked else []
    others = [label for other in fields if other is not field for label in other.labels]
    named = (*heard.spans.get("court", ()), *heard.spans.get("case_number", ()))
    led = re.compile(rf"\s*(?:{'|'.join(others)})") if others else None
    kept, at = [], 0
    for clause_said in re.split(r"(?<=[,，。;；!！?？])", heard.text):
        begins_at, at = at, at + len(clause_said)
        claimed = led is not None and led.match(clause_said)
        whole = any(begins_at <= start and end <= at and end - start >= len(clause_said) - BESIDE_A_NAME
                    for start, end in named)  # fmt: skip
        pointed = _POINTS_AT_A_CASE.search(clause_said) is not None and any(
            begins_at <= start and end <= at and end - start >= len(clause_said) - BESIDE_A_CASE
            for start, end in heard.spans.get("cause", ())
        )
        answers = len(clause_said) <= SHORT_ANSWER and any(cue in clause_said for cue in cues)
        if not (claimed or whole or pointed or answers):
            kept.append(clause_said)
    return "".join(kept)


SHORT_ANSWER, BESIDE_A_NAME, BESIDE_A_CASE = 12, 6, 10
"""So many characters beside the name of a court tell nothing more, and so many beside a cause where a case is
pointed at (跟飞鱼公司那个劳动争议)."""
_POINTS_AT_A_CASE = re.compile(r"[那这][个件起一]|案")


def as_values(read: Read, field: Field, fields: Sequence[Field]) -> dict[str, Any]:
    """A value by its field, and the address beside it in the field for that, else together with it."""
    if read.value is None:
        return {}
    if not read.address:
        return {field.name: read.value}
    holder = next((each for each in fields if each.address_of == field.name), None)
    if holder is None:
        return {field.name: f"{read.value}，{read.address}"[: field.max_length]}
    return {field.name: read.value, holder.name: read.address[: holder.max_length]}


def _identity(heard: Heard) -> dict[str, Any]:
    """The name may stand beside the number (11101…，林知远); with keys alone there is none.

    A name without the number may be anybody's (我要申请秦望舒法官回避).
    """
    if not heard.first("licence_no"):
        return {}
    beside = read_name(_BESIDE_LICENCE.sub("", heard.text))
    name = heard.first("person") or (beside.name if beside else None)
    return ({"person": name} if name else {}) | ({"by_keys": True} if heard.keys else {})
