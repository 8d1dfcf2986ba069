"""The numbers above the rota: what a proposal reaches against what could be reached, and the hours behind it."""

from __future__ import annotations

from dataclasses import dataclass

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import counted
from keywork_desktop.planning.rota import Plan
from keywork_desktop.planning.rota_capacity import Capacity
from keywork_desktop.planning.rota_repair import Repair
from keywork_desktop.ui.models.rota_facts import RotaFacts


@dataclass(frozen=True, slots=True)
class Figure:
    """A strong word, then the words after it; `tone` is a token of the theme."""

    strong: str
    words: str = ""
    tone: str = "text"

    @property
    def text(self) -> str:
        return f"{self.strong} {self.words}".strip()


def plan_figures(plan: Plan, *, still_looking: bool = False) -> tuple[Figure, ...]:
    """`176 of 180 possible met on time`, `22 of 22 priority`, `everyone due is seen`, `Proven best in 1.1 s`."""
    possible = plan.bound.get("met_on_time")
    of = f"of {possible} possible met on time" if possible is not None else "met on time"
    if possible is None or plan.targets > possible:
        of += f" ({plan.targets} wanted)"
    short = plan.priority_met_on_time < plan.priority_targets
    found = [
        Figure(str(plan.met_on_time), of),
        Figure(str(plan.priority_met_on_time), f"of {plan.priority_targets} priority", "overdue" if short else "text"),
    ]
    if plan.people_seen == plan.people_due:
        found.append(Figure("Everyone due", "is seen at least once"))
    else:
        never = plan.people_due - plan.people_seen
        found.append(Figure(str(never), f"of {counted(plan.people_due, 'man', 'men')} due not seen at all", "due"))
    if still_looking:
        found.append(Figure("Looking for the best…", tone="accent"))
    elif plan.proven_best:
        found.append(Figure("Proven best", f"in {plan.seconds:.1f} s", "accent"))
    elif plan.gap is not None:
        found.append(Figure("Not proven best", f"at most {plan.gap:.1%} is missing · {plan.seconds:.1f} s", "due"))
    if plan.moved_from_published:
        moved = plan.moved_from_published
        what = "planned session" if plan.version is None else "published session"
        found.append(Figure("Moves", counted(moved, what) + (f" of version {plan.version}" if plan.version else "")))
    return tuple(found)


def repair_figures(repair: Repair) -> tuple[Figure, ...]:
    """`4 sessions lost`, `3 find another time`, `1 not saved, 1 wellbeing check owed`, `Fewest changes`."""
    saved = len(repair.lost) - len(repair.not_saved)
    found = [
        Figure(str(len(repair.lost)), "session lost" if len(repair.lost) == 1 else "sessions lost"),
        Figure(str(len(repair.new)), "put in another time"),
        Figure(str(max(0, saved)), "still met on time"),
    ]
    if repair.not_saved:
        checks = sum(one.opens_check for one in repair.not_saved)
        words = f"not saved, {counted(checks, 'wellbeing check')} owed" if checks else "not saved"
        found.append(Figure(str(len(repair.not_saved)), words, "due"))
    if repair.moved:
        found.append(Figure(str(len(repair.moved)), "others make room"))
    if repair.fewest_changes:
        found.append(Figure("Fewest changes", f"proven in {repair.seconds:.1f} s", "accent"))
    return tuple(found)


def capacity_figures(capacity: Capacity) -> tuple[Figure, ...]:
    """`133 h profiled · 4 h lost · 135 h needed · 6 h short`."""
    there = capacity.profiled - capacity.lost
    lost = [Figure("", f"{hours_and_minutes(capacity.lost)} lost", "due")] if capacity.lost else []
    short = capacity.shortfall
    return (
        Figure("", f"{hours_and_minutes(capacity.profiled)} profiled", "quiet_text"),
        *lost,
        Figure("", f"{hours_and_minutes(capacity.needed)} needed", "quiet_text"),
        Figure(hours_and_minutes(short), "short", "overdue")
        if short
        else Figure(hours_and_minutes(there - capacity.needed), "to spare", "quiet_text"),
    )


def standing_figures(facts: RotaFacts) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The rota as it stands: sessions ahead, priority, locked; and key work time planned of what is profiled."""
    sessions, priority, locked = facts.standing
    found = [Figure(str(sessions), "session planned" if sessions == 1 else "sessions planned")]
    if sessions:
        found.append(Figure(str(priority), "for priority groups"))
    if locked:
        found.append(Figure(str(locked), "locked"))
    minutes, unexplained = facts.withheld
    if minutes:
        why = f"{', '.join(unexplained)} not explained" if unexplained else "it lies outside its shift"
        found.append(Figure(hours_and_minutes(minutes), f"key work time not counted: {why}", "due"))
    hours = [
        Figure("", f"{hours_and_minutes(facts.profiled)} profiled", "quiet_text"),
        Figure("", f"{hours_and_minutes(facts.used)} planned", "quiet_text"),
        Figure(hours_and_minutes(max(0, facts.profiled - facts.used)), "free", "quiet_text"),
    ]
    return tuple(found), tuple(hours)
