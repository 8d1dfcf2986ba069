"""Pairs of a prisoner and a key worker who are to be kept apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keep_apart",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_whom", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["key_worker.staff_id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "staff_id", name="one_pair_kept_apart"),
    )


def downgrade() -> None:
    op.drop_table("keep_apart")
