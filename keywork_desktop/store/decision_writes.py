"""Writing what somebody decided inside a unit of work: planned sessions, settings, policies, reports taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import Establishment
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import ReportRead
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import planned_of, planned_row
from keywork_desktop.store.fact_writes import Columns, FactWrites, Put, natural_key
from keywork_desktop.store.policies import policy
from keywork_desktop.store.recording import RowChange, rows_by_key
from keywork_desktop.store.stored import Row

PLANNED = "planned_session"


class DecisionWrites(FactWrites):
    """The writing of decisions, beside that of facts."""

    def add_planned(self, session: PlannedSession) -> str:
        """Puts a session on a day; gives back its id."""
        return self.add_all_planned([session])[0]

    def add_all_planned(self, sessions: Iterable[PlannedSession]) -> tuple[str, ...]:
        """Puts sessions on days; gives back their ids in the same order.

        When the work ends, a prisoner with two sessions on one day is refused (`RequestError`, `already_planned`).
        """
        rows: list[Row] = [{"id": next(self._ids), **planned_row(session)} for session in sessions]
        self._apply([RowChange(PLANNED, str(row["id"]), None, row) for row in rows])
        return tuple(str(row["id"]) for row in rows)

    def change_planned(self, planned_id: str, **fields: Any) -> Put:
        """Changes fields of a planned session, named as in `PlannedSession`.

        Raises `RequestError` (`no_such_planned_session`, `bad_value`).
        """
        return self.change_all_planned([planned_id], **fields)

    def change_all_planned(self, planned_ids: Iterable[str], **fields: Any) -> Put:
        """As `change_planned` for many sessions, written in one go; unchanged if none of them is another then."""
        changes = []
        for row in self._planned_rows(list(planned_ids)):
            key = str(row["id"])
            try:
                after: Row = {"id": key, **planned_row(replace(planned_of(Columns(row)), **fields))}
            except ValueError as error:
                raise RequestError(f"{error}. Choose another time.", code="bad_value") from error
            if after != row:
                changes.append(RowChange(PLANNED, key, row, after))
        self._apply(changes)
        return Put.CHANGED if changes else Put.UNCHANGED

    def remove_planned(self, planned_id: str) -> None:
        """Takes a planned session off its day; `RequestError` (`no_such_planned_session`) if it is gone already."""
        self.remove_all_planned([planned_id])

    def remove_all_planned(self, planned_ids: Iterable[str]) -> None:
        """Takes planned sessions off their days; `RequestError` (`no_such_planned_session`) if one is gone already."""
        rows = self._planned_rows(list(planned_ids))
        self._apply([RowChange(PLANNED, str(row["id"]), row, None) for row in rows])

    def _planned_rows(self, planned_ids: Sequence[str]) -> list[Row]:
        found = {row["id"]: row for row in rows_by_key(self.connection, PLANNED, ("id",), [(i,) for i in planned_ids])}
        if missing := [planned_id for planned_id in planned_ids if planned_id not in found]:
            raise RequestError(
                "That planned session is no longer there: somebody took it away meanwhile. Look at the rota again.",
                code="no_such_planned_session",
                details={"ids": missing},
            )
        return [found[planned_id] for planned_id in planned_ids]

    def establishment(self, establishment: Establishment) -> Put:
        """Says which prison this store is about."""
        return self._put_one("establishment", ("code",), {"code": establishment.code, "name": establishment.name})

    def setting(self, key: str, value: Any) -> Put:
        """Sets a setting to a value of JSON."""
        return self._put_one("setting", ("key",), {"key": key, "value": stored.json_text(value)})

    def policy_in_force(
        self, policy_id: str, from_date: date, to_date: date | None = None, unit: str | None = None
    ) -> Put:
        """Puts a policy set in force from a day (to a day, included), for a unit or for all.

        One set a unit and first day: a second one takes its place. Raises `RequestError` (`unknown_policy`).
        """
        row: Row = {
            "policy_id": self._known_policy(policy_id),
            "unit": unit or "",
            "from_date": from_date.isoformat(),
            "to_date": stored.day_text(to_date),
        }
        return self._put_one("policy_in_force", ("unit", "from_date"), row)

    def _known_policy(self, policy_id: str) -> str:
        """The id, if there is such a set: one of this prison's own, or a shipped one (`RequestError`)."""
        own = rows_by_key(self.connection, "policy_set", ("policy_id",), [(policy_id,)])
        return policy_id if any(own) else policy(policy_id).id

    def report_read(self, report: ReportRead, sha256: str, units: Iterable[str] = ()) -> Put:
        """Writes down that a report was taken in. The same file of the same day again changes nothing."""
        key = ("kind", "report_date", "sha256")
        row: Row = {
            "kind": report.kind.value,
            "report_date": report.report_date.isoformat(),
            "read_at": stored.moment_text(report.read_at),
            "file_name": report.file_name,
            "sha256": sha256,
            "units": stored.words_text(sorted(units)),
        }
        if any(rows_by_key(self.connection, "report_read", key, [natural_key(row, key)])):
            return Put.UNCHANGED
        return self._put_one("report_read", key, row)
