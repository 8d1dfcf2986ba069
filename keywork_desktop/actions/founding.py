"""A new store for an establishment, and the demo prison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from keywork_desktop import paths
from keywork_desktop.actions import allocating, exporting_rota, importing_reports, planning_rota
from keywork_desktop.actions.core_day import parts_of, set_core_day
from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.domain.people import Establishment

if TYPE_CHECKING:
    from keywork_desktop.store import Store, StoreKey

Told = Callable[[str], None]
CORE_DAY_SINCE = timedelta(weeks=26)
"""How long before its plan the demo prison has had its core day."""


def found(path: Path, code: str, name: str, key: StoreKey, at: datetime) -> Store:
    """A new, empty store with "Key work 2025/26" in force from 2025-04-01; returned open.

    Raises `RequestError` `not_an_establishment`, `EnvironmentProblem` `store_exists` and whatever the place forbids.
    """
    from keywork_desktop.store import Store

    try:
        establishment = Establishment(code.strip().upper(), " ".join(name.split()))
    except ValueError as mistake:
        raise RequestError(f"{mistake}.", code="not_an_establishment") from mistake
    return Store.create(path, establishment, key, at=at)


@dataclass(frozen=True)
class Demo:
    """The demo prison as it was made."""

    store: Path
    workbook: Path
    prisoners: int
    key_workers: int
    overdue_priority: int
    sessions_planned: int


def make_demo(into: Path, today: date, now: Callable[[], datetime], key: StoreKey, tell: Told) -> Demo:
    """Write the demo prison's reports into a folder, import them, allocate, enter its core day, plan, export the rota.

    Its people are invented. `tell` hears of each step. Raises `RequestError` `not_empty` if there is a demo already.
    """
    path, reports, workbook = into / "demo.store", into / "reports", into / "rota.xlsx"
    if path.exists() or reports.exists():
        message = f"{into} holds a demo prison already. Choose another folder, or open {path.name} in it."
        raise RequestError(message, code="not_empty", details={"path": str(into)})
    tell("Writing the reports of an invented prison …")
    try:
        reports.mkdir(parents=True)
        written = paths.demo_prison().write_reports(reports, today=today)
    except OSError as error:
        message = f"The demo prison cannot be written into {into} ({error.strerror}). Choose another folder."
        raise EnvironmentProblem(message, code="cannot_write", details={"path": str(into)}) from error
    store = found(path, written.establishment_code, written.establishment_name, key, now())
    try:
        desk = Desk(store, today, now)
        tell("Importing them …")
        importing_reports.accept(desk, importing_reports.preview(desk, written.paths), "all")
        tell("Allocating those without a key worker …")
        allocating.accept_recommendation(desk, allocating.recommended(desk))
        tell("Entering the core day …")
        for core_day in written.core_days:
            parts = parts_of(core_day.parts)
            since = written.first_monday - CORE_DAY_SINCE
            set_core_day(desk, parts, core_day.weekdays, since, core_day.unit or None)
        tell("Planning four weeks …")
        plan = planning_rota.planned_rota(desk, written.first_monday, 4)
        planning_rota.accept_plan(desk, plan)
        tell("Exporting the rota …")
        exporting_rota.export_rota(desk, written.first_monday, 4, None, workbook)
        snapshot = store.snapshot(today)
        overdue = sum(item.overdue_priority for item in due_list(snapshot))
        return Demo(path, workbook, len(snapshot.prisoners), len(snapshot.key_workers), overdue, len(plan.planned))
    finally:
        store.close()
