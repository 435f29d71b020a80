"""Where entries are found: the base that the project ships, and beside it the own entries of the court that
is spoken of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from actions.service.knowledge.asked import hands, taught
from actions.service.knowledge.entries import Entry, base
from actions.service.knowledge.index import Index
from actions.service.knowledge.judging import Found, judged
from actions.service.knowledge.words import Cut, cut_here
from actions.store.knowledge import KnowledgeEntry
from bot.nlu.encoder import Encoder, Remembering, chosen_encoder

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OFFERED = 3
"""So many entries at most are named where none is sure."""
INDEXES_KEPT = 16
"""Courts whose own entries are kept at hand."""


class Shelf:
    """One for a process. `folder` keeps what the encoder read of the wordings, so that only new ones are read
    at the next start; the first question, or `prepare`, makes it ready."""

    def __init__(
        self,
        folder: Path | None = None,
        encoder: Callable[[], Encoder | None] = chosen_encoder,
        cut: Cut = cut_here,
    ) -> None:
        self._folder = folder
        self._cut = cut
        self._choose = encoder
        self._lock = threading.Lock()
        self._ready: tuple[Index, Encoder | None, Encoder | None] | None = None
        self._own = lru_cache(INDEXES_KEPT)(self._with)

    def prepare(self) -> Index:
        """The index of the base. Raises OSError where HOTLINE_ENCODER names a folder without an encoder."""
        return self._loaded()[0]

    def find(
        self,
        text: str,
        *,
        session: Session | None = None,
        court_code: str | None = None,
        today: date | None = None,
        but: str | None = None,
    ) -> Found:
        """What answers a question. `but`: an entry that was told already. With a session the own entries of
        that court, and those that hold for all, stand beside the base; one of the same id in its place."""
        own = _own_entries(session, court_code) if session is not None else ()
        index = self._own(own) if own else self.prepare()
        at = [
            number
            for number, entry in enumerate(index.entries)
            if entry.id != but and (today is None or entry.valid_from <= today)
        ]
        if (exact := index.exact(text)) in at and exact is not None:
            return Found((index.entries[exact],), 1.0, True)
        nearness, alone = index.look([text])
        return judged([index.entries[number] for number in at], nearness[0][at], alone[0], OFFERED)

    def _loaded(self) -> tuple[Index, Encoder | None, Encoder | None]:
        with self._lock:
            if self._ready is None:
                encoder = self._choose()
                reads = Remembering(encoder, self._folder) if encoder else None
                self._ready = Index(known(), encoder, reads, self._cut), encoder, reads
            return self._ready

    def _with(self, own: tuple[Entry, ...]) -> Index:
        _, encoder, reads = self._loaded()
        replaced = {entry.id for entry in own}
        return Index(
            (*own, *(entry for entry in known() if entry.id not in replaced)), encoder, reads, self._cut
        )


@cache
def known() -> tuple[Entry, ...]:
    """The base, with all that the hands asked among its wordings."""
    return taught(base(), (each for hand in hands().values() for each in hand))


def encoder_here() -> Encoder | None:
    """The encoder of this process, where nobody lends one."""
    return chosen_encoder()


def remembering(folder: Path) -> Encoder | None:
    """The encoder as it reads what entries hold: each text once for all processes that use the folder."""
    encoder = chosen_encoder()
    return Remembering(encoder, folder) if encoder else None


def _own_entries(session: Session, court_code: str | None) -> tuple[Entry, ...]:
    rows = session.scalars(
        select(KnowledgeEntry)
        .where(
            KnowledgeEntry.removed.is_(False),
            or_(KnowledgeEntry.court_code.is_(None), KnowledgeEntry.court_code == court_code),
        )
        .order_by(KnowledgeEntry.id)
    )
    return tuple(Entry(**{name: getattr(row, name) for name in Entry.model_fields}) for row in rows)
