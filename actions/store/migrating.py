"""Brings a store to the present tables: `alembic upgrade head`, in process."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from actions.store import Base, audit_chain, audit_witness
from actions.store.database import Database

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def migrate(db: Database) -> None:
    """Raises whatever the database raises if it cannot be reached or written."""
    with db.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    take_in(db)


def take_in(db: Database) -> None:
    """Audit rows from before there was a chain."""
    with db.write() as session:
        if audit_witness.seen(session) is None:  # else there was a chain, and whatever is not in it is forged
            audit_chain.adopt(session)


def present_revision(connection: Connection) -> str | None:
    """The migration that a store stands at."""
    return MigrationContext.configure(connection).get_current_revision()


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def differences(db: Database) -> list[str]:
    """What the migrations of a migrated store still lack against the tables in code, one line each."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]
