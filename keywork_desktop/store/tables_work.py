"""Tables of the work: what was held or lost, who is on duty when, what is planned, which reports were read."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class KeyWorkRecordRow(SQLModel, table=True):
    """A session, entry, wellbeing check, or a lost session. The text of a case note is nowhere in the store.

    `at` is a time, empty where it is unknown. `staff_id` is whoever wrote it and need not be on the staff list
    (DOMAIN 3.3), so it refers to nobody.

    The due list reads the newest few of each prisoner: `newest_records` holds whole rows in that order, side by side,
    so that ten years of records cost hardly more to read than three months.
    """

    __tablename__ = "key_work_record"
    __table_args__ = (
        UniqueConstraint("prison_number", "on_date", "at", "kind", "staff_id", "source", name="one_record_a_moment"),
        Index(
            "newest_records", "prison_number", "on_date", "kind", "staff_id", "at", "source", "minutes", "reason", "id"
        ),
        Index("session_days", "prison_number", "on_date", sqlite_where=text("kind = 'session'")),
        Index("session_days_by_writer", "prison_number", "staff_id", "on_date", sqlite_where=text("kind = 'session'")),
        Index("record_by_day", "on_date"),
    )

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    on_date: date
    at: str
    kind: str
    staff_id: str
    source: str
    minutes: int | None = None
    reason: str


class ShiftCodeRow(SQLModel, table=True):
    """What a code on the detail means; no times for a day off."""

    __tablename__ = "shift_code"

    id: str = Field(primary_key=True)
    code: str = Field(unique=True)
    meaning: str
    start: str | None = None
    end: str | None = None


class ShiftRow(SQLModel, table=True):
    """One officer on one day; `key_work` is a JSON list of times from and to.

    A detail may name officers whom the staff list does not, and codes that nobody explained yet: neither is lost.
    """

    __tablename__ = "shift"
    __table_args__ = (
        UniqueConstraint("staff_id", "on_date", name="one_shift_a_day"),
        Index("shift_by_day", "on_date"),
    )

    id: str = Field(primary_key=True)
    staff_id: str
    on_date: date
    code: str
    key_work: str


class AppointmentRow(SQLModel, table=True):
    """A prisoner is elsewhere."""

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("prison_number", "on_date", "start", "end", "kind", "place", name="one_appointment"),
        Index("appointment_by_day", "on_date"),
    )

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    on_date: date
    start: str
    end: str
    kind: str
    place: str


class PlannedSessionRow(SQLModel, table=True):
    """A planned session. One a prisoner a day is checked when a unit of work ends, so that two may change places."""

    __tablename__ = "planned_session"
    __table_args__ = (
        Index("planned_by_day", "on_date"),
        Index("planned_by_prisoner", "prison_number", "on_date"),
    )

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    staff_id: str = Field(foreign_key="key_worker.staff_id")
    on_date: date
    start: str
    minutes: int
    kind: str
    rule: str
    target: date | None = None
    due_on: date | None = None
    priority: bool
    cover: bool
    locked: bool
    second_staff_id: str | None = Field(default=None, foreign_key="key_worker.staff_id")


class ReportReadRow(SQLModel, table=True):
    """A report that was taken in: `units` is the JSON list of units it covers, `sha256` says which file it was."""

    __tablename__ = "report_read"
    __table_args__ = (UniqueConstraint("kind", "report_date", "sha256", name="one_reading_a_file"),)

    id: str = Field(primary_key=True)
    kind: str
    report_date: date
    read_at: str
    file_name: str
    sha256: str
    units: str
