"""What the calendar says about one chosen session or person, as lines of text."""

from __future__ import annotations

from dataclasses import dataclass

from keywork_desktop.domain.as_planned import Outcome
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import RULE_NAMES, badges, long_date, status_text, why
from keywork_desktop.ui.models.calendar_entries import Entry, Tone
from keywork_desktop.ui.models.calendar_facts import CalendarFacts

_SAID = {
    Outcome.NOT_RECORDED: "Its day has passed: say whether it was held.",
    Outcome.PRISONER_GONE: "No longer on the roll: take the session off.",
}


@dataclass(frozen=True, slots=True)
class Details:
    """`name` and `where` head the panel; `lines` follow, the planned session first, then why he is due."""

    name: str
    where: str
    status: str
    badges: tuple[str, ...]
    lines: tuple[str, ...]


def details_of(entry: Entry, facts: CalendarFacts) -> Details:
    """Everything the panel and the dialog say about `entry`."""
    snapshot = facts.view.snapshot
    item = facts.view.by_number.get(entry.prison_number)
    lines = []
    session = facts.sessions.get(entry.session_id)
    if session is not None:
        officer = snapshot.key_workers.get(session.staff_id)
        cover = " (cover)" if session.cover else ""
        lines.append(f"Planned {long_date(session.on)}, {session.span}, {officer.name if officer else '–'}{cover}.")
        second = snapshot.key_workers.get(session.second_staff_id or "")
        if second:
            lines.append(f"Second officer {second.name}.")
        if session.target and not session.on_time:
            lines.append(f"Late: wanted by {long_date(session.target)}.")
        if said := _SAID.get(facts.outcome(session)):
            lines.append(said)
        if session.locked:
            lines.append("Locked: a new plan leaves it here.")
    elif entry.tone in (Tone.HELD, Tone.LOST):
        officer = snapshot.key_workers.get(entry.staff_id)
        length = f", {hours_and_minutes(entry.minutes)}" if entry.minutes else ""
        lines.append(
            f"{entry.lead.capitalize()} {long_date(entry.on)}{length}{f', {officer.name}' if officer else ''}."
        )
    elif entry.tone in (Tone.DUE, Tone.LATE):
        lines.append(
            f"Due {long_date(entry.on)}, {'planned only later' if entry.tone is Tone.LATE else 'not planned'}."
        )
    if item is None:
        return Details(entry.name, entry.prison_number, "", (), tuple(lines))
    if entry.is_obligation:
        lines.append(f"Key worker {item.key_worker.name}." if item.key_worker else "No key worker: allocate him first.")
    rule = item.deciding.rule if item.deciding else None
    lines.append(why(item))
    if rule is not None and session is not None and session.rule != rule.id:
        lines.append(f"Planned for: {RULE_NAMES.get(session.rule, session.rule)}.")
    where = f"{entry.prison_number} · {item.prisoner.location}"
    return Details(item.prisoner.name, where, status_text(item), badges(item), tuple(lines))
