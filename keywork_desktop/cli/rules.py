"""`policy` and `regime`: which rules are in force when and where."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from keywork_desktop.actions import regime, rules
from keywork_desktop.cli import as_json
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.regime_colours import RegimeColour
from keywork_desktop.domain.rulebook import LEVEL_NAMES
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.wording import RULE_NAMES, how_often, long_date

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]
From = Annotated[str, typer.Option("--from", metavar="D", help="The first day.")]
To = Annotated[str | None, typer.Option("--to", metavar="D", help="The last day; without it, until further notice.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="U", help="Only this houseblock or unit.")]
PolicyName = Annotated[str, typer.Argument(metavar="NAME", help="The id or the name.")]
Level = Annotated[str, typer.Argument(metavar="LEVEL", help="4, 3, 2, 1, their names, or a colour of the RMP.")]


def register(app: typer.Typer) -> None:
    policy = typer.Typer(no_args_is_help=True, help="Policy sets: list them, put one in force, copy and change one.")
    policy.command("list")(list_policies)
    policy.command("use")(use)
    policy.command("copy")(copy)
    policy.command("edit")(edit)
    app.add_typer(policy, name="policy")
    calendar = typer.Typer(no_args_is_help=True, help="The regime calendar: levels 4 to 1 by date and unit.")
    calendar.command("list")(list_regime)
    calendar.command("set")(set_level)
    calendar.command("clear")(clear)
    calendar.command("forecast")(forecast)
    calendar.command("colour")(colour)
    app.add_typer(calendar, name="regime")


# Policy sets ----------------------------------------------------------------------------------------------------------
def list_policies(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(metavar="D", help="What is in force on another day than today.")] = None,
) -> None:
    """Every policy set, what it asks, and which is in force."""
    here: Surroundings = context.obj
    looked_at = day(on) if on else here.as_of
    with here.desk() as desk:
        listed = rules.list_policies(desk)
        giving = rules.in_force(desk, looked_at)
    if here.json:
        now = [{"unit": each.unit, "source": each.source, "level": each.level} for each in giving]
        print_json({"on": looked_at, "in_force": now, "items": [_policy(each) for each in listed]})
        return
    rows = []
    for each in listed:
        asked = "; ".join(f"{RULE_NAMES.get(rule.id, rule.id)}: {_asked(rule)}" for rule in _rules_of(each))
        since = ", ".join(_since(entry.from_date, entry.to_date, entry.unit) for entry in each.entries)
        rows.append((each.policy.id, each.policy.name, "shipped" if each.shipped else "our own", since or "–", asked))
    print_table(("Id", "Name", "", "In force", "Asks"), rows, f"Policy sets, {long_date(looked_at)}")
    for force in giving:
        say(f"{'Establishment' if force.unit is None else unit_name(force.unit)}: {force.source}")


def _since(first: object, last: object, unit: str | None) -> str:
    return f"{first} to {last or '…'}{'' if unit is None else f' ({unit_name(unit)})'}"


def _asked(rule: Rule) -> str:
    return f"{how_often(rule)}, {rule.minutes} min{' (local reading)' if rule.local_reading else ''}"


def _rules_of(listed: rules.ListedPolicy) -> tuple[Rule, ...]:
    policy = listed.policy
    return tuple(rule for rule in (policy.baseline, *policy.groups, policy.weekend) if rule is not None)


def _policy(listed: rules.ListedPolicy) -> dict[str, Any]:
    policy = listed.policy
    return {
        "id": policy.id,
        "name": policy.name,
        "source": policy.source,
        "shipped": listed.shipped,
        "copied_from": listed.copied_from or None,
        "changed": [
            {"from": reading.from_date if reading.from_date.year > 1 else None, "by": reading.entered.by}
            | {"at": reading.entered.at}
            for reading in listed.readings
        ],
        "in_force": [{"from": e.from_date, "to": e.to_date, "unit": e.unit} for e in listed.entries],
        "arrival_days": policy.arrival_days,
        "rules": [as_json.rule(rule) for rule in _rules_of(listed)],
        "weekend_units": policy.weekend_units,
    }


def use(
    context: typer.Context, name: PolicyName, since: From, to: To = None, unit: Unit = None, dry_run: DryRun = False
) -> None:
    """Put a policy set in force; the one before it ends the day before."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = rules.use_policy(desk, name, day(since), day(to) if to else None, unit)
    answer_change(here, change)


def copy(
    context: typer.Context,
    name: PolicyName,
    new_name: Annotated[str, typer.Argument(metavar="NEW_NAME")],
    dry_run: DryRun = False,
) -> None:
    """Make a copy that may be changed."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = rules.copy_policy(desk, name, new_name)
    answer_change(here, change)


def edit(
    context: typer.Context,
    name: PolicyName,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Such as baseline.sessions=1.")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="RULE", help="Leave this rule out.")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="D", help="From which day; today if left out.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Change one of our own policy sets from a day on."""
    here: Surroundings = context.obj
    changes: dict[str, Any] = dict(_setting(text) for text in settings or ())
    changes |= dict.fromkeys(drop or ())
    if not changes:
        raise RequestError("Say what to change: --set FIELD=VALUE, or --drop RULE.", code="nothing_to_change")
    with here.desk(dry_run=dry_run) as desk:
        change = rules.edit_policy(desk, name, changes, day(since) if since else here.as_of)
    answer_change(here, change)


def _setting(text: str) -> tuple[str, Any]:
    """`baseline.sessions=1` as field and value: whole numbers as numbers, `true` and `false`, units as a list."""
    field, equals, value = text.partition("=")
    if not equals:
        raise RequestError(f"{text!r} does not say FIELD=VALUE, such as baseline.sessions=1.", code="not_a_setting")
    if field.endswith(".units"):
        return field, [unit for unit in value.replace(",", " ").split() if unit]
    if value in ("true", "false"):
        return field, value == "true"
    return field, int(value) if value.removeprefix("-").isdecimal() else value


# The regime calendar --------------------------------------------------------------------------------------------------
def list_regime(context: typer.Context) -> None:
    """Regime levels, past and planned, and what each colour stands for."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        listed, colours = regime.list_regime(desk), regime.list_colours(desk)
    if here.json:
        items = [_level(each) for each in listed]
        print_json({"items": items, "colours": {each.value: level for each, level in colours.items()}})
        return
    rows = [
        (
            f"{each.entry.level} {LEVEL_NAMES[each.entry.level]}",
            each.entry.from_date,
            each.entry.to_date or "until further notice",
            "Establishment" if each.entry.unit is None else unit_name(each.entry.unit),
            "now" if each.now else "",
            f"{each.entered.by}{f', known since {each.known_since}' if each.known_since else ''}",
        )
        for each in listed
    ]
    print_table(("Level", "From", "To", "Where", "", "Entered by"), rows, "Regime calendar")
    say("Colours: " + ", ".join(f"{each.value} = level {level}" for each, level in colours.items()))


def _level(listed: regime.RegimeListed) -> dict[str, Any]:
    entry = listed.entry
    return {
        "level": entry.level,
        "name": LEVEL_NAMES[entry.level],
        "from": entry.from_date,
        "to": entry.to_date,
        "unit": entry.unit,
        "now": listed.now,
        "entered_by": listed.entered.by,
        "entered_at": listed.entered.at,
        "known_since": listed.known_since,
    }


def set_level(
    context: typer.Context, level: Level, since: From, to: To = None, unit: Unit = None, dry_run: DryRun = False
) -> None:
    """Set a regime level for these days; entries inside them are replaced, those around them cut."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        number = regime.level_of(desk, level)
        change = regime.set_regime(desk, number, day(since), day(to) if to else None, unit)
    answer_change(here, change)


def clear(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--from", metavar="D", help="The first day; today if left out.")] = None,
    to: To = None,
    unit: Unit = None,
    dry_run: DryRun = False,
) -> None:
    """Take the level off these days: the policy set in force gives the rules again."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = regime.clear_regime(desk, day(since) if since else here.as_of, day(to) if to else None, unit)
    answer_change(here, change)


def forecast(context: typer.Context, level: Level, since: From, to: To = None, unit: Unit = None) -> None:
    """What a level would ask for before it begins; changes nothing."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        number = regime.level_of(desk, level)
        expected = regime.regime_forecast(desk, number, day(since), day(to) if to else None, unit)
    if here.json:
        print_json(as_json.regime_forecast(expected))
    else:
        say(expected.words)


def colour(
    context: typer.Context,
    name: Annotated[RegimeColour, typer.Argument(metavar="COLOUR")],
    level: Annotated[int, typer.Argument(metavar="LEVEL")],
    dry_run: DryRun = False,
) -> None:
    """Say which level a colour of the RMP stands for; red is level 4."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = regime.set_colour(desk, name, level)
    answer_change(here, change)
