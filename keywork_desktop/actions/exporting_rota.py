"""Writing the rota and the due list to a file. What draws workbooks is loaded only when somebody asks for one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from keywork_desktop import __version__
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exploring_rota import hours_of
from keywork_desktop.actions.planning_rota import AROUND, weeks_from
from keywork_desktop.actions.publishing_rota import since_published
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.exporting.facts import MARKING, Exported, RotaFacts, UnitHours

if TYPE_CHECKING:
    from keywork_desktop.exporting.paper import PaperWriter

PROGRAM = f"Keywork Desktop {__version__}"


def export_rota(
    desk: Desk, first: date, weeks: int, unit: str | None, output: Path, paper: PaperWriter | None = None
) -> Exported:
    """Write the rota of `weeks` from `first` to `output`; overdue is as of today, which the file says.

    `paper` draws PDF pages, where there is somebody who can.

    Raises `RequestError` `not_weeks` and `format_not_available`, and `EnvironmentProblem` where it cannot be written.
    """
    from keywork_desktop.exporting.rota_export import export_rota as write_rota

    days = weeks_from(first, weeks)
    snapshot = desk.store.snapshot(desk.today, days)

    def on_paper(session: PlannedSession) -> bool:
        man = snapshot.prisoners.get(session.prison_number)
        return session.on in days and (unit is None or (man is not None and man.unit == unit))

    facts = RotaFacts(
        snapshot=snapshot,
        items=due_list(snapshot),
        weeks=weeks,
        unit=unit,
        made_at=desk.now(),
        version=PROGRAM,
        marking=marking(desk),
        published=since_published(desk, snapshot, on_paper),
        hours=tuple(UnitHours(c.unit, c.needed, c.profiled, c.lost, c.shortfall) for c in hours_of(snapshot, unit)),
    )
    return write_rota(facts, output, paper)


def export_due(
    desk: Desk, on: date, output: Path, unit: str | None = None, paper: PaperWriter | None = None
) -> Exported:
    """Write the due list of `on` to `output` (.xlsx, .csv, or with `paper` .pdf); raises as `export_rota` does."""
    from keywork_desktop.exporting.due_export import DueFacts, export_due_list
    from keywork_desktop.exporting.paper import due_pages
    from keywork_desktop.exporting.saving import write_whole

    snapshot = desk.store.snapshot(on, Period(on, on + AROUND))
    planned = {session.prison_number: session.on for session in reversed(snapshot.planned)}
    facts = DueFacts(
        establishment=snapshot.establishment.name,
        on=on,
        items=due_list(snapshot, unit),
        made_at=desk.now(),
        version=PROGRAM,
        unit=unit,
        marking=marking(desk),
        planned=planned,
    )
    if paper is not None and output.suffix.lower() == ".pdf":
        write_whole(output, paper(due_pages(facts)))
        return Exported(output, (), 0)
    return export_due_list(facts, output)


def marking(desk: Desk) -> str:
    """The marking that goes on screen, page and sheet (DOMAIN 9)."""
    return str(desk.store.settings().get("marking") or MARKING)
