"""`plan` and `export`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from keywork_desktop.actions import exploring_rota, exporting_rota, planning_rota
from keywork_desktop.cli import as_json
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.stats_export import export_stats
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.wording import long_date
from keywork_desktop.exporting.facts import Exported
from keywork_desktop.planning.rota_capacity import Capacity

From = Annotated[str, typer.Option("--from", metavar="D", help="The first day.")]
Weeks = Annotated[int, typer.Option(metavar="N", help="How many weeks.")]
Unit = Annotated[str | None, typer.Option(metavar="U", help="Only this houseblock or unit.")]
Units = Annotated[list[str] | None, typer.Option(metavar="U", help="Only this houseblock or unit; may be repeated.")]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")]


def register(app: typer.Typer) -> None:
    app.command()(plan)
    export = typer.Typer(no_args_is_help=True, help="Write the rota, due list or measures.", rich_markup_mode=None)
    export.command("rota")(export_rota)
    export.command("due")(export_due)
    export.command("stats")(export_stats)
    app.add_typer(export, name="export")


def absence(text: str) -> tuple[str, date]:
    """`STAFF_ID:2026-11-23`; raises `RequestError` `not_an_absence`."""
    staff_id, colon, on = text.rpartition(":")
    if not colon or not staff_id:
        raise RequestError(f"{text!r} is not an absence like ABC12D:2026-11-23.", code="not_an_absence")
    return staff_id, day(on)


def plan(
    context: typer.Context,
    first: From,
    weeks: Weeks = 4,
    unit: Units = None,
    apply: Annotated[bool, typer.Option("--apply", help="Put it on the rota.")] = False,
    without: Annotated[
        list[str] | None, typer.Option(metavar="STAFF_ID:D", help="An officer who is away that day; may be repeated.")
    ] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="S", min=0.001, help="Seconds it may take; then the best so far.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
) -> None:
    """The best rota that can be made."""
    here: Surroundings = context.obj
    absent = frozenset(absence(text) for text in without or ())
    change = None
    with here.desk(dry_run=dry_run) as desk:
        made = planning_rota.planned_rota(desk, day(first), weeks, unit or None, absent, time_limit=time_limit)
        hours = exploring_rota.capacity(desk, made, absent)
        if apply:
            change = planning_rota.accept_plan(desk, made)
    if here.json:
        applied = {"applied": bool(change and change.id), "change": change.id or None if change else None}
        print_json({**as_json.plan(made), "capacity": as_json.capacity(hours), **applied})
        return
    say(f"{long_date(made.period.first)} – {long_date(made.period.last)}")
    say(
        f"{made.met_on_time} of {made.targets} sessions on time · priority {made.priority_met_on_time} of "
        f"{made.priority_targets} · {made.people_seen} of {made.people_due} people seen"
    )
    say("Proven best." if made.proven_best else f"The best so far; {made.gap or 0:.1%} may still be gained.")
    print_table(("Hours", "Needed", "Profiled", "Lost", "Short"), (_hours(each) for each in hours))
    rows = [(left.outcome.target.prison_number, left.outcome.target.by, left.why, left.needs) for left in made.left_out]
    print_table(("Left out", "Wanted by", "Why", "What would help"), rows)
    say("On the rota." if change and change.id else "Nothing was changed: add --apply to put it on the rota.")


def _hours(found: Capacity) -> tuple[str, ...]:
    minutes = (found.needed, found.profiled, found.lost, found.shortfall)
    return (unit_name(found.unit) if found.unit else "Together", *(hours_and_minutes(each) for each in minutes))


def export_rota(context: typer.Context, first: From, output: Output, weeks: Weeks = 4, unit: Unit = None) -> None:
    """The rota as a workbook (.xlsx), on paper (.pdf) or as a calendar file (.ics)."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        written = exporting_rota.export_rota(desk, day(first), weeks, unit, output, here.paper)
    _answer(here, written)


def export_due(
    context: typer.Context,
    output: Output,
    on: Annotated[str | None, typer.Option(metavar="D", help="Another day than today.")] = None,
) -> None:
    """The due list as a workbook (.xlsx), on paper (.pdf) or as a table (.csv)."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        written = exporting_rota.export_due(desk, day(on) if on else here.as_of, output, paper=here.paper)
    _answer(here, written)


def _answer(here: Surroundings, written: Exported) -> None:
    if here.json:
        print_json({"path": written.path, "sheets": written.sheets, "sessions": written.sessions})
    else:
        say(f"Written: {written.path}")
