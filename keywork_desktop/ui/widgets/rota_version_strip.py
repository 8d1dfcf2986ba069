"""One line above the rota: what is published, by whom and when; its changes marked, its versions, publishing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.rota_published import SincePublished
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.rota_changes import published_words
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import Chip, button
from keywork_desktop.ui.widgets.labels import ElidedLabel
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow

PUBLISH = "Keep the rota as the next numbered version (P)"


class RotaVersionStrip(WrappingRow):
    """`words`, and beside them `changes` (a chip), `versions` and `publish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel("", self, tone="quiet_text", least=24)
        self.changes = Chip("Changes", self)
        self.changes.setToolTip("Mark what differs from the published version, and list it (C)")
        self.changes.setChecked(True)
        self.versions = button("Versions…", self, tip="See the published versions, and compare two of them (V)")
        self.publish = button("Publish…", self, tip=PUBLISH)
        self.first.addWidget(self.words)
        self.first.addStretch(1)
        for made in (self.changes, self.versions, self.publish):
            self.last.addWidget(made)

    def show_standing(self, view: View, *, may_publish: bool, why_not: str = "") -> None:
        """Say what is published; `why_not` says why nothing can be published just now."""
        since: SincePublished | None = view.published
        words = published_words(since, view.today)
        if words != self.words.text():
            first = not self.words.text()
            self.words.setText(words)
            if not first and self.isVisible():
                announce(self, words)
        self.words.set_tone("due" if since is None or not since.is_as_published else "quiet_text")
        count = since.changes.count if since else 0
        self.changes.setVisible(count > 0)
        self.changes.set_count(count)
        self.publish.setEnabled(may_publish)
        self.publish.setToolTip(why_not or PUBLISH)
