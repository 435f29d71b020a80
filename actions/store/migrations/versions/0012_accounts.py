"""numbers, openids and client addresses stand sealed in one table; other rows have its ids

Revision: 0012, after 0011
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from actions.store.keys import of
from actions.store.sealed import opened, seal

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PLACE, FINDS = "accounts.name", "Account.name"
NAMED = ("sms", "wechat", "platform", "staff")
KEPT = (
    *(("conversations", "account"), ("turns", "account"), ("challenges", "account")),
    *(("verifications", "account"), ("pauses", "account"), ("allowances", "address")),
)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("channel", "mark", name=op.f("uq_accounts_channel_mark")),
    )
    op.create_index(op.f("ix_accounts_seen_at"), "accounts", ["seen_at"])
    for channel, name in _named():
        _instead(channel, name, _added(channel, name))
    # answers to logins that stand under a client address; they only save a second try
    op.execute(sa.text("DELETE FROM used_keys WHERE actor LIKE 'client:%'"))


def downgrade() -> None:
    """The names stand readable again."""
    bind = op.get_bind()
    for account, channel, name in bind.execute(sa.text("SELECT id, channel, name FROM accounts")).all():
        _instead(channel, account, opened(of(bind.dialect), PLACE, name))
    op.drop_index(op.f("ix_accounts_seen_at"), "accounts")
    op.drop_table("accounts")


def _named() -> set[tuple[str, str]]:
    bind, found = op.get_bind(), set()
    for table, column in KEPT:
        kept = sa.table(table, sa.column("channel"), sa.column(column))
        wanted = sa.select(kept.c.channel, kept.c[column]).where(kept.c.channel.in_(NAMED)).distinct()
        found |= {(channel, name) for channel, name in bind.execute(wanted).all()}
    return found


def _added(channel: str, name: str) -> str:
    ring, account = of(op.get_bind().dialect), secrets.token_urlsafe(16)
    accounts = sa.table(
        "accounts",
        *(sa.column(column) for column in ("id", "channel", "name", "mark")),
        sa.column("seen_at", sa.DateTime(timezone=True)),
    )
    row = {"id": account, "channel": channel, "name": seal(ring, PLACE, name), "seen_at": datetime.now(UTC)}
    row["mark"] = ring.mark("lookups", "lookup", FINDS, name)
    op.execute(accounts.insert().values(row))
    return account


def _instead(channel: str, before: str, after: str) -> None:
    for table, column in KEPT:
        kept = sa.table(table, sa.column("channel"), sa.column(column))
        same = sa.and_(kept.c.channel == channel, kept.c[column] == before)
        op.execute(kept.update().where(same).values({column: after}))
