"""Publishing the rota: which days, how many sessions, what has changed since the newest version; then one click."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from keywork_desktop.actions.comparing_rota import days_words
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.publishing_rota import ToPublish, publish_rota, to_be_published
from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.domain.rota_changes import change_lines, summary_words
from keywork_desktop.domain.wording import counted, short_date, weekday
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.rota_changes import version_words
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.rota_changes_table import ChangesTable

WEEKS = 4


class PublishDialog(QDialog):
    """Everything that is planned from today on, or only the weeks shown; nothing is kept before the last click."""

    def __init__(self, office: Office, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Publish the rota")
        self._office, self._view, self._closed = office, view, False
        period = view.snapshot.period
        assert period is not None, "the rota shows four weeks"
        self._first = max(period.first, view.today)
        self.title = ToneLabel("Publish the rota", self, size=1.15, bold=True)
        self.by = quiet("Reading what is planned…", self)
        self.all, self.weeks = QRadioButton("Everything planned from &today on", self), QRadioButton(self)
        self.weeks.setText(f"Only &four weeks from {weekday(self._first)} {short_date(self._first)}")
        self.told, self.since = ToneLabel("", self, wrap=True), ToneLabel("", self, bold=True, wrap=True)
        self.table = ChangesTable(self)
        self.publish_button = button("Publish", self, kind="primary")
        self.leave = button("Cancel", self)
        self._which = QButtonGroup(self)
        self._lay_out()
        self.all.setChecked(True)
        self.table.hide()
        self.publish_button.setEnabled(False)
        self._which.buttonClicked.connect(self._look_again)
        self.publish_button.clicked.connect(self._publish)
        self.leave.clicked.connect(self.reject)
        self.finished.connect(self._close)
        self._look_again()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE + 4, 2 * SPACE, 2 * SPACE + 4, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self.by)
        for choice in (self.all, self.weeks):
            self._which.addButton(choice)
            column.addWidget(choice)
        for widget in (self.told, self.since):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        note = "A version never changes: who holds it on paper can compare it with the next. Undo takes it back."
        column.addWidget(quiet(note, self, wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.publish_button)
        column.addLayout(row)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    @property
    def chosen(self) -> tuple[date | None, int | None]:
        """First day and weeks, as the action takes them: None for today, and for all that is planned."""
        return (self._first, WEEKS) if self.weeks.isChecked() else (None, None)

    def _look_again(self) -> None:
        self.publish_button.setEnabled(False)
        self._office.spawn(self._look(self.chosen))

    async def _look(self, chosen: tuple[date | None, int | None]) -> None:
        first, weeks = chosen

        def question(desk: Desk) -> ToPublish | KeyworkError:
            try:
                return to_be_published(desk, first, weeks)
            except KeyworkError as error:
                return error

        found = await self._office.ask(question)
        if self._closed or chosen != self.chosen:
            return
        if isinstance(found, ToPublish):
            self.show_found(found)
        else:
            self._refuse(found)

    def _refuse(self, error: KeyworkError) -> None:
        """Nothing can be published: say why and what to do, here, where it was asked."""
        self.by.setText("Nothing to publish")
        self.told.set_tone("no")
        self.told.setText(f"▲ {error.message}")
        self.since.setText("")
        self.table.hide()
        announce(self, error.message)

    def show_found(self, found: ToPublish) -> None:
        """Show what would be published."""
        draft, newest, today = found.draft, found.newest, self._view.today
        self.by.setText(f"As version {draft.version}, by {draft.change.actor}")
        self.told.set_tone("text")
        self.told.setText(f"{days_words(draft.period)} · {counted(draft.sessions, 'session')}")
        changes = found.changes
        if newest is None or changes is None:
            self.since.setText("The first version of these weeks.")
        elif found.is_published:
            self.since.setText(f"Nothing has changed since {version_words(newest, today)}: it is published already.")
        else:
            self.since.setText(f"Since {version_words(newest, today)} – {summary_words(changes)}")
        lines = change_lines(changes, self._view.snapshot) if changes is not None else []
        self.table.setVisible(bool(lines))
        if lines:
            self.table.show_lines(lines)
            self._make_room(len(lines))
        self.publish_button.setText(f"Publish version {draft.version}")
        self.publish_button.setEnabled(not found.is_published)
        if not found.is_published:
            self.publish_button.setDefault(True)
            self.publish_button.setFocus()
        announce(self, f"{self.by.text()}. {self.told.text()}. {self.since.text()}")

    def _make_room(self, lines: int) -> None:
        """Grow with the list, in the middle of the window and inside the screen."""
        line = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().height()
        self.table.setMinimumHeight(head + line * min(max(lines, 2), 6) + 16)
        screen = self.screen().availableGeometry()
        wanted = self.sizeHint().height() + line * max(0, min(lines, 14) - 6)
        width = self.fontMetrics().averageCharWidth() * 124
        self.resize(min(width, screen.width() - 80), min(wanted, screen.height() - 80))
        owner = self.parentWidget()
        middle = owner.mapToGlobal(owner.rect().center()) if owner else screen.center()
        corner = self.rect().translated(middle - self.rect().center()).topLeft()
        self.move(max(screen.left(), corner.x()), max(screen.top() + line, corner.y()))

    def _publish(self) -> None:
        first, weeks = self.chosen
        self._office.act(partial(publish_rota, first=first, weeks=weeks))
        self.accept()

    def _close(self) -> None:
        self._closed = True
