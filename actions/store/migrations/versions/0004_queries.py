"""what a court tells of itself, lawyers' own hearings, times a court sets, and what was urged

Revision: 0004, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.add_column("courts", sa.Column("office_hours", JSON, nullable=True))
    op.add_column("courts", sa.Column("facilities", JSON, nullable=True))
    op.create_table(
        "own_hearings",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("licence_no", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_hearings")),
    )
    op.create_index(op.f("ix_own_hearings_licence_no"), "own_hearings", ["licence_no"], unique=False)
    op.create_table(
        "court_times",
        sa.Column("court_code", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["court_code"], ["courts.code"], name=op.f("fk_court_times_court_code_courts")),
        sa.PrimaryKeyConstraint("court_code", "key", name=op.f("pk_court_times")),
    )
    op.create_table(
        "urgings",
        sa.Column("receipt_no", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("urged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("receipt_no", "due_at", name=op.f("pk_urgings")),
    )


def downgrade() -> None:
    op.drop_table("urgings")
    op.drop_table("court_times")
    op.drop_index(op.f("ix_own_hearings_licence_no"), table_name="own_hearings")
    op.drop_table("own_hearings")
    op.drop_column("courts", "facilities")
    op.drop_column("courts", "office_hours")
