"""`staff set`, `staff handover`, `responsible` and `merge`: key workers, and who was responsible for whom."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from keywork_desktop.actions import key_workers
from keywork_desktop.actions.responsibility import merge_numbers, responsible
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.responsibility import Responsibility, responsible_on
from keywork_desktop.planning.handing_over import HandedOver, Handover

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]
StaffId = Annotated[str, typer.Argument(metavar="STAFF_ID")]
Number = Annotated[str, typer.Argument(metavar="PRISON_NUMBER")]


def _status(text: str) -> KeyWorkerStatus:
    """`annual_leave`, `annual-leave` or `annual leave`."""
    try:
        return KeyWorkerStatus("_".join(text.casefold().replace("-", " ").replace("_", " ").split()))
    except ValueError as mistake:
        known = ", ".join(status.value for status in KeyWorkerStatus)
        raise typer.BadParameter(f"{text!r} is not one of {known}.") from mistake


Status = Annotated[
    KeyWorkerStatus | None,
    typer.Option("--status", parser=_status, metavar="S", help="Whether he or she sees anybody."),
]
Back = Annotated[str | None, typer.Option("--return", metavar="D", help="The first day back.")]


def register(app: typer.Typer) -> None:
    staff = typer.Typer(no_args_is_help=True, help="Key workers: status, places, whom to keep apart, handing over.")
    staff.command("set")(set_staff)
    staff.command("handover")(handover)
    app.add_typer(staff, name="staff")
    app.command("responsible")(responsible_for)
    app.command()(merge)


def set_staff(
    context: typer.Context,
    staff_id: StaffId,
    status: Status = None,
    back: Back = None,
    capacity: Annotated[int | None, typer.Option(metavar="N", help="Places.")] = None,
    specialism: Annotated[list[str] | None, typer.Option(metavar="T", help="A cohort; give it again for more.")] = None,
    not_with: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="An alert; give it again for more.")
    ] = None,
    apart: Annotated[str | None, typer.Option("--keep-apart", metavar="PRISON_NUMBER", help="Never his.")] = None,
    together: Annotated[
        str | None, typer.Option("--end-keep-apart", metavar="PRISON_NUMBER", help="No longer.")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="T", help="Why they are kept apart.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Set a key worker's status, return date, places, specialisms, alerts not to allocate; or whom to keep apart."""
    here: Surroundings = context.obj
    fields = (status, back, capacity, specialism, not_with, apart)
    if together is not None and any(field is not None for field in fields):
        raise RequestError("Give --end-keep-apart by itself.", code="one_change_at_a_time")
    with here.desk(dry_run=dry_run) as desk:
        if together is not None:
            change = key_workers.end_keep_apart(desk, together, staff_id)
        else:
            change = key_workers.set_key_worker(
                desk,
                staff_id,
                status=status,
                return_date=key_workers.UNCHANGED if back is None else day(back),
                capacity=capacity,
                specialisms=specialism,
                do_not_allocate=not_with,
                keep_apart_from=apart,
                reason=reason,
            )
    answer_change(here, change)


def handover(
    context: typer.Context,
    staff_id: StaffId,
    status: Status = None,
    back: Back = None,
    apply: Annotated[bool, typer.Option("--apply", help="Set the status and reallocate as proposed.")] = False,
    dry_run: DryRun = False,
) -> None:
    """For each man of a key worker who goes away or leaves: keep, cover or reallocate."""
    here: Surroundings = context.obj
    change = None
    with here.desk(dry_run=dry_run) as desk:
        proposed = key_workers.handover(desk, staff_id, status, day(back) if back else None)
        if apply:
            change = key_workers.hand_over(desk, proposed)
    if here.json:
        print_json({**_handover(proposed), "change": change.id or None if change else None})
        return
    rows = [_handover_row(man) for man in proposed.men]
    print_table(("Prisoner", "Cell", "Due", "What", "Who", "Because"), rows, f"Caseload of {proposed.key_worker.name}")
    say(change.summary if change else "Nothing was changed: add --apply to set the status and reallocate.")


def _handover_row(man: HandedOver) -> tuple[str, ...]:
    person = man.item.prisoner
    due = man.item.due_on.isoformat() if man.item.due_on else "–"
    who = man.key_worker.staff_id if man.key_worker else "–"
    return (person.prison_number, str(person.location), due, man.choice.value, who, man.why or ", ".join(man.reasons))


def _handover(proposed: Handover) -> dict[str, Any]:
    return {
        "staff_id": proposed.key_worker.staff_id,
        "status": proposed.status,
        "return_date": proposed.return_date,
        "men": [
            {
                "prison_number": man.item.prisoner.prison_number,
                "unit": man.item.prisoner.unit,
                "cell": str(man.item.prisoner.location),
                "due_on": man.item.due_on,
                "priority_groups": man.item.priority_groups,
                "choice": man.choice,
                "staff_id": man.key_worker.staff_id if man.key_worker else None,
                "reasons": man.reasons,
                "why": man.why,
            }
            for man in proposed.men
        ],
    }


def responsible_for(
    context: typer.Context,
    prison_number: Number,
    on: Annotated[str | None, typer.Option(metavar="D", help="Only who was responsible on this day.")] = None,
) -> None:
    """Who was responsible for a prisoner on any date, by whom that was changed, and why."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        history = responsible(desk, prison_number)
    if on is not None:
        history = responsible_on(history, day(on))
    items = [_responsibility(each) for each in history]
    if here.json:
        print_json({"items": items})
        return
    rows = [
        tuple(str(item[key] or "–") for key in ("staff_id", "from", "to", "began_by", "began_because", "ended_because"))
        for item in items
    ]
    print_table(("Key worker", "From", "To", "By", "Because", "Ended because"), rows, f"{len(rows)} key workers")


def _responsibility(each: Responsibility) -> dict[str, Any]:
    allocation = each.allocation
    return {
        "staff_id": allocation.staff_id,
        "second_staff_id": allocation.second_staff_id,
        "from": allocation.from_date,
        "to": allocation.to_date,
        "began_because": allocation.began_because,
        "ended_because": allocation.ended_because,
        "override": allocation.override,
        "began_by": each.began.by if each.began else allocation.by or None,
        "began_at": each.began.at if each.began else None,
        "ended_by": each.ended.by if each.ended else None,
        "ended_at": each.ended.at if each.ended else None,
    }


def merge(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD_NUMBER")],
    new: Annotated[str, typer.Argument(metavar="NEW_NUMBER")],
    dry_run: DryRun = False,
) -> None:
    """Two prison numbers are one man: what is written under the old one becomes that of the new one."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = merge_numbers(desk, old, new)
    answer_change(here, change)
