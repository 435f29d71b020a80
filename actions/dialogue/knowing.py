"""What the knowledge base says to a question."""

from __future__ import annotations

from actions.dialogue.desk import Desk
from actions.errors import NotConnected
from actions.service.knowledge.judging import NOTHING, Found


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
