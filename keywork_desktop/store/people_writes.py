"""Writing about people themselves inside a unit of work: who is kept apart, and two numbers that are one man."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from keywork_desktop.domain.people import AllocationEnded
from keywork_desktop.store.allocating import TABLE, ended
from keywork_desktop.store.fact_rows import FACT_TABLES
from keywork_desktop.store.fact_writes import FactWrites, Put
from keywork_desktop.store.recording import RowChange, columns_of, rows_by_key
from keywork_desktop.store.stored import Row, Stored
from keywork_desktop.store.tables import table_names

_PAIR = ("prison_number", "staff_id")
_OTHER_KEYS = {
    "keep_apart": _PAIR,
    "planned_session": ("prison_number", "on_date"),
    "group_flag": ("prison_number", "group_id", "from_date"),
    "acknowledgement": ("prison_number", "due_on"),
}
_KEYS = {where.table: where.key for where in FACT_TABLES.values()} | _OTHER_KEYS


class PeopleWrites(FactWrites):
    """The writing of what is between people, beside that of facts."""

    def keep_apart(self, prison_number: str, staff_id: str, since: date, by: str, reason: str) -> Put:
        """Says that these two are never to be brought together; said again it takes the new reason."""
        row: Row = {
            "prison_number": prison_number,
            "staff_id": staff_id,
            "since": since.isoformat(),
            "by_whom": by,
            "reason": reason,
        }
        return self._put_one("keep_apart", _PAIR, row)

    def end_keep_apart(self, prison_number: str, staff_id: str) -> bool:
        """Takes that back; False if nobody had said so."""
        found = list(rows_by_key(self.connection, "keep_apart", _PAIR, [(prison_number, staff_id)]))
        self._apply([RowChange("keep_apart", str(row["id"]), row, None) for row in found])
        return bool(found)

    def renumber(self, old: str, new: str, on: date) -> None:
        """Everything that is written of the number `old` becomes that of `new`; of two alike the one of `new` stays.

        A stay under the old number that leads up to one under the new number is one stay. Where both have a key worker
        now, that of the new number stays, and the other's allocation ends on `on` as a merged number. The old number
        stays known, with nothing written of it.
        """
        for name in table_names():
            if name != "prisoner" and "prison_number" in columns_of(name):
                of_old, of_new = (
                    list(rows_by_key(self.connection, name, ("prison_number",), [(number,)])) for number in (old, new)
                )
                if name == "stay":
                    self._apply(_joined_stays(of_old, of_new))
                    of_new = list(rows_by_key(self.connection, name, ("prison_number",), [(new,)]))
                    of_old = list(rows_by_key(self.connection, name, ("prison_number",), [(old,)]))
                self._apply(_renumbered(name, of_old, of_new, new, on))


def _joined_stays(of_old: Sequence[Row], of_new: Sequence[Row]) -> list[RowChange]:
    """The last stay under the old number goes on as the first under the new one, where there is no gap between."""
    if not of_old or not of_new:
        return []
    before, after = max(of_old, key=_first_day), min(of_new, key=_first_day)
    begins = _first_day(after)
    leads_up = before["to_date"] is None or str(before["to_date"]) >= begins
    if not leads_up or _first_day(before) >= begins:
        return []
    whole = {**after, "from_date": before["from_date"]}
    return [
        RowChange("stay", str(before["id"]), before, None),
        RowChange("stay", str(after["id"]), after, whole),
    ]


def _first_day(row: Row) -> str:
    return str(row["from_date"])


def _renumbered(name: str, of_old: Sequence[Row], of_new: Sequence[Row], new: str, on: date) -> list[RowChange]:
    """The rows of the old number as rows of the new one; those that are there already go."""
    there = {_identity(row, _KEYS[name]) for row in of_new}
    has_key_worker = any(row["to_date"] is None for row in of_new) if name == TABLE else False
    gone, moved = [], []
    for row in of_old:
        row_id = str(row["id"])
        becomes: Row = {**row, "prison_number": new}
        if _identity(becomes, _KEYS[name]) in there:
            gone.append(RowChange(name, row_id, row, None))
            continue
        if has_key_worker and row["to_date"] is None:
            becomes = {**(ended(row, on.isoformat(), AllocationEnded.MERGED.value).after or row), "prison_number": new}
        moved.append(RowChange(name, row_id, row, becomes))
    return gone + moved


def _identity(row: Row, key: Sequence[str]) -> tuple[Stored, ...]:
    return tuple(row[column] for column in key)
