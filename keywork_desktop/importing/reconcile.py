"""Compare recognised reports with what is known, and propose what to write down. Pure: nothing is read or written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from keywork_desktop.domain.facts import Known
from keywork_desktop.importing.alert_codes import AlertCodes
from keywork_desktop.importing.recognised import RecognisedFile
from keywork_desktop.importing.reconciling.alert_runs import compare_alerts, release_dates
from keywork_desktop.importing.reconciling.codes import judge_codes, learn_codes
from keywork_desktop.importing.reconciling.comparison import Comparison
from keywork_desktop.importing.reconciling.movements import compare_movements
from keywork_desktop.importing.reconciling.notes import compare_notes
from keywork_desktop.importing.reconciling.outcome import ImportProposal
from keywork_desktop.importing.reconciling.people_of_staff import compare_staff
from keywork_desktop.importing.reconciling.receptions import compare_admissions, receptions_without_admission
from keywork_desktop.importing.reconciling.returns import compare_returns
from keywork_desktop.importing.reconciling.rolls import compare_rolls
from keywork_desktop.importing.reconciling.shifts import compare_details
from keywork_desktop.importing.reconciling.trackers import compare_trackers
from keywork_desktop.importing.watching import Progress, Watch

# The order is that of what each needs to know: names and numbers first, what refers to them after.
_STEPS: tuple[tuple[str, Callable[[Comparison], None]], ...] = (
    ("staff", compare_staff),
    ("roll", compare_rolls),
    ("admissions", compare_admissions),
    ("case notes", compare_notes),
    ("alerts", compare_alerts),
    ("release dates", release_dates),
    ("receptions", receptions_without_admission),
    ("codes", learn_codes),
    ("detail", compare_details),
    ("key work time", judge_codes),
    ("unlock list", compare_movements),
    ("tracker", compare_trackers),
    ("rota return", compare_returns),
)


def reconcile(
    files: Sequence[RecognisedFile],
    known: Known,
    today: date,
    *,
    alert_codes: AlertCodes,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportProposal:
    """What importing these files would do, given what is known (DOMAIN 8).

    The order of the files never matters, and importing the same files again proposes nothing. `today` is the day of a
    report that does not say its own. Raises `Cancelled`.
    """
    watch = Watch(progress, cancelled)
    comparison = Comparison(files, known, today, alert_codes)
    for index, (doing, step) in enumerate(_STEPS):
        watch.step(doing, index / len(_STEPS))
        step(comparison)
    watch.step("compared", 1.0)
    return ImportProposal(
        files=tuple(account.outcome() for account in comparison.accounts),
        facts=comparison.ledger.facts(),
        suggestions=tuple(
            sorted(comparison.suggestions, key=lambda offer: (offer.file, offer.sheet, offer.row or 0, offer.id))
        ),
        details=tuple(comparison.details),
        questions=tuple(comparison.questions),
        settled=tuple(comparison.settled),
    )
