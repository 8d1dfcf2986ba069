"""Bytes become tables: encodings, separators, row numbers, merged cells; and clear words for the wrong files."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.importing import wrong_files
from keywork_desktop.importing.recognised import read_file, read_files
from keywork_desktop.importing.watching import Cancelled
from tests.unit.made_reports import NOTES, ROLL, csv_report, man, workbook

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
SEPARATORS = (",", ";", "\t", "|")


def _utf16_with_big_end_first(text: bytes) -> bytes:
    return b"\xfe\xff" + text.decode("utf-8-sig").encode("utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_encoding_and_separator_reads_the_same(encoding: str, separator: str) -> None:
    rows = [man(1, last="MÜLLER"), man(2, last="O'NEILL; JÉRÔME, JNR"), man(3)]
    expected = read_file(csv_report(ROLL, rows), "a.csv").lines
    assert read_file(csv_report(ROLL, rows, encoding, separator), "a.csv").lines == expected


def test_utf16_with_the_big_end_first_is_read() -> None:
    rows = [man(1, last="MÜLLER")]
    text = csv_report(ROLL, rows)
    assert read_file(_utf16_with_big_end_first(text), "a.csv").lines == read_file(text, "a.csv").lines


NAMES = st.text("ABCÉÜÑ'-,;\" \n", min_size=1, max_size=12).filter(lambda text: any(c.isalpha() for c in text))


@given(
    names=st.lists(NAMES, min_size=1, max_size=8),
    order=st.permutations(range(len(ROLL))),
    encoding=st.sampled_from(ENCODINGS[:4]),
    separator=st.sampled_from(SEPARATORS),
    as_workbook=st.booleans(),
)
def test_a_table_is_read_back_whatever_its_form_and_the_order_of_its_columns(
    names: list[str], order: list[int], encoding: str, separator: str, as_workbook: bool
) -> None:
    rows = [man(index, last=name) for index, name in enumerate(names, start=1)]
    expected = [line.said for line in read_file(csv_report(ROLL, rows), "a.csv").lines]
    turned = [[row[i] for i in order] for row in [ROLL, *rows]]
    content = workbook({"List": turned}) if as_workbook else csv_report(turned[0], turned[1:], encoding, separator)
    read = read_file(content, "b")
    assert [line.said for line in read.lines] == expected
    assert [line.row for line in read.lines] == list(range(2, len(rows) + 2))
    assert [line.said.last_name for line in read.lines if line.said] == [" ".join(name.split()) for name in names]


def test_rows_are_numbered_as_excel_shows_them() -> None:
    text = 'NOMS Number,Last Name,Location\r\n\r\nA0001BC,"TWO\r\nLINES",1-1-001\r\n,,\r\nA0002BC,B,1-1-002\r\n'
    assert [line.row for line in read_file(text.encode(), "a.csv").lines] == [3, 5]


def test_the_line_that_names_the_separator_is_no_row() -> None:
    text = "sep=;\r\nNOMS Number;Last Name;First Name;Location\r\nA0001BC;A;A;1-1-001\r\n"
    assert [line.row for line in read_file(text.encode(), "a.csv").lines] == [2]


def test_a_cell_kept_from_becoming_a_date_is_read() -> None:
    text = 'NOMS Number,Last Name,Location\r\nA0001BC,A,="2-1-005"\r\n'
    assert read_file(text.encode(), "a.csv").lines[0].said.location == "2-1-005"


def test_titles_above_and_totals_below_are_no_rows() -> None:
    rows = [
        ["HMP SALTMARSH"],
        [],
        ["Alpha list", None, "20/11/2026"],
        ROLL,
        man(1),
        [None, None, None],
        ROLL,
        ["HOUSEBLOCK 2"],
        man(2),
        ["Total", 2],
        ["Page 1 of 1"],
        ["OFFICIAL-SENSITIVE"],
    ]
    read = read_file(workbook({"List": rows}), "a.xlsx")
    assert [(line.row, line.said is not None) for line in read.lines] == [(5, True), (9, True)]
    assert not read.problems


def test_a_merged_cell_holds_for_every_row_of_it() -> None:
    rows = [
        ["HOUSEBLOCK 1", None, None, None],
        ["Cell", "Prisoner", "NOMS", "Key worker"],
        ["1-1-001", "One", "A0001BC", "Ofc Shaw"],
        ["1-1-002", "Two", "A0002BC", None],
        ["1-1-003", "Three", "A0003BC", None],
        ["1-1-004", "Four", "A0004BC", None],
    ]
    read = read_file(workbook({"HB1": rows}, merged={"HB1": ["A1:D1", "D3:D5"]}), "tracker.xlsx")
    assert [line.said.key_worker for line in read.lines] == ["Ofc Shaw", "Ofc Shaw", "Ofc Shaw", ""]


def test_numbers_and_dates_of_a_workbook_are_read() -> None:
    rows = [ROLL, ["00001A", "A0001BC", "ONE", "A", datetime(1990, 2, 1), "1-1-001", 46346]]
    (line,) = read_file(workbook({"List": rows}), "a.xlsx").lines
    assert (str(line.said.date_of_birth), str(line.said.release_date)) == ("1990-02-01", "2026-11-20")


def test_hidden_sheets_are_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"List": [ROLL, man(1)], "Old": [ROLL, man(2)]})))
    book["Old"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert len(read_file(file.getvalue(), "a.xlsx").lines) == 1


def _zip_of(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "empty_file", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty_file", "empty"),
        (_OLE, "wrong_file_kind", ".xls"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password_protected", "password"),
        (_OLE + "WordDocument".encode("utf-16-le"), "wrong_file_kind", "Word"),
        (b"%PDF-1.7 ...", "wrong_file_kind", "PDF"),
        (_zip_of("word/document.xml"), "wrong_file_kind", "Word"),
        (_zip_of("xl/workbook.bin"), "wrong_file_kind", ".xlsb"),
        (_zip_of("report.csv"), "wrong_file_kind", "zip"),
        (_zip_of("xl/workbook.xml"), "damaged_file", "damaged"),
        (b"PK\x03\x04 cut off", "damaged_file", "damaged"),
        (b"<html><table><tr><td>NOMS Number</td></tr></table></html>", "wrong_file_kind", "web page"),
        (b"NOMS Number,Location\r\n\x00\x01\x02\xff\xfe\x00\x81", "unknown_encoding", "letters"),
        (b'NOMS Number,Last Name,Location\r\nA0001BC,"A,1-1-001\r\nA0002BC,B,1-1-002\r\n', "damaged_file", "quotation"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(content: bytes, code: str, word: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_file(content, "report.xyz")
    assert caught.value.code == code
    assert word in caught.value.message
    assert caught.value.message.startswith("report.xyz")
    assert caught.value.message.count(".") >= 2  # what is wrong, and what to do next


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrong_files, "LARGEST_UNPACKED", 1000)
    with pytest.raises(RequestError) as caught:
        read_file(workbook({"List": [ROLL, man(1)]}), "bomb.xlsx")
    assert caught.value.code == "too_large"


def test_entities_in_a_workbook_are_refused() -> None:
    content = workbook({"List": [ROLL, man(1)]})
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                data = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>' + data.split(b"?>")[-1]
            new.writestr(item, data)
    with pytest.raises(RequestError) as caught:
        read_file(file.getvalue(), "entities.xlsx")
    assert caught.value.code == "damaged_file"


def test_a_file_that_is_not_there_is_a_problem_of_the_surroundings(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(EnvironmentProblem) as caught:
            read_file(path)
        assert caught.value.code == "unreadable"
        assert caught.value.exit_status == 3


def test_a_file_open_in_excel_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.csv"
    path.write_bytes(csv_report(ROLL, [man(1)]))

    def locked(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(EnvironmentProblem) as caught:
        read_file(path)
    assert "Excel" in caught.value.message


def test_reading_says_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    paths = []
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_bytes(csv_report(ROLL, [man(i) for i in range(1, 1200)]))
        paths.append(tmp_path / name)
    told: list[tuple[str, float]] = []
    read_files(paths, progress=lambda doing, done: told.append((doing, done)))
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert told[-1] == ("two.csv", 1.0)
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        read_files(paths, cancelled=lambda: next(asked))


def test_columns_nobody_needs_are_dropped_while_reading() -> None:
    headings = [*ROLL, "Religion", "Ethnic Code", "Main Offence", "Comments"]
    rows = [[*man(1), "SECRET1", "SECRET2", "SECRET3", "SECRET4"]]
    assert "SECRET" not in repr(read_file(csv_report(headings, rows), "a.csv"))
    assert "SECRET" not in repr(
        read_file(csv_report(NOTES, [["1", "A", "B", "X", "A1", "", "", "", "", "", "SECRET"]]), "n")
    )
