"""What a cell of the rota tells beside its number: cover, a cut regime, a difference from what was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.rota_changes import ChangeKind
from keywork_desktop.ui import theme
from keywork_desktop.ui.delegates.rota_cell import RotaCellDelegate
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.models.rota_table_model import RotaTableModel
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_view, a_wing

KHAN = "OFF01A"


def facts_of(*, cover: bool = False, cut: str | None = "none") -> RotaFacts:
    """SMITH with KHAN on Tuesday; the regime of unit `cut` (None: of all) is cut on Thursday."""
    wing = a_wing(a_planned("A1111AA", TUESDAY, cover=cover))
    if cut != "none":
        wing = replace(wing, curtailments=(Curtailment(THURSDAY, THURSDAY, cut, reason="staff shortage"),))
    return RotaFacts(a_view(wing))


def cell(facts: RotaFacts, day: date) -> RotaCell:
    row = next(cells for row, cells in facts.rows if row.staff_id == KHAN)
    found = row[facts.days.index(day)]
    assert isinstance(found, RotaCell)
    return found


def picture(facts: RotaFacts, day: date) -> QImage:
    """The cell as it is painted."""
    model = RotaTableModel()
    model.show(facts)
    option = QStyleOptionViewItem()
    option.palette, option.font = theme.palette_of(theme.light()), QApplication.font()
    image = QImage(60, 44, QImage.Format.Format_RGB32)
    image.fill(theme.light().window)
    option.rect = image.rect()
    painter = QPainter(image)
    RotaCellDelegate().paint(painter, option, model.index_of(KHAN, day))
    painter.end()
    return image


def test_cover_is_told_and_marked(qapp: QApplication) -> None:
    plain, covered = facts_of(), facts_of(cover=True)
    assert not cell(plain, TUESDAY).cover
    assert cell(covered, TUESDAY).cover
    assert picture(plain, TUESDAY) != picture(covered, TUESDAY)


@pytest.mark.parametrize(("unit", "is_cut"), [(None, True), ("2", True), ("3", False)])
def test_a_cut_regime_is_told_and_hatched_where_it_concerns_the_officer(
    qapp: QApplication, unit: str | None, is_cut: bool
) -> None:
    facts = facts_of(cut=unit)
    assert cell(facts, THURSDAY).curtailed == ("all day" if is_cut else "")
    assert ("regime cut all day" in cell(facts, THURSDAY).spoken) == is_cut
    assert cell(facts, TUESDAY).curtailed == ""
    assert (picture(facts, THURSDAY) != picture(facts_of(), THURSDAY)) == is_cut


def test_a_day_that_differs_has_a_corner_filled_or_hollow(qapp: QApplication) -> None:
    facts = facts_of()
    row = next(n for n, (head, _) in enumerate(facts.rows) if head.staff_id == KHAN)
    column = facts.days.index(TUESDAY)

    def corner(line_differs: ChangeKind | None, left: tuple[str, ...]) -> QImage:
        head, cells = facts.rows[row]
        changed = cells[column]
        assert isinstance(changed, RotaCell)
        lines = tuple(replace(line, differs=line_differs) for line in changed.lines)
        other = facts_of()
        rows = list(other.rows)
        rows[row] = (head, (*cells[:column], replace(changed, lines=lines, left=left), *cells[column + 1 :]))
        other.__dict__["rows"] = tuple(rows)
        return picture(other, TUESDAY)

    pictures = [corner(None, ()), corner(ChangeKind.MOVED, ()), corner(None, ("09:15 SMITH: taken off",))]
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]
    due = theme.light().due.rgb()
    assert [image.pixel(2, 2) == due for image in pictures] == [False, True, False]
