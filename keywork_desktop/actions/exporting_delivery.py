"""Writing what was delivered to a file, or as pages for a printer (UX, Delivery)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exporting_rota import PROGRAM, marking
from keywork_desktop.actions.measuring import Progress, delivery_report, measured_over
from keywork_desktop.domain.delivery_periods import periods_until
from keywork_desktop.domain.delivery_report import DeliveryReport, TrendPoint, Units
from keywork_desktop.exporting.facts import Exported

if TYPE_CHECKING:
    from keywork_desktop.exporting.delivery_tables import DeliveryFacts
    from keywork_desktop.exporting.paper import PaperPages, PaperWriter

COMPARED = 6
"""How many periods stand side by side in the trend."""


def delivery_of(
    desk: Desk,
    first: date,
    last: date,
    *,
    units: Units | None = None,
    every_weeks: Fraction | None = None,
    progress: Progress | None = None,
) -> tuple[DeliveryReport, tuple[TrendPoint, ...]]:
    """The period's report and the periods before it to compare with; raises as `measures` does."""
    report = delivery_report(desk, first, last, units=units, every_weeks=every_weeks)
    periods = periods_until(report.period, COMPARED)
    return report, measured_over(desk, periods, units=units, every_weeks=every_weeks, progress=progress)


def export_delivery(
    desk: Desk,
    report: DeliveryReport,
    trend: tuple[TrendPoint, ...],
    output: Path,
    paper: PaperWriter | None = None,
) -> Exported:
    """Write a report to `output` (.xlsx, with `paper` .pdf).

    Raises `RequestError` `format_not_available`, and `EnvironmentProblem` where it cannot be written.
    """
    from keywork_desktop.exporting import delivery_export

    return delivery_export.export_delivery(_facts(desk, report, trend), output, paper)


def delivery_pages(desk: Desk, report: DeliveryReport, trend: tuple[TrendPoint, ...]) -> PaperPages:
    """The report as pages for whoever prints them."""
    from keywork_desktop.exporting import delivery_export

    return delivery_export.delivery_pages(_facts(desk, report, trend))


def _facts(desk: Desk, report: DeliveryReport, trend: tuple[TrendPoint, ...]) -> DeliveryFacts:
    from keywork_desktop.exporting.delivery_tables import DeliveryFacts

    return DeliveryFacts(report, trend, desk.now(), PROGRAM, marking(desk))


def write_picture(output: Path, content: bytes) -> None:
    """Write the picture of a chart, whole or not at all; raises `EnvironmentProblem` where it cannot be written."""
    from keywork_desktop.exporting.saving import write_whole

    write_whole(output, content)


def marking_of(desk: Desk) -> str:
    """The marking that goes on every picture and page (DOMAIN 9)."""
    return marking(desk)
