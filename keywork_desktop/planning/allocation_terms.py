"""The rules of allocation for many at once: who may go to whom, and what speaks for it (DOMAIN 4).

Everything is what `judge` says. People who are alike in all that it looks at are judged once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

from keywork_desktop.domain.allocation import SPECIALISMS, TWO_STAFF, YOUNG_ADULT_AGE, Judgement, judge
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.domain.snapshot import Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GAINS = ("continuity", "same_houseblock", "specialist")
"""What speaks for an allocation, in the order of its weight; a fair load comes after them."""

_Kind = tuple[str | None, frozenset[str], bool, frozenset[str]]


@dataclass(frozen=True)
class Terms:
    """Prisoners against key workers on a day: `officers` in order of staff ID, judged as if everybody had room."""

    snapshot: Snapshot
    prisoners: Sequence[Prisoner]

    @cached_property
    def officers(self) -> tuple[KeyWorker, ...]:
        return tuple(self.snapshot.key_workers[staff_id] for staff_id in sorted(self.snapshot.key_workers))

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Where each key worker stands among the `officers`, by staff ID."""
        return {officer.staff_id: place for place, officer in enumerate(self.officers)}

    @cached_property
    def away(self) -> tuple[bool, ...]:
        """Who is not active on the day: annual leave is never recommended (DOMAIN 4)."""
        return tuple(officer.away_on(self.snapshot.on) for officer in self.officers)

    @cached_property
    def _telling_codes(self) -> frozenset[str]:
        """The alert codes that can make any difference."""
        refused = {code for officer in self.officers for code in officer.do_not_allocate}
        return frozenset({TWO_STAFF}.union(refused, *SPECIALISMS.values()))

    @cached_property
    def _kept_apart(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for number, staff_id in self.snapshot.keep_apart:
            found.setdefault(number, set()).add(staff_id)
        return {number: frozenset(staff_ids) for number, staff_ids in found.items()}

    def _kind(self, prisoner: Prisoner) -> _Kind:
        age = prisoner.age_on(self.snapshot.on)
        return (
            prisoner.unit,
            prisoner.active_alert_codes(self.snapshot.on) & self._telling_codes,
            age is not None and age < YOUNG_ADULT_AGE,
            self._kept_apart.get(prisoner.prison_number, frozenset()),
        )

    @cached_property
    def _judged(self) -> dict[_Kind, tuple[Judgement, ...]]:
        return {}

    def judgements(self, prisoner: Prisoner, second_staff_id: str | None = None) -> tuple[Judgement, ...]:
        """What `judge` says of each officer, whoever was the last key worker, and as if there were room.

        With a second officer named for him he is judged by himself.
        """
        if second_staff_id:
            return self._judge(prisoner, second_staff_id)
        kind = self._kind(prisoner)
        if kind not in self._judged:
            self._judged[kind] = self._judge(prisoner, None)
        return self._judged[kind]

    def _judge(self, prisoner: Prisoner, second_staff_id: str | None) -> tuple[Judgement, ...]:
        return tuple(
            judge(
                prisoner,
                officer,
                self.snapshot.on,
                caseload=-1,
                second_staff_id=second_staff_id,
                keep_apart=self.snapshot.keep_apart,
            )
            for officer in self.officers
        )

    def allowed(self, seconds: Mapping[str, str | None]) -> NDArray[np.bool_]:
        """Who may be recommended to whom: no never but a full caseload, and nobody who is away.

        `seconds` are the second officers who are named already, by prison number.
        """
        import numpy as np

        found = np.zeros((len(self.prisoners), len(self.officers)), dtype=bool)
        rows: dict[_Kind, NDArray[np.bool_]] = {}
        for place, prisoner in enumerate(self.prisoners):
            second, kind = seconds.get(prisoner.prison_number), self._kind(prisoner)
            if second or kind not in rows:
                judged = zip(self.judgements(prisoner, second), self.away, strict=True)
                found[place] = [not each.broken and not away for each, away in judged]
                if second:
                    continue
                rows[kind] = found[place].copy()
            found[place] = rows[kind]
        return found

    def gains(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """0 or 1 for each pair: the last key worker here, the same houseblock, a specialist for his cohort."""
        import numpy as np

        shape = (len(self.prisoners), len(self.officers))
        continuity, houseblock, specialist = (np.zeros(shape, dtype=np.int64) for _ in GAINS)
        rows: dict[_Kind, tuple[list[bool], list[bool]]] = {}
        for place, prisoner in enumerate(self.prisoners):
            last = self.column.get(self.snapshot.last_key_worker.get(prisoner.prison_number, ""))
            if last is not None:
                continuity[place, last] = 1
            kind = self._kind(prisoner)
            if kind not in rows:
                codes = [{reason.code for reason in each.reasons} for each in self.judgements(prisoner)]
                rows[kind] = (
                    ["same_houseblock" in found for found in codes],
                    ["specialist" in found for found in codes],
                )
            houseblock[place], specialist[place] = rows[kind]
        return continuity, houseblock, specialist

    @cached_property
    def _common(self) -> int:
        return lcm(*(officer.capacity for officer in self.officers if officer.capacity))

    def places(self, taken: Mapping[str, int]) -> list[list[int]]:
        """For each officer what each free place adds to Σ allocated² ÷ capacity, times one common whole number.

        `taken` are the places taken already, by staff ID.
        """
        return [
            self._costs(officer, range(taken.get(officer.staff_id, 0), officer.capacity)) for officer in self.officers
        ]

    def places_beyond(self, taken: Mapping[str, int], column: int, count: int) -> list[int]:
        """The same for so many places more than an officer has."""
        officer = self.officers[column]
        first = max(officer.capacity, taken.get(officer.staff_id, 0))
        return self._costs(officer, range(first, first + count))

    def _costs(self, officer: KeyWorker, places: range) -> list[int]:
        share = self._common // officer.capacity if officer.capacity else 0
        return [(2 * place + 1) * share for place in places]


def load_of(capacity: Mapping[str, int], allocated: Mapping[str, int]) -> float:
    """Σ allocated² ÷ capacity, to four decimals; whoever has no places is left out."""
    total = sum(count * count / capacity[staff_id] for staff_id, count in allocated.items() if capacity[staff_id])
    return round(total, 4)
