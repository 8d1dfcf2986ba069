"""The alerts of the demo prison's prisoners, and since when each is to be seen weekly because of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .draws import one_in, share_of
from .people import Prisoner

ACCT_OPEN = "ACCT Open (HMPS)"
ACCT_POST_CLOSURE = "ACCT Post Closure (HMPS)"
ACCT_CLOSED = "ACCT Closed (HMPS)"
HIGH_ROSH = "OASys Serious Harm-High"
VERY_HIGH_ROSH = "OASys Serious Harm-Very High"
TERRORISM = "Terrorism Act or Related Offence"
NO_ONE_TO_ONES = "No 1 to 1s with this prisoner"
YOUNG = "YO held as Adult"

# Each with description, category, and how many of a thousand prisoners have it.
OTHER_ALERTS = (
    ("Care Experienced", "Local Authority Care", 120),
    ("Violent", "Security", 105),
    ("Self Harm - Custody", "Self Harm", 95),
    ("Hidden Disability", "Disability", 55),
    ("CSIP", "Other", 50),
    ("Risk to Staff - Custody", "Risk", 42),
    ("Conflict with other prisoners", "Risk", 42),
    ("Staff Assaulter", "Security", 36),
    ("Involved in Custodial Debt: Victim", "Security", 24),
    ("Risk to Females", "Security", 22),
    ("Controlled Unlock", "Security", 8),
    (NO_ONE_TO_ONES, "Risk", 5),
)
ROSH_WINDOW_DAYS = 28
EXTREMISM_WINDOW_DAYS = 61
OPEN_ACCT_DAYS = 40
POST_CLOSURE_DAYS = 14


@dataclass(frozen=True)
class Alert:
    """One alert: active from `effective` until the day before `expiry`."""

    description: str
    category: str
    effective: date
    expiry: date | None = None

    def active_on(self, day: date) -> bool:
        """Whether it counts on `day`."""
        return self.effective <= day and (self.expiry is None or self.expiry > day)


def make_alerts(rng: Random, prisoners: Sequence[Prisoner], today: date) -> dict[str, tuple[Alert, ...]]:
    """Alerts by prison number, in realistic proportions: 4 % on an open ACCT, a quarter high risk of serious harm."""
    count = len(prisoners)
    found: dict[str, list[Alert]] = {prisoner.prison_number: [] for prisoner in prisoners}

    def give(who: Sequence[Prisoner], description: str, category: str, longest: int | None = None) -> None:
        for prisoner in who:
            days_in = (today - prisoner.received).days
            since = rng.randint(0, min(days_in, longest if longest is not None else days_in))
            found[prisoner.prison_number].append(Alert(description, category, today - timedelta(days=since)))

    open_, after, closed = share_of(count, 40), share_of(count, 20), share_of(count, 85)
    self_harm = rng.sample(prisoners, open_ + after + closed)
    give(self_harm[:open_], ACCT_OPEN, "Self Harm", OPEN_ACCT_DAYS)
    give(self_harm[open_ : open_ + after], ACCT_POST_CLOSURE, "Self Harm", POST_CLOSURE_DAYS)
    for prisoner in self_harm[open_ + after :]:
        found[prisoner.prison_number] += _closed_acct(rng, prisoner, today)
    high, very_high = share_of(count, 230), share_of(count, 30)
    harm = rng.sample([p for p in prisoners if p.sentence.grouping != "Remand"], high + very_high)
    give(harm[:high], HIGH_ROSH, "Risk")
    give(harm[high:], VERY_HIGH_ROSH, "Risk")
    give(rng.sample(prisoners, share_of(count, 3)), TERRORISM, "Security")
    for description, category, per_mille in OTHER_ALERTS:
        give(rng.sample(prisoners, share_of(count, per_mille)), description, category)
    give([p for p in prisoners if (today - p.born).days < 21 * 365], YOUNG, "Other")
    return {number: tuple(alerts) for number, alerts in found.items()}


def weekly_from(prisoner: Prisoner, alerts: Sequence[Alert], today: date) -> date | None:
    """The first day of the weekly key work his alerts ask for, or None where they ask for none.

    An open ACCT, post closure, or a release that is near with a high risk of serious harm or a terrorism offence.
    """
    starts: list[date] = []
    for alert in alerts:
        if not alert.active_on(today):
            continue
        if alert.description in (ACCT_OPEN, ACCT_POST_CLOSURE):
            return alert.effective
        window = {
            HIGH_ROSH: ROSH_WINDOW_DAYS,
            VERY_HIGH_ROSH: ROSH_WINDOW_DAYS,
            TERRORISM: EXTREMISM_WINDOW_DAYS,
        }.get(alert.description)
        if window is not None and prisoner.release is not None:
            start = max(alert.effective, prisoner.received, prisoner.release - timedelta(days=window))
            if start <= today:
                starts.append(start)
    return min(starts, default=None)


def has_open_acct(alerts: Sequence[Alert], today: date) -> bool:
    """Whether an ACCT is open on the day of the reports."""
    return any(alert.description == ACCT_OPEN and alert.active_on(today) for alert in alerts)


def _closed_acct(rng: Random, prisoner: Prisoner, today: date) -> list[Alert]:
    """An ACCT of the past: closed, its own alert expired a month later; for some the old open alert is listed too."""
    days_in = (today - prisoner.received).days
    if days_in < 60:
        return []
    opened = prisoner.received + timedelta(days=rng.randint(0, days_in - 60))
    closed = opened + timedelta(days=rng.randint(5, 25))
    found = [Alert(ACCT_CLOSED, "Self Harm", closed, closed + timedelta(days=30))]
    if one_in(rng, 3):
        found.append(Alert(ACCT_OPEN, "Self Harm", opened, closed))
    return found
