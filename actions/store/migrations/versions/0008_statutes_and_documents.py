"""statutes as published, and documents made out for a lawyer

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "statutes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statutes")),
        sa.UniqueConstraint("title", "in_force_from", name=op.f("uq_statutes_title_in_force_from")),
    )
    op.create_index(op.f("ix_statutes_title"), "statutes", ["title"], unique=False)
    op.create_table(
        "statute_articles",
        sa.Column("statute_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sub", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statute_id"], ["statutes.id"], name=op.f("fk_statute_articles_statute_id_statutes")
        ),
        sa.PrimaryKeyConstraint("statute_id", "number", "sub", name=op.f("pk_statute_articles")),
    )
    op.create_table(
        "prepared_documents",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("licence_no", sa.String(length=64), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_documents")),
    )
    op.create_index(op.f("ix_prepared_documents_licence_no"), "prepared_documents", ["licence_no"], unique=False)
    op.create_index(op.f("ix_prepared_documents_expires_at"), "prepared_documents", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("prepared_documents")
    op.drop_table("statute_articles")
    op.drop_table("statutes")
