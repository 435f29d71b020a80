"""the number a call-back rings

Revision: 0002, after 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "callback_numbers",
        sa.Column("receipt_no", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["receipt_no"], ["tickets.receipt_no"], name=op.f("fk_callback_numbers_receipt_no_tickets")
        ),
        sa.PrimaryKeyConstraint("receipt_no", name=op.f("pk_callback_numbers")),
    )
    op.create_index(op.f("ix_callback_numbers_number"), "callback_numbers", ["number"], unique=False)


def downgrade() -> None:
    op.drop_table("callback_numbers")
