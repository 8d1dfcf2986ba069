"""What the People page says of one person, as rich text; every text from outside is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from keywork_desktop.domain.arithmetic import arithmetic
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.responsibility import Responsibility, Written, responsible_on
from keywork_desktop.domain.timeline import Happening, began_words, ended_words, name_of, timeline
from keywork_desktop.domain.wording import RULE_NAMES, counted, long_date, short_date, status_text, why
from keywork_desktop.ui.models.people_lines import Caseload, standing
from keywork_desktop.ui.theme import Tokens

_TONES = {Happening.LOST: "due", Happening.ALLOCATION: "accent", Happening.ALERT: "overdue"}
"""Which happenings stand out, and the token that colours them; the words say it as well."""


def _head(text: str) -> str:
    return f"<p style='margin-top:12px;margin-bottom:2px'><b>{escape(text)}</b></p>"


def _lines(lines: Iterable[str]) -> str:
    return "<p style='margin-top:2px'>" + "<br>".join(lines) + "</p>"


def _quiet(text: str, look: Tokens) -> str:
    return f"<span style='color:{look.quiet_text.name()}'>{escape(text)}</span>"


def _day(on: date, near: date) -> str:
    return escape(short_date(on, near)).replace(" ", "&nbsp;")


def prisoner_words(
    item: DueItem,
    key_workers: Mapping[str, KeyWorker],
    past: Sequence[Responsibility],
    look: Tokens,
) -> str:
    """The prisoner's page: how he stands, what each rule asks, who was responsible, and his time here."""
    day = item.day
    past = _begun(past, day)
    urgent = look.overdue.name() if item.days_overdue else look.text.name()
    parts = [
        f"<p><b style='color:{urgent}'>{escape(status_text(item))}</b><br>{escape(why(item))}</p>",
        _lines(escape(line) for line in _circumstances(item)),
    ]
    for now in responsible_on(past, day):
        if said := now.allocation.override:
            parts.append(f"<p style='color:{look.warns.name()}'>▲ Rule overridden: {escape(said)}</p>")
    parts += [f"<p style='color:{look.warns.name()}'>▲ {escape(problem)}</p>" for problem in item.problems]
    parts.append(_head("What is asked, earliest first"))
    for asked in item.obligations:
        name = escape(RULE_NAMES.get(asked.rule.id, asked.rule.id))
        reading = " (local reading)" if asked.rule.local_reading else ""
        steps = "".join(f"<br>{escape(step)}" for step in arithmetic(asked, day))
        source = _quiet(f"Source: {asked.rule.source}{reading}", look)
        parts.append(f"<p><b>{name}</b> · due {escape(long_date(asked.due_on))}{steps}<br>{source}</p>")
    if not item.obligations:
        parts.append("<p>No rule in force asks for a session.</p>")
    parts.append(_head("Who was responsible"))
    parts += [
        _period(name_of(each.allocation.staff_id, key_workers), each, key_workers, day, look) for each in reversed(past)
    ]
    if not past:
        parts.append("<p>Nobody yet.</p>")
    entries = timeline(item, key_workers, [each.allocation for each in past])
    parts.append(_head(f"Timeline · {counted(len(entries), 'entry', 'entries')}"))
    for entry in entries:
        tone = getattr(look, _TONES.get(entry.kind, "text")).name()
        more = f" · {_quiet(entry.why, look)}" if entry.why else ""
        parts.append(
            f"<p style='margin-top:1px;margin-bottom:1px'>{_day(entry.on, day)} · "
            f"<span style='color:{tone}'>{escape(entry.text)}</span>{more}</p>"
        )
    if older := item.prisoner.more_sessions:
        said = f"and {counted(older, 'older session')}"
        parts.append(f"<p>{_quiet(said, look)}</p>")
    return "".join(parts)


def _circumstances(item: DueItem) -> list[str]:
    person, day = item.prisoner, item.day
    where = f"{person.location}, {unit_name(person.unit)}" if person.unit else f"at {person.location}"
    lines = [f"{person.prison_number} · {where}", f"Here since {long_date(person.reception)}"]
    if person.release_date:
        lines.append(f"Release {long_date(person.release_date)}")
    age = person.age_on(day)
    if age is not None:
        lines.append(f"Age {age}")
    own = item.key_worker
    lines.append(f"Key worker: {own.name}, {standing(own, day).lower()}" if own else "No key worker")
    if item.interim:
        lines.append("Interim key worker, allocated in induction")
    if item.never_met_by_key_worker:
        lines.append("Never met by this key worker")
    return lines


def _begun(past: Sequence[Responsibility], day: date) -> list[Responsibility]:
    """Those that had begun by the day, oldest first."""
    return sorted((p for p in past if p.allocation.from_date <= day), key=lambda p: p.allocation.from_date)


def _period(who: str, each: Responsibility, key_workers: Mapping[str, KeyWorker], day: date, look: Tokens) -> str:
    """`KHAN, Omar · 3 Sep 2025 – 1 Nov`, then why it began, by whom, and why it ended and by whom."""
    allocation = each.allocation
    over = allocation.to_date is not None and allocation.to_date <= day
    until = _day(allocation.to_date, day) if over and allocation.to_date else "now"
    second = f"with {name_of(allocation.second_staff_id, key_workers)}" if allocation.second_staff_id else ""
    said = [second, _decided("began", began_words(allocation), each.began)]
    if over:
        said.append(_decided("ended", ended_words(allocation), each.ended))
    words = "<br>".join(_quiet(part, look) for part in said if part)
    return (
        f"<p style='margin-top:3px;margin-bottom:3px'><b>{escape(who)}</b> · "
        f"{_day(allocation.from_date, day)} – {until}{'<br>' if words else ''}{words}</p>"
    )


def _decided(what: str, why_so: str, written: Written | None) -> str:
    """`began: by hand, written by a.manager`."""
    by = f"written by {written.by}" if written else ""
    reasons = ", ".join(part for part in (why_so, by) if part)
    return f"{what}: {reasons}" if reasons else ""


def key_worker_words(
    load: Caseload,
    names: Mapping[str, str],
    key_workers: Mapping[str, KeyWorker],
    past: Sequence[Responsibility],
    look: Tokens,
) -> str:
    """The key worker's page: how he stands, his caseload, whom he is to be kept apart from, whom he had before.

    `names` are those of prisoners by number, as far as they are on the roll.
    """
    key_worker, day = load.key_worker, load.day
    tone = (look.no if load.away else look.text).name()
    lines = [
        f"<b style='color:{tone}'>{escape(standing(key_worker, day))}</b>",
        escape(f"{key_worker.staff_id} · {unit_name(key_worker.unit) if key_worker.unit else 'no houseblock'}"),
        escape(f"{load.places} places taken · {load.overdue} overdue · {load.off_unit} off unit"),
    ]
    if key_worker.specialisms:
        lines.append(escape(f"Specialisms: {', '.join(key_worker.specialisms)}"))
    if key_worker.do_not_allocate:
        lines.append(escape(f"Not for prisoners with: {', '.join(key_worker.do_not_allocate)}"))
    parts = [_lines(lines)]
    if load.apart:
        parts.append(_head(f"To be kept apart from {len(load.apart)}"))
        parts.append(_lines(escape(_who(number, names)) for number in load.apart))
    parts.append(_head(f"Caseload · {len(load.items)}"))
    for item in load.items:
        status = look.overdue.name() if item.days_overdue else look.quiet_text.name()
        parts.append(
            f"<p style='margin-top:2px;margin-bottom:2px'>{escape(item.prisoner.name)} · "
            f"{escape(str(item.prisoner.location))}<br><span style='color:{status}'>"
            f"{escape(status_text(item))}</span></p>"
        )
    if not load.items:
        parts.append("<p>Nobody.</p>")
    parts.append(_head("Responsible for, now and before"))
    begun = _begun(past, day)
    parts += [
        _period(_who(each.allocation.prison_number, names), each, key_workers, day, look) for each in reversed(begun)
    ]
    if not begun:
        parts.append("<p>Nobody yet.</p>")
    return "".join(parts)


def _who(number: str, names: Mapping[str, str]) -> str:
    return f"{names[number]} {number}" if number in names else number
