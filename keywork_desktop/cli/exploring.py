"""`what-if` and `forecast`: what would come of it, and what is coming. Neither changes anything."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any

import typer

from keywork_desktop.actions import exploring_rota, forecasting, regime, rules
from keywork_desktop.actions.exploring_rota import Beside, Explored, Side
from keywork_desktop.actions.refusing import known_unit
from keywork_desktop.cli import as_json
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.rota import From, Unit, Weeks, absence
from keywork_desktop.cli.rota_changes import clock
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import TimeSpan, hours_and_minutes
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.what_if import Away, ExtraOfficer, If, OtherLevel, OtherPolicy, OtherTime, RegimeCut
from keywork_desktop.domain.wording import long_date
from keywork_desktop.planning.rota_difference import Saved
from keywork_desktop.planning.rota_outlook import Coming, LastSession


def register(app: typer.Typer) -> None:
    app.command("what-if")(what_if)
    app.command()(forecast)


def a_cut(text: str, unit: str | None) -> Curtailment:
    """`2026-11-23` or `2026-11-23:0800-1200`; raises `RequestError` `not_a_date`, `not_a_time`."""
    on, _, hours = text.partition(":")
    if not hours:
        return Curtailment(day(on), day(on), unit)
    start, _, end = hours.partition("-")
    begins, ends = _clock(start), _clock(end)
    if ends <= begins:
        raise RequestError(f"{hours} ends before it starts. Give the earlier time first.", code="not_a_time")
    return Curtailment(day(on), day(on), unit, TimeSpan(begins, ends))


def _clock(text: str) -> time:
    digits = text.strip()
    return clock(f"{digits[:2]}:{digits[2:]}" if digits.isdigit() and len(digits) == 4 else digits)


def what_if(
    context: typer.Context,
    first: From,
    weeks: Weeks = 4,
    unit: Unit = None,
    level: Annotated[str | None, typer.Option(metavar="L", help="This regime level throughout.")] = None,
    policy: Annotated[str | None, typer.Option(metavar="NAME", help="This policy set in force throughout.")] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="STAFF_ID:D", help="An officer who is away that day; may be repeated.")
    ] = None,
    more_minutes: Annotated[
        int | None, typer.Option(metavar="M", help="So much more key work time a day; below 0, less.")
    ] = None,
    whose: Annotated[
        str | None, typer.Option("--for", metavar="STAFF_ID", help="More or less time only for this officer.")
    ] = None,
    cut: Annotated[
        list[str] | None,
        typer.Option("--curtail", metavar="D[:HHMM-HHMM]", help="The regime is cut that day; may be repeated."),
    ] = None,
    extra_officer: Annotated[
        int | None, typer.Option(metavar="M", help="One officer more in the unit, M minutes Monday to Friday.")
    ] = None,
) -> None:
    """The best rota if things were otherwise, beside the published one; nothing is changed."""
    here: Surroundings = context.obj
    if whose and more_minutes is None:
        raise RequestError("--for says who has more time: give --more-minutes too.", code="nothing_asked")
    with here.desk() as desk:
        where = known_unit(desk, unit)
        ifs: list[If] = []
        if level is not None:
            ifs.append(OtherLevel(regime.level_of(desk, level), where))
        if policy is not None:
            ifs.append(OtherPolicy(rules.policy_named(desk, policy).policy, where))
        ifs += [Away((staff_id,), on, on) for staff_id, on in map(absence, without or ())]
        if more_minutes:
            ifs.append(OtherTime(more_minutes, whose, None if whose else where))
        ifs += [RegimeCut(a_cut(text, where)) for text in cut or ()]
        if extra_officer is not None:
            ifs.append(_extra(where, extra_officer))
        found = exploring_rota.explored(desk, day(first), weeks, where, ifs)
    if here.json:
        print_json(explored_json(found))
    else:
        _tell(found)


def _extra(unit: str | None, minutes: int) -> ExtraOfficer:
    if unit is None:
        raise RequestError("An officer more works somewhere: give --unit.", code="unknown_unit")
    if not 0 < minutes <= 12 * 60:
        raise RequestError(f"{minutes} minutes a day cannot be: give 15 to 720.", code="nothing_asked")
    return ExtraOfficer(unit, minutes)


# -- as JSON -----------------------------------------------------------------------------------------------------------

NUMBERS = (
    "targets",
    "met_on_time",
    "priority_targets",
    "priority_met_on_time",
    "people_due",
    "people_seen",
    "lateness_days",
    "left_out",
    "sessions",
    "wellbeing_checks",
    "needed_minutes",
    "profiled_minutes",
    "lost_minutes",
    "short_minutes",
)


def side_json(side: Side) -> dict[str, Any]:
    """The numbers of one rota."""
    plan, whole = side.plan, side.whole
    return {
        "words": side.words,
        "targets": plan.targets,
        "met_on_time": plan.met_on_time,
        "priority_targets": plan.priority_targets,
        "priority_met_on_time": plan.priority_met_on_time,
        "people_due": plan.people_due,
        "people_seen": plan.people_seen,
        "lateness_days": plan.lateness_days,
        "left_out": len(plan.left_out),
        "sessions": len(plan.planned),
        "wellbeing_checks": len(side.checks),
        "needed_minutes": whole.needed,
        "profiled_minutes": whole.profiled,
        "lost_minutes": whole.lost,
        "short_minutes": whole.shortfall,
        "capacity": as_json.capacity(side.capacity),
        "proven_best": plan.proven_best,
        "gap": plan.gap,
    }


def explored_json(found: Explored) -> dict[str, Any]:
    """Both rotas' numbers and what is different; `best` is the best rota as things are."""
    now, then, told = side_json(found.beside()), side_json(found.then), found.difference()
    return {
        "from": found.period.first,
        "to": found.period.last,
        "unit": found.unit,
        "units": None if found.units is None else sorted(found.units, key=lambda unit: unit or ""),
        "what_if": found.said,
        "beside": found.usual,
        "version": found.version,
        "now": now,
        "then": then,
        "best": side_json(found.beside(Beside.BEST)),
        "difference": {key: then[key] - now[key] for key in NUMBERS},
        "sessions_elsewhere": told.elsewhere,
        "newly_left_out": [as_json.left_out(left) for left in told.newly_left_out],
        "newly_met": [_saved(saved) for saved in told.newly_saved],
    }


def _saved(saved: Saved) -> dict[str, Any]:
    by, target = saved.by, saved.left_out.outcome.target
    return {
        "prison_number": target.prison_number,
        "target": target.by,
        "due_on": target.due_on,
        "rule": target.rule.id,
        "priority": target.priority,
        "late_on": saved.left_out.outcome.late_on,
        "then": {"date": by.on, "start": by.start, "staff_id": by.staff_id} if by else None,
    }


# -- in words ----------------------------------------------------------------------------------------------------------


def _tell(found: Explored) -> None:
    say(f"{long_date(found.period.first)} – {long_date(found.period.last)}")
    for line in found.said or ("Nothing different.",):
        say(f"What if: {line}")
    now, then = side_json(found.beside()), side_json(found.then)
    rows = [
        (key.replace("_minutes", "").replace("_", " ").capitalize(), *(_words(key, side[key]) for side in (now, then)))
        for key in NUMBERS
    ]
    print_table(("", found.beside().words, "What if"), rows)
    units = [c for c in found.then.capacity if c.unit is not None]
    hours = [
        (unit_name(c.unit), *(hours_and_minutes(m) for m in (c.needed, c.profiled, c.lost, c.shortfall))) for c in units
    ]
    print_table(("What if", "Needed", "Profiled", "Lost", "Short"), hours)
    told = found.difference()
    left = [
        (one.outcome.target.prison_number, one.outcome.target.by, one.why, one.needs) for one in told.newly_left_out
    ]
    print_table(("Newly left out", "Wanted by", "Why", "What would help"), left)
    print_table(
        ("Newly met", "On"),
        [(saved.prison_number, saved.by.on if saved.by else "nothing is asked for him") for saved in told.newly_saved],
    )
    say("Nothing was changed.")


def _words(key: str, value: int) -> str:
    return hours_and_minutes(value) if key.endswith("_minutes") else str(value)


# -- forecast ----------------------------------------------------------------------------------------------------------


def forecast(
    context: typer.Context, days: Annotated[int, typer.Option(metavar="N", help="How many days ahead.")] = 7
) -> None:
    """Who becomes overdue in the next days with this detail and rota, and who leaves before his next session."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = forecasting.coming_up(desk, days)
    if here.json:
        print_json(
            {
                "as_of": found.on,
                "until": found.until,
                "overdue": [_coming(each) for each in found.overdue],
                "leaving": [_leaving(each) for each in found.leaving],
            }
        )
        return
    rows = [(e.open.item.prisoner.prison_number, e.open.due_on, e.why, e.needs) for e in found.overdue]
    print_table(("Becomes overdue", "Due on", "Why", "What would help"), rows)
    gone = [(e.leaving.item.prisoner.prison_number, e.leaving.release_date, e.why, e.needs) for e in found.leaving]
    print_table(("Leaves before he is due", "Released", "Why", "What would help"), gone)


def _coming(each: Coming) -> dict[str, Any]:
    item = each.open.item
    return {
        "prison_number": item.prisoner.prison_number,
        "unit": item.prisoner.unit,
        "staff_id": item.key_worker.staff_id if item.key_worker else None,
        "due_on": each.open.due_on,
        "rule": each.open.rule.id,
        "priority": each.open.rule.priority,
        "follows_plan": each.open.follows_plan,
        "planned_late_on": each.open.planned_late_on,
        "reason_code": each.reason_code,
        "why": each.why,
        "needs": each.needs,
        "room": as_json.planned_session(each.room) if each.room else None,
        "instead_of": as_json.planned_session(each.instead_of) if each.instead_of else None,
    }


def _leaving(each: LastSession) -> dict[str, Any]:
    item = each.leaving.item
    return {
        "prison_number": item.prisoner.prison_number,
        "unit": item.prisoner.unit,
        "staff_id": item.key_worker.staff_id if item.key_worker else None,
        "release_date": each.leaving.release_date,
        "due_on": item.due_on,
        "last_session": item.last_session,
        "last_planned": each.leaving.last_session,
        "why": each.why,
        "needs": each.needs,
        "room": as_json.planned_session(each.room) if each.room else None,
    }
