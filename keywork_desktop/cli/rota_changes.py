"""`publish`, `lock`, `unlock`, `curtail`, `back-from-court` and `rota`: what is decided about a planned rota."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Annotated, Any

import typer

from keywork_desktop.actions import appointments, curtailing, planning_rota, publishing_rota
from keywork_desktop.cli import as_json
from keywork_desktop.cli.changes import answer_change, say_change
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.curtailments import WHOLE_DAY
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import RotaVersion

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]
Number = Annotated[str, typer.Argument(metavar="PRISON_NUMBER")]
On = Annotated[str, typer.Argument(metavar="D")]


def register(app: typer.Typer) -> None:
    for command in (publish, lock, unlock, curtail):
        app.command()(command)
    app.command("back-from-court")(back_from_court)
    rota = typer.Typer(no_args_is_help=True, help="Published versions of the rota, and what hinders a session.")
    rota.command()(versions)
    rota.command()(compare)
    rota.command()(curtailments)
    rota.command()(blocking)
    app.add_typer(rota, name="rota")


def clock(text: str) -> time:
    """A time of day like 14:00; raises `RequestError` `not_a_time`."""
    try:
        return time.fromisoformat(text)
    except ValueError as mistake:
        message = f"{text!r} is not a time of day like 14:00."
        raise RequestError(message, code="not_a_time", details={"value": text}) from mistake


def publish(
    context: typer.Context,
    first: Annotated[str | None, typer.Option("--from", metavar="D", help="The first day; else today.")] = None,
    weeks: Annotated[int | None, typer.Option(metavar="N", min=1, help="How many weeks; else all planned.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Publish the rota as it stands as the next numbered version."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        made = publishing_rota.publish(desk, day(first) if first else None, weeks)
    if not here.json:
        say_change(made.change)
        return
    days = {"from": made.period.first, "to": made.period.last}
    print_json({**as_json.change(made.change), "version": made.version, **days, "sessions": made.sessions})


def lock(context: typer.Context, prison_number: Number, on: On, dry_run: DryRun = False) -> None:
    """Lock a prisoner's session of a day: no plan moves it."""
    _lock(context, prison_number, on, dry_run, locked=True)


def unlock(context: typer.Context, prison_number: Number, on: On, dry_run: DryRun = False) -> None:
    """Let the next plan move a prisoner's session of a day again."""
    _lock(context, prison_number, on, dry_run, locked=False)


def _lock(context: typer.Context, prison_number: str, on: str, dry_run: bool, *, locked: bool) -> None:
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = planning_rota.lock_on(desk, prison_number, day(on), locked)
    answer_change(here, change)


def curtail(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="D", help="The first day.")],
    last: Annotated[str | None, typer.Option("--to", metavar="D", help="The last day, included; else one day.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="U", help="Only this houseblock or unit.")] = None,
    reason: Annotated[str, typer.Option(metavar="T", help="Why.")] = "",
    start: Annotated[str, typer.Option(metavar="HH:MM", help="Only from this time of day.")] = "00:00",
    end: Annotated[str, typer.Option(metavar="HH:MM", help="Only until this time of day.")] = "23:59",
    lift: Annotated[bool, typer.Option("--lift", help="Take a curtailment of these days and hours back.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Cut the regime: no session there; those planned up to today are lost, later ones are to be planned again."""
    here: Surroundings = context.obj
    begins, ends = clock(start), clock(end)
    if ends <= begins:
        raise RequestError(f"{start} to {end} ends before it starts. Give the earlier time first.", code="not_a_time")
    with here.desk(dry_run=dry_run) as desk:
        cut = curtailing.a_curtailment(
            desk,
            day(first),
            day(last) if last else None,
            unit,
            reason or ("lifted" if lift else ""),
            TimeSpan(begins, ends),
        )
        hit = () if lift else curtailing.sessions_hit(desk, cut)
        change = curtailing.lift_curtailment(desk, cut) if lift else curtailing.curtail(desk, cut)
    if not here.json:
        say_change(change)
        return
    lost = [session for session in hit if session.on <= here.as_of]
    later = [session for session in hit if session.on > here.as_of]
    print_json({**as_json.change(change), "lost": _sessions(lost), "later": _sessions(later)})


def curtailments(context: typer.Context) -> None:
    """When the regime is, was or will be cut."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = curtailing.curtailments(desk)
    items = [
        {
            "from": cut.first,
            "to": cut.last,
            "unit": cut.unit,
            "start": None if cut.span == WHOLE_DAY else cut.span.start,
            "end": None if cut.span == WHOLE_DAY else cut.span.end,
            "reason": cut.reason,
        }
        for cut in found
    ]
    if here.json:
        print_json({"items": items})
        return
    rows = [(f"{c.first:%d/%m/%Y}", f"{c.last:%d/%m/%Y}", c.unit or "all", c.hours, c.reason) for c in found]
    print_table(("From", "To", "Unit", "Hours", "Why"), rows)


def back_from_court(
    context: typer.Context,
    prison_number: Number,
    on: On,
    at: Annotated[str | None, typer.Option(metavar="HH:MM", help="Since when; else the whole day is free.")] = None,
    dry_run: DryRun = False,
) -> None:
    """He is back from court: the rest of the day is free for a session."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = appointments.back_from_court(desk, prison_number, day(on), clock(at) if at else None)
    answer_change(here, change)


def blocking(
    context: typer.Context,
    free: Annotated[
        list[str] | None, typer.Option("--not", metavar="KIND", help="Does not hinder a session; may be repeated.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All kinds hinder a session again.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Which kinds of appointment hinder a session: all, unless some are named with --not."""
    here: Surroundings = context.obj
    change = None
    with here.desk(dry_run=dry_run) as desk:
        if free or every:
            change = appointments.set_kinds_not_blocking(desk, () if every else free or ())
        kinds = appointments.kinds_of_appointment(desk)
    if here.json:
        made = as_json.change(change) if change else {"change": None}
        print_json({**made, "kinds": [{"kind": kind, "blocks": blocks} for kind, blocks in kinds.items()]})
        return
    if change:
        say_change(change)
    print_table(("Kind", "Hinders a session"), [(kind, "yes" if blocks else "no") for kind, blocks in kinds.items()])


def versions(context: typer.Context) -> None:
    """The published versions, newest first."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = publishing_rota.rota_versions(desk)
    if here.json:
        print_json({"items": [_version(version) for version in found]})
        return
    rows = [
        (
            str(version.number),
            f"{version.published_at:%d/%m/%Y %H:%M}",
            version.by,
            f"{version.period.first:%d/%m/%Y}",
            f"{version.period.last:%d/%m/%Y}",
            str(len(version.sessions)),
        )
        for version in found
    ]
    print_table(("Version", "Published (UTC)", "By", "From", "To", "Sessions"), rows)


def compare(
    context: typer.Context,
    older: Annotated[int, typer.Argument(metavar="A")],
    newer: Annotated[int | None, typer.Argument(metavar="[B]")] = None,
) -> None:
    """What is different from version A to version B in the days of both; without B, to the rota as it stands."""
    here: Surroundings = context.obj
    other: RotaVersion | None = None
    with here.desk() as desk:
        if newer is None:
            one = publishing_rota.known_version(publishing_rota.rota_versions(desk), older)
            found = publishing_rota.against_now(desk, one).changes
        else:
            one, other, found = publishing_rota.compared(desk, older, newer)
    if here.json:
        print_json(
            {
                "a": _version(one),
                "b": _version(other) if other else None,
                "added": _sessions(found.added),
                "removed": _sessions(found.removed),
                "moved": [
                    {"from": as_json.planned_session(before), "to": as_json.planned_session(after)}
                    for before, after in found.moved
                ],
                "same": found.same,
            }
        )
        return
    rows = [
        *((s.prison_number, "–", _told(s)) for s in found.added),
        *((s.prison_number, _told(s), "–") for s in found.removed),
        *((before.prison_number, _told(before), _told(after)) for before, after in found.moved),
    ]
    print_table(("Prisoner", f"Version {older}", f"Version {newer}" if newer else "As it stands"), rows)
    say(f"{found.same} sessions are the same.")


def _told(session: PlannedSession) -> str:
    return f"{session.on:%d/%m/%Y} {session.start:%H:%M} {session.staff_id}"


def _sessions(sessions: Iterable[PlannedSession]) -> list[dict[str, Any]]:
    return [as_json.planned_session(session) for session in sessions]


def _version(version: RotaVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "published_at": version.published_at,
        "by": version.by,
        "from": version.period.first,
        "to": version.period.last,
        "sessions": len(version.sessions),
    }
