"""Signed stamps that were used: under one of them another content is a forgery, whichever process it reaches,
also after a restart."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import delete

from actions.service.work import Work
from actions.store.conversations import Stamp
from actions.store.database import insert_new


def same_as_before(work: Work, door: str, stamp: str, content: bytes, lasts: timedelta) -> bool:
    """True if the stamp is new, or came with the same content. Kept for `lasts`, after which the door refuses
    it for its age."""
    work.session.execute(delete(Stamp).where(Stamp.until < work.now))
    mark, said = work.secrets.seal("stamp", door, stamp), hashlib.sha256(content).hexdigest()
    if insert_new(work.session, Stamp, mark=mark, content=said, until=work.now + lasts):
        return True
    return work.session.get_one(Stamp, mark).content == said
