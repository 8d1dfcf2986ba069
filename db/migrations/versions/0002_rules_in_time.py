"""Rules in time: the prison's own policy sets, the regime calendar, local groups and flags by hand.

And indexes that hold whole records in the order in which the due list reads them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SESSIONS = sa.text("kind = 'session'")
_WHOLE_RECORD = ["prison_number", "on_date", "kind", "staff_id", "at", "source", "minutes", "reason", "id"]


def upgrade() -> None:
    op.create_table(
        "group_switch",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("first_within", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("under_age", sa.Integer(), nullable=True),
        sa.Column("landings", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("group_id", "unit", "from_date", name="one_switch_a_day"),
    )
    op.create_table(
        "policy_set",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("copied_from", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("policy_id", "from_date", name="one_reading_of_a_set_a_day"),
    )
    op.create_table(
        "regime_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit", "from_date", name="one_level_a_day"),
    )
    op.create_table(
        "group_flag",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("by_whom", sa.String(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("days_before_release", sa.Integer(), nullable=True),
        sa.Column("months_before_release", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("flagged_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "group_id", "from_date", name="one_flag_a_day"),
    )
    op.drop_index("newest_records", table_name="key_work_record")
    op.create_index("newest_records", "key_work_record", _WHOLE_RECORD, unique=False)
    op.create_index(
        "session_days", "key_work_record", ["prison_number", "on_date"], unique=False, sqlite_where=_SESSIONS
    )
    op.create_index(
        "session_days_by_writer",
        "key_work_record",
        ["prison_number", "staff_id", "on_date"],
        unique=False,
        sqlite_where=_SESSIONS,
    )


def downgrade() -> None:
    op.drop_index("session_days_by_writer", table_name="key_work_record", sqlite_where=_SESSIONS)
    op.drop_index("session_days", table_name="key_work_record", sqlite_where=_SESSIONS)
    op.drop_index("newest_records", table_name="key_work_record")
    op.create_index("newest_records", "key_work_record", ["prison_number", "kind", "on_date"], unique=False)
    op.drop_table("group_flag")
    op.drop_table("regime_entry")
    op.drop_table("policy_set")
    op.drop_table("group_switch")
