"""`acknowledge`: somebody has taken on an overdue priority prisoner, and says what happens next."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork_desktop.actions import acknowledging
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.surroundings import Surroundings


def register(app: typer.Typer) -> None:
    app.command()(acknowledge)


def acknowledge(
    context: typer.Context,
    prison_number: Annotated[str, typer.Argument(metavar="PRISON_NUMBER")],
    next_step: Annotated[str, typer.Option("--next", metavar="T", help="What happens next.")] = "",
    escalate_to: Annotated[str, typer.Option(metavar="GRADE", help="Who was told, such as the duty governor.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
) -> None:
    """Say that an overdue priority prisoner is known, what happens next, and to whom it was escalated."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        if withdraw:
            change = acknowledging.withdraw_acknowledgement(desk, prison_number)
        else:
            change = acknowledging.acknowledge(desk, prison_number, next_step, escalate_to)
    answer_change(here, change)
