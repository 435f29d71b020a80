"""who is writing, what a channel still takes, a provider's token

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("typing_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "outbox", sa.Column("parts_sent", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column(
        "outbox", sa.Column("waits_for_word", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "allowances",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_allowances")),
    )
    op.create_table(
        "provider_tokens",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetching_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_provider_tokens")),
    )


def downgrade() -> None:
    op.drop_table("provider_tokens")
    op.drop_table("allowances")
    op.drop_column("outbox", "waits_for_word")
    op.drop_column("outbox", "parts_sent")
    op.drop_column("conversations", "typing_until")
