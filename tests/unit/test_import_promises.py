"""What importing promises, whatever is in the files: every row counted, order without influence, twice is once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.facts import Known
from keywork_desktop.importing.recognised import RecognisedFile
from keywork_desktop.importing.reconciling.ledger import known_after
from tests.unit.made_reports import (
    ADMISSIONS,
    ALERTS,
    ALERTS_WITH_STATUS,
    NOTES,
    ROLL,
    STAFF,
    TODAY,
    TRACKER,
    compared,
    man,
    prison_number,
    report,
)

INDEX = st.integers(1, 9)
CELLS = st.sampled_from(["1-1-001", "1-1-002", "2-1-001", "CSU-1-001", "COURT", "02/01/2005", "nowhere", ""])
DAYS = st.sampled_from(["19/11/2026", "2026-11-20", "01/06/2026", "31/02/2026", "01/12/2026", "05/06/26", ""])
NUMBERS = st.one_of(INDEX.map(prison_number), st.sampled_from(["A1BC", ""]))
REPORT_DAY = st.sampled_from([None, TODAY, TODAY - timedelta(days=7), TODAY + timedelta(days=1)])
OFFICER = st.sampled_from(["Shaw R", "Ofc Shaw", "SHAH, Roman", "Nobody", ""])


def _rows(*cells: st.SearchStrategy[Any]) -> st.SearchStrategy[list[list[Any]]]:
    return st.lists(st.tuples(*cells).map(list), max_size=8)


def _made(
    headings: list[str], rows: st.SearchStrategy[list[list[Any]]], name: str
) -> st.SearchStrategy[RecognisedFile]:
    return st.builds(
        lambda rows, on, copy: report(headings, rows, f"{name}{copy}.csv", on), rows, REPORT_DAY, st.integers(1, 2)
    )


def _text(value: str) -> st.SearchStrategy[str]:
    return st.just(value)


ROLLS = _made(
    ROLL,
    st.lists(
        st.builds(lambda i, cell, release: man(i, cell or "nowhere", release=release), INDEX, CELLS, DAYS), max_size=8
    ),
    "roll",
)
ALERT_NAMES = st.sampled_from(["ACCT Open (HMPS)", "CSIP"])
FILES = st.one_of(
    ROLLS,
    _made(ALERTS, _rows(ALERT_NAMES, NUMBERS, _text("X"), _text("Y"), CELLS, DAYS, DAYS, DAYS), "alerts"),
    _made(
        ALERTS_WITH_STATUS,
        _rows(ALERT_NAMES, NUMBERS, _text("X"), _text("Y"), CELLS, st.sampled_from(["ACTIVE", "INACTIVE"]), DAYS, DAYS),
        "status",
    ),
    _made(ADMISSIONS, _rows(DAYS, _text("X"), _text("Y"), NUMBERS, st.sampled_from(["", "B1"]), CELLS), "admissions"),
    _made(
        NOTES,
        _rows(
            *map(_text, ("1", "SHAW", "R", "AAA11A")),
            NUMBERS,
            *map(_text, ("X", "Y")),
            DAYS,
            st.sampled_from(["10:00", ""]),
            st.sampled_from(["KA - KS", "KA - KE", "GEN - X"]),
            _text("text"),
        ),
        "notes",
    ),
    _made(
        STAFF,
        _rows(
            st.sampled_from(["AAA11A", "BBB22B"]),
            st.sampled_from(["SHAW", "SHAH"]),
            *map(_text, ("Roman", "3", "1", "FT")),
            st.sampled_from(["Active", "Inactive", "?"]),
            *map(_text, ("", "9", "", "")),
        ),
        "staff",
    ),
    _made(
        ["Staff User ID", "Name", "23/11/2026"],
        _rows(st.sampled_from(["AAA11A", "ZZZ99Z"]), _text("S"), st.sampled_from(["L KW 1400-1530", "RD", "?!"])),
        "detail",
    ),
    _made(TRACKER, _rows(CELLS, _text("X, Y"), NUMBERS, OFFICER, DAYS, *map(_text, ("", "", ""))), "tracker"),
)


@settings(max_examples=100)
@given(before=st.lists(FILES, max_size=3), files=st.lists(FILES, min_size=1, max_size=5), data=st.data())
def test_rows_are_counted_order_never_matters_and_twice_is_once(
    before: list[RecognisedFile], files: list[RecognisedFile], data: st.DataObject
) -> None:
    first = compared(*before)
    known = known_after(Known(), first.facts, first.newest, first.details)
    proposal = compared(*files, known=known)
    for outcome in proposal.files:
        assert outcome.rows == outcome.new + outcome.changed + outcome.unchanged + outcome.repeated + outcome.refused

    shuffled = compared(*data.draw(st.permutations(files)), known=known)
    assert shuffled.facts == proposal.facts
    assert shuffled.suggestions == proposal.suggestions

    doubled = compared(*files, *files, known=known)
    assert doubled.facts == proposal.facts

    accepted = (
        data.draw(st.sets(st.sampled_from([offer.id for offer in proposal.suggestions])))
        if proposal.suggestions
        else set()
    )
    after = known_after(known, proposal.facts_with(accepted), proposal.newest, proposal.details)
    assert compared(*files, known=after).facts == ()


@given(day=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_day_of_the_import_stands_in_for_the_day_of_a_report(day: date) -> None:
    proposal = compared(report(ROLL, [man(1)]), today=day)
    assert set(proposal.newest.values()) == {day}
