"""Who fits whom: what speaks for and against a key worker for a prisoner (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import Enum

from keywork_desktop.domain.locations import WEEKEND_UNITS
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus, Prisoner
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import short_date

TWO_STAFF = "RNO121"
"""No one-to-one: two staff must attend."""

YOUNG_ADULT_AGE = 25
"""A young adult is under 25 (local reading)."""

SPECIALISMS: Mapping[str, frozenset[str]] = {
    "self-harm / acct": frozenset({"HA", "HA1"}),
    "csip": frozenset({"CSIP"}),
    "neurodiversity": frozenset({"HID"}),
    "care experienced": frozenset({"LCE"}),
    "extremism": frozenset({"XTACT"}),
    "debt": frozenset({"XCDV"}),
}
"""Which alerts make a prisoner one of a specialist's cohort; young adults go by age."""


class Fit(Enum):
    """How well a key worker fits, from best to worst."""

    FITS = "fits"
    WARNS = "warns"
    NO = "no"

    @property
    def shape(self) -> str:
        return {Fit.FITS: "●", Fit.WARNS: "▲", Fit.NO: "✕"}[self]

    @property
    def word(self) -> str:
        return {Fit.FITS: "Fits", Fit.WARNS: "Warns", Fit.NO: "No"}[self]


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for (`FITS`), gives pause (`WARNS`) or forbids (`NO`); `code` is stable, `text` is shown."""

    code: str
    fit: Fit
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """All reasons, the worst first. `fit` is the worst of them; an override is needed for `NO`."""

    reasons: tuple[Reason, ...]

    @property
    def fit(self) -> Fit:
        return self.reasons[0].fit if self.reasons else Fit.FITS

    @property
    def broken(self) -> tuple[Reason, ...]:
        """The nevers of DOMAIN 4 that this allocation would break."""
        return tuple(reason for reason in self.reasons if reason.fit is Fit.NO)

    @property
    def text(self) -> str:
        """`No · full (9 of 9)`: the word and the reasons of that kind."""
        said = [reason.text for reason in self.reasons if reason.fit is self.fit]
        return " · ".join((self.fit.word, *said))


_WORST_FIRST = {Fit.NO: 0, Fit.WARNS: 1, Fit.FITS: 2}


def specialist_for(key_worker: KeyWorker, prisoner: Prisoner, day: date) -> str | None:
    """The specialism of the key worker that is this prisoner's cohort, None if there is none."""
    codes = prisoner.active_alert_codes(day)
    age = prisoner.age_on(day)
    for specialism in key_worker.specialisms:
        wanted = specialism.casefold()
        if wanted.startswith("young adult"):
            if age is not None and age < YOUNG_ADULT_AGE:
                return specialism
        elif SPECIALISMS.get(wanted, frozenset()) & codes:
            return specialism
    return None


def judge(
    prisoner: Prisoner,
    key_worker: KeyWorker,
    day: date,
    *,
    caseload: int,
    second_staff_id: str | None = None,
    last_key_worker: str | None = None,
    keep_apart: Set[tuple[str, str]] = frozenset(),
) -> Judgement:
    """What speaks for and against giving `prisoner` to `key_worker` on `day` (DOMAIN 4).

    `caseload` is the number of others the key worker has already; `keep_apart` holds pairs of prison number and
    staff ID.
    """
    found = [
        *_never(prisoner, key_worker, day, caseload, second_staff_id, keep_apart),
        *_warnings(prisoner, key_worker, day),
        *_in_favour(prisoner, key_worker, day, caseload, last_key_worker),
    ]
    return Judgement(tuple(sorted(found, key=lambda reason: _WORST_FIRST[reason.fit])))


def _never(
    prisoner: Prisoner,
    key_worker: KeyWorker,
    day: date,
    caseload: int,
    second_staff_id: str | None,
    keep_apart: Set[tuple[str, str]],
) -> Iterable[Reason]:
    status = key_worker.status_on(day)
    if status not in (KeyWorkerStatus.ACTIVE, KeyWorkerStatus.ANNUAL_LEAVE):
        yield Reason("not_active", Fit.NO, status.words)
    if caseload >= key_worker.capacity:
        yield Reason("full", Fit.NO, f"full ({caseload} of {key_worker.capacity})")
    codes = prisoner.active_alert_codes(day)
    if TWO_STAFF in codes and not second_staff_id:
        yield Reason("needs_second_officer", Fit.NO, "no one-to-one: needs a second officer")
    if second_staff_id and second_staff_id == key_worker.staff_id:
        yield Reason("needs_second_officer", Fit.NO, "the second officer must be somebody else")
    for code in key_worker.do_not_allocate:
        if code in codes:
            yield Reason("do_not_allocate", Fit.NO, f"not for {code}")
    if (prisoner.prison_number, key_worker.staff_id) in keep_apart:
        yield Reason("keep_apart", Fit.NO, "to be kept apart")


def _warnings(prisoner: Prisoner, key_worker: KeyWorker, day: date) -> Iterable[Reason]:
    if key_worker.status_on(day) is KeyWorkerStatus.ANNUAL_LEAVE:
        back = key_worker.return_date
        until = f"back {short_date(back, day)}" if back else "no return date"
        yield Reason("annual_leave", Fit.WARNS, f"on annual leave, {until}")
    if off_unit(prisoner, key_worker):
        yield Reason("off_unit", Fit.WARNS, "another houseblock")


def _in_favour(
    prisoner: Prisoner, key_worker: KeyWorker, day: date, caseload: int, last_key_worker: str | None
) -> Iterable[Reason]:
    if last_key_worker == key_worker.staff_id:
        yield Reason("continuity", Fit.FITS, "his last key worker here")
    if prisoner.unit and prisoner.unit == key_worker.unit:
        yield Reason("same_houseblock", Fit.FITS, "same houseblock")
    if specialism := specialist_for(key_worker, prisoner, day):
        yield Reason("specialist", Fit.FITS, f"specialist: {specialism}")
    left = key_worker.capacity - caseload
    if left > 0:
        yield Reason("load", Fit.FITS, f"{left} place{'s' if left > 1 else ''} left")


def judge_in(snapshot: Snapshot, prison_number: str, staff_id: str, second_staff_id: str | None = None) -> Judgement:
    """`judge` with the caseload and history of the snapshot. `KeyError` if either person is not in it."""
    others = [number for number in snapshot.caseloads.get(staff_id, ()) if number != prison_number]
    return judge(
        snapshot.prisoners[prison_number],
        snapshot.key_workers[staff_id],
        snapshot.on,
        caseload=len(others),
        second_staff_id=second_staff_id,
        last_key_worker=snapshot.last_key_worker.get(prison_number),
        keep_apart=snapshot.keep_apart,
    )


def off_unit(prisoner: Prisoner, key_worker: KeyWorker) -> bool:
    """The prisoner lives on another houseblock than his key worker works on: shown, not undone (seed 000).

    CSU and IPD have no key workers of their own: whoever is there is off nobody's houseblock.
    """
    home = prisoner.unit if prisoner.unit not in WEEKEND_UNITS else None
    return bool(home and key_worker.unit and home != key_worker.unit)
