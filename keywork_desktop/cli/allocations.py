"""`recommend`, `allocate`, `deallocate` and `record`."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork_desktop.actions import allocating, recording
from keywork_desktop.cli import as_json
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.records import RecordKind

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]
Number = Annotated[str, typer.Argument(metavar="PRISON_NUMBER")]


def register(app: typer.Typer) -> None:
    for command in (recommend, allocate, deallocate, record):
        app.command()(command)


def recommend(
    context: typer.Context,
    apply: Annotated[bool, typer.Option("--apply", help="Allocate as recommended.")] = False,
    unit: Annotated[str | None, typer.Option(metavar="U", help="Only this houseblock or unit.")] = None,
    rebalance: Annotated[
        bool, typer.Option("--rebalance", help="Present allocations may move too, as few as possible.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """The best allocation for those without a key worker."""
    here: Surroundings = context.obj
    if rebalance:
        _rebalance(here, unit, apply=apply, dry_run=dry_run)
        return
    change = None
    with here.desk(dry_run=dry_run) as desk:
        proposed = allocating.recommended(desk, unit)
        if apply and proposed.allocations:
            change = allocating.accept_recommendation(desk, proposed)
    if here.json:
        made = {"applied": bool(change and change.id), "change": change.id or None if change else None}
        print_json({**as_json.recommendation(proposed), **made})
        return
    rows = [(a.prison_number, a.staff_id, ", ".join(a.reasons)) for a in proposed.allocations]
    rows += [(u.prison_number, "–", u.text) for u in proposed.unplaced]
    print_table(("Prisoner", "Key worker", "Because"), rows, f"{len(proposed.allocations)} can be placed")
    say("Allocated." if change and change.id else "Nothing was changed: add --apply to allocate.")


def _rebalance(here: Surroundings, unit: str | None, *, apply: bool, dry_run: bool) -> None:
    change = None
    with here.desk(dry_run=dry_run) as desk:
        proposed = allocating.rebalanced(desk, unit)
        if apply and (proposed.moves or proposed.allocations):
            change = allocating.accept_rebalance(desk, proposed)
    if here.json:
        made = {"applied": bool(change and change.id), "change": change.id or None if change else None}
        print_json({**as_json.rebalance(proposed), **made})
        return
    rows = [
        (m.prison_number, m.from_staff_id, m.to_staff_id, "; ".join(bought.text for bought in m.buys))
        for m in proposed.moves
    ]
    rows += [(a.prison_number, "–", a.staff_id, ", ".join(a.reasons)) for a in proposed.allocations]
    rows += [(u.prison_number, "–", "–", u.text) for u in (*proposed.unplaced, *proposed.stuck)]
    title = f"{len(proposed.moves)} moves, {len(proposed.allocations)} can be placed"
    print_table(("Prisoner", "From", "To", "Because"), rows, title)
    say("Rebalanced." if change and change.id else "Nothing was changed: add --apply to rebalance.")


def allocate(
    context: typer.Context,
    prison_number: Number,
    staff_id: Annotated[str, typer.Argument(metavar="STAFF_ID")],
    reason: Annotated[str, typer.Option(metavar="T", help="Why; needed for an override.")] = "",
    second: Annotated[str | None, typer.Option(metavar="STAFF_ID", help="The second officer.")] = None,
    override: Annotated[bool, typer.Option("--override", help="Although a rule forbids it.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Give a prisoner to a key worker by hand."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = allocating.move(
            desk, [prison_number], staff_id, reason=reason, second_staff_id=second, override=override
        )
    answer_change(here, change)


def deallocate(
    context: typer.Context,
    prison_number: Number,
    reason: Annotated[str, typer.Option(metavar="T", help="Why.")],
    dry_run: DryRun = False,
) -> None:
    """Take a prisoner off his key worker."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = allocating.move(desk, [prison_number], None, reason=reason)
    answer_change(here, change)


def record(
    context: typer.Context,
    prison_number: Number,
    on: Annotated[str, typer.Option(metavar="D", help="The day.")],
    kind: Annotated[RecordKind, typer.Option("--as", help="What happened.")],
    by: Annotated[str | None, typer.Option(metavar="STAFF_ID", help="Who; else his key worker.")] = None,
    minutes: Annotated[int | None, typer.Option(metavar="N", help="How long it was.")] = None,
    reason: Annotated[str, typer.Option(metavar="R", help="Why it was missed or cancelled.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Record a session, an entry, a wellbeing check, or a session that was lost."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = recording.record(desk, prison_number, day(on), kind, by=by, minutes=minutes, reason=reason)
    answer_change(here, change)
