"""The key worker case notes of the demo prison: who wrote on which day. Their texts are filler about nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from .caseloads import Allocation
from .draws import one_in
from .staff import NO_CONTACT, KeyWorker

SESSION = "KA - KS"
ENTRY = "KA - KE"
SESSION_TEXTS = (
    "Session held as planned in the interview room. Routine matters discussed.",
    'Session held. Spoke about the week, "nothing to report", and about the timetable.',
    "Session held, targets looked at, next session to be arranged.\nNothing further to note.",
    "Went through the induction booklet, the timetable, and how to put in an application.",
    "Session held on the landing.\nOne action agreed, to be looked at next time.",
)
ENTRY_TEXTS = (
    "Short word on the landing, not a session.",
    "Message passed on, no session held today.",
    'Answered a question about the "applications" box, no session.',
)
HOURS = (9, 10, 11, 14, 15, 17, 18)
# Officers off prisoner contact stopped seeing their prisoners this long ago; leavers left this long ago.
STOPPED_DAYS_AGO = 34
LEFT_DAYS_AGO = 27


@dataclass(frozen=True)
class CaseNote:
    """One row of the case notes report."""

    author: KeyWorker
    day: date
    at: time
    kind: str
    text: str


class Authors:
    """Finds who wrote a note: the key worker of that day, or a colleague of the houseblock in his place."""

    def __init__(
        self, rng: Random, key_workers: Sequence[KeyWorker], leavers: Sequence[KeyWorker], today: date
    ) -> None:
        self._rng = rng
        self._stopped: Mapping[str, date] = {
            officer.staff_id: today - timedelta(days=days)
            for officers, days in (
                (leavers, LEFT_DAYS_AGO),
                ([officer for officer in key_workers if officer.status == NO_CONTACT], STOPPED_DAYS_AGO),
            )
            for officer in officers
        }
        self._colleagues: dict[int, list[KeyWorker]] = {}
        for officer in key_workers:
            if officer.staff_id not in self._stopped:
                self._colleagues.setdefault(officer.houseblock, []).append(officer)

    def colleague(self, officer: KeyWorker) -> KeyWorker:
        """Another officer of the same houseblock who sees prisoners, or the same one where there is no other."""
        others = [other for other in self._colleagues.get(officer.houseblock, []) if other is not officer]
        return self._rng.choice(others) if others else officer

    def of(self, allocation: Allocation, day: date, *, kept: bool) -> KeyWorker | None:
        """Who saw the prisoner on `day`; None where his officer had stopped and nobody stood in.

        `kept` is a prisoner whose sessions are kept up by colleagues whatever happens.
        """
        officer = allocation.key_worker_on(day) or allocation.key_worker
        if officer is None:
            return None
        if day >= self._stopped.get(officer.staff_id, date.max):
            return self.colleague(officer) if kept else None
        return self.colleague(officer) if one_in(self._rng, 30) else officer


def note(rng: Random, author: KeyWorker, day: date, kind: str = SESSION) -> CaseNote:
    """A note with a time of the day and a filler text."""
    at = time(rng.choice(HOURS), rng.randrange(0, 60, 5))
    return CaseNote(author, day, at, kind, rng.choice(SESSION_TEXTS if kind == SESSION else ENTRY_TEXTS))


def make_case_notes(
    rng: Random,
    authors: Authors,
    allocation: Allocation,
    sessions: Sequence[date],
    entries: Sequence[date],
    *,
    kept: bool,
) -> tuple[CaseNote, ...]:
    """The notes of one prisoner; now and then two on one day, which still are one session (DOMAIN 3.1)."""
    found: list[CaseNote] = []
    for day in sessions:
        author = authors.of(allocation, day, kept=kept)
        if author is None:
            continue
        found.append(note(rng, author, day))
        if one_in(rng, 90):
            found.append(note(rng, author, day))
    for day in entries:
        author = authors.of(allocation, day, kept=True)
        if author is not None:
            found.append(note(rng, author, day, ENTRY))
    return tuple(found)
