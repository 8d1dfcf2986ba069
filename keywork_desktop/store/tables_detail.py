"""Tables about the detail and the day: when prisoners are unlocked, how officers repeat, which details were read."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class CoreDayRow(SQLModel, table=True):
    """The core day of a unit on one weekday (Monday 0), from `from_date` until a later row of the same weekday.

    A unit is empty where the whole establishment is meant. `parts` is a JSON list of kind, time from and time to.
    """

    __tablename__ = "core_day"
    __table_args__ = (UniqueConstraint("unit", "weekday", "from_date", name="one_core_day"),)

    id: str = Field(primary_key=True)
    unit: str
    weekday: int
    from_date: date
    parts: str
    entered_by: str
    entered_at: str


class WorkingPatternRow(SQLModel, table=True):
    """Shifts that repeat every so many weeks; `days` is a JSON list from a Monday on: shift code and key work time."""

    __tablename__ = "working_pattern"

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    days: str
    entered_by: str
    entered_at: str


class DetailVersionRow(SQLModel, table=True):
    """A detail as it was read, never changed after. `shifts` is JSON: the names of the columns, then rows.

    `report_date` is the day on which it was drawn up: one that was drawn up earlier but read later is the older one.
    """

    __tablename__ = "detail_version"
    __table_args__ = (
        UniqueConstraint("number", name="one_detail_version"),
        Index("detail_version_by_day", "from_date", "to_date"),
    )

    id: str = Field(primary_key=True)
    number: int
    report_date: date
    read_at: str
    by_whom: str
    file_name: str
    sha256: str
    from_date: date
    to_date: date
    shifts: str
