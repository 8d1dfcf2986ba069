"""Importing: read reports, show what they would change, and write it down once somebody has said yes (DOMAIN 8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Literal

from keywork_desktop import paths as shipped
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_editing import lost_time
from keywork_desktop.actions.shift_codes import checked_codes, lost_by
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.detail import Shift, ShiftCode
from keywork_desktop.domain.errors import KeyworkError, RequestError
from keywork_desktop.domain.facts import Fact
from keywork_desktop.domain.shift_codes import code_words
from keywork_desktop.domain.snapshot import Period, ReportKind, ReportRead
from keywork_desktop.domain.wording import counted
from keywork_desktop.importing.alert_codes import read_alert_codes
from keywork_desktop.importing.recognised import RecognisedFile, read_file
from keywork_desktop.importing.reconcile import reconcile
from keywork_desktop.importing.reconciling.outcome import FileOutcome, ImportProposal
from keywork_desktop.importing.reconciling.shifts import days_in
from keywork_desktop.importing.watching import Progress, Watch

READING, COMPARING = 0.8, 1.0
"""How far the work is when all files are read, and when they are compared."""


@dataclass(frozen=True)
class Unread:
    """A file that could not be read, and why; the others can still be taken in."""

    path: str
    error: KeyworkError


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do, before anybody has said yes. `read` are the files behind it, to compare them again."""

    proposal: ImportProposal
    read: tuple[RecognisedFile, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def changes_something(self) -> bool:
        return bool(self.proposal.facts or self.proposal.suggestions or self.proposal.details)


def preview(
    desk: Desk,
    files: Sequence[Path | str],
    kind: ReportKind | None = None,
    report_date: date | None = None,
    *,
    lenient: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPreview:
    """Read the files and compare them with what is known. Writes nothing.

    A file that cannot be read ends it with that file's error; a `lenient` preview goes on with the others and lists it.
    """
    read: list[RecognisedFile] = []
    unread: list[Unread] = []
    watch = Watch(progress, cancelled)
    for place, path in enumerate(files):
        part = watch.part(READING * place / len(files), READING * (place + 1) / len(files))
        try:
            read.append(read_file(path, None, kind, report_date, progress=part.progress, cancelled=cancelled))
        except KeyworkError as error:
            if not lenient or error.code == "cancelled":
                raise
            unread.append(Unread(str(path), error))
    return compare(desk, read, unread, watch=watch)


def compare(
    desk: Desk,
    read: Sequence[RecognisedFile],
    unread: Sequence[Unread] = (),
    *,
    explained: Sequence[ShiftCode] = (),
    watch: Watch | None = None,
) -> ImportPreview:
    """Compare files that are read already with what is known: again, after something has changed.

    `explained` are codes of the detail whose meaning somebody has just said: they are not asked about.
    """
    part = (watch or Watch()).part(READING, COMPARING)
    codes = read_alert_codes(shipped.resource("alerts", "codes.toml"))
    known, days = desk.store.known(), days_in(read)
    known = replace(known, shift_codes={**known.shift_codes, **{code.code: code for code in explained}})
    if days is not None:
        known = replace(known, said=desk.store.detail_said(days))
    proposal = reconcile(read, known, desk.today, alert_codes=codes, progress=part.progress, cancelled=part.cancelled)
    new = replace(proposal, details=desk.store.not_kept(proposal.details))
    return ImportPreview(new, tuple(read), tuple(unread))


def accept(
    desk: Desk,
    preview: ImportPreview,
    suggestions: Collection[str] | Literal["all"] = (),
    /,
    explained: Sequence[ShiftCode] = (),
) -> tuple[ChangeSet, tuple[FileOutcome, ...]]:
    """Write down what needs no yes and the accepted suggestions, all files in one change set.

    `explained` are codes of the detail whose meaning somebody has said: they are remembered in the same step. Gives
    back the change and each file's outcome. Compares once more first, so that nothing another window has changed
    meanwhile is overwritten. Raises `RequestError` `outdated` if an accepted suggestion is no longer offered, and as
    `checked_codes` does.
    """
    codes = checked_codes(explained)
    again = compare(desk, preview.read, explained=codes).proposal
    before = desk.store.shift_codes()
    offered = {suggestion.id for suggestion in again.suggestions}
    accepted = offered if suggestions == "all" else set(suggestions)
    if not accepted <= offered:
        raise RequestError("Things have changed since this was shown. Look at the import again.", code="outdated")
    outcomes = again.files_with(accepted)
    with desk.work("import", summary_of(outcomes) + "".join(f"; {code_words(code)}" for code in codes)) as work:
        for outcome in outcomes:
            work.report_read(
                ReportRead(outcome.kind, outcome.report_date, desk.now(), PurePath(outcome.path).name),
                outcome.digest,
                outcome.units,
            )
        facts = again.facts_with(accepted)
        work.put_all([*codes, *facts])
        work.remove_all_planned(again.settled)
        work.keep_details(again.details)
        learned = {fact.code: fact for fact in (*codes, *facts) if isinstance(fact, ShiftCode)}
        lost = (*_lost_by_detail(desk, facts), *lost_by(desk, before, {**before, **learned}))
        return desk.settle(work, lost), outcomes


def _lost_by_detail(desk: Desk, facts: Iterable[Fact]) -> tuple[str, ...]:
    """A warning if sessions planned from today on lose their key work time to the detail."""
    shifts = [fact for fact in facts if isinstance(fact, Shift) and fact.on >= desk.today]
    days = [shift.on for shift in shifts]
    return lost_time(desk.store.planned(Period(min(days), max(days))), shifts) if days else ()


def summary_of(outcomes: Sequence[FileOutcome]) -> str:
    """`Import alpha list, case notes: 12 new, 3 changed, 1 gone`."""
    kinds = dict.fromkeys(outcome.kind.words for outcome in outcomes)
    numbers = {
        "new": sum(outcome.new for outcome in outcomes),
        "changed": sum(outcome.changed for outcome in outcomes),
        "gone": sum(outcome.gone for outcome in outcomes),
    }
    said = ", ".join(f"{number:,} {word}" for word, number in numbers.items() if number)
    return f"Import {', '.join(kinds)}: {said or counted(0, 'change')}"
