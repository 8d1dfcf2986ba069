"""The landings of the induction unit, as they are set."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from keywork_desktop.domain.snapshot import INDUCTION_LANDINGS


def induction_landings(connection: Connection) -> frozenset[str]:
    """Landings on which key workers are interim (DOMAIN 4); none unless somebody said so."""
    text = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (INDUCTION_LANDINGS,)).scalar()
    return frozenset(str(landing) for landing in json.loads(text)) if text else frozenset()
