"""What is said to those whom the register does not let, and where they are to turn (意见 article 16)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.law.articles import citations
from actions.service.identity.register import RegisteredPerson
from actions.service.wording import Modality, say
from actions.store.records import Court
from bot.language.courts import CourtDirectory

STATES = {"suspended": "停止执业", "revoked": "执业证已经注销或者吊销"}
LAW, AREA_LAW = ("opin.16",), ("opin.1", "cpi.88")


def barred_words(status: str, modality: Modality) -> str:
    """To a suspended or revoked lawyer whose code was right, or his assistant."""
    law = citations(LAW, spoken=modality == "spoken")
    return say("identity.barred", {"status": STATES.get(status, status), "law": law}, modality)


def restricted_words(person: RegisteredPerson, modality: Modality) -> str:
    reason = person.restricted_reason.rstrip("。") if person.restricted_reason else None
    law = citations(LAW, spoken=modality == "spoken")
    return say("identity.restricted", {"reason": reason, "law": law}, modality)


def out_of_area_words(session: Session, person: RegisteredPerson, court_code: str, modality: Modality) -> str:
    """Names the recorded area, and the court to ask."""
    court = session.get(Court, court_code)
    facts = {
        "area": "、".join(_area(session, code) for code in person.practice_area),
        "court": court.name if court else court_code,
        "phone": court.phone if court else None,
        "law": citations(AREA_LAW, spoken=modality == "spoken"),
    }
    return say("identity.out_of_area", facts, modality)


def _area(session: Session, code: str) -> str:
    """A prefix of court codes as people call it: by the court that has it."""
    name = session.scalar(select(Court.name).where(Court.code == code))
    known = CourtDirectory.load_default().get(code)
    name = name or (known.name if known else None)
    return f"{name}辖区" if name else f"代字以“{code}”开头的法院"
