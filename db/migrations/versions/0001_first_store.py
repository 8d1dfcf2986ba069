"""The first store: the prison and its people, the work, the reports, and the change log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_set",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("hlc", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["change_set.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hlc"),
    )
    op.create_index(op.f("ix_change_set_action"), "change_set", ["action"], unique=False)
    op.create_index(op.f("ix_change_set_undoes"), "change_set", ["undoes"], unique=False)
    op.create_table(
        "establishment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "key_worker",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("return_date", sa.Date(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("specialisms", sa.String(), nullable=False),
        sa.Column("do_not_allocate", sa.String(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("working_pattern", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("staff_id"),
    )
    op.create_table(
        "policy_in_force",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("policy_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit", "from_date", name="one_policy_a_day"),
    )
    op.create_table(
        "prisoner",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("booking_number", sa.String(), nullable=False),
        sa.Column("legal_status", sa.String(), nullable=False),
        sa.Column("release_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number"),
    )
    op.create_table(
        "report_read",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("report_date", sa.Date(), nullable=False),
        sa.Column("read_at", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("units", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "report_date", "sha256", name="one_reading_a_file"),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "shift",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("key_work", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("staff_id", "on_date", name="one_shift_a_day"),
    )
    op.create_index("shift_by_day", "shift", ["on_date"], unique=False)
    op.create_table(
        "shift_code",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=True),
        sa.Column("end", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "admission",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("booking_number", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "on_date", name="one_admission_a_day"),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("effective", sa.String(), nullable=False),
        sa.Column("expiry", sa.Date(), nullable=True),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "code", "effective", name="one_alert_a_day"),
    )
    op.create_table(
        "allocation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("began_because", sa.String(), nullable=False),
        sa.Column("ended_because", sa.String(), nullable=False),
        sa.Column("by_whom", sa.String(), nullable=False),
        sa.Column("second_staff_id", sa.String(), nullable=True),
        sa.Column("override_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.ForeignKeyConstraint(
            ["second_staff_id"],
            ["key_worker.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["key_worker.staff_id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "from_date", "staff_id", name="one_allocation_a_day"),
    )
    op.create_index("allocation_by_key_worker", "allocation", ["staff_id", "to_date"], unique=False)
    op.create_index(
        "one_present_allocation", "allocation", ["prison_number"], unique=True, sqlite_where=sa.text("to_date IS NULL")
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("end", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "on_date", "start", "end", "kind", "place", name="one_appointment"),
    )
    op.create_index("appointment_by_day", "appointment", ["on_date"], unique=False)
    op.create_table(
        "change_subject",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("change_set_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_set_id"],
            ["change_set.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("change_set_id", "kind", "subject", name="one_subject_in_a_change"),
    )
    op.create_index("changes_of_subject", "change_subject", ["kind", "subject"], unique=False)
    op.create_table(
        "key_work_record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "on_date", "at", "kind", "staff_id", "source", name="one_record_a_moment"),
    )
    op.create_index("newest_records", "key_work_record", ["prison_number", "kind", "on_date"], unique=False)
    op.create_index("record_by_day", "key_work_record", ["on_date"], unique=False)
    op.create_table(
        "planned_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("target", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("cover", sa.Boolean(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("second_staff_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.ForeignKeyConstraint(
            ["second_staff_id"],
            ["key_worker.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["key_worker.staff_id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("planned_by_day", "planned_session", ["on_date"], unique=False)
    op.create_index("planned_by_prisoner", "planned_session", ["prison_number", "on_date"], unique=False)
    op.create_table(
        "row_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("change_set_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_set_id"],
            ["change_set.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("change_set_id", "place", name="one_place_in_a_change"),
    )
    op.create_table(
        "stay",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "from_date", name="one_stay_a_day"),
    )
    op.create_index("stay_by_end", "stay", ["to_date", "prison_number"], unique=False)
    op.create_table(
        "whereabouts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("prison_number", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prison_number"],
            ["prisoner.prison_number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prison_number", "from_date", name="one_location_a_day"),
    )


def downgrade() -> None:
    op.drop_table("whereabouts")
    op.drop_index("stay_by_end", table_name="stay")
    op.drop_table("stay")
    op.drop_table("row_change")
    op.drop_index("planned_by_prisoner", table_name="planned_session")
    op.drop_index("planned_by_day", table_name="planned_session")
    op.drop_table("planned_session")
    op.drop_index("record_by_day", table_name="key_work_record")
    op.drop_index("newest_records", table_name="key_work_record")
    op.drop_table("key_work_record")
    op.drop_index("changes_of_subject", table_name="change_subject")
    op.drop_table("change_subject")
    op.drop_index("appointment_by_day", table_name="appointment")
    op.drop_table("appointment")
    op.drop_index("one_present_allocation", table_name="allocation", sqlite_where=sa.text("to_date IS NULL"))
    op.drop_index("allocation_by_key_worker", table_name="allocation")
    op.drop_table("allocation")
    op.drop_table("alert")
    op.drop_table("admission")
    op.drop_table("shift_code")
    op.drop_index("shift_by_day", table_name="shift")
    op.drop_table("shift")
    op.drop_table("setting")
    op.drop_table("report_read")
    op.drop_table("prisoner")
    op.drop_table("policy_in_force")
    op.drop_table("key_worker")
    op.drop_table("establishment")
    op.drop_index(op.f("ix_change_set_undoes"), table_name="change_set")
    op.drop_index(op.f("ix_change_set_action"), table_name="change_set")
    op.drop_table("change_set")
