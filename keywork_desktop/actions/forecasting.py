"""Looking ahead: who becomes overdue in the next days, and who leaves before his next session (DOMAIN 5)."""

from __future__ import annotations

from datetime import timedelta

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.planning.rota_forecast import NEXT_DAYS
from keywork_desktop.planning.rota_outlook import LEAVERS_AHEAD, Outlook, outlook

MOST_DAYS = 28


def coming_up(desk: Desk, days: int = NEXT_DAYS) -> Outlook:
    """Who becomes overdue in the next `days` with the detail and the rota as they stand, and who leaves before.

    Changes nothing. Raises `RequestError` `not_a_period` for fewer than 1 or more than 28 days.
    """
    if not 1 <= days <= MOST_DAYS:
        raise RequestError(f"{days} days cannot be looked ahead: give 1 to {MOST_DAYS}.", code="not_a_period")
    ahead = Period(desk.today, desk.today + timedelta(days=max(days, LEAVERS_AHEAD)))
    return outlook(desk.store.snapshot(desk.today, ahead), days)
