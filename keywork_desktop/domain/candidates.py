"""Several prisoners at once: how many of them fit a key worker, and who would be best (DOMAIN 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from keywork_desktop.domain.allocation import TWO_STAFF, Fit, Judgement, Reason, judge
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus, Prisoner
from keywork_desktop.domain.snapshot import Snapshot


@dataclass(frozen=True)
class Verdict:
    """What speaks for and against giving these prisoners to one key worker, in the order in which they were given.

    `judgements` leaves out those who are with him already (`already`). Each is judged with the places that those
    before him would have taken, so that twelve men and seven places are "7 of 12 fit".
    """

    key_worker: KeyWorker
    caseload: int
    judgements: tuple[tuple[str, Judgement], ...]
    already: tuple[str, ...] = ()

    @property
    def fitting(self) -> tuple[str, ...]:
        """Prison numbers of those who may be given to him without an override."""
        return tuple(number for number, judgement in self.judgements if not judgement.broken)

    @property
    def refused(self) -> dict[str, tuple[Reason, ...]]:
        """The nevers of DOMAIN 4 that would be broken, by prison number."""
        return {number: judgement.broken for number, judgement in self.judgements if judgement.broken}

    @property
    def only_needs_second_officer(self) -> bool:
        """Naming a second officer would answer everything that stands against it."""
        broken = [reason for reasons in self.refused.values() for reason in reasons]
        return bool(broken) and all(reason.code == "needs_second_officer" for reason in broken)

    @cached_property
    def fit(self) -> Fit:
        """No if none fits; warns if only some do or something gives pause; else fits."""
        if not self.judgements:
            return Fit.FITS
        fits = {judgement.fit for _, judgement in self.judgements}
        if fits == {Fit.NO}:
            return Fit.NO
        return Fit.FITS if fits == {Fit.FITS} else Fit.WARNS

    @cached_property
    def reason(self) -> str:
        """What goes beside the word: the reasons for one; for several, how many fit and what stops the others."""
        count = len(self.judgements)
        if not count:
            return "his key worker now" if len(self.already) == 1 else "their key worker now"
        if count == 1:
            judgement = self.judgements[0][1]
            return " · ".join(reason.text for reason in judgement.reasons if reason.fit is judgement.fit)
        fitting = len(self.fitting)
        said = f"{fitting} of {count} fit" if fitting < count else f"all {count} fit"
        if not fitting:
            said = f"none of {count} fits"
        main = self._main_reason(Fit.NO if fitting < count else self.fit)
        return f"{said} · {main}" if main and self.fit is not Fit.FITS else said

    @property
    def text(self) -> str:
        """`Fits · same houseblock · 2 places left`, `Warns · 7 of 12 fit · full (9 of 9)`."""
        return f"{self.fit.word} · {self.reason}" if self.reason else self.fit.word

    def _main_reason(self, fit: Fit) -> str:
        texts = Counter(r.text for _, judgement in self.judgements for r in judgement.reasons if r.fit is fit)
        return texts.most_common(1)[0][0] if texts else ""


def judge_several(
    snapshot: Snapshot, prison_numbers: Sequence[str], staff_id: str, second_staff_id: str | None = None
) -> Verdict:
    """How these prisoners fit one key worker, each with the places left by those before him.

    `second_staff_id` is the second officer named for those who must not be seen by one alone. `KeyError` if somebody
    is not in the snapshot.
    """
    key_worker = snapshot.key_workers[staff_id]
    moving = set(prison_numbers)
    own = snapshot.caseloads.get(staff_id, ())
    already = tuple(number for number in prison_numbers if number in own)
    taken = sum(number not in moving for number in own) + len(already)
    judgements: list[tuple[str, Judgement]] = []
    for number in prison_numbers:
        if number in already:
            continue
        prisoner = snapshot.prisoners[number]
        judgement = judge(
            prisoner,
            key_worker,
            snapshot.on,
            caseload=taken,
            second_staff_id=_second_officer(snapshot, prisoner, staff_id, second_staff_id),
            last_key_worker=snapshot.last_key_worker.get(number),
            keep_apart=snapshot.keep_apart,
        )
        taken += not judgement.broken
        judgements.append((number, judgement))
    return Verdict(key_worker, len(own), tuple(judgements), already)


def _second_officer(snapshot: Snapshot, prisoner: Prisoner, staff_id: str, named: str | None) -> str | None:
    """Who would attend beside the key worker: the one now named, else the one he has had, if he needs one at all."""
    if TWO_STAFF not in prisoner.active_alert_codes(snapshot.on):
        return None
    now = snapshot.allocations.get(prisoner.prison_number)
    so_far = now.second_staff_id if now and now.second_staff_id != staff_id else None
    return named or so_far


_PREFERRED = ("continuity", "same_houseblock", "specialist")


def _rank(verdict: Verdict) -> tuple[object, ...]:
    codes = Counter(reason.code for _, judgement in verdict.judgements for reason in judgement.reasons)
    key_worker = verdict.key_worker
    refused = [{reason.code for reason in reasons} for reasons in verdict.refused.values()]
    return (
        sum(codes != {"needs_second_officer"} for codes in refused),
        codes["annual_leave"],
        *(-codes[code] for code in _PREFERRED),
        (2 * verdict.caseload + 1) / key_worker.capacity if key_worker.capacity else float("inf"),
        key_worker.last_name,
        key_worker.staff_id,
    )


def candidates(
    snapshot: Snapshot, prison_numbers: Sequence[str], second_staff_id: str | None = None
) -> tuple[Verdict, ...]:
    """Every key worker who could be chosen, the best first.

    First those whom the nevers keep from fewest of them (a second officer can be named), and who are not on leave;
    then continuity, same houseblock, specialist, least load (DOMAIN 4). Those who are inactive, and those who have
    them all already, are left out.
    """
    verdicts = (
        judge_several(snapshot, prison_numbers, key_worker.staff_id, second_staff_id)
        for key_worker in snapshot.key_workers.values()
        if key_worker.status_on(snapshot.on) is not KeyWorkerStatus.INACTIVE
    )
    return tuple(sorted((verdict for verdict in verdicts if verdict.judgements), key=_rank))
