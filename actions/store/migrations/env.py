"""Alembic's environment: always online, on the connection it is given."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON

from actions.store import Base
from actions.store.sealed import Sealed, SealedJson
from actions.store.types import Instant, Yuan


def plain_type(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are in the database: a migration must outlive our code."""
    if kind != "type":
        return False
    if isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Yuan):
        return "sa.BigInteger()"
    if isinstance(item, Sealed):
        return "sa.String()"
    if isinstance(item, JSON | SealedJson):
        autogen.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
        return 'sa.JSON().with_variant(JSONB(), "postgresql")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
