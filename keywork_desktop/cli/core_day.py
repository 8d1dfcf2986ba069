"""`core-day list|set|clear|copy`: when each unit is unlocked, fed and counted, by weekday."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from keywork_desktop.actions import core_day as actions
from keywork_desktop.actions.core_day import ALL_WEEK, CoreDayListed
from keywork_desktop.cli import as_json
from keywork_desktop.cli.changes import answer_change, say_change
from keywork_desktop.cli.printing import print_json, print_table
from keywork_desktop.cli.rota_changes import DryRun
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.core_day import WEEKDAYS, CoreDay, CoreDayPart, CoreDays, PartKind
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError

_SPAN = re.compile(r"^(\d\d):?(\d\d)-(\d\d):?(\d\d)$")
_OPTIONS = {"--unlock", "--meal", "--roll-check", "--lock-up"}
_NAMES = tuple(name[:3].lower() for name in WEEKDAYS)
WHOLE = "all"

Unit = Annotated[str | None, typer.Option(metavar="U", help="This houseblock or unit; else the whole establishment.")]
Days = Annotated[str, typer.Option(metavar="DAYS", help="Such as mon-thu, or sat,sun; else every day.")]
From = Annotated[str | None, typer.Option("--from", metavar="D", help="From this day on; else from today.")]


class SpansCommand(TyperCommand):
    """Lets an option be followed by several times of day: `--unlock 0800-1200 1345-1700`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        spread: list[str] = []
        option = ""
        for argument in args:
            if argument.startswith("--"):
                option = argument if argument in _OPTIONS else ""
            elif option and spread[-1] != option and _SPAN.match(argument):
                spread.append(option)
            spread.append(argument)
        parsed: list[str] = super().parse_args(ctx, spread)
        return parsed


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="When each unit is unlocked, fed and counted, by weekday.")
    group.command("list")(list_them)
    group.command("set", cls=SpansCommand)(set_it)
    group.command("clear")(clear)
    group.command("copy")(copy)
    app.add_typer(group, name="core-day")


def list_them(
    context: typer.Context,
    unit: Annotated[str | None, typer.Option(metavar="U", help="Only what counts for this unit.")] = None,
    on: Annotated[str | None, typer.Option(metavar="D", help="Only what counts on this day.")] = None,
) -> None:
    """Every entry, past and coming; with --on what counts on that day, in a unit or the whole establishment."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = actions.list_core_days(desk)
    if on is not None:
        counts = CoreDays(each.core_day for each in found).on(unit.upper() if unit else None, day(on))
        found = tuple(each for each in found if each.core_day == counts)
    elif unit is not None:
        found = tuple(each for each in found if each.core_day.unit == unit.upper())
    if here.json:
        print_json({"items": [_as_json(each) for each in found]})
        return
    rows = [
        (
            each.core_day.unit or WHOLE,
            WEEKDAYS[each.core_day.weekday],
            f"{each.core_day.from_date:%d/%m/%Y}",
            f"{each.until:%d/%m/%Y}" if each.until else "",
            ", ".join(str(part) for part in each.core_day.parts) or "ended",
        )
        for each in found
    ]
    print_table(("Unit", "Weekday", "From", "To", "What"), rows)


def set_it(
    context: typer.Context,
    unlock: Annotated[list[str] | None, typer.Option(metavar="HHMM-HHMM", help="Unlocked; may be several.")] = None,
    meal: Annotated[list[str] | None, typer.Option(metavar="HHMM-HHMM", help="A meal; may be several.")] = None,
    roll_check: Annotated[list[str] | None, typer.Option(metavar="HHMM-HHMM", help="A roll check; several.")] = None,
    lock_up: Annotated[list[str] | None, typer.Option(metavar="HHMM-HHMM", help="Another lock-up; several.")] = None,
    days: Days = "all",
    first: From = None,
    unit: Unit = None,
    dry_run: DryRun = False,
) -> None:
    """Enter the core day of some weekdays from a day on; says which planned sessions ahead then lie outside."""
    here: Surroundings = context.obj
    kinds = zip(PartKind, (unlock, meal, roll_check, lock_up), strict=True)
    parts = [CoreDayPart(kind, span_of(text)) for kind, spans in kinds for text in spans or ()]
    weekdays, begins = weekdays_of(days), _begins(here, first)
    with here.desk(dry_run=dry_run) as desk:
        outside = actions.sessions_outside(desk, actions.core_days_of(desk, parts, weekdays, begins, unit))
        change = actions.set_core_day(desk, parts, weekdays, begins, unit)
    if here.json:
        print_json({**as_json.change(change), "outside": [as_json.planned_session(each) for each in outside]})
    else:
        say_change(change)


def clear(
    context: typer.Context, days: Days = "all", first: From = None, unit: Unit = None, dry_run: DryRun = False
) -> None:
    """End the core day of some weekdays: a unit follows the establishment again, else nothing is restricted."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = actions.clear_core_day(desk, weekdays_of(days), _begins(here, first), unit)
    answer_change(here, change)


def copy(
    context: typer.Context,
    to: Annotated[list[str], typer.Option(metavar="U", help=f"To this unit, or {WHOLE}; may be repeated.")],
    source: Annotated[str, typer.Option("--of", metavar="U", help=f"Of this unit, or {WHOLE}.")] = WHOLE,
    days: Days = "all",
    first: From = None,
    dry_run: DryRun = False,
) -> None:
    """Give units the core day that another one has."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = actions.copy_core_day(
            desk, _unit(source), [_unit(each) for each in to], _begins(here, first), weekdays_of(days)
        )
    answer_change(here, change)


def weekdays_of(text: str) -> tuple[int, ...]:
    """`mon-thu,sun` as 0 to 3 and 6; `all` is every day. Raises `RequestError` `not_weekdays`."""
    if text.strip().lower() in ("", WHOLE):
        return ALL_WEEK
    found: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        ends = [_NAMES.index(end[:3]) if end[:3] in _NAMES else None for end in part.split("-")]
        if None in ends or len(ends) not in (1, 2):
            message = f"{text!r} does not say weekdays. Write them like mon-thu or sat,sun."
            raise RequestError(message, code="not_weekdays", details={"value": text})
        first, last = ends[0] or 0, ends[-1] or 0
        found.update(at % len(WEEKDAYS) for at in range(first, last + 1 + (len(WEEKDAYS) if last < first else 0)))
    return tuple(sorted(found))


def span_of(text: str) -> TimeSpan:
    """`0800-1200` or `08:00-12:00`; raises `RequestError` `not_a_time`."""
    found = _SPAN.match(text)
    try:
        if found is None:
            raise ValueError(text)
        hours = [int(each) for each in found.groups()]
        return TimeSpan(time(hours[0], hours[1]), time(hours[2], hours[3]))
    except ValueError as mistake:
        message = f"{text!r} is not a stretch of the day. Write it like 0800-1200, the earlier time first."
        raise RequestError(message, code="not_a_time", details={"value": text}) from mistake


def _begins(here: Surroundings, first: str | None) -> date:
    return day(first) if first else here.as_of


def _unit(text: str) -> str | None:
    return None if text.lower() == WHOLE else text


def _as_json(listed: CoreDayListed) -> dict[str, Any]:
    core_day = listed.core_day
    return {
        "unit": core_day.unit,
        "weekday": _NAMES[core_day.weekday],
        "from": core_day.from_date,
        "to": listed.until,
        "now": listed.now,
        "parts": _parts(core_day),
        "open": _spans(core_day.open),
        "entered_by": listed.entered.by,
        "entered_at": listed.entered.at,
    }


def _parts(core_day: CoreDay) -> list[dict[str, Any]]:
    return [{"kind": part.kind.value, "start": part.span.start, "end": part.span.end} for part in core_day.parts]


def _spans(spans: Iterable[TimeSpan]) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end} for span in spans]
