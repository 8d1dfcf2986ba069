"""Tables beside the allocations: who must be kept apart from whom."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class KeepApartRow(SQLModel, table=True):
    """This prisoner and this key worker are never to be brought together, since `since` (DOMAIN 4)."""

    __tablename__ = "keep_apart"
    __table_args__ = (UniqueConstraint("prison_number", "staff_id", name="one_pair_kept_apart"),)

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    staff_id: str = Field(foreign_key="key_worker.staff_id")
    since: date
    by_whom: str
    reason: str
