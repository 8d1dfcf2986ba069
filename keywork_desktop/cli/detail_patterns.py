"""`detail pattern`: working patterns, and filling the detail from them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from keywork_desktop.actions import working_patterns as keeping
from keywork_desktop.actions.pattern_filling import Filling, FillPreview, OfficerFilled, fill_in, preview_filling
from keywork_desktop.actions.working_patterns import ListedPattern
from keywork_desktop.cli import as_json
from keywork_desktop.cli.changes import answer_change, say_change
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.working_patterns import WEEK, LaidDay, Outcome, Over

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]
Name = Annotated[str, typer.Argument(metavar="NAME")]
_WORDS = {
    Outcome.NEW: "filled",
    Outcome.OVER: "written over",
    Outcome.SAME: "so already",
    Outcome.IN_THE_WAY: "another shift stays",
    Outcome.AWAY: "leave or absence stays",
}


def register(detail: typer.Typer) -> None:
    pattern = typer.Typer(no_args_is_help=True, help="Working patterns of officers who repeat.")
    pattern.command("list")(list_)
    for command in (save, rename, forget, fill):
        pattern.command()(command)
    detail.add_typer(pattern, name="pattern")


def list_(context: typer.Context) -> None:
    """Every working pattern, with its days and the officers of the staff list who work it."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = keeping.listed_patterns(desk)
    if here.json:
        print_json({"items": [_item(listed) for listed in found]})
        return
    for listed in found:
        say(f"{listed.pattern.name} ({len(listed.officers)} on the staff list)")
        days = keeping.texts_of(listed.pattern)
        rows = [(f"Week {n // WEEK + 1}", *days[n : n + WEEK]) for n in range(0, len(days), WEEK)]
        print_table(("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), rows)
    if not found:
        say("No working pattern is kept yet: detail pattern save.")


def save(
    context: typer.Context,
    name: Name,
    days: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SHIFT…]", help='One a day, from a Monday: E "L KW 1400-1530" RD -'),
    ] = None,
    like: Annotated[str | None, typer.Option(metavar="STAFF_ID", help="Read this officer's weeks instead.")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="D", help="The first of these weeks.")] = None,
    weeks: Annotated[int, typer.Option(metavar="N", min=1, help="How many weeks are read.")] = 1,
    replace: Annotated[bool, typer.Option("--replace", help="Over the pattern of this name.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Keep a working pattern: typed, a shift a day ("-" for a day it says nothing of), or read from an officer."""
    here: Surroundings = context.obj
    if bool(days) == bool(like):
        raise RequestError("Give the shifts of whole weeks, or --like an officer --from a day.", code="nothing_given")
    with here.desk(dry_run=dry_run) as desk:
        if like:
            start = day(first) if first else desk.today
            change = keeping.save_weeks(desk, name, like, start, weeks, over=replace)
        else:
            texts = ["" if text.strip() in ("-", "–") else text for text in days or ()]
            change = keeping.save_texts(desk, name, texts, over=replace)
    answer_change(here, change)


def rename(
    context: typer.Context, name: Name, new: Annotated[str, typer.Argument(metavar="NEW")], dry_run: DryRun = False
) -> None:
    """Give a working pattern another name."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = keeping.rename_pattern(desk, name, new)
    answer_change(here, change)


def forget(context: typer.Context, name: Name, dry_run: DryRun = False) -> None:
    """Take a working pattern away; what it has filled stays."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = keeping.forget_pattern(desk, name)
    answer_change(here, change)


def fill(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="D", help="The first day.")],
    last: Annotated[str, typer.Option("--to", metavar="D", help="The last day, included.")],
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Else each officer his own, as the staff list names it.")
    ] = None,
    staff: Annotated[
        list[str] | None, typer.Option(metavar="STAFF_ID", help="Whose days; may be repeated. Else everybody's.")
    ] = None,
    week_one_on: Annotated[
        str | None, typer.Option(metavar="D", help="Week 1 stands there; else where each one's weeks before say.")
    ] = None,
    over: Annotated[bool, typer.Option("--over", help="Also write over other shifts.")] = False,
    over_leave: Annotated[
        bool, typer.Option("--over-leave", help="Also write over leave, sickness, training and cross-deployment.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Fill the days of officers from working patterns, in one step; only empty days unless more is asked for."""
    here: Surroundings = context.obj
    if name and not staff:
        raise RequestError("Say whose days are to be filled: --staff STAFF_ID.", code="nothing_given")
    filling = Filling(
        day(first),
        day(last),
        name,
        tuple(staff) if staff else None,
        day(week_one_on) if week_one_on else None,
        Over(over, over_leave),
    )
    with here.desk(dry_run=dry_run) as desk:
        found = preview_filling(desk, filling)
        change = fill_in(desk, filling)
    if here.json:
        print_json({**as_json.change(change), **_filled(found)})
        return
    print_table(
        ("Officer", "Pattern", "Week 1 on", *(_WORDS[outcome].capitalize() for outcome in Outcome)),
        [_row(officer) for officer in found.officers],
    )
    for on, holiday in found.holidays.items():
        say(f"{on:%d/%m/%Y} is a bank holiday: {holiday}. It is filled like any other day.")
    if found.placed_by_guess:
        names = ", ".join(officer.key_worker.name for officer in found.placed_by_guess)
        say(f"Week 1 laid on the first week, as the weeks before do not tell: {names}.")
    say_change(change)


def _item(listed: ListedPattern) -> dict[str, Any]:
    days = keeping.texts_of(listed.pattern)
    return {
        "name": listed.pattern.name,
        "weeks": [list(days[n : n + WEEK]) for n in range(0, len(days), WEEK)],
        "key_work_minutes": listed.pattern.key_work_minutes,
        "officers": list(listed.officers),
    }


def _filled(found: FillPreview) -> dict[str, Any]:
    return {
        **{outcome.value: found.count(outcome) for outcome in Outcome},
        "officers": [
            {
                "staff_id": officer.key_worker.staff_id,
                "name": officer.key_worker.name,
                "pattern": officer.pattern.name,
                "week_one_on": officer.week_one_on,
                "read_from_weeks_before": officer.read_from,
                "days": [_day(each) for each in officer.days],
            }
            for officer in found.officers
        ],
        "bank_holidays": [{"date": on, "name": holiday} for on, holiday in found.holidays.items()],
    }


def _day(each: LaidDay) -> dict[str, Any]:
    return {
        "date": each.shift.on,
        "shift": each.shift.text,
        "standing": each.standing.text if each.standing else None,
        "outcome": each.outcome,
    }


def _row(officer: OfficerFilled) -> tuple[object, ...]:
    counts = [sum(each.outcome is outcome for each in officer.days) for outcome in Outcome]
    return (
        officer.key_worker.name,
        officer.pattern.name,
        f"{officer.week_one_on:%d/%m/%Y}",
        *(n or "" for n in counts),
    )
