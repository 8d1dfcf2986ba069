"""Writing what is decided about the rota beside its sessions: core days, curtailments, published versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.store import stored
from keywork_desktop.store.author import Author
from keywork_desktop.store.fact_rows import planned_row
from keywork_desktop.store.fact_writes import FactWrites, Put, natural_key
from keywork_desktop.store.queries.rota import next_number
from keywork_desktop.store.recording import RowChange, rows_by_key
from keywork_desktop.store.stored import Row

CURTAILMENT = "curtailment"
CORE_DAY = "core_day"
_ONE_CORE_DAY = ("unit", "weekday", "from_date")
_ONE_CURTAILMENT = ("unit", "from_date", "to_date", "start", "end")


class RotaWrites(FactWrites):
    """The writing of core days, curtailments and versions, beside that of facts."""

    _author: Author
    _at: datetime

    def put_core_day(self, core_day: CoreDay) -> Put:
        """Writes the core day of a unit and weekday from its first day on; another from that day gives way to it."""
        parts = [[p.kind.value, stored.time_text(p.span.start), stored.time_text(p.span.end)] for p in core_day.parts]
        row: Row = {**_core_day_key(core_day), "parts": stored.json_text(parts)}
        key = natural_key(row, _ONE_CORE_DAY)
        there = next(rows_by_key(self.connection, CORE_DAY, _ONE_CORE_DAY, [key]), None)
        if there is not None and there["parts"] == row["parts"]:
            return Put.UNCHANGED
        row |= {"entered_by": self._author.actor, "entered_at": stored.moment_text(self._at)}
        return self._put_one(CORE_DAY, _ONE_CORE_DAY, row)

    def remove_core_day(self, core_day: CoreDay) -> bool:
        """Takes the entry of this unit, weekday and first day away; False if there is none."""
        key = natural_key(_core_day_key(core_day), _ONE_CORE_DAY)
        found = list(rows_by_key(self.connection, CORE_DAY, _ONE_CORE_DAY, [key]))
        self._apply([RowChange(CORE_DAY, str(row["id"]), row, None) for row in found])
        return bool(found)

    def curtail(self, curtailment: Curtailment) -> Put:
        """Enters that the regime is cut; the same days and hours again take the new reason."""
        row: Row = {**_curtailment_row(curtailment), "reason": curtailment.reason}
        key = natural_key(row, _ONE_CURTAILMENT)
        there = next(rows_by_key(self.connection, CURTAILMENT, _ONE_CURTAILMENT, [key]), None)
        if there is not None and there["reason"] == curtailment.reason:
            return Put.UNCHANGED
        row |= {"entered_by": self._author.actor, "entered_at": stored.moment_text(self._at)}
        return self._put_one(CURTAILMENT, _ONE_CURTAILMENT, row)

    def lift_curtailment(self, curtailment: Curtailment) -> bool:
        """Takes a curtailment of these days and hours back; False if there is none."""
        key = natural_key(_curtailment_row(curtailment), _ONE_CURTAILMENT)
        found = list(rows_by_key(self.connection, CURTAILMENT, _ONE_CURTAILMENT, [key]))
        self._apply([RowChange(CURTAILMENT, str(row["id"]), row, None) for row in found])
        return bool(found)

    def publish(self, period: Period, sessions: Sequence[PlannedSession]) -> int:
        """Keeps the rota of these days as the next version; gives back its number."""
        number = next_number(self.connection)
        rows = [planned_row(session) for session in sessions]
        columns = list(rows[0]) if rows else []
        row: Row = {
            "id": next(self._ids),
            "number": number,
            "published_at": stored.moment_text(self._at),
            "by_whom": self._author.actor,
            "from_date": period.first.isoformat(),
            "to_date": period.last.isoformat(),
            "sessions": stored.json_text({"columns": columns, "rows": [list(each.values()) for each in rows]}),
        }
        self._apply([RowChange("rota_version", str(row["id"]), None, row)])
        return number


def _curtailment_row(curtailment: Curtailment) -> Row:
    return {
        "unit": curtailment.unit or "",
        "from_date": curtailment.first.isoformat(),
        "to_date": curtailment.last.isoformat(),
        "start": stored.time_text(curtailment.span.start),
        "end": stored.time_text(curtailment.span.end),
    }


def _core_day_key(core_day: CoreDay) -> Row:
    return {
        "unit": core_day.unit or "",
        "weekday": core_day.weekday,
        "from_date": core_day.from_date.isoformat(),
    }
