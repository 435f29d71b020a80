"""How an article is told: its own text where the court has it, else what it says in our words; in pages that
a channel can hold; and why one cannot be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from actions.dialogue.agenda import Reply
from actions.dialogue.desk import Desk
from actions.law.articles import chinese_number, law_named, laws
from actions.law.editions import withdrawn
from actions.law.lookup import Found
from actions.law.provisions import law_facts, provision
from actions.service.statutes.quoting import quoted
from actions.service.wording import Modality

PAGE: dict[Modality, int] = {"rich": 560, "short": 320, "spoken": 170}
"""Characters of law in one answer: what can be listened to, and what a message holds with all around it."""
_SENTENCES = re.compile(r"[^。；\n]+[。；\n]?")


@dataclass(frozen=True, slots=True)
class Telling:
    """One article ready to be told. `quoted`: the text is the statute's own."""

    citation: str
    place: str
    about: str
    text: str
    edition: str
    since: date | None
    quoted: bool
    source: str
    was: str
    abridged: bool

    def facts(self) -> dict[str, object]:
        return {
            "citation": self.citation,
            "place": self.place,
            "about": self.about,
            "edition": self.edition,
            "since": day_told(self.since) if self.since else None,
            "quoted": self.quoted,
            "source": self.source,
            "was": self.was,
            "abridged": self.abridged,
        }


def telling(desk: Desk, one: Found, modality: Modality, *, full: bool = False) -> Telling | None:
    """None where neither its text nor what it says is held."""
    number = one.number or one.asked_number
    known = provision(one.law.code, number) if one.law and one.number and not one.sub else None
    own = quoted(desk.session, one.title, number, one.sub, desk.today) if one.trouble != "withdrawn" else None
    was = was_told(one)
    spoken = modality == "spoken"
    citation = _citation(one, spoken=spoken)
    about = known.about if known else ""
    if own is not None and (full or not spoken or known is None):
        return Telling(
            citation, one.place, about, own.text, own.edition, own.in_force_from, True, own.source, was, False
        )
    if known is None or one.law is None:
        return None
    short = spoken and not full
    text = known.brief if short else known.says
    abridged = short and (known.brief != known.says or own is not None)
    since = law_facts()[one.law.code].in_force_from
    return Telling(citation, one.place, about, text, one.law.edition, since, False, "", was, abridged)


def pages(told: list[Telling], modality: Modality) -> list[list[Reply]]:
    """The answers one after another: a long article in parts, several short ones together."""
    room = PAGE[modality]
    if len(told) == 1:
        one = told[0]
        parts = in_parts(one.text, room)
        return [
            [Reply("law.article", one.facts() | {"text": text, "part": number, "parts": len(parts)})]
            for number, text in enumerate(parts, 1)
        ]
    every: list[list[Reply]] = []
    used = room
    for one in told:
        if used + len(one.text) > room:
            every.append([])
            used = 0
        every[-1].append(Reply("law.article", one.facts() | {"text": one.text, "part": 1, "parts": 1}))
        used += len(one.text)
    return every


def in_parts(text: str, room: int) -> list[str]:
    """Cut at the ends of sentences; a sentence that is longer than a part is cut where it must be."""
    parts: list[str] = []
    part = ""
    for sentence in _SENTENCES.findall(text):
        while len(sentence) > room:
            sentence, part, parts = (
                sentence[room - len(part) :],
                "",
                [*parts, part + sentence[: room - len(part)]],
            )
        if len(part) + len(sentence) > room:
            parts.append(part)
            part = ""
        part += sentence
    return [each.strip() for each in [*parts, part] if each.strip()]


def unheld(one: Found, modality: Modality) -> Reply:
    """Why an article cannot be told, and the way on."""
    law = _titled(one.title, modality)
    facts: dict[str, object] = {
        "law": law,
        "place": one.place if one.asked_number else "",
        "was": was_told(one),
    }
    match one.trouble:
        case "withdrawn":
            gone = withdrawn()[one.title]
            facts |= {
                "ended_on": day_told(gone.ended_on),
                "successor": _titled(gone.successor, modality),
                "why": gone.why,
            }
            return Reply("law.withdrawn", facts)
        case "no_such":
            assert one.law is not None
            known = law_facts()[one.law.code]
            other = laws()[known.explained_by] if known.explained_by else None
            there = other is not None and one.sub is None and one.asked_number <= law_facts()[other.code].last
            there_place = f"{other.short}第{chinese_number(one.asked_number)}条" if other and there else ""
            options = ((there_place, there_place),) if there_place else ()
            return Reply(
                "law.no_such",
                facts | {"last": known.last, "edition": one.law.edition, "there": there_place},
                options,
            )
        case "unknown_edition":
            assert one.law is not None
            dropped = one.was is not None and one.was.dropped
            year = one.was.edition if one.was else None
            return Reply(
                "law.unknown_edition", facts | {"edition": one.law.edition, "year": year, "dropped": dropped}
            )
        case "too_many":
            return Reply("law.too_many", facts | {"count": one.asked_number})
        case _:
            return Reply(
                "law.not_held", facts | {"exists": one.trouble == "not_told"}, (("转人工", "转人工"),)
            )


def was_told(one: Found) -> str:
    """2012年版第一百条, where it was asked for by an older number."""
    if one.was is None:
        return ""
    return f"{one.was.edition}年版第{chinese_number(one.asked_number)}条"


def day_told(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _citation(one: Found, *, spoken: bool) -> str:
    return f"{_titled(one.title, 'spoken' if spoken else 'rich')}{one.place}"


def _titled(title: str, modality: Modality) -> str:
    law = law_named(title)
    if modality == "spoken":
        return law.short if law else title.removeprefix("中华人民共和国")
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"《{inner}》"
