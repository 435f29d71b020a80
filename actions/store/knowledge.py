"""A court's own entries of the knowledge base, beside those that the project ships."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.records import Record
from actions.store.types import Key


class KnowledgeEntry(Record):
    """The fields of `actions.service.knowledge.entries.Entry`. Without a court it holds for all."""

    __tablename__ = "knowledge_entries"
    id: Mapped[Key] = mapped_column(primary_key=True)
    court_code: Mapped[Key | None] = mapped_column(ForeignKey("courts.code"), index=True)
    title: Mapped[str]
    questions: Mapped[list[str]]
    answer: Mapped[str]
    spoken: Mapped[str]
    articles: Mapped[list[str]]
    valid_from: Mapped[date]
    levels: Mapped[list[str]]
    decides: Mapped[str]
