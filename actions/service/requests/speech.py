"""What is said about requests: facts gathered here, words in data/replies/requests.yml.

An empty wording means that a finding is not said in that modality.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.law.articles import citations
from actions.law.checks.finding import Finding
from actions.service.outgoing.reaching import Way
from actions.service.requests.kinds import KINDS, Form, Record
from actions.service.requests.matters import CASE_FIELD, Fields, Matter, matter
from actions.service.requests.prechecking import Refusal
from actions.service.requests.receipt import Receipt
from actions.service.wording import Modality, say
from actions.store.matters import Request


@dataclass(frozen=True)
class Line:
    """One line of a read-back; `form` tells the wording how to write `value`."""

    title: str
    value: Any
    form: Form


def lines(record: Record, asked: Matter, fields: Mapping[str, Any]) -> list[Line]:
    """The given fields in the order of the file, without the case number."""
    shown = []
    for field in asked.asked:
        if not field.is_asked(fields):
            continue
        kind, value = KINDS[field.reader], fields.get(field.name)
        stands = field.default if value in (None, "") else str(value)
        shown_as = None if stands is None else kind.shown(record, field, stands)
        line = Line(field.title_zh, shown_as, kind.form)
        if line.value is not None:
            shown.append(line)
    return shown


def read_back(
    record: Record, asked: Matter, fields: Fields, modality: Modality, before: Mapping[str, str] | None = None
) -> str:
    """What is about to be registered, ending in the question whether it is right. To the ear only what has
    changed since it was read `before` (`as_read`), where that is little."""
    shown, number = lines(record, asked, fields), fields.get(CASE_FIELD) or record.case_number
    changed = _changed(shown, str(number), before or {}) if modality == "spoken" else []
    if changed:
        return say("request.changed", {"lines": changed}, modality)
    facts = {"title": asked.title_zh, "act": asked.act, "case_number": number, "lines": shown}
    return say("request.readback", facts, modality)


CHANGED = 2
"""So many lines are told alone at most."""


def as_read(record: Record, asked: Matter, fields: Fields) -> dict[str, str]:
    """What a read-back says, by the titles of its lines."""
    number = fields.get(CASE_FIELD) or record.case_number
    return {"": str(number)} | {line.title: str(line.value) for line in lines(record, asked, fields)}


def _changed(shown: list[Line], number: str, before: Mapping[str, str]) -> list[Line]:
    titles = {"", *(line.title for line in shown)}
    new = [line for line in shown if before.get(line.title) != str(line.value)]
    small = before.keys() <= titles and before.get("") == number and 0 < len(new) <= CHANGED
    return new if small else []


def registered(receipt: Receipt, modality: Modality, site: str = "") -> str:
    """The receipt: registered and no more, what is to be signed and by when, the promised first response.

    `site` is the public address that links begin with.
    """
    asked = matter(receipt.function).of_variant(receipt.variant)
    basis = asked.basis(receipt.kind or "")
    facts = {
        "title": asked.title_zh,
        "form": asked.form,
        "keeps_period": asked.keeps_period,
        "case_number": receipt.case_number,
        "about": receipt.about,
        "receipt_no": receipt.receipt_no,
        "orally": asked.form == "either" and receipt.case_number is not None,
        "due_at": None if _too_late(receipt, asked) else receipt.due_at,
        "due_caveat": receipt.due_caveat,
        "law": _cited(basis, modality),
        "needs": need_facts(receipt.needs, site),
        "materials": list(asked.materials),
        "findings": said(receipt.findings, asked, modality),
        "told": receipt.told,
        "site": site,
    }
    return say(asked.says, facts, modality)


def _too_late(receipt: Receipt, asked: Matter) -> bool:
    """Whether the promised first response would come after what it is for: the moment by which the caller must
    have acted, or the hours within which the court must rule."""
    moments = [
        datetime.fromisoformat(need["by"]) for need in receipt.needs if need["by"] and "T" in need["by"]
    ]
    if asked.rules_within_hours is not None:
        moments.append(receipt.submitted_at + timedelta(hours=asked.rules_within_hours))
    return any(moment < receipt.due_at for moment in moments)


def refusal(why: Refusal, modality: Modality) -> str:
    """Why nothing was registered, by the record of when, and whom to turn to."""
    facts = {
        "title": why.matter.title_zh,
        "case_number": why.found.case_number,
        "about": why.found.words,
        "reasons": said(why.findings, why.matter, modality),
        "contact": why.contact,
        "seen_at": why.seen_at,
    }
    return say("request.refused", facts, modality)


def said(findings: Iterable[Finding], asked: Matter, modality: Modality) -> list[str]:
    """One sentence a finding, warnings before information; those without words in this modality left out."""
    sentences = []
    for finding in sorted(findings, key=lambda finding: finding.level == "info"):
        law = _cited(finding.articles, modality)
        facts = {
            "title": asked.title_zh,
            "law": law,
            "cite": f"（{law}）" if law else "",
            "f": dict(finding.facts),
        }
        sentences.append(say(f"finding.{finding.key}", facts, modality))
    return [sentence for sentence in sentences if sentence]


def notice(
    request: Request, status_title: str, way: Way, site: str, *, note: str | None, missing: Sequence[str]
) -> str:
    """That a request moved on; on a way that is not trusted no fact of the case."""
    facts = {
        "title": matter(request.function).chosen(request.fields).title_zh,
        "receipt_no": request.receipt_no,
        "status": request.status,
        "status_title": status_title,
        "case_number": request.case_number,
        "note": note,
        "missing": list(missing),
        "link": f"{site}/lawyer/requests/{request.receipt_no}" if site else None,
    }
    return say("request.notice" if way.trusted else "request.notice_brief", facts, way.modality)


def need_facts(needs: Iterable[Mapping[str, Any]], site: str) -> list[dict[str, Any]]:
    """`{"what", "day", "moment", "link"}` each: one of day and moment at most."""
    return [
        {
            "what": need["what"],
            "day": need["by"] if need["by"] and "T" not in need["by"] else None,
            "moment": need["by"] if need["by"] and "T" in need["by"] else None,
            "link": f"{site}{need['url']}" if site else None,
        }
        for need in needs
    ]


def _cited(keys: Iterable[str], modality: Modality) -> str:
    return citations(keys, spoken=modality != "rich")
