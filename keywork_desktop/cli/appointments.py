"""`appointment list|add|remove`: when a prisoner is elsewhere, beside what the unlock lists say."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import typer

from keywork_desktop.actions import appointments
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table
from keywork_desktop.cli.rota_changes import DryRun, Number, clock
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.detail import Appointment
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import Period

AHEAD = timedelta(days=27)

On = Annotated[str, typer.Option("--on", metavar="D", help="The day.")]
Start = Annotated[str, typer.Option("--from", metavar="HH:MM", help="From this time of day.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="When a prisoner is elsewhere: court, visits, appointments.")
    group.command("list")(list_them)
    group.command()(add)
    group.command()(remove)
    app.add_typer(group, name="appointment")


def list_them(
    context: typer.Context,
    prison_number: Number,
    first: Annotated[str | None, typer.Option("--from", metavar="D", help="The first day; else today.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="D", help="The last day; else four weeks.")] = None,
) -> None:
    """His appointments, by day and time."""
    here: Surroundings = context.obj
    begins = day(first) if first else here.as_of
    ends = day(last) if last else begins + AHEAD
    if ends < begins:
        raise RequestError(f"{begins} to {ends} ends before it begins. Give the earlier day first.", code="not_days")
    with here.desk() as desk:
        found = appointments.appointments_of(desk, prison_number, Period(begins, ends))
        hinders = appointments.kinds_of_appointment(desk)
    if here.json:
        print_json({"items": [_as_json(each, hinders) for each in found]})
        return
    rows = [
        (f"{each.on:%d/%m/%Y}", str(each.span), each.kind, each.place, "yes" if _hinders(each, hinders) else "no")
        for each in found
    ]
    print_table(("Day", "Time", "What", "Where", "Hinders a session"), rows)


def add(
    context: typer.Context,
    prison_number: Number,
    on: On,
    start: Start,
    end: Annotated[str, typer.Option("--to", metavar="HH:MM", help="Until this time of day.")],
    kind: Annotated[str, typer.Option(metavar="K", help="What it is, such as court or a visit.")],
    place: Annotated[str, typer.Option(metavar="P", help="Where it is.")] = "",
    dry_run: DryRun = False,
) -> None:
    """He is elsewhere on a day, between these times."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = appointments.add_appointment(desk, prison_number, day(on), clock(start), clock(end), kind, place)
    answer_change(here, change)


def remove(context: typer.Context, prison_number: Number, on: On, start: Start, dry_run: DryRun = False) -> None:
    """He is not elsewhere after all: take the appointment that begins at this time off."""
    here: Surroundings = context.obj
    when, begins = day(on), clock(start)
    with here.desk(dry_run=dry_run) as desk:
        his = appointments.appointments_of(desk, prison_number, Period(when, when))
        found = [each for each in his if each.span.start == begins]
        if len(found) != 1:
            said = "no appointment" if not found else f"{len(found)} appointments"
            known = ", ".join(f"{each.span} {each.kind}" for each in his) or "none that day"
            message = f"{prison_number} has {said} beginning at {start} on {when:%d/%m/%Y}. There: {known}."
            raise RequestError(message, code="which_appointment")
        change = appointments.take_off_appointment(desk, found[0])
    answer_change(here, change)


def _hinders(appointment: Appointment, hinders: dict[str, bool]) -> bool:
    return hinders.get(appointment.kind.casefold(), True)


def _as_json(appointment: Appointment, hinders: dict[str, bool]) -> dict[str, Any]:
    return {
        "prison_number": appointment.prison_number,
        "on": appointment.on,
        "start": appointment.span.start,
        "end": appointment.span.end,
        "kind": appointment.kind,
        "place": appointment.place,
        "hinders": _hinders(appointment, hinders),
    }
