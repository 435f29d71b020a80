"""The text of an article as published, of the edition in force on a day; older ones are never quoted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from actions.law.articles import law_named
from actions.law.inner_citations import with_present_numbers
from actions.law.provisions import law_facts
from actions.store.statutes import Statute, StatuteArticle

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Quoted:
    text: str
    edition: str
    in_force_from: date
    source: str


def quoted(session: Session, title: str, number: int, sub: int | None, day: date) -> Quoted | None:
    """None where the edition in force that day was not brought in, or has no such article."""
    statute = in_force(session, title, day)
    if statute is not None and statute.in_force_from < _known_from(title, day):
        return None  # the newest that was brought in is older than the one known to be in force
    row = session.get(StatuteArticle, (statute.id, number, sub or 0)) if statute else None
    if statute is None or row is None:
        return None
    law = law_named(title)
    text = with_present_numbers(row.text, law.code if law else None, statute.in_force_from)
    return Quoted(text, statute.edition, statute.in_force_from, statute.source)


def in_force(session: Session, title: str, day: date) -> Statute | None:
    """The edition that came into force last, of those that have."""
    found = select(Statute).where(Statute.title == title, Statute.in_force_from <= day)
    return session.scalars(found.order_by(Statute.in_force_from.desc()).limit(1)).first()


def _known_from(title: str, day: date) -> date:
    law = law_named(title)
    facts = law_facts().get(law.code) if law else None
    return facts.in_force_from if facts and facts.in_force_from <= day else date.min
