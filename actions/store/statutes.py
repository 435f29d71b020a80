"""Statutes as published: each edition with its articles, and where the text comes from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from actions.store.types import Base, Key, Moment


class Statute(Base):
    """One edition of a law. From `in_force_from` it holds until the next edition of the same title does."""

    __tablename__ = "statutes"
    __table_args__ = (UniqueConstraint("title", "in_force_from"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    title: Mapped[str] = mapped_column(index=True)
    """The full title; of a law in data/reference/laws.csv, as it stands there."""
    edition: Mapped[str]
    in_force_from: Mapped[date]
    source: Mapped[str]
    digest: Mapped[Key]
    """Of all that was read of it, so that the same file changes nothing."""
    imported_at: Mapped[Moment]


class StatuteArticle(Base):
    """`sub` is the number behind 之, and 0 where there is none."""

    __tablename__ = "statute_articles"
    statute_id: Mapped[int] = mapped_column(ForeignKey("statutes.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sub: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)
    text: Mapped[str]
