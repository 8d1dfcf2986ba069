"""The days and officers one may choose for a session, each with its answer: the way to move without dragging."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, time

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.detail import minutes_of, time_of
from keywork_desktop.domain.placing import free_starts
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.models.calendar_placing import Place, Placing
from keywork_desktop.ui.models.keyed_list import KeyedListModel


@dataclass(frozen=True, slots=True)
class DayChoice:
    """One day and its answer; `here` where the session is now."""

    on: date
    place: Place
    here: bool = False


def day_choices(placing: Placing, staff_id: str | None) -> list[DayChoice]:
    """Today and the days after it in the period, in order, for this officer."""
    facts = placing.facts
    return [
        DayChoice(day, placing.on(day, staff_id), placing.is_here_now(day, staff_id))
        for day in facts.days
        if day >= facts.view.today
    ]


class DayChoicesModel(KeyedListModel[DayChoice]):
    """Days as a list, each with fits, warns or no in words."""

    def key_of(self, item: DayChoice) -> Hashable:
        return item.on

    def text_of(self, item: DayChoice) -> str:
        here = " (here now)" if item.here else ""
        return f"{item.place.fit.shape} {long_date(item.on)}{here} – {item.place.words}"


@dataclass(frozen=True, slots=True)
class OfficerChoice:
    """An officer who could hold the session, and how he is called in the list."""

    staff_id: str
    words: str


def officer_choices(placing: Placing) -> list[OfficerChoice]:
    """His own key worker first, then whoever it is planned with, then officers of his houseblock with key work time."""
    facts, snapshot = placing.facts, placing.facts.view.snapshot
    number = placing.carried.prison_number
    own, prisoner = snapshot.key_worker_of(number), snapshot.prisoners.get(number)
    found: dict[str, str] = {}
    if own:
        found[own.staff_id] = f"{own.name} · his key worker"
    usual = placing.staff_id
    if usual and usual not in found and usual in snapshot.key_workers:
        found[usual] = f"{snapshot.key_workers[usual].name} · cover"
    unit = prisoner.unit if prisoner else None
    others = [k for k in snapshot.key_workers.values() if unit and k.unit == unit and k.staff_id not in found]
    for officer in sorted(others, key=lambda k: (k.name, k.staff_id)):
        if any(facts.diary.key_work_time(officer.staff_id, day) for day in facts.days if day >= facts.view.today):
            found[officer.staff_id] = f"{officer.name} · cover"
    return [OfficerChoice(staff_id, words) for staff_id, words in found.items()]


def start_choices(placing: Placing, day: date, staff_id: str) -> list[time]:
    """The times at which the session would fit or only warn on that day with this officer."""
    diary, minutes = placing.diary, placing.minutes
    starts = free_starts(diary.key_work_time(staff_id, day), diary.taken(staff_id, day), minutes)
    return [start for start in starts if placing.on(day, staff_id, start).fit is not Fit.NO]


def until(start: time, minutes: int) -> str:
    """`09:15–10:00`."""
    return f"{start:%H:%M}–{time_of(min(minutes_of(start) + minutes, 24 * 60 - 1)):%H:%M}"


def first_choice(choices: list[DayChoice]) -> DayChoice | None:
    """The day to begin with: the first that fits, else the first that warns, else the first."""
    for wanted in (Fit.FITS, Fit.WARNS):
        for choice in choices:
            if choice.place.fit is wanted and not choice.here:
                return choice
    return choices[0] if choices else None
