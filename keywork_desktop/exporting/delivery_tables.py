"""The tables of a delivery report, the same on paper and in a workbook: what was delivered, and by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from keywork_desktop.domain.delivery_periods import period_words
from keywork_desktop.domain.delivery_report import Completeness, DeliveryReport, TrendPoint
from keywork_desktop.domain.measure_rows import By, MeasureRow
from keywork_desktop.domain.measure_words import CHARTED, FIGURES, HEADLINES, MORE_FIGURES, WITHHELD, Figure, Number
from keywork_desktop.domain.measures import Measures
from keywork_desktop.domain.wording import RULE_NAMES
from keywork_desktop.exporting.facts import MARKING

BY_WORDS = {By.UNIT: "By houseblock", By.KEY_WORKER: "By key worker", By.COHORT: "By cohort"}
UNKNOWN = "not known"
PARTLY = "in part"
COVERED = "Covered"
"""The heading of the one column of figures that is not a number: `580 of 879`."""

Cell = str | Number | None


@dataclass(frozen=True)
class DeliveryFacts:
    """What is exported: the report, the periods before it, when it was made, by which version, under which marking."""

    report: DeliveryReport
    trend: tuple[TrendPoint, ...]
    made_at: datetime
    version: str
    marking: str = MARKING

    @property
    def title(self) -> str:
        return f"Key work delivered · {period_words(self.report.period)}"

    @property
    def made(self) -> str:
        return f"Made {self.made_at:%d/%m/%Y %H:%M} · {self.version}"


@dataclass(frozen=True)
class DeliveryTable:
    """Rows under headings; `widths` are shares of the page. Numbers stay numbers, so that a workbook can reckon."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def delivery_tables(facts: DeliveryFacts, *, wide: bool = False) -> tuple[DeliveryTable, ...]:
    """Headline measures, each breakdown, lost sessions by reason, overdue by group, and the periods compared.

    `wide` breakdowns have every measure, not only those for which a page has room.
    """
    figures = (*FIGURES, *MORE_FIGURES) if wide else FIGURES
    report = facts.report
    found = [_headlines(report.total)]
    found += [_parts(BY_WORDS[by], report.rows[by], figures) for by in By if by in report.rows]
    found += [_lost(report.total), _overdue(report.total)]
    if facts.trend:
        found.append(_trend(facts.trend))
    return tuple(found)


def _headlines(total: Measures) -> DeliveryTable:
    rows = tuple(
        (measured.title, measured.text(total), measured.counted(total), measured.meaning, measured.source)
        for measured in HEADLINES
    )
    headings = ("Measure", "Result", "What was counted", "What it means", "From")
    return DeliveryTable("Measures", headings, (15, 9, 35, 36, 28), rows)


def _parts(name: str, rows: Sequence[MeasureRow], figures: Sequence[Figure]) -> DeliveryTable:
    cells = tuple((row.name, *_cells(row.measures, figures)) for row in rows)
    widths = (22, *(8 for _ in figures))
    return DeliveryTable(name, (name.removeprefix("By ").capitalize(), *(f.heading for f in figures)), widths, cells)


def _cells(made: Measures | None, figures: Sequence[Figure]) -> tuple[Cell, ...]:
    if made is None:
        return (WITHHELD, *(None for _ in figures[1:]))
    return tuple(figure.text(made) if figure.heading == COVERED else figure.value(made) for figure in figures)


def _lost(total: Measures) -> DeliveryTable:
    rows = tuple((reason.words, count) for reason, count in total.lost.items())
    return DeliveryTable("Lost sessions", ("Reason", "Sessions"), (70, 14), rows)


def _overdue(total: Measures) -> DeliveryTable:
    rows: list[tuple[Cell, ...]] = [
        (RULE_NAMES.get(group.group, group.group), group.people, group.most_days) for group in total.overdue_by_group
    ]
    rows += [(RULE_NAMES.get(group, group), WITHHELD, None) for group in total.withheld_groups]
    return DeliveryTable("Overdue priority", ("Group", "Overdue", "Most days overdue"), (50, 26, 20), tuple(rows))


def _trend(points: Sequence[TrendPoint]) -> DeliveryTable:
    headings = ("Period", "Case notes", *(measured.heading for measured in CHARTED))
    rows = tuple(
        (
            period_words(point.period),
            {Completeness.WHOLE: "known", Completeness.PART: PARTLY, Completeness.NONE: UNKNOWN}[point.completeness],
            *(None if point.measures is None else measured.value(point.measures) for measured in CHARTED),
        )
        for point in points
    )
    return DeliveryTable("Trend", headings, (30, 10, *(9 for _ in CHARTED)), rows)
