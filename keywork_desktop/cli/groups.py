"""`group`: local groups on and off, and prisoners put into a group by hand."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from keywork_desktop.actions import groups
from keywork_desktop.cli import as_json
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table
from keywork_desktop.cli.rules import DryRun, From, To, Unit
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.wording import how_often

GroupName = Annotated[str, typer.Argument(metavar="NAME", help="The id or the name.")]
Number = Annotated[str, typer.Argument(metavar="PRISON_NUMBER")]
FromOrToday = Annotated[str | None, typer.Option("--from", metavar="D", help="The first day; today if left out.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Priority groups: local ones on and off, and flags by hand.")
    group.command("list")(list_groups)
    group.command("on")(on)
    group.command("off")(off)
    group.command("flag")(flag)
    group.command("unflag")(unflag)
    app.add_typer(group, name="group")


def list_groups(context: typer.Context) -> None:
    """Every group, whether it is on, and who is in one by hand."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        listed, flags = groups.list_groups(desk), groups.list_flags(desk)
    if here.json:
        print_json({"items": [_group(each) for each in listed], "flags": [_flag(each) for each in flags]})
        return
    rows = []
    for each in listed:
        asked = [f"{how_often(switch.rule)}, approved by {switch.approved_by}" for switch, _ in each.switches[-1:]]
        rows.append((each.name, each.group, "on" if each.on else "off", each.members, *asked))
    print_table(("Group", "Id", "", "In it today", "Switched on here"), rows, "Priority groups")
    if flags:
        marked = [
            (
                groups.group_name(each.flag.group),
                each.prison_number,
                each.flag.from_date,
                each.flag.to_date or "",
                each.flag.by,
                f"{each.flag.review_on}{' ▲ passed' if each.review_passed else ''}",
            )
            for each in flags
        ]
        print_table(("Group", "Prisoner", "From", "Until", "By", "Review"), marked, "By hand")


def _group(listed: groups.ListedGroup) -> dict[str, Any]:
    return {
        "id": listed.group,
        "name": listed.name,
        "always_on": listed.always_on,
        "on": listed.on,
        "members": listed.members,
        "switches": [
            {
                "from": switch.from_date,
                "to": switch.to_date,
                "unit": switch.unit,
                "approved_by": switch.approved_by,
                "approved_on": switch.approved_on,
                "under_age": switch.under_age,
                "landings": switch.landings,
                "rule": as_json.rule(switch.rule),
                "entered_by": entered.by,
                "entered_at": entered.at,
            }
            for switch, entered in listed.switches
        ],
    }


def _flag(listed: groups.ListedFlag) -> dict[str, Any]:
    flag = listed.flag
    return {
        "group": flag.group,
        "prison_number": listed.prison_number,
        "from": flag.from_date,
        "to": flag.to_date,
        "by": flag.by,
        "review_on": flag.review_on,
        "review_passed": listed.review_passed,
        "reason": flag.reason,
        "days_before_release": flag.days_before_release,
        "months_before_release": flag.months_before_release,
        "entered_by": listed.entered.by,
        "entered_at": listed.entered.at,
    }


def on(
    context: typer.Context,
    name: GroupName,
    approved_by: Annotated[str, typer.Option("--approved-by", metavar="T", help="Who agreed to it.")],
    since: From,
    to: To = None,
    unit: Unit = None,
    approved_on: Annotated[str | None, typer.Option(metavar="D", help="When; today if left out.")] = None,
    sessions: Annotated[int, typer.Option(metavar="N", help="So many sessions …")] = 1,
    window_days: Annotated[int, typer.Option("--days", metavar="W", help="… in so many days.")] = 7,
    minutes: Annotated[int, typer.Option(metavar="N", help="How long each is.")] = 45,
    first_within: Annotated[int, typer.Option(metavar="N", help="Days until the first one is due.")] = 7,
    age: Annotated[int | None, typer.Option(metavar="N", help="Young adults are under this age.")] = None,
    landing: Annotated[
        list[str] | None, typer.Option(metavar="L", help="A landing such as 2-3; may be given again.")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="A group that only this prison has.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Switch a local group on, with who approved it."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = groups.group_on(
            desk,
            name,
            approved_by,
            day(since),
            to_date=day(to) if to else None,
            unit=unit,
            approved_on=day(approved_on) if approved_on else None,
            sessions=sessions,
            window_days=window_days,
            minutes=minutes,
            first_within=first_within,
            under_age=age,
            landings=landing or (),
            new=new,
        )
    answer_change(here, change)


def off(
    context: typer.Context, name: GroupName, since: FromOrToday = None, unit: Unit = None, dry_run: DryRun = False
) -> None:
    """Switch a local group off."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = groups.group_off(desk, name, day(since) if since else here.as_of, unit)
    answer_change(here, change)


def flag(
    context: typer.Context,
    name: GroupName,
    prison_number: Number,
    since: From,
    by: Annotated[str, typer.Option(metavar="T", help="Who decided it.")],
    review: Annotated[str | None, typer.Option(metavar="D", help="Look at it again by; 28 days if left out.")] = None,
    to: Annotated[str | None, typer.Option(metavar="D", help="The first day on which it no longer holds.")] = None,
    reason: Annotated[str, typer.Option(metavar="R", help="Why.")] = "",
    days: Annotated[
        int | None, typer.Option(metavar="N", help="High risk of serious harm: days before release.")
    ] = None,
    months: Annotated[int | None, typer.Option(metavar="N", help="Extremism: months before release.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Put a prisoner into a group by hand."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = groups.flag(
            desk,
            name,
            prison_number,
            day(since),
            by,
            review_on=day(review) if review else None,
            to_date=day(to) if to else None,
            reason=reason,
            days_before_release=days,
            months_before_release=months,
        )
    answer_change(here, change)


def unflag(
    context: typer.Context, name: GroupName, prison_number: Number, since: FromOrToday = None, dry_run: DryRun = False
) -> None:
    """Take a prisoner's flag off."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = groups.unflag(desk, name, prison_number, day(since) if since else here.as_of)
    answer_change(here, change)
