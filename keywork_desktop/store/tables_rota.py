"""Tables of the rota beside its sessions: when the regime is cut, and what was published."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class CurtailmentRow(SQLModel, table=True):
    """The regime is cut from `from_date` to `to_date` (included), from `start` to `end` of each day.

    A unit is empty where the whole establishment is meant.
    """

    __tablename__ = "curtailment"
    __table_args__ = (
        UniqueConstraint("unit", "from_date", "to_date", "start", "end", name="one_curtailment"),
        Index("curtailment_by_day", "from_date", "to_date"),
    )

    id: str = Field(primary_key=True)
    unit: str
    from_date: date
    to_date: date
    start: str
    end: str
    reason: str
    entered_by: str
    entered_at: str


class RotaVersionRow(SQLModel, table=True):
    """The rota as it was published, never changed after. `sessions` is JSON: the names of the columns, then rows."""

    __tablename__ = "rota_version"
    __table_args__ = (UniqueConstraint("number", name="one_rota_version"),)

    id: str = Field(primary_key=True)
    number: int
    published_at: str
    by_whom: str
    from_date: date
    to_date: date
    sessions: str
