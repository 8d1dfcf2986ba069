"""The sheet `About`: what the workbook says, of which day, by which rules, and how to read it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from keywork_desktop import paths
from keywork_desktop.domain.core_day import CoreDayPart, parts_words, weekdays_words
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.rules import PolicyInForce, Rule, badge
from keywork_desktop.domain.shift_codes import hours_words
from keywork_desktop.domain.wording import GROUP_NAMES, RULE_NAMES, STATUS_SHAPES, counted, how_often, long_date
from keywork_desktop.exporting import looks
from keywork_desktop.exporting.facts import RotaFacts
from keywork_desktop.exporting.looks import Look
from keywork_desktop.exporting.pages import A4, Imprint, Page, Value

_SIZE = 10.0
_TITLE = Look(16, bold=True, border="none", wrap=False)
_HEADING = Look(12, bold=True, colour=looks.HEADING, fill=looks.BAND, border="none", wrap=False)
_LABEL = Look(_SIZE, bold=True, border="none", down="top", indent=1)
_TEXT = Look(_SIZE, border="none", down="top", indent=1)
_DAY = replace(_TEXT, format=looks.DATE)
_MOMENT = replace(_TEXT, format=looks.MOMENT)
_ALARM = Look(_SIZE, True, looks.ALARM, looks.PALE_ALARM, "alarm", indent=1)

_STATUS_MEANINGS = {
    Status.OVERDUE: ("Overdue n d", "The due date passed n days ago"),
    Status.DUE_TODAY: ("Due today", "To be seen today"),
    Status.DUE_THIS_WEEK: ("Due Tue 24 Nov", "To be seen in the next seven days, by that day"),
    Status.ON_TRACK: ("On track", "Due later"),
    Status.NO_OBLIGATION: ("No obligation", "No rule in force asks for a session"),
}


def write_about(page: Page, facts: RotaFacts, imprint: Imprint) -> None:
    """Fill the sheet `About`: the facts, the policy with its sources, the legend and the notes."""
    page.width(1, 34)
    page.width(2, 100)
    page.put(1, 1, f"Key work rota · {facts.title}", _TITLE)
    page.height(1, 1, 16, 26)
    row = 2
    for heading, entries in (
        ("Facts", _facts(facts, imprint.marking)),
        ("Key work time", _hours(facts)),
        ("Policy", _policies(facts)),
        ("Core day", _core_days(facts)),
        ("Legend", _legend()),
        ("Shift codes", _shift_codes(facts)),
        ("How to read it", _notes()),
    ):
        rows = list(entries)
        if not rows:
            continue
        row += 1
        page.band(row, 2, _HEADING)
        page.put(row, 1, heading, _HEADING)
        page.height(row, 1, 12, 20)
        for label, value, look in rows:
            row += 1
            page.put(row, 1, label, _ALARM if look is _ALARM else _LABEL)
            page.put(row, 2, value, _TEXT if look is _ALARM else look)
            text = value if isinstance(value, str) else ""
            lines = max(page.lines_in(1, label, _SIZE, bold=True, indent=1), page.lines_in(2, text, _SIZE, indent=1))
            page.height(row, lines, _SIZE, 15)
    page.set_paper(imprint, paper=A4, titles="1:1", area=f"A1:B{row}")
    page.sheet.freeze_panes = "A2"


Entries = Iterator[tuple[str, Value, Look]]


def _facts(facts: RotaFacts, marking: str) -> Entries:
    snapshot = facts.snapshot
    yield "Establishment", f"{snapshot.establishment.name} ({snapshot.establishment.code})", _TEXT
    yield "For", unit_name(facts.unit) if facts.unit else "The whole establishment", _TEXT
    yield "Rota from", facts.first, _DAY
    yield "Rota to", facts.last, _DAY
    yield "As of", snapshot.on, _DAY
    yield "Which rota", _which(facts), _TEXT
    yield "Sessions", counted(len(facts.sessions), "planned session"), _TEXT
    people = {line.prison_number for line in facts.sessions}
    yield "Prisoners", f"{len(people)} of {len(facts.own_items)} have a session in these weeks", _TEXT
    overdue = facts.overdue_priority
    without = sum(line.session is None for line in overdue)
    planned = f"{without} not planned" if without else "all planned"
    yield "Overdue in a priority group", f"{len(overdue)}, {planned}" if overdue else "nobody", _TEXT
    yield "Regime", facts.regime, _TEXT
    for report in sorted(snapshot.reports.values(), key=lambda report: report.kind.words.casefold()):
        words = report.kind.words
        yield f"{words[0].upper()}{words[1:]}", f"of {long_date(report.report_date)}", _TEXT
    yield "Made", facts.made_at.replace(tzinfo=None, second=0, microsecond=0), _MOMENT
    yield "Version", facts.version, _TEXT
    yield "Marking", marking, _TEXT


def _which(facts: RotaFacts) -> str:
    """`Version 3, published Thu 19 Nov 2026 16:40 by J Smith`, or how far it is from that."""
    if facts.published is None:
        return f"{facts.standing}: nobody has published these weeks yet"
    version = facts.published.version
    at = version.published_at.astimezone(facts.made_at.tzinfo)
    told = f"published {long_date(at.date())} {at:%H:%M} by {version.by}"
    return f"{facts.standing}, {told}" if facts.published.is_as_published else f"{facts.standing} ({told})"


def _hours(facts: RotaFacts) -> Entries:
    """Whether there is time enough: needed, profiled, lost, and what is missing even if every minute were used."""
    for each in facts.hours:
        minutes = (("needed", each.needed), ("profiled", each.profiled), ("lost", each.lost))
        said = ", ".join(f"{hours_and_minutes(value)} {word}" for word, value in minutes)
        short = f"{hours_and_minutes(each.short)} short" if each.short else "enough"
        yield unit_name(each.unit) if each.unit else "Together", f"{said}: {short}", _TEXT


def _policies(facts: RotaFacts) -> Entries:
    for entry in facts.snapshot.policies.in_force:
        begins_too_late = entry.from_date > facts.last
        ended = entry.to_date is not None and entry.to_date < facts.snapshot.on
        elsewhere = None not in (entry.unit, facts.unit) and entry.unit != facts.unit
        if not (begins_too_late or ended or elsewhere):
            yield from _policy(entry)


def _policy(entry: PolicyInForce) -> Entries:
    policy = entry.policy
    where = unit_name(entry.unit) if entry.unit else "the whole establishment"
    until = f" to {long_date(entry.to_date)}" if entry.to_date else ""
    yield policy.name, f"In force for {where} from {long_date(entry.from_date)}{until}. {policy.source}", _TEXT
    if policy.baseline:
        yield _rule(RULE_NAMES[policy.baseline.id], policy.baseline)
    for rule in policy.groups:
        yield _rule(f"{GROUP_NAMES[rule.id]} ({badge(rule.id)})", rule)
    if policy.weekend:
        yield _rule(RULE_NAMES[policy.weekend.id], policy.weekend)


def _rule(name: str, rule: Rule) -> tuple[str, Value, Look]:
    local = " (local reading)" if rule.local_reading else ""
    often = how_often(rule)
    return name, f"{often[0].upper()}{often[1:]}, {rule.minutes} minutes. {rule.source}{local}", _TEXT


def _core_days(facts: RotaFacts) -> Entries:
    """When prisoners are unlocked in these weeks: the days of the whole establishment first, then those of units."""
    snapshot = facts.snapshot
    found: dict[tuple[str | None, date, tuple[CoreDayPart, ...]], set[int]] = {}
    units = (facts.unit,) if facts.unit else (None, *snapshot.units)
    for n in range((facts.last - facts.first).days + 1):
        day = facts.first + timedelta(days=n)
        for unit in units:
            if entry := snapshot.core_hours.on(unit, day):
                found.setdefault((entry.unit, entry.from_date, entry.parts), set()).add(entry.weekday)
    for (unit, _, parts), weekdays in sorted(found.items(), key=lambda each: (each[0][0] or "", min(each[1]))):
        days = weekdays_words(weekdays)
        whose = unit_name(unit) if unit else "Whole establishment"
        yield f"{whose}, {days}", parts_words(parts), _TEXT


def _legend() -> Entries:
    yield "▲ OVERDUE 9 d", "Overdue in a priority group, by nine days: see him first", _ALARM
    for status, (words, meaning) in _STATUS_MEANINGS.items():
        yield f"{STATUS_SHAPES[status]} {words}", meaning, _TEXT


def _shift_codes(facts: RotaFacts) -> Entries:
    """The codes that the rota shows, and those among them that nobody has explained."""
    shown = {shift.code for (_, day), shift in facts.snapshot.shifts.items() if facts.first <= day <= facts.last}
    codes = facts.snapshot.shift_codes
    for code in (code for code in codes.values() if code.code in shown):
        times = f", {hours_words(code)}" if code.start and code.end else ""
        yield code.code, f"{code.meaning}{times}", _TEXT
    for unknown in sorted(shown - set(codes)):
        yield unknown, "Nobody has explained this code; key work time under it does not count", _TEXT


def _notes() -> Entries:
    document = tomllib.loads(paths.resource("workbook", "about.toml").read_text("utf-8"))
    for note in document["notes"]:
        yield note["heading"], note["text"], _TEXT
