"""`detail versions`, `detail compare` and `detail use`: the details that were read."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from keywork_desktop.actions import detail_versions as read
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.detail_versions import DetailDifference, DetailLine, DetailVersion
from keywork_desktop.domain.wording import counted

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]
First = Annotated[str | None, typer.Option("--from", metavar="D", help="Only from this day on.")]
Last = Annotated[str | None, typer.Option("--to", metavar="D", help="Only up to this day, included.")]
Staff = Annotated[list[str] | None, typer.Option(metavar="STAFF_ID", help="Only this officer; may be repeated.")]


def register(detail: typer.Typer) -> None:
    for command in (versions, compare, use):
        detail.command()(command)


def versions(context: typer.Context) -> None:
    """Every detail that was read, newest first: each import keeps it whole."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = read.detail_versions(desk)
    if here.json:
        items = [{**_version(line), "officers": line.officers, "shifts": line.shifts} for line in found]
        print_json({"items": items})
        return
    headings = ("Detail", "Drawn up", "Read (UTC)", "By", "File", "From", "To", "Officers", "Shifts")
    print_table(headings, [_row(line) for line in found])


def compare(
    context: typer.Context,
    older: Annotated[int, typer.Argument(metavar="A")],
    newer: Annotated[int | None, typer.Argument(metavar="[B]", help="Else the detail as it stands now.")] = None,
    first: First = None,
    last: Last = None,
    staff: Staff = None,
) -> None:
    """What is different from detail A to detail B, or to how it stands now, in the days of both."""
    here: Surroundings = context.obj
    begin, end = day(first) if first else None, day(last) if last else None
    with here.desk() as desk:
        found = read.compare_details(desk, older, newer, begin, end, staff or None)
    if here.json:
        print_json(
            {
                "a": _version(found.older),
                "b": _version(found.newer) if found.newer else None,
                "from": found.period.first,
                "to": found.period.last,
                "differences": [_difference(each) for each in found.differences],
                "by_hand": found.by_hand,
            }
        )
        return
    now = f"Detail {newer}" if newer else "Now"
    rows = [
        (
            found.names.get(each.staff_id, each.staff_id),
            f"{each.on:%a %d/%m/%Y}",
            each.was.text if each.was else "–",
            each.now.text if each.now else "–",
            "typed here by hand" if each.by_hand else "",
        )
        for each in found.differences
    ]
    print_table(("Officer", "Day", f"Detail {older}", now, ""), rows)
    say(f"{counted(len(rows), 'difference')}." if rows else "There is no difference.")


def use(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N")],
    first: Annotated[str | None, typer.Option("--from", metavar="D", help="From this day on; else from today.")] = None,
    last: Last = None,
    staff: Staff = None,
    dry_run: DryRun = False,
) -> None:
    """Write what detail N says of these days and officers back into the detail, in one step."""
    here: Surroundings = context.obj
    begin, end = day(first) if first else None, day(last) if last else None
    with here.desk(dry_run=dry_run) as desk:
        change = read.use_again(desk, number, begin, end, staff or None)
    answer_change(here, change)


def _version(version: DetailVersion | DetailLine) -> dict[str, Any]:
    return {
        "number": version.number,
        "report_date": version.report_date,
        "read_at": version.read_at,
        "by": version.by,
        "file": version.file_name,
        "sha256": version.digest,
        "from": version.period.first,
        "to": version.period.last,
    }


def _row(line: DetailLine) -> tuple[object, ...]:
    days = (f"{line.period.first:%d/%m/%Y}", f"{line.period.last:%d/%m/%Y}")
    read_at = f"{line.read_at:%d/%m/%Y %H:%M}"
    return (
        line.number,
        f"{line.report_date:%d/%m/%Y}",
        read_at,
        line.by,
        line.file_name,
        *days,
        line.officers,
        line.shifts,
    )


def _difference(each: DetailDifference) -> dict[str, Any]:
    return {
        "staff_id": each.staff_id,
        "date": each.on,
        "was": each.was.text if each.was else None,
        "now": each.now.text if each.now else None,
        "by_hand": each.by_hand,
    }
