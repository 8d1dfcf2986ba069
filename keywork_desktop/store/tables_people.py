"""Tables of the prison and its people: prisoners, where and when they were here, key workers, allocations.

Every row has an `id` (UUIDv7, so that rows of two machines never collide) and a natural key that recognises it again.
People are referred to by prison number and staff ID, which mean the same on every machine. A day that is part of a
natural key and may be unknown is stored as empty text, because SQL never calls two unknowns equal.
"""

from datetime import date

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class EstablishmentRow(SQLModel, table=True):
    """The prison this store is about: one row."""

    __tablename__ = "establishment"

    id: str = Field(primary_key=True)
    code: str = Field(unique=True)
    name: str


class SettingRow(SQLModel, table=True):
    """One setting; `value` is JSON."""

    __tablename__ = "setting"

    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    value: str


class PrisonerRow(SQLModel, table=True):
    """Who a prisoner is, as the newest roll says."""

    __tablename__ = "prisoner"

    id: str = Field(primary_key=True)
    prison_number: str = Field(unique=True)
    last_name: str
    first_name: str
    date_of_birth: date | None = None
    booking_number: str
    legal_status: str
    release_date: date | None = None


class StayRow(SQLModel, table=True):
    """On the roll from `from_date` until `to_date` (exclusive)."""

    __tablename__ = "stay"
    __table_args__ = (
        UniqueConstraint("prison_number", "from_date", name="one_stay_a_day"),
        Index("stay_by_end", "to_date", "prison_number"),
    )

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    from_date: date
    to_date: date | None = None
    ended_because: str


class WhereaboutsRow(SQLModel, table=True):
    """Seen at `location` from `from_date`."""

    __tablename__ = "whereabouts"
    __table_args__ = (UniqueConstraint("prison_number", "from_date", name="one_location_a_day"),)

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    from_date: date
    location: str


class AdmissionRow(SQLModel, table=True):
    """Arrived, or returned, on `on_date`; `source` is `admissions`, `alerts` or `roll`."""

    __tablename__ = "admission"
    __table_args__ = (UniqueConstraint("prison_number", "on_date", name="one_admission_a_day"),)

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    on_date: date
    booking_number: str
    source: str


class AlertRow(SQLModel, table=True):
    """An alert; `effective` is an ISO day, empty where it is unknown."""

    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("prison_number", "code", "effective", name="one_alert_a_day"),)

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    code: str
    effective: str
    expiry: date | None = None
    first_seen: date
    ended_on: date | None = None


class KeyWorkerRow(SQLModel, table=True):
    """A key worker; `specialisms` and `do_not_allocate` are JSON lists."""

    __tablename__ = "key_worker"

    id: str = Field(primary_key=True)
    staff_id: str = Field(unique=True)
    last_name: str
    first_name: str
    unit: str | None = None
    status: str
    return_date: date | None = None
    capacity: int
    specialisms: str
    do_not_allocate: str
    band: int
    working_pattern: str


class AllocationRow(SQLModel, table=True):
    """This key worker is responsible for this prisoner from `from_date` until `to_date` (exclusive); one at a time."""

    __tablename__ = "allocation"
    __table_args__ = (
        UniqueConstraint("prison_number", "from_date", "staff_id", name="one_allocation_a_day"),
        Index("one_present_allocation", "prison_number", unique=True, sqlite_where=text("to_date IS NULL")),
        Index("allocation_by_key_worker", "staff_id", "to_date"),
    )

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    staff_id: str = Field(foreign_key="key_worker.staff_id")
    from_date: date
    to_date: date | None = None
    began_because: str
    ended_because: str
    by_whom: str
    second_staff_id: str | None = Field(default=None, foreign_key="key_worker.staff_id")
    override_reason: str
