"""Tables of what is watched: who has taken on an overdue priority prisoner."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class AcknowledgementRow(SQLModel, table=True):
    """Somebody knows that his session due on `due_on` is overdue, and says what happens next."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("prison_number", "due_on", name="one_acknowledgement"),)

    id: str = Field(primary_key=True)
    prison_number: str = Field(foreign_key="prisoner.prison_number")
    due_on: date
    on_date: date
    next_step: str
    escalated_to: str
    by_whom: str
    at: str
