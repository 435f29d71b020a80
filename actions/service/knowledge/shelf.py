"""Where entries are found: the base that the project ships, and beside it the own entries of the court that
is spoken of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
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
    at the next start; the first question, or `prepare`, makes it ready. What is asked while another thread
    does is looked for by its words alone."""

    def __init__(
        self,
        folder: Path | None = None,
        encoder: Callable[[], Encoder | None] = chosen_encoder,
        cut: Cut = cut_here,
    ) -> None:
        self._folder = folder
        self._cut = cut
        self._choose = encoder
        self._lock, self._words_lock = threading.Lock(), threading.Lock()
        self._ready: Ready | None = None
        self._words: Ready | None = None
        self._own = lru_cache(INDEXES_KEPT)(_with)

    def prepare(self) -> Index:
        """The index of the base, when all is read. Raises OSError where HOTLINE_ENCODER names a folder
        without an encoder."""
        with self._lock:
            return self._all_read().index

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
        ready = self._ready or self._at_hand()
        index = self._own(own, ready) if own else ready.index
        at = [
            number
            for number, entry in enumerate(index.entries)
            if entry.id != but and (today is None or entry.valid_from <= today)
        ]
        if (exact := index.exact(text)) in at and exact is not None:
            return Found((index.entries[exact],), 1.0, True)
        nearness, alone = index.look([text])
        return judged([index.entries[number] for number in at], nearness[0][at], alone[0], OFFERED)

    def _at_hand(self) -> Ready:
        if not self._lock.acquire(blocking=False):
            return self._by_words()
        try:
            return self._all_read()
        finally:
            self._lock.release()

    def _all_read(self) -> Ready:
        if self._ready is None:
            encoder = self._choose()
            reads = Remembering(encoder, self._folder) if encoder else None
            self._ready = Ready(Index(known(), encoder, reads, self._cut), encoder, reads, self._cut)
        return self._ready

    def _by_words(self) -> Ready:
        with self._words_lock:
            if self._words is None:
                self._words = Ready(Index(known(), None, cut=self._cut), None, None, self._cut)
            return self._words


@dataclass(frozen=True, eq=False)
class Ready:
    """The index of the base, and what an index of more entries is made with."""

    index: Index
    encoder: Encoder | None
    reads: Encoder | None
    cut: Cut


def _with(own: tuple[Entry, ...], ready: Ready) -> Index:
    replaced = {entry.id for entry in own}
    entries = (*own, *(entry for entry in known() if entry.id not in replaced))
    return Index(entries, ready.encoder, ready.reads, ready.cut)


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
