"""reasons of tickets are sealed and found by a keyed hash

What the other newly sealed columns hold is read as it stands, and sealed by `hotline keys rotate`.

Revision: 0011, after 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("reason_mark", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_tickets_reason_mark"), "tickets", ["reason_mark"])


def downgrade() -> None:
    """Sealed values stay sealed: open them with the keys first."""
    op.drop_index(op.f("ix_tickets_reason_mark"), "tickets")
    op.drop_column("tickets", "reason_mark")
