"""`induction set` and `induction list`: which landings it is, and who is off it with an interim key worker."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork_desktop.actions import induction
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table
from keywork_desktop.cli.surroundings import Surroundings
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.wording import counted

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]


def register(app: typer.Typer) -> None:
    found = typer.Typer(no_args_is_help=True, help="The induction unit, and interim key workers.")
    found.command("set")(set_induction)
    found.command("list")(list_induction)
    app.add_typer(found, name="induction")


def set_induction(
    context: typer.Context,
    landings: Annotated[list[str] | None, typer.Argument(metavar="LANDING", help="Such as 1-1; all of them.")] = None,
    none: Annotated[bool, typer.Option("--none", help="No landing is for induction.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Name the induction landings: a key worker given to somebody there is interim."""
    here: Surroundings = context.obj
    if bool(landings) is none:
        raise RequestError("Name the induction landings, or give --none.", code="nothing_to_do")
    with here.desk(dry_run=dry_run) as desk:
        change = induction.set_induction(desk, landings or ())
    answer_change(here, change)


def list_induction(context: typer.Context) -> None:
    """The induction landings, and who is off them with a key worker who is still interim."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        landings, waiting = induction.induction_landings(desk), induction.waiting(desk)
    items = [
        {
            "prison_number": each.prisoner.prison_number,
            "unit": each.prisoner.unit,
            "cell": str(each.prisoner.location),
            "staff_id": each.key_worker.staff_id,
            "allocated": each.allocation.from_date,
            "moved_on": each.moved_on,
        }
        for each in waiting
    ]
    if here.json:
        print_json({"landings": landings, "items": items})
        return
    rows = [
        (
            each.prisoner.prison_number,
            str(each.prisoner.location),
            f"{each.moved_on:%d/%m/%Y}",
            each.key_worker.staff_id,
            each.key_worker.unit or "–",
        )
        for each in waiting
    ]
    where = f"Induction: {', '.join(landings)}" if landings else "No landing is for induction: induction set LANDING"
    title = f"{where}. {counted(len(rows), 'prisoner')} off it, key worker still interim"
    print_table(("Prisoner", "Cell", "Since", "Interim key worker", "Works on"), rows, title)
