"""Documents made out for a lawyer: what was filled in, for a day."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from actions.store.sealed import SealedJson
from actions.store.types import Base, Key, Moment


class PreparedDocument(Base):
    """A template filled in for one lawyer; the file is made when he fetches it, the row goes in a day."""

    __tablename__ = "prepared_documents"
    id: Mapped[Key] = mapped_column(primary_key=True)
    licence_no: Mapped[Key] = mapped_column(index=True)
    template: Mapped[Key]
    values: Mapped[dict[str, Any]] = mapped_column(SealedJson("prepared_documents.values"))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)
