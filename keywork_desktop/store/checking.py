"""Checking a store: its file, its references, what must always hold, and whether the log tells how it came about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.store.copies import damages
from keywork_desktop.store.tables import LOG_TABLES, table_names

MOST_NAMED = 20
"""How many prison numbers or ids a finding names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: `code`, a sentence, and where. `details` names rows by number, never by name."""

    code: str
    text: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What must always hold: `broken` selects whom it does not hold for."""

    code: str
    text: str
    broken: str


_RULES = (
    _Rule(
        "allocations_overlap",
        "had two key workers at once",
        "SELECT DISTINCT a.prison_number FROM allocation AS a JOIN allocation AS b "
        "ON a.prison_number = b.prison_number AND a.id < b.id "
        "AND a.from_date < coalesce(b.to_date, '9999-12-31') AND b.from_date < coalesce(a.to_date, '9999-12-31') "
        "WHERE a.from_date < coalesce(a.to_date, '9999-12-31') AND b.from_date < coalesce(b.to_date, '9999-12-31')",
    ),
    _Rule(
        "allocation_ends_before_it_begins",
        "have an allocation that ends before it begins",
        "SELECT DISTINCT prison_number FROM allocation WHERE to_date < from_date",
    ),
    _Rule(
        "stays_overlap",
        "were here twice at once",
        "SELECT DISTINCT a.prison_number FROM stay AS a JOIN stay AS b ON a.prison_number = b.prison_number "
        "AND a.from_date < b.from_date AND b.from_date < coalesce(a.to_date, '9999-12-31')",
    ),
    _Rule(
        "stay_ends_before_it_begins",
        "left before they came",
        "SELECT DISTINCT prison_number FROM stay WHERE to_date < from_date",
    ),
    _Rule(
        "two_sessions_a_day",
        "have two planned sessions on one day",
        "SELECT DISTINCT prison_number FROM planned_session GROUP BY prison_number, on_date HAVING count(*) > 1",
    ),
    _Rule(
        "sessions_overlap",
        "are planned while their key worker sees somebody else",
        "SELECT DISTINCT a.prison_number FROM planned_session AS a JOIN planned_session AS b "
        "ON a.on_date = b.on_date AND a.id <> b.id "
        "AND (b.staff_id IN (a.staff_id, a.second_staff_id) OR b.second_staff_id = a.second_staff_id) "
        "AND time(a.start) < time(b.start, b.minutes || ' minutes') "
        "AND time(b.start) < time(a.start, a.minutes || ' minutes')",
    ),
    _Rule(
        "not_a_prison_number",
        "have a number that is no prison number",
        "SELECT prison_number FROM prisoner WHERE prison_number NOT GLOB '[A-Z][0-9][0-9][0-9][0-9][A-Z][A-Z]'",
    ),
)

_JSON_COLUMNS = (
    ("shift", "key_work"),
    ("setting", "value"),
    ("rota_version", "sessions"),
    ("detail_version", "shifts"),
    ("working_pattern", "days"),
    ("core_day", "parts"),
    ("key_worker", "specialisms"),
    ("key_worker", "do_not_allocate"),
)


def findings(connection: Connection, *, encrypted: bool) -> tuple[Finding, ...]:
    """Everything that is wrong with the store, the file itself first; nothing if all is well."""
    damaged = damages(connection, encrypted=encrypted)
    if damaged:
        text = f"The file is damaged in {len(damaged)} places. Restore the newest good backup."
        return (Finding("file_damaged", text, {"damaged": damaged[:MOST_NAMED]}),)
    return (*_references(connection), *_rules(connection), *_values(connection), *_log(connection))


def _references(connection: Connection) -> Iterator[Finding]:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    for name in sorted({str(row[0]) for row in broken}):
        number = sum(row[0] == name for row in broken)
        yield Finding(
            "refers_to_nothing", f"{number} rows of {name} refer to somebody who is not there.", {"table": name}
        )


def _rules(connection: Connection) -> Iterator[Finding]:
    for rule in _RULES:
        numbers = sorted(str(row[0]) for row in connection.exec_driver_sql(rule.broken))
        if numbers:
            who = ", ".join(numbers[:3]) + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")
            yield Finding(rule.code, f"{who} {rule.text}.", {"prisoners": numbers[:MOST_NAMED], "count": len(numbers)})


def _values(connection: Connection) -> Iterator[Finding]:
    for name, column in _JSON_COLUMNS:
        bad = connection.exec_driver_sql(
            f"SELECT id FROM {name} WHERE NOT json_valid({column})"  # noqa: S608 - our own names
        ).all()
        if bad:
            yield Finding(
                "unreadable_value", f"{len(bad)} rows of {name} cannot be read.", {"table": name, "column": column}
            )


def _log(connection: Connection) -> Iterator[Finding]:
    """Each row must be as the newest change of it left it, and each change whole."""
    short = connection.exec_driver_sql(
        "SELECT c.id FROM change_set AS c WHERE c.rows <> "
        "(SELECT count(*) FROM row_change AS r WHERE r.change_set_id = c.id)"
    ).all()
    if short:
        yield Finding("change_not_whole", f"{len(short)} changes of the log are not whole.", {"count": len(short)})
    for name in table_names():
        if name in LOG_TABLES:
            continue
        unlike = _unlike_the_log(connection, name)
        if unlike:
            yield Finding(
                "unlike_the_log",
                f"{unlike} rows of {name} are not as the log says. Something else has written to the store.",
                {"table": name, "count": unlike},
            )


def _unlike_the_log(connection: Connection, name: str) -> int:
    newest = connection.exec_driver_sql(
        "SELECT r.row_id, r.after FROM row_change AS r JOIN change_set AS c ON c.id = r.change_set_id "
        "WHERE r.table_name = ? ORDER BY c.hlc, r.place",
        (name,),
    )
    said = {str(row_id): str(after) for row_id, after in newest}
    unlike = 0
    for row in connection.exec_driver_sql(f"SELECT * FROM {name}").mappings():  # noqa: S608 - our own names
        after = said.pop(str(row["id"]), "")
        told = json.loads(after) if after else None
        # A later version may have added a column: only what both know is compared.
        if told is None or any(row[column] != value for column, value in told.items() if column in row):
            unlike += 1
    return unlike + sum(bool(after) for after in said.values())
