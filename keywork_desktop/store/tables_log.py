"""Tables of the one change log: a change set for each action, and in it every row as it was and as it became."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class ChangeSetRow(SQLModel, table=True):
    """One action's change. `hlc` gives the order; `undoes` is the change set that this one takes back, if it does.

    An undo takes back an action, a redo takes back an undo: so what stands and what does not is read from here alone.
    """

    __tablename__ = "change_set"

    id: str = Field(primary_key=True)
    at: str
    hlc: str = Field(unique=True)
    actor: str
    device: str
    action: str = Field(index=True)
    summary: str
    rows: int
    undoes: str | None = Field(default=None, foreign_key="change_set.id", index=True)


class RowChangeRow(SQLModel, table=True):
    """One row of one change set; `before` and `after` are the whole row as JSON, empty where there was none."""

    __tablename__ = "row_change"
    __table_args__ = (UniqueConstraint("change_set_id", "place", name="one_place_in_a_change"),)

    id: str = Field(primary_key=True)
    change_set_id: str = Field(foreign_key="change_set.id")
    place: int
    table_name: str
    row_id: str
    operation: str
    before: str
    after: str


class ChangeSubjectRow(SQLModel, table=True):
    """Whom and which days a change set touches, taken from its rows: an index, so that a person's history is found."""

    __tablename__ = "change_subject"
    __table_args__ = (
        UniqueConstraint("change_set_id", "kind", "subject", name="one_subject_in_a_change"),
        Index("changes_of_subject", "kind", "subject"),
    )

    id: str = Field(primary_key=True)
    change_set_id: str = Field(foreign_key="change_set.id")
    kind: str
    subject: str
