"""What the board shows, as plain values: its columns in order and the cards in each, after filters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from keywork_desktop.domain.allocation import off_unit
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.locations import natural_key, unit_name
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.ui.models.board_card import Card, card_of
from keywork_desktop.ui.view import View

UNALLOCATED = ""
"""The staff ID of the column for those without a key worker."""


_AWAY = {KeyWorkerStatus.ANNUAL_LEAVE: "on leave", KeyWorkerStatus.LONG_TERM_ABSENCE: "long-term absence"}
"""Short words, so that the return date is not cut off in a narrow head."""


class Order(Enum):
    """How the key workers' columns are ordered."""

    NAME = "name"
    LOAD = "load"
    HOUSEBLOCK = "houseblock"


class Show(Enum):
    """Whose cards are shown."""

    EVERYONE = "Everyone"
    PRIORITY = "Priority groups"
    OVERDUE = "Overdue"
    UNALLOCATED = "Unallocated only"


@dataclass(frozen=True)
class Filters:
    """What narrows the board; the counts in the heads are those of the whole caseload whatever is filtered."""

    landing: str | None = None
    show: Show = Show.EVERYONE
    text: str = ""
    hide_full: bool = False
    hide_empty: bool = False

    @property
    def narrow_cards(self) -> bool:
        return bool(self.landing or self.text.strip() or self.show is not Show.EVERYONE)


@dataclass(frozen=True)
class Column:
    """One column: a key worker with his cards, or (`staff_id` empty) those who have no key worker."""

    staff_id: str
    title: str
    standing: str
    away: KeyWorkerStatus | None
    allocated: int
    capacity: int | None
    notes: str
    tip: str
    cards: tuple[Card, ...]

    @property
    def places(self) -> str:
        """`7 of 9`; for the unallocated how many they are."""
        return str(self.allocated) if self.capacity is None else f"{self.allocated} of {self.capacity}"

    @property
    def full(self) -> bool:
        return self.capacity is not None and self.allocated >= self.capacity

    @property
    def spoken(self) -> str:
        """The accessible name (UX): `Key worker KHAN, Omar, 7 of 9`."""
        if not self.staff_id:
            return f"Unallocated, {counted(self.allocated, 'prisoner')}"
        parts = (f"Key worker {self.title}", self.places, *((self.standing,) if self.away else ()))
        return ", ".join(parts)


def board_of(view: View, filters: Filters, order: Order, shown: tuple[str, ...] | None = None) -> tuple[Column, ...]:
    """The columns: Unallocated, then the key workers of the selected units and whoever else holds one of their cards.

    `shown` are the staff IDs of the columns on screen, in their order: they keep their places, so that nothing jumps
    away under the hand after a move; None sorts and hides afresh.
    """
    by_staff: dict[str, list[DueItem]] = {}
    for item in view.items:
        by_staff.setdefault(item.key_worker.staff_id if item.key_worker else UNALLOCATED, []).append(item)
    chosen = {item.prisoner.prison_number for item in view.shown}
    waiting = [item for item in by_staff.pop(UNALLOCATED, []) if item.prisoner.prison_number in chosen]
    columns = [
        _column(view, key_worker, by_staff.get(key_worker.staff_id, []), filters)
        for key_worker in view.snapshot.key_workers.values()
        if _belongs(key_worker, by_staff.get(key_worker.staff_id, []), view, chosen)
    ]
    if shown is not None and {column.staff_id for column in columns} >= set(shown):
        columns = _in_their_places(columns, shown, filters)
    else:
        columns = sorted((c for c in columns if not _hidden(c, filters)), key=_sort_key(view, order))
    return (_unallocated(view, waiting, filters), *columns)


def landings_of(view: View) -> tuple[str, ...]:
    """The landings of the selected units, in natural order: `2-1`, `2-2`."""
    landings = {item.prisoner.location.landing for item in view.shown}
    return tuple(sorted((landing for landing in landings if landing), key=natural_key))


def _in_their_places(columns: list[Column], shown: tuple[str, ...], filters: Filters) -> list[Column]:
    place = {staff_id: index for index, staff_id in enumerate(shown)}
    kept = sorted((c for c in columns if c.staff_id in place), key=lambda column: place[column.staff_id])
    return [*kept, *(c for c in columns if c.staff_id not in place and not _hidden(c, filters))]


def _belongs(key_worker: KeyWorker, items: Iterable[DueItem], view: View, chosen: set[str]) -> bool:
    if any(item.prisoner.prison_number in chosen for item in items):
        return True
    if key_worker.status_on(view.snapshot.on) is KeyWorkerStatus.INACTIVE:
        return False
    return view.units is None or key_worker.unit in view.units


def _hidden(column: Column, filters: Filters) -> bool:
    if filters.hide_full and column.full:
        return True
    return filters.hide_empty and not (column.cards if filters.narrow_cards else column.allocated)


def _sort_key(view: View, order: Order) -> Callable[[Column], tuple[Any, ...]]:
    key_workers: Mapping[str, KeyWorker] = view.snapshot.key_workers

    def key(column: Column) -> tuple[Any, ...]:
        by_name = (_plain(column.title), column.staff_id)
        if order is Order.LOAD:
            return (column.allocated / column.capacity if column.capacity else float("inf"), *by_name)
        if order is Order.HOUSEBLOCK:
            return (natural_key(key_workers[column.staff_id].unit or "~"), *by_name)
        return by_name

    return key


def _plain(name: str) -> str:
    """The name without accents, so that Å stands beside A."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def _unallocated(view: View, items: list[DueItem], filters: Filters) -> Column:
    return Column(
        staff_id=UNALLOCATED,
        title="Unallocated",
        standing="waiting for a key worker" if items else "everyone has a key worker",
        away=None,
        allocated=len(items),
        capacity=None,
        notes=_counts(items, 0),
        tip="Prisoners without a key worker, the most urgent first.",
        cards=_cards(view, items, filters),
    )


def _column(view: View, key_worker: KeyWorker, items: list[DueItem], filters: Filters) -> Column:
    status = key_worker.status_on(view.snapshot.on)
    standing = _standing(view, key_worker, status)
    strangers = sum(off_unit(item.prisoner, key_worker) for item in items)
    counts = _counts(items, strangers)
    specialisms = ", ".join(key_worker.specialisms)
    column = Column(
        staff_id=key_worker.staff_id,
        title=key_worker.name,
        standing=standing,
        away=None if status is KeyWorkerStatus.ACTIVE else status,
        allocated=len(items),
        capacity=key_worker.capacity,
        notes=" · ".join(part for part in (counts, specialisms) if part),
        tip="",
        cards=() if filters.show is Show.UNALLOCATED else _cards(view, items, filters),
    )
    never = ", ".join(key_worker.do_not_allocate)
    said = (
        f"{key_worker.name}, {key_worker.staff_id}",
        unit_name(key_worker.unit) if key_worker.unit and unit_name(key_worker.unit) not in standing else "",
        standing,
        f"{column.places} places taken",
        counts,
        f"Specialisms: {specialisms}" if specialisms else "",
        f"Not for prisoners with: {never}" if never else "",
    )
    return replace(column, tip="\n".join(line for line in said if line))


def _standing(view: View, key_worker: KeyWorker, status: KeyWorkerStatus) -> str:
    """Away until when; else where he works (unless only that unit is shown) and what the detail says for the day."""
    on = view.snapshot.on
    if status is not KeyWorkerStatus.ACTIVE:
        back = key_worker.return_date
        away = _AWAY.get(status, status.words)
        return f"{away}, back {short_date(back, on)}" if back else away
    told = view.units == frozenset({key_worker.unit})
    words = [unit_name(key_worker.unit)] if key_worker.unit and not told else []
    if shift := view.detail.shifts.get((key_worker.staff_id, on)):
        known = view.detail.shift_codes.get(shift.code)
        meaning = known.meaning.lower() if known else f"{shift.code} (not explained)"
        words.append(f"{meaning} today" if on == view.today else f"{meaning} {short_date(on)}")
    return " · ".join(words) or status.words


def _counts(items: list[DueItem], strangers: int) -> str:
    overdue = sum(item.status is Status.OVERDUE for item in items)
    said = (f"{overdue} overdue" if overdue else "", f"{strangers} off unit" if strangers else "")
    return " · ".join(part for part in said if part)


def _cards(view: View, items: Iterable[DueItem], filters: Filters) -> tuple[Card, ...]:
    allocations = view.snapshot.allocations
    wanted = (item for item in items if _wanted(item, filters))
    return tuple(card_of(item, allocations.get(item.prisoner.prison_number)) for item in wanted)


def _wanted(item: DueItem, filters: Filters) -> bool:
    if filters.landing and item.prisoner.location.landing != filters.landing:
        return False
    if filters.show is Show.PRIORITY and not item.priority_groups:
        return False
    if filters.show is Show.OVERDUE and item.status is not Status.OVERDUE:
        return False
    text = filters.text.strip().casefold()
    person = item.prisoner
    return not text or any(text in s.casefold() for s in (person.name, person.prison_number, str(person.location)))
