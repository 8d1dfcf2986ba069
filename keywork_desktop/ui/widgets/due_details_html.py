"""The details of one prisoner as rich text: what each rule asks and why it applies, the arithmetic, every record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from keywork_desktop.domain.acknowledging import acknowledgement_of
from keywork_desktop.domain.arithmetic import arithmetic
from keywork_desktop.domain.clocks import ArrivalClocks
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.matching import why_it_applies
from keywork_desktop.domain.obligations import Obligation
from keywork_desktop.domain.rules import WEEKEND
from keywork_desktop.domain.session_ledger import LedgerLine, session_ledger
from keywork_desktop.domain.weekends import missed_weekends
from keywork_desktop.domain.wording import RULE_NAMES, days_ago, long_date, short_date, weekday, why
from keywork_desktop.ui.models.due_model import PersonRow
from keywork_desktop.ui.theme import Tokens
from keywork_desktop.ui.view import View

MOST_LINES = 24
CORRECT = "correct:"
"""A link to the record at this place of the ledger."""


@dataclass(frozen=True)
class Details:
    """The text, and the ledger that its links point into."""

    html: str
    ledger: tuple[LedgerLine, ...]


def details_of(row: PersonRow, view: View, look: Tokens) -> Details:
    """The details of this prisoner in this view; every text from outside is escaped."""
    item = row.item
    ledger = session_ledger(item, view.snapshot.key_workers, view.watched.records_began)
    parts = [
        _paragraph([f"<b>{escape(row.status)}</b>", escape(why(item))]),
        _paragraph(map(escape, _circumstances(row))),
        *(_toned(f"▲ {problem}", look.warns.name()) for problem in item.problems),
        *_acknowledged(item, view, look),
        *_elsewhere(item, view, look),
        *_check(row, view, look),
        *_recorded_late(item, view, look),
        *_asked(item, look),
        *_clocks(item, view),
        *_records(item, ledger, look),
    ]
    return Details("".join(parts), ledger)


def _paragraph(lines: Iterable[str], style: str = "") -> str:
    attribute = f' style="{style}"' if style else ""
    return f"<p{attribute}>{'<br>'.join(lines)}</p>"


def _toned(text: str, colour: str) -> str:
    return _paragraph([escape(text)], f"color:{colour}")


def _quiet(text: str, look: Tokens) -> str:
    return f'<span style="color:{look.quiet_text.name()}">{escape(text)}</span>'


def _head(text: str) -> str:
    return f'<p style="margin-top:12px; margin-bottom:0px"><b>{escape(text)}</b></p>'


def _circumstances(row: PersonRow) -> list[str]:
    person, day = row.item.prisoner, row.item.day
    where = f"{person.location}, {unit_name(person.unit)}" if person.unit else f"at {person.location}"
    lines = [
        f"{person.prison_number} · {where}",
        f"Here since {long_date(person.reception)}",
        f"Key worker: {row.key_worker}, {row.key_worker_note}",
    ]
    if person.release_date:
        lines.append(f"Release {long_date(person.release_date)}")
    if row.item.never_met_by_key_worker:
        lines.append("Never met by this key worker")
    age = person.age_on(day)
    if age is not None:
        lines.append(f"Age {age}")
    return lines


def _acknowledged(item: DueItem, view: View, look: Tokens) -> list[str]:
    """Who has taken on an overdue priority prisoner, or that nobody has."""
    if not item.overdue_priority:
        return []
    found = acknowledgement_of(item, view.watched.acknowledged)
    if found is None:
        return [_toned("▲ Nobody has said yet what happens next. A does.", look.overdue.name())]
    at = found.at.astimezone()
    who = f"acknowledged by {found.by}, {short_date(at.date(), item.day)} {at:%H:%M}"
    return [_paragraph([f"<b>What happens next</b> · {_quiet(who, look)}", escape(found.words)])]


def _elsewhere(item: DueItem, view: View, look: Tokens) -> list[str]:
    """When he is elsewhere on the day looked at; what hinders no session is quiet."""
    facts, number = view.detail, item.prisoner.prison_number
    of_day = [each for each in facts.appointments.get(number, ()) if each.on == item.day]
    if not of_day:
        return []
    said = []
    for each in sorted(of_day, key=lambda each: each.span):
        words = f"{each.span} {' · '.join(part for part in (each.kind, each.place) if part)}"
        said.append(escape(words) if facts.hinders(each) else _quiet(f"{words}, hinders no session", look))
    return [_head("Elsewhere this day"), _paragraph(said)]


# -------------------------------------------------------------------------------------------------------- what is asked
def _check(row: PersonRow, view: View, look: Tokens) -> list[str]:
    check = next((c for c in view.watched.checks if c.prisoner.prison_number == row.number), None)
    if check is None:
        return []
    due = short_date(check.because_session_due_on, check.on)
    because = f"regime level {check.level}, and the session due {due} was not held. A check never counts as a session."
    if check.done:
        return [_paragraph([escape(f"● Wellbeing check done: {because}")])]
    return [_toned(f"◆ Wellbeing check owed: {because} W records it.", look.due.name())]


def _recorded_late(item: DueItem, view: View, look: Tokens) -> list[str]:
    """On a past day: what was decided about it only later."""
    unit, day = item.prisoner.unit, item.day
    said = [
        f"Regime level {entry.level} of this day was entered on {short_date(since, day)}"
        for entry, since in view.watched.regime_late
        if entry.unit in (None, unit)
    ]
    said += [
        f"Flagged for {RULE_NAMES.get(group, group)} only on {short_date(since, day)}"
        for group, since in view.watched.flags_late.get(item.prisoner.prison_number, ())
    ]
    return [_toned(f"{line}: not known on this day.", look.warns.name()) for line in said]


def _asked(item: DueItem, look: Tokens) -> Iterable[str]:
    yield _head("What is asked, earliest first")
    for obligation in item.obligations:
        late = obligation.due_on < item.day
        name = escape(RULE_NAMES.get(obligation.rule.id, obligation.rule.id))
        colour = (look.overdue if late else look.text).name()
        due = f'<span style="color:{colour}">{escape(long_date(obligation.due_on))}</span>'
        yield _paragraph(
            [
                f"<b>{name}</b> · due {due}",
                *map(escape, why_it_applies(obligation, item)),
                *map(escape, arithmetic(obligation, item.day)),
                *_counted(obligation, item),
                _quiet(_source(obligation), look),
            ]
        )
    if not item.obligations:
        yield _paragraph(["No rule in force asks for a session."])
    if item.was_overdue_since is not None and item.on_hold_since is not None:
        due, since = long_date(item.was_overdue_since), long_date(item.on_hold_since)
        days = f"{item.days_overdue_before} day{'s' if item.days_overdue_before != 1 else ''}"
        yield _paragraph(
            [
                "<b>On hold</b>",
                escape(f"Was due {due}, so {days} overdue when the baseline was suspended on {since}."),
                "When it resumes he is as many days overdue as then.",
            ]
        )


def _counted(obligation: Obligation, item: DueItem) -> Sequence[str]:
    """Which sessions this rule counted."""
    if obligation.rule.id == WEEKEND:
        return ()
    if not obligation.counted:
        return ("Counted: no session.",)
    days = ", ".join(f"{weekday(day)} {short_date(day, item.day)}" for day in obligation.counted)
    since = sum(day >= obligation.start for day in obligation.counted)
    before = len(obligation.counted) - since
    note = f", {before} of them before the rule began" if before and since else ""
    note = ", before the rule began" if before and not since else note
    return (escape(f"Counted: {days}{note}."),)


def _source(obligation: Obligation) -> str:
    reading = " (local reading)" if obligation.rule.local_reading else ""
    return f"{obligation.rule.minutes} minutes · source: {obligation.rule.source or 'not given'}{reading}"


def _clocks(item: DueItem, view: View) -> Iterable[str]:
    number = item.prisoner.prison_number
    clocks: ArrivalClocks | None = next((c for c in view.watched.clocks if c.prisoner.prison_number == number), None)
    if clocks is None:
        return
    yield _head("Since he arrived")
    own = clocks.to_key_worker
    yield _paragraph(
        [
            f"Allocated: {clocks.to_allocation.text}",
            f"First session: {clocks.to_first_session.text}",
            f"Met by this key worker: {own.text if own else 'has none'}",
        ]
    )


# ----------------------------------------------------------------------------------------------------- what is recorded
def _records(item: DueItem, ledger: Sequence[LedgerLine], look: Tokens) -> Iterable[str]:
    known = len(item.sessions) + item.prisoner.more_sessions
    yield _head(f"Recorded · {known} session{'s' if known != 1 else ''} counted since he came")
    if known:
        yield _paragraph([f"{item.sessions_28_days} in the last 28 days"])
    if not ledger:
        yield _paragraph(["Nothing since reception."])
    for place, line in enumerate(ledger[:MOST_LINES]):
        yield _paragraph(_ledger_line(place, line, item, look), "margin-top:4px; margin-bottom:0px")
    further = len(ledger) - MOST_LINES + item.prisoner.more_sessions if len(ledger) > MOST_LINES else 0
    further = further or item.prisoner.more_sessions
    if further > 0:
        yield _paragraph([f"and {further} more, longer ago"])
    before = item.prisoner.sessions_before_reception
    if before:
        yield _paragraph([f"{before} session{'s' if before != 1 else ''} before this reception: not counted"])
    if item.missed_weekends:
        sundays = missed_weekends(item.prisoner, item.book, item.day)[:6]
        dates = ", ".join(short_date(day, item.day) for day in sundays)
        yield _paragraph([f"Weekends missed since reception: {item.missed_weekends} (ending {dates})"])


def _ledger_line(place: int, line: LedgerLine, item: DueItem, look: Tokens) -> list[str]:
    record, day = line.record, item.day
    when = f"{weekday(record.on)} {short_date(record.on, day)}, {days_ago(record.on, day)}"
    mark = "● counted" if line.counted else "○ not counted"
    if not record.counts and record.reason:
        mark = "✕ not held"
    parts = [f"<b>{escape(when)}</b> · {escape(mark)}"]
    words = "; ".join((line.words, *line.reasons))
    correct = f' · <a href="{CORRECT}{place}">Correct…</a>' if line.correctable else ""
    parts.append(escape(words) + correct)
    if line.late or line.after:
        since = record.known_since
        late = "not known on this day: " if line.after else ""
        parts.append(_tone_late(f"{late}known since {short_date(since, day)}" if since else "known later", look))
    return parts


def _tone_late(text: str, look: Tokens) -> str:
    return f'<span style="color:{look.warns.name()}">▲ {escape(text)}</span>'
