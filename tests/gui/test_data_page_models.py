"""What the Data page shows, as text: files, problems with their mend, suggestions to tick, ages, and the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester

from keywork_desktop.actions.importing_reports import ImportPreview, Unread
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import ReportKind, ReportRead
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.reconciling.outcome import FileOutcome, ImportProposal, Suggestion
from keywork_desktop.ui.models.import_files_model import DATE_COLUMN, ImportFilesModel, file_rows
from keywork_desktop.ui.models.import_problems_model import ImportProblemsModel, ShownProblems
from keywork_desktop.ui.models.import_reports_model import ReportsModel, report_lines
from keywork_desktop.ui.models.import_rows import Weight, counts, import_rows
from keywork_desktop.ui.models.log_model import LogModel, log_lines
from tests.factories import TODAY

TRACKER, ROLL = "/reports/tracker.xlsx", "/reports/alpha_list.csv"
CHECK = int(Qt.ItemDataRole.CheckStateRole)


def a_preview() -> ImportPreview:
    """A roll with one refused row, a tracker with two suggestions in two rows, and a file that could not be read."""
    refused = Problem(9, "Location", "2-9", Severity.ERROR, "This is not a cell.", "Correct it in NOMIS.")
    mangled = Problem(4, "Cell", "2001-01-01", Severity.SUGGESTION, "A date.", "1-1-001", "HB1")
    typed = Problem(4, "Key worker", "Butler S", Severity.SUGGESTION, "Probably BUTLER, Sean.", "BUTLER, Sean", "HB1")
    unsure = Problem(5, "Key worker", "Shaw", Severity.SUGGESTION, "Two candidates.", None, "HB1")
    known = Problem(6, "", "", Severity.NOTE, "Known already.", None, "HB1")
    roll = FileOutcome(ROLL, ReportKind.ALPHA_LIST, TODAY, 10, 9, 0, 0, 0, 1, 0, (refused,), "aa")
    tracker = FileOutcome(
        TRACKER, ReportKind.TRACKER, TODAY, 3, 0, 0, 3, 0, 0, 0, (mangled, typed, unsure, known), "bb"
    )
    offers = (
        Suggestion("s1", TRACKER, 4, "A1234BC is allocated to BUTLER, Sean", (), "HB1", counts_as="new"),
        Suggestion("s2", ROLL, None, "80 people are gone", (), gone=80),
    )
    error = RequestError("An unlock list needs its day.", code="date_needed")
    return ImportPreview(ImportProposal((roll, tracker), (), offers), (), (Unread("/reports/unlock.csv", error),))


def texts(model: ImportProblemsModel | ShownProblems) -> list[str]:
    return [" | ".join(model.index(row, c).data() for c in (0, 1, 2, 5)) for row in range(model.rowCount())]


def test_rows_stand_in_order_of_weight_with_where_and_mend(qtbot: object) -> None:
    model = ImportProblemsModel()
    tester = QAbstractItemModelTester(model)
    model.show(import_rows(a_preview()))
    assert texts(model) == [
        "Not taken | alpha_list.csv | row 9, Location | Correct it in NOMIS.",
        "Needs a yes | alpha_list.csv |  | ",
        "Needs a yes | tracker.xlsx | HB1, row 4, Cell | A1234BC is allocated to BUTLER, Sean",
        "Needs a yes | tracker.xlsx | HB1, row 4, Key worker | A1234BC is allocated to BUTLER, Sean",
        "Needs a yes | tracker.xlsx | HB1, row 5, Key worker | ",
        "Note | tracker.xlsx | HB1, row 6 | ",
    ]
    assert model.index(1, 4).data() == "80 people are gone"
    assert tester.model() is model


def test_a_suggestion_that_answers_two_problems_is_ticked_for_both_and_two_candidates_never() -> None:
    model = ImportProblemsModel()
    model.show(import_rows(a_preview()))
    assert model.index(4, 0).data(CHECK) is None
    assert model.setData(model.index(2, 0), Qt.CheckState.Checked, CHECK)
    assert model.ticked == {"s1"}
    assert model.index(3, 0).data(CHECK) == Qt.CheckState.Checked
    assert model.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("ticked, Needs a yes, tracker.xlsx")
    assert not model.setData(model.index(4, 0), Qt.CheckState.Checked, CHECK)


def test_ticking_all_that_is_shown_takes_only_what_is_shown() -> None:
    model = ImportProblemsModel()
    model.show(import_rows(a_preview()))
    shown = ShownProblems(model)
    shown.narrow(Weight.SUGGESTION, TRACKER)
    assert shown.rowCount() == 3
    model.tick(shown.rows(), on=True)
    assert model.ticked == {"s1"}
    shown.narrow(None, "")
    model.tick(shown.rows(), on=True)
    assert model.ticked == {"s1", "s2"}
    assert counts(model.rows) == {Weight.ERROR: 1, Weight.SUGGESTION: 4, Weight.NOTE: 1}


def test_files_say_what_they_are_and_what_a_yes_would_add(qtbot: object) -> None:
    model = ImportFilesModel()
    tester = QAbstractItemModelTester(model)
    model.show(file_rows(a_preview()))
    rows = [[model.index(row, column).data() for column in range(11)] for row in range(3)]
    assert rows[0] == ["alpha_list.csv", "Alpha list", "Fri 20 Nov 2026", "10", "9", "–", "–", "–", "1", "–", "1"]
    assert rows[2][:3] == ["unlock.csv", "An unlock list needs its day.", ""]
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show(file_rows(a_preview(), {"s1", "s2"}))
    assert [model.index(1, column).data() for column in (4, 6)] == ["1", "2"]
    assert model.index(0, 9).data() == "80"
    assert not resets
    assert tester.model() is model


def test_the_day_a_report_speaks_of_can_be_given() -> None:
    model = ImportFilesModel()
    model.today = TODAY
    model.show(file_rows(a_preview()))
    given: list[tuple[str, date]] = []
    model.date_given.connect(lambda path, day: given.append((path, day)))
    place = model.index(0, DATE_COLUMN)
    assert model.flags(place) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(place, QDate(2026, 11, 20))
    assert model.setData(place, QDate(2026, 11, 19))
    assert given == [(ROLL, date(2026, 11, 19))]
    assert model.index(2, DATE_COLUMN).data(Qt.ItemDataRole.EditRole) == QDate(2026, 11, 20)


def test_each_report_says_its_age_and_where_it_comes_from(qtbot: object) -> None:
    moment = datetime(2026, 11, 20, 8, tzinfo=UTC)
    reports = {
        ReportKind.ALPHA_LIST: ReportRead(ReportKind.ALPHA_LIST, TODAY, moment, "roll.csv"),
        ReportKind.CASE_NOTES: ReportRead(ReportKind.CASE_NOTES, TODAY - timedelta(days=5), moment, "notes.csv"),
    }
    model = ReportsModel()
    tester = QAbstractItemModelTester(model)
    model.show(report_lines(reports, TODAY))
    lines = [model.index(row).data() for row in range(model.rowCount())]
    assert lines[0].startswith("Alpha list: today, Fri 20 Nov 2026 (roll.csv). For who is here")
    assert lines[2].startswith("▲ Case notes: 5 days ago, Sun 15 Nov 2026 (notes.csv).")
    assert lines[1].startswith("▲ Alerts: not imported yet.")
    assert lines[6].startswith("Unlock list: none.")
    assert tester.model() is model


def a_change(number: int, summary: str, **more: object) -> ChangeSet:
    at = datetime(2026, 11, 20, 9, number, tzinfo=UTC)
    return ChangeSet(str(number), at, "j.bloggs", "HB2-PC", "move", summary, **more)  # type: ignore[arg-type]  # fields


def test_the_log_says_when_by_whom_and_what_was_taken_back(qtbot: object) -> None:
    model = LogModel()
    tester = QAbstractItemModelTester(model)
    changes = [a_change(2, "Move SMITH to Khan", undone=True), a_change(1, "Import alpha list: 3 new")]
    model.show_all(log_lines(changes, TODAY))
    assert [line.summary for line in model.items] == ["Move SMITH to Khan", "Import alpha list: 3 new"]
    assert model.items[0].note.endswith("j.bloggs on HB2-PC · taken back")
    model.narrow("khan")
    assert model.rowCount() == 1
    model.show_all(log_lines([a_change(3, "Move JONES to Khan"), *changes], TODAY))
    assert [line.id for line in model.items] == ["3", "2"]
    model.narrow("")
    assert model.rowCount() == 3
    assert tester.model() is model
