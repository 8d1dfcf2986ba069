"""Rebalancing: the best allocation that can be reached when present ones may move too, with the fewest moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.allocation_flow import LEFT_OUT, Sharing, share_out
from keywork_desktop.planning.allocation_terms import GAINS, Terms, load_of
from keywork_desktop.planning.recommending import Load, Recommended, Unplaced, allocated_now, stopped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FORBIDDEN, _WITHOUT, _SOUND = 1, 3, 5
"""What it is worth that somebody ends up with a key worker whom no never forbids: somebody whose present one is
forbidden, who has none, or whose present allocation is sound. Priority groups are worth one more."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What a move is good for; `code` is stable, `text` is shown."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """Give this prisoner to somebody else. `met` says whether his present key worker has held a session with him."""

    prison_number: str
    from_staff_id: str
    to_staff_id: str
    met: bool
    buys: tuple[Bought, ...]


@dataclass(frozen=True, slots=True)
class Rebalance:
    """What is proposed: moves, places for those without a key worker, and what cannot be mended.

    `stuck` are those who stay with a key worker although a rule forbids it, because nobody else may take them. `loads`
    are as they are before; `load_before` and `load` are Σ allocated² ÷ capacity.
    """

    moves: tuple[Move, ...]
    allocations: tuple[Recommended, ...]
    unplaced: tuple[Unplaced, ...]
    stuck: tuple[Unplaced, ...]
    loads: tuple[Load, ...]
    load_before: float
    load: float


def rebalance(snapshot: Snapshot, unit: str | None = None, *, keep_met: bool = True) -> Rebalance:
    """The best allocation of everybody, all or those of one unit, and the fewest moves that lead to it.

    In this order: as many as possible have a key worker whom no never of DOMAIN 4 forbids (of those who compete for a
    place whose allocation is sound first, then who has none, then who has one that is forbidden; in each priority
    groups first); most keep the key worker whom they have met, or get their last one here; most have one of their
    houseblock; most a specialist for their cohort; the load is fairest; the fewest move. So nobody who has been seen by
    his key worker is moved for the sake of a houseblock or a load, unless `keep_met` is false; a man who is off the
    unit of a key worker whom he has met stays with him. What was overridden with a reason is left alone, nobody is
    moved because of annual leave, and nobody comes to a key worker who has more than his places now.
    """
    return _Question(snapshot, unit, keep_met).answered()


@dataclass(frozen=True)
class _Question:
    """Everybody of the unit who may move, and what it would be worth.

    Beside a column for each officer there is one for the places that an officer has too many: only those who are with
    him now may stay there.
    """

    snapshot: Snapshot
    unit: str | None
    keep_met: bool

    @cached_property
    def items(self) -> tuple[DueItem, ...]:
        """Everybody whom the question is about, the most urgent first."""
        return tuple(item for item in due_list(self.snapshot, self.unit) if not self._is_overridden(item))

    def _is_overridden(self, item: DueItem) -> bool:
        now = self.allocation(item)
        return now is not None and bool(now.override)

    def allocation(self, item: DueItem) -> Allocation | None:
        return self.snapshot.allocations.get(item.prisoner.prison_number) if item.key_worker else None

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.snapshot, [item.prisoner for item in self.items])

    @cached_property
    def seconds(self) -> dict[str, str | None]:
        """Second officers who are named today."""
        return {a.prison_number: a.second_staff_id for a in self.snapshot.allocations.values() if a.second_staff_id}

    @cached_property
    def present(self) -> list[int]:
        """For each item the place of his key worker among the officers, `LEFT_OUT` without one."""
        allocations = map(self.allocation, self.items)
        return [LEFT_OUT if now is None else self.terms.column[now.staff_id] for now in allocations]

    @cached_property
    def forbidden(self) -> list[str]:
        """For each item the rule that forbids his present key worker, a full caseload left aside; else empty."""
        found = []
        for item, column in zip(self.items, self.present, strict=True):
            second = self.seconds.get(item.prisoner.prison_number)
            broken = () if column == LEFT_OUT else self.terms.judgements(item.prisoner, second)[column].broken
            found.append(broken[0].text if broken else "")
        return found

    @cached_property
    def taken(self) -> dict[str, int]:
        """The places that stay taken whatever the answer."""
        found = allocated_now(self.snapshot)
        for item in self.items:
            if item.key_worker is not None:
                found[item.key_worker.staff_id] -= 1
        return found

    @cached_property
    def crowded(self) -> dict[int, int]:
        """How many of these men an officer has beyond his places, by the officer's place; only where there are any."""
        found = {}
        for column, officer in enumerate(self.terms.officers):
            free = max(0, officer.capacity - self.taken[officer.staff_id])
            if (excess := self.present.count(column) - free) > 0:
                found[column] = excess
        return found

    @cached_property
    def _columns(self) -> list[int]:
        """For each column of the flow the officer whose places these are."""
        return [*range(len(self.terms.officers)), *self.crowded]

    @cached_property
    def chosen(self) -> list[int]:
        """The column that each gets; `LEFT_OUT` only for those who have nobody now."""
        return share_out(self._sharing())

    @cached_property
    def answer(self) -> list[int]:
        """The officer whom each gets, `LEFT_OUT` for nobody."""
        return [LEFT_OUT if column == LEFT_OUT else self._columns[column] for column in self.chosen]

    @cached_property
    def after(self) -> Counter[str]:
        """How many each key worker has then, by staff ID."""
        found = Counter(self.taken)
        found.update(self.terms.officers[column].staff_id for column in self.answer if column != LEFT_OUT)
        return found

    def answered(self) -> Rebalance:
        rows = list(zip(self.items, self.present, self.answer, strict=True))
        before, after = Counter(allocated_now(self.snapshot)), self.after
        capacity = {officer.staff_id: officer.capacity for officer in self.terms.officers}
        return Rebalance(
            moves=tuple(_Moves(self, self.answer, before, after).all()),
            allocations=tuple(self._placed(self.answer)),
            unplaced=tuple(self._stopped(item, after) for item, _, to in rows if to == LEFT_OUT),
            stuck=tuple(self._stopped(item, after) for item in self._stuck()),
            loads=tuple(Load(staff_id, before[staff_id], places) for staff_id, places in capacity.items()),
            load_before=load_of(capacity, before),
            load=load_of(capacity, after),
        )

    def _stuck(self) -> Iterable[DueItem]:
        """Those who stay with somebody who must not have them, or has too many."""
        officers = len(self.terms.officers)
        for row, (item, now, column) in enumerate(zip(self.items, self.present, self.chosen, strict=True)):
            if column >= officers or (column == now != LEFT_OUT and self.forbidden[row]):
                yield item

    def _sharing(self) -> Sharing:
        import numpy as np

        officers = len(self.terms.officers)
        columns = self._columns
        allowed = self.terms.allowed(self.seconds)
        allowed[:, list(self.crowded)] = False
        allowed = np.concatenate([allowed, np.zeros((len(self.items), len(self.crowded)), dtype=bool)], axis=1)
        sound = np.zeros(allowed.shape, dtype=np.int64)
        stays = np.zeros(allowed.shape, dtype=np.int64)
        for row, (item, now) in enumerate(zip(self.items, self.present, strict=True)):
            standing = _WITHOUT if now == LEFT_OUT else _FORBIDDEN if self.forbidden[row] else _SOUND
            sound[row, :officers] = standing + bool(item.priority_groups)
            if now != LEFT_OUT:
                own = [column for column, officer in enumerate(columns) if officer == now]
                allowed[row, own] = True
                stays[row, own] = 1
                if self.forbidden[row]:
                    sound[row, own] = 0
        places = self.terms.places(self.taken)
        beyond = [self.terms.places_beyond(self.taken, column, excess) for column, excess in self.crowded.items()]
        return Sharing(
            allowed=allowed,
            gains=(sound, *(gain[:, columns] for gain in self.gains)),
            leaving_out=[int(now != LEFT_OUT) for now in self.present],
            places=[*places, *beyond],
            afterwards=(stays,),
        )

    @cached_property
    def gains(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """As for a recommendation, but whoever has met his key worker has his continuity there and nowhere else."""
        continuity, houseblock, specialist = self.terms.gains()
        for row, (item, column) in enumerate(zip(self.items, self.present, strict=True)):
            if column != LEFT_OUT and not item.never_met_by_key_worker and not self.forbidden[row]:
                continuity[row] = 0
                continuity[row, column] = int(self.keep_met)
        return continuity, houseblock, specialist

    def _placed(self, answer: Sequence[int]) -> Iterable[Recommended]:
        for row, (item, now, to) in enumerate(zip(self.items, self.present, answer, strict=True)):
            if now == LEFT_OUT != to:
                reasons = (code for code, gain in zip(GAINS, self.gains, strict=True) if gain[row, to])
                staff_id = self.terms.officers[to].staff_id
                yield Recommended(item.prisoner.prison_number, staff_id, (*reasons, "load"))

    def _stopped(self, item: DueItem, after: Mapping[str, int]) -> Unplaced:
        return stopped(self.terms, item, after, self.seconds.get(item.prisoner.prison_number))


@dataclass
class _Moves:
    """The moves of an answer, and what each of them buys."""

    question: _Question
    answer: Sequence[int]
    before: Mapping[str, int]
    after: Mapping[str, int]

    @cached_property
    def arrivals(self) -> dict[int, list[str]]:
        """Who comes to each officer, by the officer's place."""
        found: dict[int, list[str]] = {}
        for item, now, to in zip(self.question.items, self.question.present, self.answer, strict=True):
            if to not in (LEFT_OUT, now):
                found.setdefault(to, []).append(item.prisoner.prison_number)
        return found

    def all(self) -> Iterable[Move]:
        officers = self.question.terms.officers
        for row, (item, now, to) in enumerate(
            zip(self.question.items, self.question.present, self.answer, strict=True)
        ):
            if LEFT_OUT not in (now, to) and now != to:
                yield Move(
                    item.prisoner.prison_number,
                    officers[now].staff_id,
                    officers[to].staff_id,
                    met=not item.never_met_by_key_worker,
                    buys=tuple(self._bought(row, now, to)),
                )

    def _bought(self, row: int, now: int, to: int) -> Iterable[Bought]:
        """What the move itself gains; a move that gains nothing itself makes room for somebody, or evens out loads."""
        own = [*self._mended(row, now), *self._gained(row, now, to)]
        if not own and (coming := self.arrivals.get(now)):
            own.append(Bought("makes_room", f"makes room for {', '.join(coming)}"))
        if (fairer := self._fairer(now, to)) is not None:
            own.append(fairer)
        return own

    def _mended(self, row: int, now: int) -> Iterable[Bought]:
        officer = self.question.terms.officers[now]
        if rule := self.question.forbidden[row]:
            yield Bought("rule_kept", f"no longer with somebody who must not have him ({rule})")
        elif now in self.question.crowded:
            count = self.before[officer.staff_id]
            yield Bought("rule_kept", f"{officer.name} is over capacity ({count} of {officer.capacity})")

    def _gained(self, row: int, now: int, to: int) -> Iterable[Bought]:
        words = {
            "continuity": "back to his last key worker here",
            "same_houseblock": "a key worker of his houseblock",
            "specialist": "a specialist for his cohort",
        }
        for code, gain in zip(GAINS, self.question.gains, strict=True):
            if gain[row, to] > gain[row, now]:
                yield Bought(code, words[code])

    def _fairer(self, now: int, to: int) -> Bought | None:
        giver, taker = self.question.terms.officers[now], self.question.terms.officers[to]
        left, got = self.after[giver.staff_id], self.after[taker.staff_id]
        # What it would cost if this man stayed: one more here, one less there.
        if not giver.capacity or (2 * left + 1) * taker.capacity <= (2 * got - 1) * giver.capacity:
            return None
        before = f"{giver.name} {self.before[giver.staff_id]} → {left} of {giver.capacity}"
        return Bought(
            "load", f"fairer load: {before}, {taker.name} {self.before[taker.staff_id]} → {got} of {taker.capacity}"
        )
