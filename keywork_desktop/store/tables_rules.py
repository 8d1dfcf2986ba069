"""Tables of the rules: which policy set, regime level or local group applies when, and who was put into a group.

A unit is empty where an entry is for the whole establishment. `entered_by` and `entered_at` (a moment in UTC) say who
wrote an entry first; an entry that is cut keeps them.
"""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class PolicyInForceRow(SQLModel, table=True):
    """Which policy set applies from when, to one unit or (empty) to the whole establishment."""

    __tablename__ = "policy_in_force"
    __table_args__ = (UniqueConstraint("unit", "from_date", name="one_policy_a_day"),)

    id: str = Field(primary_key=True)
    policy_id: str
    unit: str
    from_date: date
    to_date: date | None = None


class PolicySetRow(SQLModel, table=True):
    """A policy set of this prison as it reads from `from_date` on: shipped ones stay files.

    `document` is JSON with the fields of a policy file. An edit that begins later is a row of its own, so that the due
    dates of days before it stay what they were.
    """

    __tablename__ = "policy_set"
    __table_args__ = (UniqueConstraint("policy_id", "from_date", name="one_reading_of_a_set_a_day"),)

    id: str = Field(primary_key=True)
    policy_id: str
    from_date: date
    document: str
    copied_from: str
    entered_by: str
    entered_at: str


class RegimeEntryRow(SQLModel, table=True):
    """A regime level from `from_date` to `to_date` (included)."""

    __tablename__ = "regime_entry"
    __table_args__ = (UniqueConstraint("unit", "from_date", name="one_level_a_day"),)

    id: str = Field(primary_key=True)
    level: int
    unit: str
    from_date: date
    to_date: date | None = None
    entered_by: str
    entered_at: str


class GroupSwitchRow(SQLModel, table=True):
    """A local group that somebody approved, with its rule; `landings` is a JSON list."""

    __tablename__ = "group_switch"
    __table_args__ = (UniqueConstraint("group_id", "unit", "from_date", name="one_switch_a_day"),)

    id: str = Field(primary_key=True)
    group_id: str
    unit: str
    from_date: date
    to_date: date | None = None
    sessions: int
    window_days: int
    minutes: int
    first_within: int
    source: str
    approved_by: str
    approved_on: date
    under_age: int | None = None
    landings: str
    entered_by: str
    entered_at: str


class GroupFlagRow(SQLModel, table=True):
    """A prisoner put into a group by hand, from `from_date` until `to_date` (exclusive)."""

    __tablename__ = "group_flag"
    __table_args__ = (UniqueConstraint("prison_number", "group_id", "from_date", name="one_flag_a_day"),)

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    group_id: str
    from_date: date
    to_date: date | None = None
    by_whom: str
    review_on: date
    reason: str
    days_before_release: int | None = None
    months_before_release: int | None = None
    entered_by: str
    flagged_at: str
