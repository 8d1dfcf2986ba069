"""Two states of the rota side by side: two versions, or a version and the rota as it stands; also on paper."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.publishing_rota import against_now, common_days
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.rota_changes import ChangeLine, change_lines
from keywork_desktop.domain.rota_versions import RotaComparison, RotaVersion, compare_versions
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import counted, short_date, weekday

if TYPE_CHECKING:
    from keywork_desktop.exporting.paper import PaperPages, PaperWriter


@dataclass(frozen=True)
class Compared:
    """`changes` lead from `older` to `newer` (None: the rota as it stands), in the `days` that both speak of.

    `lines` are the changes by day, officer and time, for the units asked for.
    """

    older: RotaVersion
    newer: RotaVersion | None
    days: Period
    changes: RotaComparison
    lines: tuple[ChangeLine, ...]
    units: frozenset[str | None] | None = None

    @property
    def title(self) -> str:
        """`Changes from version 3 to version 4`, `… to the rota as it stands`."""
        now = f"version {self.newer.number}" if self.newer else "the rota as it stands"
        return f"Changes from version {self.older.number} to {now}"


def compare(desk: Desk, one: RotaVersion, other: RotaVersion | None, units: Set[str | None] | None = None) -> Compared:
    """What changed from the older to the newer of two versions, or (None) to the rota as it stands.

    `units` narrows the lines to sessions of their prisoners and officers. With the rota as it stands only days from
    today on count: what was held before has left the rota. Raises `RequestError` `no_common_days`.
    """
    if other is None:
        days = Period(min(max(one.period.first, desk.today), one.period.last), one.period.last)
        changes = against_now(desk, one).changes
        older, newer = one, None
    else:
        older, newer = sorted((one, other), key=lambda version: version.number)
        days, changes = common_days(older, newer), compare_versions(older, newer)
    snapshot = desk.store.snapshot(desk.today, days)
    lines = tuple(line for line in change_lines(changes, snapshot) if _concerns(line, snapshot, units))
    return Compared(older, newer, days, changes, lines, frozenset(units) if units is not None else None)


def _concerns(line: ChangeLine, snapshot: Snapshot, units: Set[str | None] | None) -> bool:
    if units is None:
        return True
    man = snapshot.prisoners.get(line.prison_number)
    officers = (snapshot.key_workers.get(s.staff_id) for s in (line.was, line.now) if s is not None)
    return (man is not None and man.unit in units) or any(k is not None and k.unit in units for k in officers)


def compared_on_paper(desk: Desk, found: Compared) -> PaperPages:
    """The comparison as pages, to be printed or written as PDF."""
    from keywork_desktop.actions.exporting_rota import PROGRAM, marking
    from keywork_desktop.exporting.changes_paper import changes_pages

    place = " · ".join((desk.store.snapshot(desk.today).establishment.name, *_units(found), days_words(found.days)))
    title = f"{found.title} · {counted(len(found.lines), 'change')}"
    told = " · ".join((*map(_published, filter(None, (found.older, found.newer))), PROGRAM))
    return changes_pages(title, place, found.lines, made_at=desk.now(), program=told, marking=marking(desk))


def export_comparison(desk: Desk, found: Compared, output: Path, paper: PaperWriter) -> Path:
    """Write the comparison as PDF, whole or not at all; raises `EnvironmentProblem` as the rota's export does."""
    from keywork_desktop.exporting.saving import write_whole

    write_whole(output, paper(compared_on_paper(desk, found)))
    return output


def _published(version: RotaVersion) -> str:
    return f"version {version.number} published {version.published_at:%d/%m/%Y %H:%M} by {version.by}"


def _units(found: Compared) -> list[str]:
    return [", ".join(sorted(unit_name(unit) for unit in found.units if unit))] if found.units else []


def days_words(days: Period) -> str:
    """`Fri 20 Nov – Sun 20 Dec`."""
    first: date = days.first
    return f"{weekday(first)} {short_date(first)} – {weekday(days.last)} {short_date(days.last, first)}"
