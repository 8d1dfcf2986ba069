"""Who is in which priority group, and on which days (DOMAIN 3, priority groups of the EDM)."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.people import Alert, GroupFlag, Prisoner
from keywork_desktop.domain.rulebook import GroupSwitch
from keywork_desktop.domain.rules import NEURODIVERSE_LANDING

ROSH_DAYS = 28
"""High or very high ROSH counts in the last 28 days before release; 28 counts, 29 does not (EDM)."""

EXTREMISM_MONTHS = 2
"""TACT counts in the last two calendar months before release (EDM)."""

YOUNG_ADULT_AGE = 25
"""A young adult is under 25 (local reading)."""

ACCT_OPEN, ACCT_POST_CLOSURE = frozenset({"HA"}), frozenset({"HA1"})
HIGH_ROSH = frozenset({"ROH", "ROV"})
TACT = frozenset({"XTACT"})
HIDDEN_DISABILITY = frozenset({"HID"})
IPP = "indeterminate sentence for the public protection"


@dataclass(frozen=True, slots=True)
class Run:
    """Days from `first` up to `end` (exclusive; `date.max`: no end is known)."""

    first: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day < self.end


Runs = tuple[Run, ...]


def _first(run: Run) -> date:
    return run.first


def joined(runs: Iterable[Run]) -> Runs:
    """The same days as few unbroken runs, oldest first; one that begins on the day another ends continues it."""
    found: list[Run] = []
    for run in sorted(runs, key=_first):
        if run.end <= run.first:
            continue
        if found and run.first <= found[-1].end:
            found[-1] = Run(found[-1].first, max(found[-1].end, run.end))
        else:
            found.append(run)
    return tuple(found)


def common(some: Iterable[Run], others: Sequence[Run]) -> Runs:
    """The days that lie in a run of both."""
    return joined(Run(max(a.first, b.first), min(a.end, b.end)) for a in some for b in others)


def months_before(day: date, months: int) -> date:
    """The same day of the month, `months` earlier, clamped to the month's end: 30 April − 2 is 28 or 29 February."""
    month = day.month - 1 - months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def alert_runs(alerts: Iterable[Alert], codes: frozenset[str]) -> Runs:
    """The days on which one of `codes` was active."""
    found = [alert for alert in alerts if alert.code in codes]
    return joined(Run(alert.begins, _end(alert)) for alert in found) if found else ()


def _end(alert: Alert) -> date:
    """The first day on which it is no longer active."""
    ends = alert.expiry or date.max
    return ends if alert.ended_on is None else min(ends, alert.ended_on)


def flag_runs(flags: Iterable[GroupFlag], group: str) -> Runs:
    """The days on which he was flagged by hand for the group."""
    return joined(Run(flag.from_date, flag.to_date or date.max) for flag in flags if flag.group == group)


def _alerted(codes: frozenset[str]) -> Callable[[Prisoner, GroupSwitch | None], Runs]:
    def runs(prisoner: Prisoner, _switch: GroupSwitch | None) -> Runs:
        return alert_runs(prisoner.alerts, codes)

    return runs


def _rosh_pre_release(prisoner: Prisoner, _switch: GroupSwitch | None) -> Runs:
    release = prisoner.release_date
    if release is None:
        return ()
    alerted = alert_runs(prisoner.alerts, HIGH_ROSH)
    if not alerted:
        return ()
    windows = [Run(release - timedelta(days=ROSH_DAYS), date.max)]
    for flag in _of(prisoner, "rosh_pre_release"):
        if flag.days_before_release:
            windows.append(_longer(flag, release - timedelta(days=flag.days_before_release)))
    return common(alerted, windows)


def _extremism_pre_release(prisoner: Prisoner, _switch: GroupSwitch | None) -> Runs:
    release = prisoner.release_date
    if release is None:
        return ()
    flags = _of(prisoner, "extremism_pre_release")
    known = joined((*alert_runs(prisoner.alerts, TACT), *flag_runs(flags, "extremism_pre_release")))
    if not known:
        return ()
    windows = [Run(months_before(release, EXTREMISM_MONTHS), date.max)]
    for flag in flags:
        if flag.months_before_release:
            windows.append(_longer(flag, months_before(release, flag.months_before_release)))
    return common(known, windows)


def _longer(flag: GroupFlag, opens: date) -> Run:
    """The days on which the flag keeps the longer window open: it never reaches back before the decision."""
    return Run(max(flag.from_date, opens), flag.to_date or date.max)


def _of(prisoner: Prisoner, group: str) -> list[GroupFlag]:
    return [flag for flag in prisoner.flags if flag.group == group]


def _young_adult(prisoner: Prisoner, switch: GroupSwitch | None) -> Runs:
    born = prisoner.date_of_birth
    if born is None:
        return ()
    years = switch.under_age if switch and switch.under_age else YOUNG_ADULT_AGE
    last = calendar.monthrange(born.year + years, born.month)[1]
    birthday = date(born.year + years, born.month, born.day) if born.day <= last else date(born.year + years, 3, 1)
    return (Run(date.min, birthday),)


def _neurodiverse(prisoner: Prisoner, switch: GroupSwitch | None) -> Runs:
    landings = switch.landings if switch else ()
    return joined((*alert_runs(prisoner.alerts, HIDDEN_DISABILITY), *landing_runs(prisoner, landings)))


def landing_runs(prisoner: Prisoner, landings: Sequence[str]) -> Runs:
    """The days on which he was located on one of these landings."""
    if not landings:
        return ()
    found, until = [], date.max
    for seen in prisoner.whereabouts:
        if seen.location.landing in landings:
            found.append(Run(seen.from_date, until))
        until = seen.from_date
    if not prisoner.whereabouts and prisoner.location.landing in landings:
        found.append(Run(prisoner.reception, date.max))
    return joined(found)


def _neurodiverse_landing(prisoner: Prisoner, switch: GroupSwitch | None) -> Runs:
    return landing_runs(prisoner, switch.landings if switch else ())


def _ipp(prisoner: Prisoner, _switch: GroupSwitch | None) -> Runs:
    return (Run(date.min, date.max),) if prisoner.legal_status.casefold() == IPP else ()


def _flagged_only(_prisoner: Prisoner, _switch: GroupSwitch | None) -> Runs:
    return ()


MEMBERSHIP: dict[str, Callable[[Prisoner, GroupSwitch | None], Runs]] = {
    "acct_open": _alerted(ACCT_OPEN),
    "acct_post_closure": _alerted(ACCT_POST_CLOSURE),
    "rosh_pre_release": _rosh_pre_release,
    "extremism_pre_release": _extremism_pre_release,
    "shielding": _flagged_only,
    "csip": _alerted(frozenset({"CSIP"})),
    "young_adult": _young_adult,
    "neurodiverse": _neurodiverse,
    "care_experienced": _alerted(frozenset({"LCE"})),
    "debt_victim": _alerted(frozenset({"XCDV"})),
    "basic_regime": _flagged_only,
    "ipp": _ipp,
    NEURODIVERSE_LANDING: _neurodiverse_landing,
}
"""How membership of each group is known from what the reports say. Any other group is flagged by hand."""

WINDOW_OF_FLAG = frozenset({"rosh_pre_release", "extremism_pre_release"})
"""Groups for which a flag widens or feeds the window before release, rather than making a member by itself."""


def membership_runs(group: str, prisoner: Prisoner, switch: GroupSwitch | None = None) -> Runs:
    """The days on which the prisoner is in the group, by what is known now; never before his reception."""
    known = MEMBERSHIP.get(group, _flagged_only)(prisoner, switch)
    if prisoner.flags and group not in WINDOW_OF_FLAG:
        known = joined((*known, *flag_runs(prisoner.flags, group)))
    if not known:
        return ()
    return common(known, [Run(prisoner.reception, date.max)])
