"""What the knowledge base says to a question."""

from __future__ import annotations

from actions.dialogue.desk import Desk
from actions.errors import NotConnected
from actions.service.knowledge.judging import NOTHING, Found


def known_of(desk: Desk, text: str, matter: str) -> Found:
    """What is known of a question that may leave unsaid what it is about (逾期不交会怎样): alone, else together
    with the matter's name, unless the name alone leads there as well: then the question itself was not
    understood."""
    alone = known(desk, text)
    if alone.sure:
        return alone
    together, named = known(desk, f"{matter}，{text}"), known(desk, matter)
    return alone if not together.entries or together.entries[:1] == named.entries[:1] else together


def known(desk: Desk, text: str, but: str | None = None) -> Found:
    """What the base and the own entries of the court that is spoken of say. `but`: an entry told already."""
    shelf = desk.work.knowledge
    if shelf is None:
        return NOTHING
    court = desk.conversation.court_code
    try:
        return shelf.find(text, session=desk.session, court_code=court, today=desk.today, but=but)
    except NotConnected:
        return NOTHING
