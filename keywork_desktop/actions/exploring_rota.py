"""What if: the best rota with things otherwise than they are, beside the one that is published (DOMAIN 5).

Changes nothing: the facts are read once, and everything else is thought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from keywork_desktop.actions.checking import check_rules
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker
from keywork_desktop.actions.planning_rota import NEAR, weeks_from
from keywork_desktop.actions.rules import list_policies
from keywork_desktop.domain.checks import CheckRules, WellbeingCheck
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.rules import PolicySet
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.what_if import Away, If, OtherTime, Where, if_words, imagined
from keywork_desktop.domain.wording import short_date
from keywork_desktop.planning.checks_opened import checks_opened
from keywork_desktop.planning.rota import Plan, Progress, plan_rota
from keywork_desktop.planning.rota_capacity import Capacity, capacity_for, capacity_of
from keywork_desktop.planning.rota_difference import RotaDifference, difference
from keywork_desktop.planning.rota_plan import Units, chosen_units
from keywork_desktop.planning.rota_standing import measured_rota

STANDS, BEST = "Rota as it stands", "Best as things are"


class Beside(Enum):
    """What an imagined rota is compared with."""

    PUBLISHED = "published"
    STANDING = "standing"
    BEST = "best"
    """The best rota as things are: only what is imagined makes the difference."""


@dataclass(frozen=True)
class Side:
    """One rota with the hours behind it, by houseblock after the whole, and the wellbeing checks it leaves to be done.

    `words` says which rota it is.
    """

    words: str
    plan: Plan
    capacity: tuple[Capacity, ...]
    checks: tuple[WellbeingCheck, ...] = ()

    @property
    def short(self) -> str:
        """Which rota it is, as the heading of a column: `Version 3`, `As it stands`, `Best now`."""
        return {STANDS: "As it stands", BEST: "Best now"}.get(self.words, self.words.partition(",")[0])

    @property
    def whole(self) -> Capacity:
        return self.capacity[0]


@dataclass(frozen=True)
class Explored:
    """The rota as it would be, and what it can be compared with; `said` is what would be different, one line each."""

    said: tuple[str, ...]
    then: Side
    now: dict[Beside, Side]
    period: Period
    units: frozenset[str | None] | None
    version: int | None = None

    @property
    def unit(self) -> str | None:
        """The one unit that it is about; None for all or several."""
        return next(iter(self.units)) if self.units is not None and len(self.units) == 1 else None

    @property
    def usual(self) -> Beside:
        """The published version where there is one, else the rota as it stands, else the best that can be made."""
        return next(iter(self.now))

    def beside(self, what: Beside | None = None) -> Side:
        """The rota it is compared with, by default the usual one."""
        return self.now[what or self.usual]

    def difference(self, what: Beside | None = None) -> RotaDifference:
        """What is different from that one to the imagined one."""
        return difference(self.beside(what).plan, self.then.plan)


def explored(
    desk: Desk,
    first: date,
    weeks: int,
    units: Units,
    ifs: Sequence[If],
    *,
    before: Explored | None = None,
    progress: Progress | None = None,
) -> Explored:
    """The best rota for `weeks` from `first` if all of `ifs` were so, beside the one there is. Changes nothing.

    `before` is an answer for the same weeks and units, from which what does not depend on `ifs` is taken. Raises
    `RequestError`: `not_weeks`, `not_on_the_staff_list`; and what `progress` raises, which cancels.
    """
    present = _facts(desk, first, weeks)
    for staff_id in sorted(_named(ifs)):
        known_key_worker(present, staff_id)
    assert present.period is not None
    rules, published = check_rules(desk), desk.store.newest_rota_version(present.period)
    then = imagined(present, ifs)
    unit = chosen_units(units)
    same = before is not None and (before.period, before.units) == (present.period, unit)
    if before is not None and same:
        now = before.now
    else:
        now = _now(present, unit, published, rules, _part(progress, 0.0, 0.45))
    plan = plan_rota(
        then.snapshot, unit=unit, without=then.away, published=published, progress=_part(progress, 0.5, 0.95)
    )
    side = _side("What if", then.snapshot, plan, unit, rules, then.away)
    said = tuple(if_words(one, present) for one in ifs)
    return Explored(said, side, now, present.period, unit, published.number if published else None)


def known_policies(desk: Desk) -> tuple[PolicySet, ...]:
    """The policy sets that could be in force, shipped ones first; the regime levels are not among them."""
    levels = {policy.id for policy in desk.store.snapshot(desk.today).policies.levels.values()}
    return tuple(listed.policy for listed in list_policies(desk) if listed.policy.id not in levels)


def capacity(desk: Desk, plan: Plan, without: frozenset[Where] = frozenset()) -> tuple[Capacity, ...]:
    """The hours needed, profiled and lost of a plan's period: the whole first, then each unit (DOMAIN 5)."""
    return capacity_of(desk.store.snapshot(desk.today, plan.period), plan, without)


def hours_of(snapshot: Snapshot, unit: str | None = None) -> tuple[Capacity, ...]:
    """The hours of the snapshot's period for what its rules want, as the rota stands: of all, or of one unit."""
    found = capacity_of(snapshot, measured_rota(snapshot, snapshot.planned, unit))
    return found if unit is None else tuple(each for each in found if each.unit == unit)


def _facts(desk: Desk, first: date, weeks: int) -> Snapshot:
    period = weeks_from(first, weeks)
    around = desk.store.snapshot(desk.today, Period(period.first - NEAR, period.last + NEAR))
    return replace(around, period=period)


def _named(ifs: Iterable[If]) -> set[str]:
    away = {staff_id for one in ifs if isinstance(one, Away) for staff_id in one.staff_ids}
    return away | {one.staff_id for one in ifs if isinstance(one, OtherTime) and one.staff_id}


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    told = progress

    def part(fraction: float) -> None:
        told(start + fraction * (end - start))

    return part


def _now(
    present: Snapshot,
    unit: frozenset[str | None] | None,
    version: RotaVersion | None,
    rules: CheckRules,
    progress: Progress | None,
) -> dict[Beside, Side]:
    """What can be compared with, the usual one first."""
    period = present.period
    assert period is not None
    found: dict[Beside, Side] = {}
    for kind, words, sessions in (
        (Beside.PUBLISHED, *_published(present, version)),
        (Beside.STANDING, STANDS, present.planned),
    ):
        if any(s.on in period and (unit is None or _unit_of(present, s) in unit) for s in sessions):
            plan = measured_rota(present, sessions, unit)
            found[kind] = _side(words, present, plan, unit, rules)
    best = plan_rota(present, unit=unit, published=version, progress=progress)
    found[Beside.BEST] = _side(BEST, present, best, unit, rules)
    return found


def _published(present: Snapshot, version: RotaVersion | None) -> tuple[str, tuple[PlannedSession, ...]]:
    if version is None:
        return "", ()
    # Of days that the version does not speak of, the rota as it stands is all there is.
    others = (session for session in present.planned if session.on not in version.period)
    words = f"Version {version.number}, published {short_date(version.published_at.date(), present.on)}"
    return words, (*version.sessions, *others)


def _unit_of(snapshot: Snapshot, session: PlannedSession) -> str | None:
    prisoner = snapshot.prisoners.get(session.prison_number)
    return prisoner.unit if prisoner else None


def _side(
    words: str,
    snapshot: Snapshot,
    plan: Plan,
    unit: frozenset[str | None] | None,
    rules: CheckRules,
    away: frozenset[Where] = frozenset(),
) -> Side:
    hours = capacity_of(snapshot, plan, away)
    if unit is not None:
        own = tuple(each for each in hours if each.unit is not None and each.unit in unit)
        together = capacity_for(hours, unit) or Capacity(next(iter(unit)) if len(unit) == 1 else None, 0, 0, 0)
        hours = (together, *own) if len(own) > 1 else (together,)
    return Side(words, plan, hours, checks_opened(snapshot, plan.planned, rules, unit))
