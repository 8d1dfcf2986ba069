"""`qa sample`: which sessions of a month to look at more closely."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork_desktop.actions import quality
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings
from keywork_desktop.domain.delivery_periods import period_words
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.qa import FIRST_SEED, LOOKED_AT
from keywork_desktop.domain.wording import counted


def register(app: typer.Typer) -> None:
    qa = typer.Typer(no_args_is_help=True, help="Quality assurance of sessions.", rich_markup_mode=None)
    qa.callback()(_qa)
    qa.command("sample")(sample)
    app.add_typer(qa, name="qa")


def _qa() -> None:
    """Quality assurance of sessions."""


def sample(
    context: typer.Context,
    month: Annotated[str | None, typer.Option(metavar="YYYY-MM", help="Another month than the last one.")] = None,
    size: Annotated[int | None, typer.Option(metavar="N", help="How many; else by regime level.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="U", help="Only this houseblock or unit.")] = None,
    seed: Annotated[str, typer.Option(metavar="S", help="Another draw of the same month.")] = FIRST_SEED,
) -> None:
    """Draw sessions to look at, spread over key workers; the same draw every time."""
    here: Surroundings = context.obj
    chosen = quality.month_of(month) if month else None
    with here.desk() as desk:
        days, drawn = quality.sample(desk, chosen, size=size, unit=unit, seed=seed)
        names = {staff_id: officer.name for staff_id, officer in desk.store.snapshot(days.last).key_workers.items()}
    if here.json:
        items = [
            {
                "prison_number": each.prison_number,
                "on": each.on,
                "staff_id": each.staff_id or None,
                "unit": each.unit,
                "level": each.level,
            }
            for each in drawn.sessions
        ]
        answer = {"from": days.first, "to": days.last, "seed": seed, "held": drawn.of}
        print_json({**answer, "key_workers": drawn.key_workers, "looked_at": LOOKED_AT, "items": items})
        return
    rows = []
    for each in drawn.sessions:
        officer = names.get(each.staff_id, each.staff_id or "–")
        rows.append((officer, f"{each.on:%d/%m/%Y}", each.prison_number, unit_name(each.unit)))
    title = f"{counted(len(rows), 'session')} of {drawn.of} held, {period_words(days)}"
    print_table(("Key worker", "Held on", "Number", "Unit"), rows, title)
    say(f"Look at: {', '.join(LOOKED_AT).lower()}. The case note stays in NOMIS.")
