"""The editable table that turns an alert's description into its code (DOMAIN 8)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from keywork_desktop.domain.errors import EnvironmentProblem

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


def _plain(description: str) -> str:
    return _NOT_A_LETTER.sub(" ", description.casefold()).strip()


@dataclass(frozen=True)
class AlertCodes:
    """Codes by description; capitals, spaces and punctuation do not matter."""

    by_description: Mapping[str, str] = field(default_factory=dict)

    def code_of(self, description: str, code: str = "") -> str:
        """The code of an alert: as the report gives it, else from the table, else the description as it is."""
        if code:
            return code
        found = self.by_description.get(_plain(description))
        if found:
            return found
        return description.upper() if description.upper() in self.by_description.values() else description


def alert_codes(table: Mapping[str, str]) -> AlertCodes:
    """The table made from descriptions and their codes. `ValueError` where one description has two codes."""
    plain: dict[str, str] = {}
    for description, code in table.items():
        key = _plain(description)
        if not key or not code.strip() or plain.get(key, code.strip()) != code.strip():
            raise ValueError(f"the alert table is not clear about {description!r}")
        plain[key] = code.strip()
    return AlertCodes(plain)


def read_alert_codes(path: Path) -> AlertCodes:
    """The table of a file such as `resources/alerts/codes.toml`.

    Raises `EnvironmentProblem` with code `alert_table` where it cannot be read or makes no sense.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        return alert_codes({str(key): str(value) for key, value in document["codes"].items()})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, AttributeError, ValueError) as error:
        raise EnvironmentProblem(
            f"The table of alert codes, {path}, cannot be read: {error}. Mend the file or put the shipped one back.",
            code="alert_table",
            details={"path": str(path)},
        ) from error
