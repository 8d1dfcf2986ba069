"""`due`: who must be seen, ranked."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork_desktop.actions import looking
from keywork_desktop.cli import as_json
from keywork_desktop.cli.printing import print_json, print_table
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.acknowledging import acknowledgement_of
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.wording import badges, long_date, status_text, why


def register(app: typer.Typer) -> None:
    app.command()(due)


def due(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(metavar="D", help="Another day than today.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="U", help="Only this houseblock or unit.")] = None,
    key_worker: Annotated[str | None, typer.Option(metavar="ID", help="Only this key worker's caseload.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only these.")] = None,
) -> None:
    """Everyone present, ranked: overdue in a priority group first."""
    here: Surroundings = context.obj
    looked_at = day(on) if on else here.as_of
    with here.desk() as desk:
        items = looking.due(desk, looked_at, unit=unit, key_worker=key_worker, status=status)
        known = desk.store.acknowledgements(looked_at)
    if here.json:
        print_json(
            {"as_of": looked_at, "items": [as_json.due_item(item, acknowledgement_of(item, known)) for item in items]}
        )
        return
    rows = [
        (
            status_text(item),
            item.prisoner.name,
            item.prisoner.prison_number,
            item.prisoner.location,
            " ".join(badges(item)),
            item.key_worker.name if item.key_worker else "none",
            why(item),
        )
        for item in items
    ]
    headings = ("Status", "Name", "Number", "Cell", "Priority", "Key worker", "Why")
    print_table(headings, rows, f"Who must be seen, {long_date(looked_at)}: {len(rows)}")
