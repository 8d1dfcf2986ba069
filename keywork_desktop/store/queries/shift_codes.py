"""What the codes of the detail mean here, who said so, and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from keywork_desktop.domain.detail import Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.shift_codes import CodeUse, codes_of_prison
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import FACT_TABLES


@dataclass(frozen=True)
class CodesKnown:
    """What is written down about codes: those that are remembered, how each code stands on the detail, and by whom."""

    remembered: Mapping[str, ShiftCode]
    uses: Mapping[str, CodeUse]
    written: Mapping[str, CodeWritten]


@dataclass(frozen=True, slots=True)
class CodeWritten:
    """Who wrote down last what a code means: by which action, and when."""

    by: str
    at: datetime
    action: str


def remembered_codes(connection: Connection) -> dict[str, ShiftCode]:
    """The codes that somebody, or a Codes sheet, has explained."""
    where = FACT_TABLES[ShiftCode]
    rows = connection.exec_driver_sql("SELECT * FROM shift_code ORDER BY code")
    return {row.code: where.from_row(row) for row in rows}


def shift_codes(connection: Connection) -> dict[str, ShiftCode]:
    """Every code that has a meaning: those of DOMAIN 5 and the remembered ones."""
    return codes_of_prison(remembered_codes(connection))


def codes_known(connection: Connection) -> CodesKnown:
    """Everything that is written down about the codes of the detail."""
    return CodesKnown(remembered_codes(connection), _uses(connection), _written(connection))


def _uses(connection: Connection) -> dict[str, CodeUse]:
    """How each code stands on the whole detail, by code."""
    rows = connection.exec_driver_sql(
        "SELECT code, key_work, count(*), min(on_date), max(on_date) FROM shift GROUP BY code, key_work ORDER BY code"
    )
    found: dict[str, list[tuple[tuple[TimeSpan, ...], int, date, date]]] = {}
    for code, key_work, number, first, last in rows:
        found.setdefault(code, []).append((stored.spans(key_work), number, stored.day(first), stored.day(last)))
    return {
        code: CodeUse(
            code,
            tuple(sorted((spans, number) for spans, number, _, _ in parts)),
            min(first for _, _, first, _ in parts),
            max(last for _, _, _, last in parts),
        )
        for code, parts in found.items()
    }


def shifts_with(connection: Connection, codes: Collection[str], days_from: date) -> tuple[Shift, ...]:
    """The shifts of these codes from a day on, as the detail says them, by day and officer."""
    where = FACT_TABLES[Shift]
    rows = connection.exec_driver_sql(
        "SELECT * FROM shift WHERE on_date >= ? AND code IN (SELECT value FROM json_each(?)) "
        "ORDER BY on_date, staff_id",
        (days_from.isoformat(), stored.json_text(sorted(codes))),
    )
    return tuple(where.from_row(row) for row in rows)


def _written(connection: Connection) -> Mapping[str, CodeWritten]:
    """Who wrote down last what each code means, by code."""
    rows = connection.exec_driver_sql(
        "SELECT s.subject, c.actor, c.at, c.action FROM change_subject AS s "
        "JOIN change_set AS c ON c.id = s.change_set_id WHERE s.kind = 'shift_code' ORDER BY c.hlc"
    )
    return {code: CodeWritten(by, stored.moment(at), action) for code, by, at, action in rows}
