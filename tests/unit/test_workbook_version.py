"""Every page of the exported rota says which version it is, and how far it is from that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exporting_rota import export_rota
from keywork_desktop.actions.planning_rota import move_session, place_session
from keywork_desktop.actions.publishing_rota import publish
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.rota_published import since_version
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.exporting.facts import RotaFacts
from keywork_desktop.exporting.paper import PaperPages, rota_pages
from keywork_desktop.exporting.workbook import rota_workbook
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, a_store_with
from tests.factories import TODAY

MONDAY = date(2026, 11, 23)
SMITH, JONES = "A1111AA", "B2222BB"
FOUR_WEEKS = Period(MONDAY, MONDAY + timedelta(days=27))
MADE = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def a_rota() -> Snapshot:
    return a_wing(a_planned(SMITH, TUESDAY), a_planned(JONES, TUESDAY, "10:00"))


def facts_of(snapshot: Snapshot, *published: str) -> RotaFacts:
    """The rota; with prison numbers, their sessions are published as version 3."""
    since = None
    if published:
        assert snapshot.period is not None
        at = datetime(2026, 11, 19, 16, 40, tzinfo=UTC)
        kept = tuple(replace(s, id="") for s in snapshot.planned if s.prison_number in published)
        version = RotaVersion(3, at, "J Smith", snapshot.period, kept)
        since = since_version(version, snapshot.planned, MONDAY, lambda number, day: False)
    return RotaFacts(snapshot, due_list(snapshot), 4, None, MADE, "Keywork Desktop 0.1.0", published=since)


def said_by(facts: RotaFacts) -> dict[str, Any]:
    return {str(row[0].value): row[1].value for row in rota_workbook(facts)["About"].iter_rows()}


def test_the_workbook_says_on_every_page_which_version_it_is() -> None:
    for facts, words in (
        (facts_of(a_rota(), SMITH, JONES), "Version 3"),
        (facts_of(a_rota(), SMITH), "Draft, 1 change since version 3"),
        (facts_of(a_rota()), "Draft, not published"),
    ):
        book = rota_workbook(facts)
        assert len(book.worksheets) == 11
        for sheet in book.worksheets:
            assert sheet.oddFooter.left.text.startswith(f"{words} · Made 20/11/2026 14:05"), sheet.title
        assert str(book["Rota"]["A2"].value).startswith(f"{words} · ▲ OVERDUE")
        assert book.properties.version == words


def test_about_says_who_published_it_and_how_far_it_is_from_that() -> None:
    published = "published Thu 19 Nov 2026 16:40 by J Smith"
    assert said_by(facts_of(a_rota(), SMITH, JONES))["Which rota"] == f"Version 3, {published}"
    assert said_by(facts_of(a_rota(), SMITH))["Which rota"] == f"Draft, 1 change since version 3 ({published})"
    told = "Draft, not published: nobody has published these weeks yet"
    assert said_by(facts_of(a_rota()))["Which rota"] == told


def test_data_carries_session_and_version_in_hidden_columns() -> None:
    sheet = rota_workbook(facts_of(a_rota(), SMITH, JONES))["Data"]
    headings = [cell.value for cell in sheet[1]]
    ids = [f"{SMITH}1124", f"{JONES}1124"]
    for name, values in (("Session ID", ids), ("Rota version", ["Version 3", "Version 3"])):
        place = headings.index(name)
        assert sheet.column_dimensions[sheet.cell(1, place + 1).column_letter].hidden
        assert [row[place].value for row in sheet.iter_rows(min_row=2)] == values


def test_the_pages_of_a_pdf_say_it_too() -> None:
    pages = rota_pages(facts_of(a_rota(), SMITH))
    assert pages.place == "HMP Saltmarsh · Draft, 1 change since version 3"
    assert pages.made == "Draft, 1 change since version 3 · Made 20/11/2026 14:05 · Keywork Desktop 0.1.0"


def test_an_export_counts_only_changes_in_what_it_shows(tmp_path: Path) -> None:
    desk = Desk(a_store_with(tmp_path, a_wing()), TODAY, lambda: AT)
    place_session(desk, SMITH, TUESDAY)
    place_session(desk, JONES, TUESDAY)

    def exported(weeks: int, unit: str | None = None) -> str:
        path = tmp_path / "rota.xlsx"
        export_rota(desk, MONDAY, weeks, unit, path)
        book = load_workbook(path)
        return str(book.properties.version)

    assert exported(1) == "Draft, not published"
    publish(desk)
    assert exported(1) == "Version 1"
    smith = next(s.id for s in desk.store.planned(FOUR_WEEKS) if s.prison_number == SMITH)
    move_session(desk, smith, THURSDAY)
    assert exported(1) == "Draft, 1 change since version 1"
    assert exported(1, "7") == "Version 1"
    seen: list[PaperPages] = []

    def paper(pages: PaperPages) -> bytes:
        seen.append(pages)
        return b"%PDF"

    export_rota(desk, MONDAY, 1, None, tmp_path / "rota.pdf", paper)
    assert seen[0].place.endswith("Draft, 1 change since version 1")
    desk.store.close()
