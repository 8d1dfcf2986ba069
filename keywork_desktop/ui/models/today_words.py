"""What Today says over its list: a past day as it was, and what an entry of the watch list leaves."""

from __future__ import annotations

from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.wording import counted, long_date, short_date
from keywork_desktop.ui.models.due_filters import DueFilter
from keywork_desktop.ui.models.watch_lists import CHECKS, RECORDED_AFTER, WAITING, checks_to_do, left_waiting
from keywork_desktop.ui.view import View

MOST_LEFT = 3


def told_of_day(view: View) -> tuple[str, bool]:
    """What is to be known about a past day, and whether somebody is marked for it; nothing for today and later."""
    day, began = view.snapshot.on, view.watched.records_began
    if day >= view.today:
        return "", False
    as_it_was = f"As it was on {long_date(day)}."
    if began is None or day < began:
        when = f" on {long_date(began)}" if began else ""
        return f"{as_it_was} Recording began later{when}: nothing here was known on the day itself.", False
    later = len(RECORDED_AFTER.people(view))
    parts = [as_it_was]
    if later:
        people = counted(later, "prisoner has", "prisoners have")
        parts.append(f"{people} a session that became known only later: marked “recorded later”.")
    for entry, since in view.watched.regime_late:
        if view.units is None or entry.unit is None or entry.unit in view.units:
            where = f" for {unit_name(entry.unit)}" if entry.unit else ""
            parts.append(f"Regime level {entry.level}{where} was entered on {short_date(since, day)}.")
    flagged = sum(number in view.by_number for number in view.watched.flags_late)
    if flagged:
        parts.append(f"{counted(flagged, 'flag was', 'flags were')} set later: the details say so.")
    if len(parts) == 1:
        parts.append("Nothing was recorded about it later.")
    return " ".join(parts), bool(later)


def told_of_filter(view: View, only: DueFilter) -> str:
    """`Allocated to somebody away · 12 people.`, with what cannot stand in the list."""
    people = only.people(view)
    text = f"{only.word} · {counted(len(people), 'person', 'people')}"
    if only is CHECKS:
        to_do = checks_to_do(view)
        return f"{text}, {to_do} to do. A check never counts as a session."
    if only is WAITING and (gone := left_waiting(view)):
        more = f" and {len(gone) - MOST_LEFT} more" if len(gone) > MOST_LEFT else ""
        return f"{text}. Have left since: {', '.join(gone[:MOST_LEFT])}{more}."
    return f"{text}."
