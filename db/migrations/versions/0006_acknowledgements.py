"""Who has taken on an overdue priority prisoner."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("escalated_to", sa.String(), nullable=False),
        sa.Column("by_whom", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["prison_number"], ["prisoner.prison_number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "due_on", name="one_acknowledgement"),
    )


def downgrade() -> None:
    op.drop_table("acknowledgement")
