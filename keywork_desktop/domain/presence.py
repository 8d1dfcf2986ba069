"""Who is in on a day, from the detail and the key worker's status (DOMAIN 5: status beats the detail)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import short_date

CROSS_DEPLOYED = "CD"
LONG_AWAY_DAYS = 7


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether an officer is in the prison on a day, in a word or two, and the key work time he has there."""

    here: bool
    words: str
    key_work: tuple[TimeSpan, ...] = ()
    away: bool = False
    """Not a day off: on leave, absent, cross-deployed; somebody should mind."""

    @property
    def key_work_minutes(self) -> int:
        return sum(span.minutes for span in self.key_work)


def presence(snapshot: Snapshot, key_worker: KeyWorker, day: date) -> Presence:
    """`late` (here), `rest day`, `on annual leave, back 29 Nov`, `cross-deployed`, `not on the detail`."""
    status = key_worker.status_on(day)
    if status is not KeyWorkerStatus.ACTIVE:
        back = key_worker.return_date
        return Presence(False, f"{status.words}, back {short_date(back, day)}" if back else status.words, away=True)
    shift = snapshot.shifts.get((key_worker.staff_id, day))
    if shift is None:
        return Presence(False, "not on the detail")
    code = snapshot.shift_codes.get(shift.code)
    if code is None:
        return Presence(bool(shift.key_work), f"shift {shift.code}, not explained", shift.key_work)
    words = code.meaning[:1].lower() + code.meaning[1:]
    return Presence(code.works, words, shift.key_work if code.works else (), away=code.code == CROSS_DEPLOYED)


def away_long(key_worker: KeyWorker, day: date) -> bool:
    """Away for over seven more days, or nobody knows until when: his people need somebody else meanwhile."""
    if not key_worker.away_on(day):
        return False
    back = key_worker.return_date
    return back is None or back - day > timedelta(days=LONG_AWAY_DAYS)
