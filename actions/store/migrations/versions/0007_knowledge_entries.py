"""a court's own entries of the knowledge base

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
LIST = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "knowledge_entries",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("court_code", sa.String(length=64), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("questions", LIST, nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("spoken", sa.String(), nullable=False),
        sa.Column("articles", LIST, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("levels", LIST, nullable=False),
        sa.Column("decides", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["court_code"], ["courts.code"], name=op.f("fk_knowledge_entries_court_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_entries")),
    )
    op.create_index(
        op.f("ix_knowledge_entries_court_code"), "knowledge_entries", ["court_code"], unique=False
    )


def downgrade() -> None:
    op.drop_table("knowledge_entries")
