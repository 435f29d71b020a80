"""who serves a line of talk, where several processes run; and which signed stamps have come

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from actions.store.types import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_leases")),
    )
    op.create_table(
        "stamps",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_stamps")),
    )
    op.create_index(op.f("ix_stamps_until"), "stamps", ["until"])


def downgrade() -> None:
    op.drop_table("stamps")
    op.drop_table("leases")
