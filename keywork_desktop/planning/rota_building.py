"""Builds the model of a rota: who could be seen when and by whom, and what stands against it (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date
from itertools import pairwise

from keywork_desktop.domain.targets import Target
from keywork_desktop.planning.rota_changes import sessions_to_stay
from keywork_desktop.planning.rota_claims import Claim, Ground
from keywork_desktop.planning.rota_hours import clash, fillings, holds, starts
from keywork_desktop.planning.rota_matrix import Want
from keywork_desktop.planning.rota_model import (
    CHANGES,
    EVENNESS,
    INFINITE,
    LATENESS,
    ON_TIME,
    PEOPLE,
    PRIORITY,
    SPARING,
    WEIGHTED,
    Option,
    Place,
    RotaModel,
    Supply,
)

COVER_COST = 1_000.0


def rota_model(ground: Ground, *, timed: Iterable[Place] = (), counted: Set[Target] | None = None) -> RotaModel:
    """The model of the whole rota.

    `timed` are officers' days whose sessions are to have their hours in any case. `counted` limits the wants to these
    targets; nothing is gained by seeing anybody for another.
    """
    return _Builder(ground, frozenset(timed), counted).build()


class _Builder:
    def __init__(self, ground: Ground, timed: Set[Place], counted: Set[Target] | None) -> None:
        self.ground, self.model, self.counted = ground, RotaModel(ground), counted
        self.model.wants = {
            name: Want(name, exact=name not in (SPARING, EVENNESS))
            for name in (PEOPLE, PRIORITY, WEIGHTED, ON_TIME, LATENESS, CHANGES, SPARING, EVENNESS)
        }
        self.spans, self.timed, self.used = self.model.spans, self.model.timed, self.model.used
        self.timed.update(timed)
        self.chosen = self.model.chosen = [{} for _ in ground.claims]
        self.lengths: dict[Place, set[int]] = {}
        self.ends: dict[Place, set[int]] = {}
        self.shortest: dict[Place, int] = {}
        self.stay = sessions_to_stay(ground)
        self.elsewhere: dict[tuple[str, date], list[tuple[int, int]]] = {}

    def build(self) -> RotaModel:
        self._find_time()
        self._find_covering()
        self._find_timed()
        for number, claim in enumerate(self.ground.claims):
            self._own(number, claim)
        self._cover()
        for number, claim in enumerate(self.ground.claims):
            self._person(number, claim)
        self._hours()
        self.model.ends.update((place, tuple(sorted(ends))) for place, ends in self.ends.items())
        return self.model

    # -- what is there ------------------------------------------------------------------------------------------------

    def _find_time(self) -> None:
        ground = self.ground
        for staff_id, day in sorted(ground.snapshot.shifts):
            if day in ground.period and staff_id in ground.snapshot.key_workers:
                free = tuple(ground.free_time(staff_id, day))
                if free:
                    self.spans[(staff_id, day)] = free
        for claim in ground.claims:
            for day in claim.minutes:
                found = ground.elsewhere(claim.number, day)
                if found:
                    self.elsewhere[(claim.number, day)] = found

    def _find_covering(self) -> None:
        """Who may cover for whom: for each claim and day with a priority target, the other officers with time."""
        by_unit: dict[tuple[str | None, date], list[str]] = {}
        workers, apart = self.ground.snapshot.key_workers, self.ground.snapshot.keep_apart
        for staff_id, day in self.spans:
            by_unit.setdefault((workers[staff_id].unit, day), []).append(staff_id)
        self.covering: dict[tuple[int, date], list[str]] = {}
        self.pooled: dict[tuple[int, date], tuple[str, date, int]] = {}
        for number, claim in enumerate(self.ground.claims):
            unit = claim.prisoner.unit
            if unit is None or not any(t.priority for t in claim.targets):
                continue
            codes = claim.prisoner.active_alert_codes(self.ground.snapshot.on)
            for day, minutes in claim.minutes.items():
                target = claim.priority_target_on(day)
                if target is None:
                    continue
                there = by_unit.get((unit, day), [])
                allowed = [
                    s
                    for s in there
                    if not codes.intersection(workers[s].do_not_allocate) and (claim.number, s) not in apart
                ]
                plain = not claim.two_staff and (claim.number, day) not in self.elsewhere and allowed == there
                others = [s for s in allowed if s != claim.staff_id]
                if not others:
                    continue
                if plain:
                    self.pooled[(number, day)] = (unit, day, minutes)
                    if earlier := {s for s, _ in self.stay.get((claim.number, day), ())}.intersection(others):
                        self.covering[(number, day)] = sorted(earlier)
                elif not claim.two_staff or claim.second_staff_id:
                    self.covering[(number, day)] = others

    def _places(self, number: int, claim: Claim, day: date) -> Iterable[str]:
        """The officers who could see him that day, cover out of the pool aside."""
        if claim.staff_id and (claim.staff_id, day) in self.spans:
            yield claim.staff_id
        yield from self.covering.get((number, day), ())

    def _find_timed(self) -> None:
        """On which officers' days the hour matters, which lengths meet there, and where sessions may begin."""
        pairs: list[tuple[Place, Place, int]] = []
        for number, claim in enumerate(self.ground.claims):
            for day, minutes in claim.minutes.items():
                for staff_id in self._places(number, claim, day):
                    if not claim.two_staff:
                        self._meets((staff_id, day), minutes)
                    elif claim.second_staff_id and claim.second_staff_id != staff_id:
                        pair = ((staff_id, day), (claim.second_staff_id, day), minutes)
                        if pair[1] in self.spans:
                            for place in pair[:2]:
                                self.shortest[place] = min(minutes, self.shortest.get(place, minutes))
                            self.timed.update(pair[:2])
                            pairs.append(pair)
        workers = self.ground.snapshot.key_workers
        lengths: dict[tuple[str | None, date], set[int]] = {}
        for unit, day, minutes in self.pooled.values():
            lengths.setdefault((unit, day), set()).add(minutes)
        for staff_id, day in self.spans:
            for minutes in lengths.get((workers[staff_id].unit, day), ()):
                self._meets((staff_id, day), minutes)
        for number, claim in enumerate(self.ground.claims):
            for day, minutes in claim.minutes.items():
                busy = self.elsewhere.get((claim.number, day))
                if not busy:
                    continue
                for staff_id in self._places(number, claim, day):
                    place = (staff_id, day)
                    if any(
                        holds(self.spans[place], at, minutes) and clash(at, minutes, busy) for at in self._at(place)
                    ):
                        self.timed.add(place)
        self._meet(pairs)

    def _meets(self, place: Place, minutes: int) -> None:
        """Sessions of this length may lie anywhere in the officer's day, and others follow them."""
        self.lengths.setdefault(place, set()).add(minutes)
        self.shortest[place] = min(minutes, self.shortest.get(place, minutes))

    def _meet(self, pairs: Sequence[tuple[Place, Place, int]]) -> None:
        """Where two officers meet, either's day goes on from the end of that session; until nothing new comes up."""
        while True:
            before = sum(len(ends) for ends in self.ends.values())
            for one, other, minutes in pairs:
                for at in (*self._at(one), *self._at(other)):
                    if holds(self.spans[one], at, minutes) and holds(self.spans[other], at, minutes):
                        self.ends.setdefault(one, set()).add(at + minutes)
                        self.ends.setdefault(other, set()).add(at + minutes)
            if sum(len(ends) for ends in self.ends.values()) == before:
                return

    def _at(self, place: Place) -> tuple[int, ...]:
        lengths = tuple(sorted(self.lengths.get(place, ()), reverse=True))
        return starts(self.spans[place], lengths, tuple(sorted(self.ends.get(place, ()))), self.shortest.get(place, 0))

    # -- columns ------------------------------------------------------------------------------------------------------

    def _own(self, number: int, claim: Claim) -> None:
        for day, minutes in claim.minutes.items():
            for staff_id in self._places(number, claim, day):
                self._options(number, claim, day, minutes, staff_id)

    def _options(self, number: int, claim: Claim, day: date, minutes: int, staff_id: str) -> None:
        place, cover = (staff_id, day), staff_id != claim.staff_id
        second = claim.second_staff_id if claim.two_staff else None
        if claim.two_staff and (second is None or second == staff_id or (second, day) not in self.spans):
            return
        if place not in self.timed:
            if any(holds(self.spans[place], at, minutes) for at in self._at(place)):
                busy = self.elsewhere.get((claim.number, day), ())
                if not any(clash(at, minutes, busy) for at in self._at(place) if holds(self.spans[place], at, minutes)):
                    self._option(Option(number, day, minutes, staff_id, None, cover), [place])
            return
        places = [place, (second, day)] if second else [place]
        moments = set(self._at(place)) | (set(self._at((second, day))) if second else set())
        busy = self.elsewhere.get((claim.number, day), ())
        for at in sorted(moments):
            if all(holds(self.spans[here], at, minutes) for here in places) and not clash(at, minutes, busy):
                self._option(Option(number, day, minutes, staff_id, at, cover), places)

    def _option(self, option: Option, places: Iterable[Place]) -> int:
        column = self.model.matrix.column(whole=True)
        self.model.options[column] = option
        self.chosen[option.claim].setdefault(option.day, []).append(column)
        for place in places:
            self.used.setdefault(place, []).append((column, option.minutes, option.start))
        if weight := self._stays(option):
            self.model.wants[CHANGES].add(column, -float(weight))
        self.model.wants[SPARING].add(column, COVER_COST if option.cover else 1.0)
        return column

    def _stays(self, option: Option) -> int:
        """What it weighs that the session would be where it is to stay; where only the number counts, if it can be."""
        places = self.stay.get((self.ground.claims[option.claim].number, option.day), {})
        weights = [
            weight
            for (staff_id, at), weight in places.items()
            if staff_id == option.staff_id
            and (at == option.start if option.start is not None else at in self._at((staff_id, option.day)))
        ]
        return max(weights, default=0)

    def _cover(self) -> None:
        """Cover out of the pool: what is taken on a day is given by officers of the houseblock."""
        pools: dict[tuple[str, date, int], list[int]] = {}
        for (number, day), pool in sorted(self.pooled.items()):
            column = self._option(Option(number, day, pool[2], None, None, True), ())
            pools.setdefault(pool, []).append(column)
        workers = self.ground.snapshot.key_workers
        officers: dict[tuple[str | None, date], list[str]] = {}
        for staff_id, day in self.spans:
            officers.setdefault((workers[staff_id].unit, day), []).append(staff_id)
        for (unit, day, minutes), taken in sorted(pools.items()):
            given = []
            for staff_id in officers.get((unit, day), ()):
                place = (staff_id, day)
                fitting = [at for at in self._at(place) if holds(self.spans[place], at, minutes)]
                if not fitting:
                    continue
                for at in fitting if place in self.timed else (None,):
                    most = 1.0 if at is not None else float(fillings(self.spans[place], (minutes,))[0][0])
                    column = self.model.matrix.column(most, whole=True)
                    self.model.supplies[column] = Supply(place, minutes, at)
                    self.used.setdefault(place, []).append((column, minutes, at))
                    given.append(column)
            self.model.matrix.row([*((c, 1.0) for c in taken), *((c, -1.0) for c in given)], 0.0, 0.0)

    # -- one prisoner -------------------------------------------------------------------------------------------------

    def _person(self, number: int, claim: Claim) -> None:
        columns = {day: self.chosen[number][day] for day in sorted(self.chosen[number])}
        plain = not claim.weekends and not claim.kept
        self._apart(claim, columns, plain=plain)
        if self.counted is None or not self.counted.isdisjoint(claim.all_targets):
            self._seen(claim, columns)
        for target in claim.all_targets:
            if self.counted is None or target in self.counted:
                self._target(claim, target, columns, plain=plain)

    def _apart(self, claim: Claim, columns: dict[date, list[int]], *, plain: bool) -> None:
        """One session a day, sessions `spacing` days apart, and each for something that those before it do not meet.

        Without the last, somebody could be seen just to fill an officer's time, so that others may have cover.
        """
        days = list(columns)
        groups: list[frozenset[date]] = []
        for place, target in enumerate(claim.targets):
            last = place + 1 == len(claim.targets)
            window = [d for d in days if target.after < d and (last or d <= target.by)]
            if plain:
                groups.append(frozenset(window))
                continue
            beside = {d for d in window if any(t.met_on_time_by(d) for t in claim.weekends)}
            for day in window:
                if day not in beside:
                    groups += [frozenset((day, earlier)) for earlier in window if earlier < day]
                    if any(target.after < on < day for on in claim.kept):
                        for column in columns[day]:
                            self.model.matrix.high[column] = 0.0
        groups += [frozenset(d for d in days if 0 <= (d - first).days < claim.spacing) for first in days]
        kept: list[frozenset[date]] = []
        for group in sorted(groups, key=lambda g: (-len(g), sorted(g))):
            if group and not any(group <= other for other in kept):
                kept.append(group)
        for group in kept:
            terms = [(column, 1.0) for day in sorted(group) for column in columns[day]]
            if len(terms) > 1:
                self.model.matrix.row(terms, -INFINITE, 1.0)

    def _seen(self, claim: Claim, columns: dict[date, list[int]]) -> None:
        wants, every = self.model.wants, [column for of_day in columns.values() for column in of_day]
        if claim.kept:
            wants[PEOPLE].constant -= 1.0
            wants[WEIGHTED].constant -= claim.weight
        elif every:
            seen = self.model.matrix.column()
            self.model.matrix.row([(seen, 1.0), *((column, -1.0) for column in every)], -INFINITE, 0.0)
            wants[PEOPLE].add(seen, -1.0)
            wants[WEIGHTED].add(seen, -float(claim.weight))

    def _target(self, claim: Claim, target: Target, columns: dict[date, list[int]], *, plain: bool) -> None:
        wants, matrix = self.model.wants, self.model.matrix
        inside = [column for day, of_day in columns.items() if target.met_on_time_by(day) for column in of_day]
        counted = [wants[ON_TIME], wants[PRIORITY]] if target.priority else [wants[ON_TIME]]
        if any(target.met_on_time_by(day) for day in claim.kept):
            for want in counted:
                want.constant -= 1.0
            return
        if plain:
            met = [(column, 1.0) for column in inside]
        elif inside:
            met = [(matrix.column(), 1.0)]
            matrix.row([*met, *((column, -1.0) for column in inside)], -INFINITE, 0.0)
        else:
            met = []
        for column, _ in met:
            for want in counted:
                want.add(column, -1.0)
        self._late(claim, target, columns, met)

    def _late(
        self, claim: Claim, target: Target, columns: dict[date, list[int]], met: Sequence[tuple[int, float]]
    ) -> None:
        """Each day on which the target is still not met counts one, up to the first session or the end of the plan."""
        want, matrix, last = self.model.wants[LATENESS], self.model.matrix, self.ground.period.last
        end, after = last, []
        if target in claim.targets:
            end = min([day for day in claim.kept if day > target.by], default=last)
            after = [day for day in columns if target.by < day < end]
        turns = [target.by, *after, end]
        first = (turns[1] - turns[0]).days
        want.constant += first
        for column, value in met:
            want.add(column, -first * value)
        so_far = list(met)
        for day, following in pairwise(turns[1:]):
            so_far += [(column, 1.0) for column in columns[day]]
            waiting = matrix.column()
            matrix.row([(waiting, 1.0), *so_far], 1.0, INFINITE)
            want.add(waiting, float((following - day).days))

    # -- one officer --------------------------------------------------------------------------------------------------

    def _hours(self) -> None:
        for place in sorted(self.used):
            self.model.moments[place] = frozenset(self._at(place))
            if place in self.timed:
                self._one_at_a_time(place)
            else:
                self._as_many_as_fit(place)

    def _one_at_a_time(self, place: Place) -> None:
        used = self.used[place]
        moments = sorted({start for _, _, start in used if start is not None})
        for moment in moments:
            terms = [(c, 1.0) for c, minutes, start in used if start is not None and start <= moment < start + minutes]
            if len(terms) > 1:
                self.model.matrix.row(terms, -INFINITE, 1.0)

    def _as_many_as_fit(self, place: Place) -> None:
        used, matrix = self.used[place], self.model.matrix
        lengths = tuple(sorted({minutes for _, minutes, _ in used}, reverse=True))
        ways = fillings(self.spans[place], lengths)
        if len(ways) == 1:
            for length, most in zip(lengths, ways[0], strict=True):
                self._capacity([column for column, minutes, _ in used if minutes == length], most)
            return
        chosen = [matrix.column(whole=True) for _ in ways]
        matrix.row([(column, 1.0) for column in chosen], 1.0, 1.0)
        for n, length in enumerate(lengths):
            terms = [(column, 1.0) for column, minutes, _ in used if minutes == length]
            matrix.row([*terms, *((c, -float(way[n])) for c, way in zip(chosen, ways, strict=True))], -INFINITE, 0.0)

    def _capacity(self, columns: Sequence[int], most: int) -> None:
        """No more than fit."""
        matrix = self.model.matrix
        if len(columns) == 1:
            matrix.high[columns[0]] = min(matrix.high[columns[0]], float(most))
        else:
            matrix.row([(column, 1.0) for column in columns], -INFINITE, float(most))
