"""The rota as a file, in the format that the file's name asks for."""

from __future__ import annotations

from pathlib import Path

from keywork_desktop.exporting.calendar_file import export_rota_calendar
from keywork_desktop.exporting.due_export import format_not_available
from keywork_desktop.exporting.facts import Exported, RotaFacts
from keywork_desktop.exporting.paper import PaperWriter, rota_pages
from keywork_desktop.exporting.saving import write_whole
from keywork_desktop.exporting.workbook import export_rota_workbook

ROTA_FORMATS = {".xlsx": export_rota_workbook, ".ics": export_rota_calendar}


def export_rota(facts: RotaFacts, output: Path, paper: PaperWriter | None = None) -> Exported:
    """Write the rota to `output`: a workbook (`.xlsx`), a calendar file (`.ics`), or with `paper` a PDF (`.pdf`).

    Raises `RequestError` `format_not_available` for other endings, and `EnvironmentProblem` as `write_whole` does.
    """
    if paper is not None and output.suffix.lower() == ".pdf":
        write_whole(output, paper(rota_pages(facts)))
        return Exported(output, (), len(facts.sessions))
    export = ROTA_FORMATS.get(output.suffix.lower())
    if export is None:
        raise format_not_available(output, tuple(ROTA_FORMATS))
    return export(facts, output)
