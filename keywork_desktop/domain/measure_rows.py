"""The measures of a period for an establishment or a unit, broken down by unit, key worker or cohort (DOMAIN 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from keywork_desktop.domain.delivered import Delivered, delivered
from keywork_desktop.domain.delivery import weeks_between
from keywork_desktop.domain.locations import natural_key, unit_name
from keywork_desktop.domain.measures import Measures, measure
from keywork_desktop.domain.period_facts import PeriodFacts
from keywork_desktop.domain.withholding import too_few
from keywork_desktop.domain.wording import RULE_NAMES


class By(Enum):
    """What the rows of the measures stand for; the values are those of the command line."""

    UNIT = "unit"
    KEY_WORKER = "key-worker"
    COHORT = "cohort"


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One row; `measures` is None where the group is too small to be shown. `key` is None for those without one."""

    key: str | None
    name: str
    measures: Measures | None

    @property
    def withheld(self) -> bool:
        return self.measures is None


@dataclass(frozen=True)
class PeriodMeasures:
    """The measures of everybody asked for, and of each part."""

    total: Measures
    rows: tuple[MeasureRow, ...] = ()


def period_measures(
    facts: PeriodFacts, *, unit: str | None = None, by: By | None = None, every_weeks: Fraction | None = None
) -> PeriodMeasures:
    """The measures of the period, of everybody or of one unit, and of each unit, key worker or cohort.

    `every_weeks` is how far apart sessions are projected; left out, it is W ÷ 7N of the baseline on the last day, a
    unit's own where the rows are units. Everybody belongs where he was on his last day in the period (DOMAIN 6).
    """
    units = None if unit is None else frozenset({unit})
    total, rows = measures_by(facts, units, (by,) if by else (), every_weeks)
    return PeriodMeasures(total, rows[by] if by else ())


def measures_by(
    facts: PeriodFacts, units: frozenset[str | None] | None, ways: Iterable[By], every_weeks: Fraction | None = None
) -> tuple[Measures, Mapping[By, tuple[MeasureRow, ...]]]:
    """The measures of everybody in these units (None: all), and the rows of each way to break them down.

    Of several units the baseline of the establishment says how far apart sessions are projected, of one its own.
    """
    people = [one for one in delivered(facts) if units is None or one.unit in units]
    of_unit = next(iter(units)) if units is not None and len(units) == 1 else None
    weeks = every_weeks if every_weeks is not None else weeks_on_the_last_day(facts, of_unit)
    rows: dict[By, tuple[MeasureRow, ...]] = {}
    for way in ways:
        if way is By.UNIT:
            rows[way] = tuple(_by_unit(facts, people, every_weeks))
        elif way is By.KEY_WORKER:
            rows[way] = tuple(_by_key_worker(facts, people, weeks))
        else:
            rows[way] = tuple(_by_cohort(facts, people, weeks))
    return measure(people, facts.days, weeks), rows


def weeks_on_the_last_day(facts: PeriodFacts, unit: str | None) -> Fraction | None:
    """W ÷ 7N of the unit's baseline on the last day of the period; None where there is none, as at level 4."""
    rules = facts.at_the_end.policies.rules_on(facts.period.last, unit)
    return weeks_between(rules.baseline) if rules and rules.baseline else None


def _by_unit(facts: PeriodFacts, people: Sequence[Delivered], every_weeks: Fraction | None) -> Iterator[MeasureRow]:
    for unit in sorted({one.unit for one in people}, key=lambda unit: (unit is None, natural_key(unit or ""))):
        weeks = every_weeks if every_weeks is not None else weeks_on_the_last_day(facts, unit)
        of_unit = [one for one in people if one.unit == unit]
        yield MeasureRow(unit, unit_name(unit), measure(of_unit, facts.days, weeks))


def _by_key_worker(facts: PeriodFacts, people: Sequence[Delivered], weeks: Fraction | None) -> Iterator[MeasureRow]:
    known = facts.at_the_end.key_workers
    caseloads: dict[str | None, list[Delivered]] = {}
    for one in people:
        caseloads.setdefault(one.key_worker, []).append(one)

    def name(staff_id: str | None) -> str:
        if staff_id is None:
            return "No key worker"
        return known[staff_id].name if staff_id in known else staff_id

    for staff_id in sorted(caseloads, key=lambda staff_id: (staff_id is None, name(staff_id), staff_id or "")):
        yield MeasureRow(staff_id, name(staff_id), measure(caseloads[staff_id], facts.days, weeks))


def _by_cohort(facts: PeriodFacts, people: Sequence[Delivered], weeks: Fraction | None) -> Iterator[MeasureRow]:
    """Every group with a rule, also an empty one: leaving it out would say how many it has."""
    for group in facts.at_the_end.policies.groups:
        members = [one for one in people if group in one.groups]
        shown = not too_few(len(members), len(people))
        yield MeasureRow(group, RULE_NAMES.get(group, group), measure(members, facts.days, weeks) if shown else None)
