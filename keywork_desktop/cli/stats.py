"""`stats`: the measures of a period."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import typer

from keywork_desktop.actions import measuring
from keywork_desktop.cli import measures_json
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.measure_rows import By, PeriodMeasures
from keywork_desktop.domain.measures import MINUTES_A_WEEK, Measures
from keywork_desktop.domain.wording import counted, long_date

HEADINGS = (
    "",
    "Eligible",
    "Sessions",
    "Projected",
    "Rate %",
    "Covered",
    "Coverage %",
    "Longest gap, days",
    "Never met",
    "Overdue, priority",
    "Min a week",
)


def register(app: typer.Typer) -> None:
    app.command()(stats)


def stats(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="D", help="The first day.")],
    last: Annotated[str, typer.Option("--to", metavar="D", help="The last day, included.")],
    unit: Annotated[str | None, typer.Option(metavar="U", help="Only this houseblock or unit.")] = None,
    by: Annotated[By | None, typer.Option(help="A row for each of these.")] = None,
    every_weeks: Annotated[
        str | None, typer.Option(metavar="N", help="A session every N weeks is projected; else as the baseline says.")
    ] = None,
) -> None:
    """What was delivered, what was lost and why, and who went without."""
    here: Surroundings = context.obj
    begins, ends = day(first), day(last)
    with here.desk() as desk:
        made = measuring.measures(desk, begins, ends, unit=unit, by=by, every_weeks=weeks_of(every_weeks))
    if here.json:
        print_json(measures_json.stats(made, begins, ends, unit))
        return
    title = f"Key work from {long_date(begins)} to {long_date(ends)}, {counted(made.total.days, 'day')}"
    print_table(HEADINGS, _rows(made), title)
    for sentence in _sentences(made.total):
        say(sentence)


def weeks_of(text: str | None) -> Fraction | None:
    """The number of weeks as written, exactly (`2`, `1.5`, `4/3`); raises `RequestError` `not_weeks`."""
    if text is None:
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as mistake:
        message = f"{text!r} is not a number of weeks. Give one such as 2 or 1.5."
        raise RequestError(message, code="not_weeks", details={"value": text}) from mistake


def _rows(made: PeriodMeasures) -> list[tuple[object, ...]]:
    rows = [("All", *_figures(made.total))]
    for row in made.rows:
        if row.measures is None:
            rows.append((row.name, "too few people to be shown"))
        else:
            rows.append((row.name, *_figures(row.measures)))
    return rows


def _figures(made: Measures) -> tuple[object, ...]:
    return (
        made.eligible,
        made.sessions,
        made.projected,
        _or_dash(made.delivery_rate),
        f"{made.covered} of {made.coverable}",
        _or_dash(made.coverage),
        _or_dash(made.longest_gap_days),
        made.never_met,
        made.overdue_priority,
        _or_dash(made.minutes_per_prisoner_week),
    )


def _or_dash(value: object) -> object:
    return "–" if value is None else value


def _sentences(made: Measures) -> list[str]:
    guessed = f"{counted(made.sessions_estimated, 'session')} without a recorded length"
    said = [
        f"Met by their own key worker: {made.met_by_own_key_worker} of {made.with_key_worker}.",
        f"Minutes are per prisoner, against {MINUTES_A_WEEK}; {made.minutes_estimated} are estimated ({guessed}).",
    ]
    if made.lost:
        reasons = ", ".join(f"{reason.words.lower()} {count}" for reason, count in made.lost.items())
        said.append(f"Lost sessions: {reasons}.")
    if made.to_allocation.receptions:
        for waited, until in ((made.to_allocation, "allocation"), (made.to_first_session, "the first session")):
            middle = "–" if waited.median is None else f"{waited.median:g}"
            said.append(f"Days from reception to {until}: {middle} (median), {waited.open} still open.")
    return said
