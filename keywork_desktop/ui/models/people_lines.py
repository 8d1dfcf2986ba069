"""The people of the prison as lines of a table: key workers with their caseloads, prisoners with how they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from keywork_desktop.domain.allocation import Fit, off_unit
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.interim import INTERIM
from keywork_desktop.domain.locations import natural_key, unit_name
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.wording import STATUS_SHAPES, badges, counted, short_date, spoken, status_words
from keywork_desktop.ui.models.due_filters import folded, text_of
from keywork_desktop.ui.shapes import STATUS_COLOURS
from keywork_desktop.ui.view import View

KEY_WORKER_HEADINGS = (
    "Key worker",
    "Status",
    "Caseload",
    "Overdue",
    "Off unit",
    "Unit",
    "Specialisms",
    "Not for",
    "Apart",
)
PRISONER_HEADINGS = ("Prisoner", "Status", "Number", "Cell", "Groups", "Key worker", "Last session", "Due")
STATUS_COLUMN = 1
CASELOAD_COLUMN = KEY_WORKER_HEADINGS.index("Caseload")
GROUPS_COLUMN = PRISONER_HEADINGS.index("Groups")


@dataclass(frozen=True)
class PersonLine:
    """One line: `texts` and sort keys `order` by column; `shape` and the token `tone` stand before the status.

    `share` is how much of the caseload's places is taken, None for a prisoner. `strong` lines are to be acted on first.
    """

    key: str
    texts: tuple[str, ...]
    order: tuple[Any, ...]
    shape: str
    tone: str
    spoken: str
    haystack: str
    tip: str = ""
    share: float | None = None
    badges: tuple[str, ...] = ()
    strong: bool = False


def standing(key_worker: KeyWorker, day: date) -> str:
    """`Active`, `Annual leave, back 29 Nov`, `Inactive`; how it is on `day`."""
    status = key_worker.status_on(day)
    words = status.words.removeprefix("on ")
    words = words[0].upper() + words[1:]
    back = key_worker.return_date
    if status in (KeyWorkerStatus.ACTIVE, KeyWorkerStatus.INACTIVE) or back is None:
        return words
    return f"{words}, back {short_date(back, day)}"


def standing_fit(key_worker: KeyWorker, day: date) -> Fit:
    """Fits for the active, warns for those on annual leave, no for everybody else."""
    status = key_worker.status_on(day)
    if status is KeyWorkerStatus.ACTIVE:
        return Fit.FITS
    return Fit.WARNS if status is KeyWorkerStatus.ANNUAL_LEAVE else Fit.NO


@dataclass(frozen=True)
class Caseload:
    """One key worker with those he is responsible for, the most urgent first, and whom he is to be kept apart from."""

    key_worker: KeyWorker
    day: date
    items: tuple[DueItem, ...]
    apart: tuple[str, ...]

    @property
    def overdue(self) -> int:
        return sum(item.status is Status.OVERDUE for item in self.items)

    @property
    def off_unit(self) -> int:
        return sum(off_unit(item.prisoner, self.key_worker) for item in self.items)

    @property
    def away(self) -> bool:
        return self.key_worker.away_on(self.day)

    @property
    def inactive(self) -> bool:
        return self.key_worker.status_on(self.day) is KeyWorkerStatus.INACTIVE

    @property
    def full(self) -> bool:
        return len(self.items) >= self.key_worker.capacity

    @property
    def places(self) -> str:
        return f"{len(self.items)} of {self.key_worker.capacity}"


def caseloads(view: View) -> tuple[Caseload, ...]:
    """The key workers of the selected units, and whoever has one of their prisoners, by name."""
    by_staff: dict[str, list[DueItem]] = {}
    for item in view.items:
        if item.key_worker is not None:
            by_staff.setdefault(item.key_worker.staff_id, []).append(item)
    chosen = {item.prisoner.prison_number for item in view.shown}
    found = []
    for key_worker in view.snapshot.key_workers.values():
        items = tuple(by_staff.get(key_worker.staff_id, ()))
        near = view.units is None or key_worker.unit in view.units
        if near or any(item.prisoner.prison_number in chosen for item in items):
            apart = tuple(sorted(n for n, staff_id in view.snapshot.keep_apart if staff_id == key_worker.staff_id))
            found.append(Caseload(key_worker, view.snapshot.on, items, apart))
    return tuple(sorted(found, key=lambda load: (folded(load.key_worker.name), load.key_worker.staff_id)))


def key_worker_line(load: Caseload) -> PersonLine:
    """One key worker as a line."""
    key_worker, fit = load.key_worker, standing_fit(load.key_worker, load.day)
    taken, places = len(load.items), key_worker.capacity
    specialisms, never = ", ".join(key_worker.specialisms), ", ".join(key_worker.do_not_allocate)
    stands = standing(key_worker, load.day)
    texts = (
        key_worker.name,
        stands,
        load.places,
        str(load.overdue or ""),
        str(load.off_unit or ""),
        key_worker.unit or "",
        specialisms,
        never,
        str(len(load.apart) or ""),
    )
    said = (
        f"{key_worker.name}, {key_worker.staff_id}, {stands}, {load.places} places taken",
        f"{load.overdue} overdue" if load.overdue else "",
        f"{load.off_unit} off unit" if load.off_unit else "",
        f"specialisms {specialisms}" if specialisms else "",
        f"not for {never}" if never else "",
        f"kept apart from {counted(len(load.apart), 'prisoner')}" if load.apart else "",
    )
    words = ", ".join(part for part in said if part)
    name = folded(key_worker.name)
    return PersonLine(
        key=key_worker.staff_id,
        texts=texts,
        order=(
            name,
            (list(Fit).index(fit), stands, name),
            (taken / places if places else float("inf"), name),
            (-load.overdue, name),
            (-load.off_unit, name),
            (natural_key(key_worker.unit or "~"), name),
            (not specialisms, folded(specialisms), name),
            (not never, folded(never), name),
            (-len(load.apart), name),
        ),
        shape=fit.shape,
        tone={Fit.FITS: "ok", Fit.WARNS: "warns", Fit.NO: "no"}[fit],
        spoken=words,
        haystack=folded(f"{words} {key_worker.unit or ''} {unit_name(key_worker.unit)}"),
        tip=words,
        share=taken / places if places else 1.0 if taken else 0.0,
        strong=load.away and bool(load.items),
    )


def prisoner_line(item: DueItem, rank: int) -> PersonLine:
    """One prisoner as a line; `rank` is his place in the list of DOMAIN 3.1."""
    person, key_worker = item.prisoner, item.key_worker
    groups = badges(item)
    last, due = item.last_session, item.due_on
    own = key_worker.name if key_worker else "No key worker"
    texts = (
        person.name,
        status_words(item),
        person.prison_number,
        str(person.location),
        ", ".join(groups),
        own,
        short_date(last, item.day) if last else "Never",
        short_date(due, item.day) if due else "",
    )
    name = folded(person.name)
    return PersonLine(
        key=person.prison_number,
        texts=texts,
        order=(
            name,
            rank,
            person.prison_number,
            (person.location.sort_key, name),
            (not groups, rank),
            (key_worker is not None, folded(own), name),
            (last or date.min, name),
            (due or date.max, rank),
        ),
        shape=STATUS_SHAPES[item.status],
        tone=STATUS_COLOURS[item.status],
        spoken=f"{spoken(item)}, key worker {own}{f', {INTERIM}' if item.interim else ''}",
        haystack=text_of(item),
        badges=groups,
        strong=item.overdue_priority,
    )


@dataclass(frozen=True)
class PeopleFilter:
    """A chip over a table; `matches` takes what the table lists."""

    id: str
    word: str
    matches: Callable[[Any], bool]


def _in_post(load: Caseload) -> bool:
    return not load.inactive


def _away(load: Caseload) -> bool:
    return load.away and not load.inactive


def _room(load: Caseload) -> bool:
    return not load.away and not load.full


def _full(load: Caseload) -> bool:
    return not load.inactive and load.full


def _inactive(load: Caseload) -> bool:
    return load.inactive


KEY_WORKER_FILTERS = (
    PeopleFilter("in_post", "In post", _in_post),
    PeopleFilter("away", "Away", _away),
    PeopleFilter("room", "With places", _room),
    PeopleFilter("full", "Full", _full),
    PeopleFilter("inactive", "Inactive", _inactive),
)


def _priority(item: DueItem) -> bool:
    return bool(item.priority_groups)


def _overdue(item: DueItem) -> bool:
    return item.status is Status.OVERDUE


def _never_met(item: DueItem) -> bool:
    return item.never_met


def _nobody(item: DueItem) -> bool:
    return item.key_worker is None


def _interim(item: DueItem) -> bool:
    return item.interim


def _off_unit(item: DueItem) -> bool:
    return item.key_worker is not None and off_unit(item.prisoner, item.key_worker)


PRISONER_FILTERS = (
    PeopleFilter("everybody", "Everybody", bool),
    PeopleFilter("priority", "Priority groups", _priority),
    PeopleFilter("overdue", "Overdue", _overdue),
    PeopleFilter("never_met", "Never met", _never_met),
    PeopleFilter("nobody", "No key worker", _nobody),
    PeopleFilter("off_unit", "Off unit", _off_unit),
    PeopleFilter(INTERIM, "Interim key worker", _interim),
)


def key_worker_lines(loads: Sequence[Caseload], only: PeopleFilter) -> list[PersonLine]:
    """A line for each key worker whom the filter leaves."""
    return [key_worker_line(load) for load in loads if only.matches(load)]


def prisoner_lines(items: Iterable[DueItem], matches: Callable[[DueItem], bool]) -> list[PersonLine]:
    """A line for each prisoner whom the filter leaves, ranked."""
    return [prisoner_line(item, rank) for rank, item in enumerate(items) if matches(item)]
