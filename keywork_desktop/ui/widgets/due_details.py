"""One prisoner's details beside the list: what each rule asks and why, which sessions counted, what is odd."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from keywork_desktop.domain.arithmetic import arithmetic
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.obligations import Obligation
from keywork_desktop.domain.wording import RULE_NAMES, days_ago, long_date, short_date
from keywork_desktop.ui.models.due_model import PersonRow
from keywork_desktop.ui.theme import Tokens, tokens
from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.labels import ElidedLabel, small_heading
from keywork_desktop.ui.widgets.panel import Panel


def details_html(row: PersonRow, look: Tokens) -> str:
    """The details as rich text; every text from outside is escaped."""
    item = row.item
    person = item.prisoner
    quiet_colour, urgent = look.quiet_text.name(), look.overdue.name()
    parts = [
        f"<p><b>{escape(row.status)}</b><br>{escape(row.why)}</p>",
        "<p>" + "<br>".join(escape(line) for line in _circumstances(row)) + "</p>",
    ]
    for problem in item.problems:
        parts.append(f"<p style='color:{look.warns.name()}'>▲ {escape(problem)}</p>")
    parts.append(_head("What is asked, earliest first"))
    for obligation in item.obligations:
        late = obligation.due_on < item.day
        name = escape(RULE_NAMES.get(obligation.rule.id, obligation.rule.id))
        due = (
            f"<span style='color:{urgent if late else look.text.name()}'>{escape(long_date(obligation.due_on))}</span>"
        )
        steps = "".join(f"<br>{escape(step)}" for step in arithmetic(obligation, item.day))
        source = f"<br><span style='color:{quiet_colour}'>{_source(obligation)}</span>"
        parts.append(f"<p><b>{name}</b> · due {due}{steps}{source}</p>")
    if not item.obligations:
        parts.append("<p>No rule in force asks for a session.</p>")
    parts.append(_head(f"Sessions that counted · {len(item.sessions) + person.more_sessions}"))
    parts.append("<p>" + "<br>".join(_sessions(row)) + "</p>")
    if item.missed_weekends:
        parts.append(f"<p>Weekends missed since reception: {item.missed_weekends}</p>")
    lost = [r for r in person.records if r.reason and not r.counts]
    if lost:
        parts.append(_head("Not held"))
        rows = [f"{escape(short_date(r.on, item.day))} · {escape(_reason(r.reason))}" for r in lost[:6]]
        parts.append("<p>" + "<br>".join(rows) + "</p>")
    return "".join(parts)


def _head(text: str) -> str:
    return f"<p style='margin-top:10px'><b>{escape(text)}</b></p>"


def _source(obligation: Obligation) -> str:
    reading = " (local reading)" if obligation.rule.local_reading else ""
    return escape(f"Source: {obligation.rule.source}{reading}")


def _reason(reason: str) -> str:
    return reason.replace("_", " ")


def _circumstances(row: PersonRow) -> list[str]:
    person, day = row.item.prisoner, row.item.day
    where = f"{person.location}, {unit_name(person.unit)}" if person.unit else f"at {person.location}"
    lines = [
        f"{person.prison_number} · {where}",
        f"Here since {long_date(person.reception)}",
        f"Key worker: {row.key_worker}, {row.key_worker_note}",
    ]
    if person.release_date:
        lines.append(f"Release {long_date(person.release_date)}")
    if row.item.never_met_by_key_worker:
        lines.append("Never met by this key worker")
    age = person.age_on(day)
    if age is not None:
        lines.append(f"Age {age}")
    return lines


def _sessions(row: PersonRow) -> list[str]:
    item = row.item
    if not item.sessions:
        return ["None since reception."]
    shown = [f"{escape(long_date(day))}, {escape(days_ago(day, item.day))}" for day in item.sessions[:8]]
    more = len(item.sessions) - 8 + item.prisoner.more_sessions
    if more > 0:
        shown.append(f"and {more} more")
    shown.append(f"{item.sessions_28_days} in the last 28 days")
    return shown


class DueDetails(QWidget):
    """The panel with the details; the buttons do what D and M do on the list."""

    closed = Signal()
    delivered_wanted = Signal()
    missed_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: PersonRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(small_heading("Details", self))
        panel = Panel(self)
        column.addWidget(panel, 1)
        head = QHBoxLayout()
        self.name = ElidedLabel("", panel, bold=True)
        self.close_button = icon_button("ph.x", "Close the details", panel, tip="Close the details (Esc)")
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.close_button)
        panel.column.addLayout(head)
        self.text = QTextBrowser(panel)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setAccessibleName("Details")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(0)
        panel.column.addWidget(self.text, 1)
        acts = QHBoxLayout()
        self.delivered_button = button("Delivered", panel, kind="primary", tip="Record a session held (D)")
        self.missed_button = button("Missed…", panel, tip="Record a session missed, with its reason (M)")
        self.more_button = button("More…", panel, kind="quiet", tip="Another day, officer, length or kind (Shift+D)")
        for part in (self.delivered_button, self.missed_button, self.more_button):
            acts.addWidget(part)
        acts.addStretch(1)
        panel.column.addLayout(acts)
        self.close_button.clicked.connect(self.closed)
        self.delivered_button.clicked.connect(self.delivered_wanted)
        self.missed_button.clicked.connect(self.missed_wanted)
        self.more_button.clicked.connect(self.more_wanted)
        self.setFocusProxy(self.text)

    def show_person(self, row: PersonRow) -> None:
        """Show this prisoner."""
        if row != self._row:
            self._row = row
            self.name.setText(row.item.prisoner.name)
            self._write()

    def _write(self) -> None:
        if self._row is not None:
            self.text.setHtml(details_html(self._row, tokens(self)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
