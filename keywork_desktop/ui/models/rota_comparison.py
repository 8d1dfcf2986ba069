"""Two rotas side by side in numbers, and who is newly left out or saved: as a table, on the clipboard, on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import Qt

from keywork_desktop.actions.exploring_rota import Beside, Explored, Side
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import long_date
from keywork_desktop.planning.rota_capacity import Capacity
from keywork_desktop.ui.models.fixed_table import FixedTableModel
from keywork_desktop.ui.models.rota_left_out import LeftOutLine, left_out_lines

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
MET, MET_PRIORITY, CHECKS = "Met on time", "Priority met on time", "Wellbeing checks to be done"
HOURS_HEADINGS = ("", "Needed", "Profiled", "Lost", "Short")


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One number twice. `good` is 1 where more of it is better, -1 where less is, 0 where neither."""

    name: str
    now: int
    then: int
    good: int = 1
    hours: bool = False

    def words(self, value: int) -> str:
        return hours_and_minutes(value) if self.hours else str(value)

    @property
    def verdict(self) -> str:
        """`better`, `worse`, or nothing."""
        change = (self.then > self.now) - (self.then < self.now)
        return {1: "better", -1: "worse"}.get(change * self.good, "")

    @property
    def difference(self) -> str:
        change = self.then - self.now
        if not change:
            return "same"
        sign = "+" if change > 0 else "−"
        return " · ".join(part for part in (f"{sign}{self.words(abs(change))}", self.verdict) if part)

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.name, self.words(self.now), self.words(self.then), self.difference)


def comparison(explored: Explored, beside: Beside | None = None) -> list[ComparisonRow]:
    """What a manager asks first: priority, who is seen, what is on time; then hours, checks and what would be moved.

    What is wanted, and what is put elsewhere, is told only where it differs; checks only where any are owed.
    """
    one, other = explored.beside(beside), explored.then
    now, then = one.plan, other.plan
    # Where fewer are wanted, fewer met on time is no worse.
    priority, every = int(now.priority_targets == then.priority_targets), int(now.targets == then.targets)
    rows = [
        ComparisonRow("Priority sessions wanted", now.priority_targets, then.priority_targets, 0),
        ComparisonRow(MET_PRIORITY, now.priority_met_on_time, then.priority_met_on_time, priority),
        ComparisonRow(
            "Due and not seen at all", now.people_due - now.people_seen, then.people_due - then.people_seen, -1
        ),
        ComparisonRow("Sessions wanted", now.targets, then.targets, 0),
        ComparisonRow(MET, now.met_on_time, then.met_on_time, every),
        ComparisonRow("Left out or late", len(now.left_out), len(then.left_out), -1),
        ComparisonRow("Days late together", now.lateness_days, then.lateness_days, -1),
        ComparisonRow(CHECKS, len(one.checks), len(other.checks), -1),
        ComparisonRow("Key work time needed", one.whole.needed, other.whole.needed, 0, hours=True),
        ComparisonRow("Key work time there", one.whole.there, other.whole.there, hours=True),
        ComparisonRow("Short", one.whole.shortfall, other.whole.shortfall, -1, hours=True),
        ComparisonRow("Sessions put elsewhere", 0, explored.difference(beside).elsewhere, 0),
    ]
    return [row for row in rows if row.now != row.then or _is_told(row)]


def _is_told(row: ComparisonRow) -> bool:
    """True for what is told also where it is the same."""
    if row.name in (MET, MET_PRIORITY):
        return True
    return bool(row.good and (row.now or not (row.hours or row.name == CHECKS)))


def newly_left_out(explored: Explored, beside: Beside | None, snapshot: Snapshot) -> list[LeftOutLine]:
    """Who would be left out or served late, and is not in the rota it is compared with."""
    return left_out_lines(explored.difference(beside).newly_left_out, snapshot)


def newly_saved(explored: Explored, beside: Beside | None, snapshot: Snapshot) -> list[LeftOutLine]:
    """Who would be left out no more; each line says who sees him then, and when."""
    found = []
    for saved in explored.difference(beside).newly_saved:
        (line,) = left_out_lines([saved.left_out], snapshot)
        if saved.by is None:
            then = "Nothing is asked for him then."
        else:
            officer = snapshot.key_workers.get(saved.by.staff_id)
            name = officer.name if officer else "the extra officer"
            then = f"{name} sees him on {long_date(saved.by.on)}, {saved.by.start:%H:%M}."
        # Only of the best rota the reason is known: in another there may be room that nobody has used.
        now = (
            line.why if (beside or explored.usual) is Beside.BEST else "served late" if line.late_on else "not planned"
        )
        found.append(LeftOutLine(**{**_fields(line), "needs": then, "why": f"Now: {now}"}))
    return sorted(found, key=lambda line: (not line.priority, line.by, line.name))


def _fields(line: LeftOutLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__slots__}


@dataclass(frozen=True, slots=True)
class HoursRow:
    """The hours of a unit (None: together) in both rotas."""

    unit: str | None
    now: Capacity
    then: Capacity

    @property
    def texts(self) -> tuple[str, ...]:
        """`135 h`, or `135 h → 141 h` where it would be different."""
        pairs = (
            (self.now.needed, self.then.needed),
            (self.now.profiled, self.then.profiled),
            (self.now.lost, self.then.lost),
            (self.now.shortfall, self.then.shortfall),
        )
        return (unit_name(self.unit) if self.unit else "Together", *(_both(*pair) for pair in pairs))


def _both(now: int, then: int) -> str:
    words = hours_and_minutes(now)
    return words if now == then else f"{words} → {hours_and_minutes(then)}"


def hours_by_unit(one: Side, other: Side) -> list[HoursRow]:
    """The hours of both rotas, together and by unit; a unit that is in one of them only has none in the other."""
    before, then = ({each.unit: each for each in side.capacity} for side in (one, other))
    units = list(dict.fromkeys([*then, *before]))
    if len(units) == 2 and None in units:
        # One houseblock alone is the whole.
        units.remove(None)
    none = {unit: Capacity(unit, 0, 0, 0) for unit in units}
    return [HoursRow(unit, before.get(unit, none[unit]), then.get(unit, none[unit])) for unit in units]


class _Numbers(FixedTableModel[Any]):
    """Numbers stand right, under their headings; a row has `texts`."""

    def cell(self, row: Any, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row) if not column else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return _RIGHT
        return None

    def spoken(self, row: Any) -> str:
        """The row as assistive technology says it."""
        said = (f"{name.lower()} {text}" for name, text in zip(self.headings[1:], row.texts[1:], strict=True))
        return ", ".join((row.texts[0], *said))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _RIGHT
        return super().headerData(section, orientation, role)


class ComparisonModel(_Numbers):
    """The rows of a comparison; `beside` names what stands in the second column."""

    def __init__(self, rows: Iterable[ComparisonRow], beside: str, parent: Any = None) -> None:
        super().__init__(tuple(rows), parent)
        self.headings = ("", beside, "What if", "Difference")

    def spoken(self, row: ComparisonRow) -> str:
        name, now, then, difference = row.texts
        return f"{name}: {now} now, {then} then, {difference}"


class HoursModel(_Numbers):
    """Hours by houseblock."""

    headings = HOURS_HEADINGS


# -- taken elsewhere ---------------------------------------------------------------------------------------------------


def _tables(explored: Explored, beside: Beside | None) -> list[list[tuple[str, ...]]]:
    side = explored.beside(beside)
    numbers = [("", side.words, "What if", "Difference"), *(row.texts for row in comparison(explored, beside))]
    hours = [HOURS_HEADINGS, *(row.texts for row in hours_by_unit(side, explored.then))]
    return [numbers, hours]


def as_text(explored: Explored, beside: Beside | None, snapshot: Snapshot) -> str:
    """Everything as lines and tabs, as Excel takes it."""
    blocks = [["What if", *explored.said]]
    blocks += [["\t".join(row) for row in table] for table in _tables(explored, beside)]
    for title, lines in _lists(explored, beside, snapshot):
        people = ["\t".join(_cells(line)) for line in lines]
        blocks.append([f"{title}\t{len(lines)}", *people])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _cells(line: LeftOutLine) -> tuple[str, ...]:
    return (line.name, line.prison_number, line.where, line.rule, line.when, line.why, line.needs)


def as_html(explored: Explored, beside: Beside | None, snapshot: Snapshot) -> str:
    """Everything for paper."""
    parts = ["<ul>", *(f"<li>{escape(line)}</li>" for line in explored.said), "</ul>"]
    for table in _tables(explored, beside):
        parts.append("<table border='1' cellspacing='0' cellpadding='3' width='100%'>")
        for place, row in enumerate(table):
            tag = "td" if place else "th"
            first, *rest = (escape(text) for text in row)
            cells = "".join(f"<{tag} align='right'>{text}</{tag}>" for text in rest)
            parts.append(f"<tr><{tag} align='left'>{first}</{tag}>{cells}</tr>")
        parts.append("</table><p></p>")
    for title, lines in _lists(explored, beside, snapshot):
        parts.append(f"<h3>{escape(title)}: {len(lines)}</h3>")
        parts += (_paragraph(line) for line in lines)
    return "".join(parts)


def _paragraph(line: LeftOutLine) -> str:
    mark = "▲ " * line.priority
    who = f"<b>{mark}{escape(line.name)}</b> {escape(line.prison_number)} {escape(line.where)}, {escape(line.rule)}"
    return f"<p>{who}, {escape(line.when)}<br>{escape(line.why)} → {escape(line.needs)}</p>"


def _lists(
    explored: Explored, beside: Beside | None, snapshot: Snapshot
) -> tuple[tuple[str, list[LeftOutLine]], tuple[str, list[LeftOutLine]]]:
    return (
        ("Newly left out or late", newly_left_out(explored, beside, snapshot)),
        ("Newly met on time", newly_saved(explored, beside, snapshot)),
    )
