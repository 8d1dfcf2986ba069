"""Text as a sheet may hold it: nothing that XML refuses, nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

import re

LONGEST = 32_767
"""Characters that a cell of a workbook holds."""

_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def one_line(text: str) -> str:
    """`text` without characters that a workbook refuses, its white space made single blanks."""
    return _SPACES.sub(" ", _REFUSED.sub("", text)).strip()[:LONGEST]


def lines(text: str) -> str:
    """`text` without characters that a workbook refuses; its line breaks stay."""
    return "\n".join(one_line(line) for line in text.splitlines())[:LONGEST]


def looks_like_a_formula(text: str) -> bool:
    """True for text that Excel or LibreOffice would calculate if it were typed in (`=`, `+`, `-`, `@`, tab, CR)."""
    return text.startswith(_STARTS_A_FORMULA)


def for_csv(text: str) -> str:
    """`text` for a cell of a CSV file: an apostrophe in front of what would be calculated."""
    tidy = one_line(text)
    return f"'{tidy}" if looks_like_a_formula(tidy) else tidy
