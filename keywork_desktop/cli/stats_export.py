"""`export stats`: the measures of a period as a workbook or on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from keywork_desktop.actions import exporting_delivery
from keywork_desktop.cli.printing import print_json, say
from keywork_desktop.cli.stats import weeks_of
from keywork_desktop.cli.surroundings import Surroundings, day


def export_stats(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="D", help="The first day.")],
    last: Annotated[str, typer.Option("--to", metavar="D", help="The last day, included.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")],
    unit: Annotated[str | None, typer.Option(metavar="U", help="Only this houseblock or unit.")] = None,
    every_weeks: Annotated[
        str | None, typer.Option(metavar="N", help="A session every N weeks is projected; else as the baseline says.")
    ] = None,
) -> None:
    """The measures of a period, and of those before it, as a workbook (.xlsx) or on paper (.pdf)."""
    here: Surroundings = context.obj
    begins, ends = day(first), day(last)
    units = frozenset({unit}) if unit is not None else None
    with here.desk() as desk:
        report, trend = exporting_delivery.delivery_of(
            desk, begins, ends, units=units, every_weeks=weeks_of(every_weeks)
        )
        written = exporting_delivery.export_delivery(desk, report, trend, output, here.paper)
    if here.json:
        print_json({"path": written.path, "sheets": written.sheets, "sessions": written.sessions})
    else:
        say(f"Written: {written.path}")
