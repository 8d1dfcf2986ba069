"""What each column answers while cards are dragged, lifted or cut: fits, warns or no, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.candidates import judge_several
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.models.board_facts import UNALLOCATED


@dataclass(frozen=True)
class Answer:
    """Shape, word and reason of one column. `here`: all the cards are in this column, nothing would change."""

    fit: Fit
    text: str
    here: bool = False


class Answers:
    """The answers of all columns for these cards, each worked out when it is first asked for."""

    def __init__(self, snapshot: Snapshot, prison_numbers: Sequence[str]) -> None:
        self._snapshot = snapshot
        self._numbers = tuple(number for number in prison_numbers if number in snapshot.prisoners)
        self._answers: dict[str, Answer] = {}

    def of(self, staff_id: str) -> Answer:
        """What the column of this key worker (or of the unallocated) answers."""
        if staff_id not in self._answers:
            self._answers[staff_id] = self._work_out(staff_id)
        return self._answers[staff_id]

    def _work_out(self, staff_id: str) -> Answer:
        if staff_id == UNALLOCATED:
            held = [number for number in self._numbers if self._snapshot.key_worker_of(number)]
            if not held:
                return Answer(Fit.FITS, "Here now", here=True)
            return Answer(Fit.WARNS, f"{Fit.WARNS.word} · takes his key worker away, asks why")
        if staff_id not in self._snapshot.key_workers:
            return Answer(Fit.NO, f"{Fit.NO.word} · no longer on the staff list")
        verdict = judge_several(self._snapshot, self._numbers, staff_id)
        if not verdict.judgements:
            return Answer(Fit.FITS, "Here now", here=True)
        return Answer(verdict.fit, verdict.text)
