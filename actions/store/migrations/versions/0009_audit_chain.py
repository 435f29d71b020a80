"""the audit is a chain; telephone numbers are sealed and found by a keyed hash

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_anchors",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("link", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_audit_anchors")),
    )
    with op.batch_alter_table("audit") as table:
        table.add_column(sa.Column("link", sa.Integer(), nullable=True))
        table.add_column(sa.Column("mark", sa.String(), nullable=True))
        table.create_unique_constraint(op.f("uq_audit_link"), ["link"])
    op.drop_index(op.f("ix_callback_numbers_number"), "callback_numbers")
    op.drop_index(op.f("ix_lawyers_phone"), "lawyers")
    op.add_column("callback_numbers", sa.Column("number_mark", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_callback_numbers_number_mark"), "callback_numbers", ["number_mark"])


def downgrade() -> None:
    """Sealed values stay sealed: open them with the keys first."""
    op.drop_index(op.f("ix_callback_numbers_number_mark"), "callback_numbers")
    op.drop_column("callback_numbers", "number_mark")
    op.create_index(op.f("ix_callback_numbers_number"), "callback_numbers", ["number"])
    op.create_index(op.f("ix_lawyers_phone"), "lawyers", ["phone"])
    with op.batch_alter_table("audit") as table:
        table.drop_constraint(op.f("uq_audit_link"), type_="unique")
        table.drop_column("mark")
        table.drop_column("link")
    op.drop_table("audit_anchors")
