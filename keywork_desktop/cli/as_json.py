"""Values as the JSON of the command line's contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from keywork_desktop.domain.acknowledging import Acknowledgement
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.forecast import RegimeForecast
from keywork_desktop.domain.not_in_nomis import not_in_nomis
from keywork_desktop.domain.obligations import Obligation
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.wording import why
from keywork_desktop.planning.rebalancing import Rebalance
from keywork_desktop.planning.recommending import Load, Recommendation, Recommended, Unplaced
from keywork_desktop.planning.rota import LeftOut, Plan
from keywork_desktop.planning.rota_capacity import Capacity


def obligation(asked: Obligation, item: DueItem) -> dict[str, Any]:
    rule = asked.rule
    return {
        "rule": rule.id,
        "priority": rule.priority,
        "source": rule.source,
        "local_reading": rule.local_reading,
        "start": asked.start,
        "due_on": asked.due_on,
        "sessions": rule.sessions,
        "window_days": rule.window_days,
        "minutes": rule.minutes,
        "counted_sessions": item.counted_since(asked.start),
        "counted_on": asked.counted,
        "prior": asked.prior,
        "spacing": rule.spacing,
        "carried_from": asked.carried_from,
    }


def due_item(item: DueItem, acknowledged: Acknowledgement | None = None) -> dict[str, Any]:
    person, key_worker, deciding = item.prisoner, item.key_worker, item.deciding
    return {
        "prison_number": person.prison_number,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "unit": person.unit,
        "cell": str(person.location),
        "key_worker": _key_worker(key_worker, item) if key_worker else None,
        "priority_groups": item.priority_groups,
        "status": item.status,
        "due_on": item.due_on,
        "days_overdue": item.days_overdue,
        "rule": deciding.rule.id if deciding else None,
        "why": why(item),
        "last_session": item.last_session,
        "sessions_28_days": item.sessions_28_days,
        "never_met": item.never_met,
        "never_met_by_key_worker": item.never_met_by_key_worker,
        "missed_weekends": item.missed_weekends,
        "not_yet_in_nomis": [w.on for w in not_in_nomis(person.prison_number, person.records, item.day)],
        "was_overdue_since": item.was_overdue_since,
        "reception": person.reception,
        "release_date": person.release_date,
        "problems": item.problems,
        "acknowledged": _acknowledged(acknowledged) if acknowledged else None,
        "obligations": [obligation(asked, item) for asked in item.obligations],
    }


def _acknowledged(known: Acknowledgement) -> dict[str, Any]:
    return {"by": known.by, "at": known.at, "next": known.next_step, "escalated_to": known.escalated_to or None}


def _key_worker(key_worker: KeyWorker, item: DueItem) -> dict[str, Any]:
    return {"staff_id": key_worker.staff_id, "name": key_worker.name, "interim": item.interim}


def recommendation(proposed: Recommendation) -> dict[str, Any]:
    return {
        "allocations": _allocations(proposed.allocations),
        "unplaced": _unplaced(proposed.unplaced),
        "loads": _loads(proposed.loads),
        "objective": {
            "placed": len(proposed.allocations),
            "priority_placed": proposed.priority_placed,
            "continuity": proposed.count("continuity"),
            "same_houseblock": proposed.count("same_houseblock"),
            "specialist": proposed.count("specialist"),
            "load": proposed.load,
        },
    }


def rebalance(proposed: Rebalance) -> dict[str, Any]:
    return {
        "moves": [
            {
                "prison_number": move.prison_number,
                "from_staff_id": move.from_staff_id,
                "staff_id": move.to_staff_id,
                "met": move.met,
                "buys": [{"code": bought.code, "text": bought.text} for bought in move.buys],
            }
            for move in proposed.moves
        ],
        "allocations": _allocations(proposed.allocations),
        "unplaced": _unplaced(proposed.unplaced),
        "stuck": _unplaced(proposed.stuck),
        "loads": _loads(proposed.loads),
        "objective": {
            "moved": len(proposed.moves),
            "placed": len(proposed.allocations),
            "load_before": proposed.load_before,
            "load": proposed.load,
        },
    }


def _allocations(proposed: Iterable[Recommended]) -> list[dict[str, Any]]:
    return [{"prison_number": a.prison_number, "staff_id": a.staff_id, "reasons": a.reasons} for a in proposed]


def _unplaced(left: Iterable[Unplaced]) -> list[dict[str, Any]]:
    return [{"prison_number": u.prison_number, "why": u.why, "text": u.text} for u in left]


def _loads(loads: Iterable[Load]) -> list[dict[str, Any]]:
    return [{"staff_id": n.staff_id, "allocated": n.allocated, "capacity": n.capacity} for n in loads]


def planned_session(session: PlannedSession) -> dict[str, Any]:
    return {
        "prison_number": session.prison_number,
        "staff_id": session.staff_id,
        "second_staff_id": session.second_staff_id,
        "date": session.on,
        "start": session.start,
        "minutes": session.minutes,
        "kind": session.kind,
        "rule": session.rule,
        "target": session.target,
        "due_on": session.due_on,
        "on_time": session.on_time,
        "priority": session.priority,
        "cover": session.cover,
        "locked": session.locked,
    }


def left_out(left: LeftOut) -> dict[str, Any]:
    target = left.outcome.target
    return {
        "prison_number": target.prison_number,
        "target": target.by,
        "due_on": target.due_on,
        "rule": target.rule.id,
        "priority": target.priority,
        "reason_code": left.reason_code,
        "late_on": left.outcome.late_on,
        "why": left.why,
        "needs": left.needs,
    }


def capacity(found: Iterable[Capacity]) -> list[dict[str, Any]]:
    """Minutes needed, profiled, lost and short; the whole (unit null) first, then each unit."""
    return [
        {
            "unit": each.unit,
            "needed_minutes": each.needed,
            "profiled_minutes": each.profiled,
            "lost_minutes": each.lost,
            "short_minutes": each.shortfall,
        }
        for each in found
    ]


def plan(made: Plan) -> dict[str, Any]:
    return {
        "from": made.period.first,
        "to": made.period.last,
        "planned": [planned_session(session) for session in made.planned],
        "left_out": [left_out(left) for left in made.left_out],
        "targets": made.targets,
        "met_on_time": made.met_on_time,
        "priority_targets": made.priority_targets,
        "priority_met_on_time": made.priority_met_on_time,
        "people_due": made.people_due,
        "people_seen": made.people_seen,
        "slots_total": made.slots_total,
        "slots_used": made.slots_used,
        "lateness_days": made.lateness_days,
        "bound": {key: made.bound.get(key) for key in ("met_on_time", "priority_met_on_time", "people_seen")},
        "proven_best": made.proven_best,
        "gap": made.gap,
        "seconds": made.seconds,
        "moved_from_published": made.moved_from_published if made.version is not None else 0,
        "moved": made.moved_from_published,
        "version": made.version,
    }


def rule(asked: Rule) -> dict[str, Any]:
    return {
        "rule": asked.id,
        "priority": asked.priority,
        "sessions": asked.sessions,
        "window_days": asked.window_days,
        "minutes": asked.minutes,
        "first_within": asked.first_within,
        "source": asked.source,
        "local_reading": asked.local_reading,
    }


def regime_forecast(expected: RegimeForecast) -> dict[str, Any]:
    return {
        "level": expected.level,
        "from": expected.from_date,
        "to": expected.to_date,
        "unit": expected.unit,
        "people": expected.people,
        "sessions_a_week_before": expected.before,
        "sessions_a_week_after": expected.after,
        "more": expected.more,
        "minutes_a_week": expected.minutes_a_week,
        "time_for": expected.time_for,
        "too_many": expected.too_many,
        "time_from": expected.time_from,
        "time_to": expected.time_to,
        "words": expected.words,
    }


def change(made: ChangeSet) -> dict[str, Any]:
    return {"change": made.id or None, "summary": made.summary, "warnings": made.warnings}


def log(changes: Iterable[ChangeSet]) -> dict[str, Any]:
    return {
        "items": [
            {
                "id": entry.id,
                "at": entry.at,
                "actor": entry.actor,
                "device": entry.device,
                "action": entry.action,
                "summary": entry.summary,
                "undone": entry.undone,
            }
            for entry in changes
        ]
    }
