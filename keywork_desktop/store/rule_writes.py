"""Writing the rules in time: policy sets and what is in force, the regime calendar, local groups, flags by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from keywork_desktop.domain.people import GroupFlag
from keywork_desktop.domain.rulebook import GroupSwitch, RegimeEntry
from keywork_desktop.domain.rules import PolicySet, policy_document
from keywork_desktop.domain.time_lines import Remaining, Span, cleared, laid_over
from keywork_desktop.store import stored
from keywork_desktop.store.author import Author
from keywork_desktop.store.decision_writes import DecisionWrites
from keywork_desktop.store.fact_writes import Put
from keywork_desktop.store.recording import RowChange, rows_by_key
from keywork_desktop.store.stored import Row

DAY = timedelta(days=1)
FLAG = "group_flag"


@dataclass(frozen=True, slots=True)
class Cut:
    """An entry that another one was laid over: what it said, when, and the days that it keeps (none: it is gone)."""

    said: str
    days: Span
    kept: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """What laying an entry over a time line did; `put` is False where it said the same already."""

    put: bool
    cut: tuple[Cut, ...] = ()


_SAYS = {"policy_in_force": "policy_id", "regime_entry": "level", "group_switch": "group_id", FLAG: "group_id"}
_UNTIL_EXCLUSIVE = frozenset({FLAG})


class RuleWrites(DecisionWrites):
    """The writing of rules, beside that of facts and other decisions.

    Every method raises `Overlap` where an entry would say something else about days that another one speaks of, and
    may not take its place.
    """

    _author: Author
    _at: datetime

    def lay_policy(self, policy_id: str, days: Span, unit: str | None) -> Laid:
        """Puts a policy set in force; the one before it ends the day before. `RequestError` (`unknown_policy`)."""
        values: Row = {"policy_id": self._known_policy(policy_id)}
        return self._lay("policy_in_force", {"unit": unit or ""}, values, {}, days, replaces=False)

    def lay_regime(self, entry: RegimeEntry) -> Laid:
        """Writes a level into the regime calendar; entries inside its days are replaced, those around it cut."""
        days = Span(entry.from_date, entry.to_date)
        key: Row = {"unit": entry.unit or ""}
        return self._lay("regime_entry", key, {"level": entry.level}, self._entered("entered_at"), days, replaces=True)

    def clear_regime(self, days: Span, unit: str | None) -> tuple[Cut, ...]:
        """Takes the level off these days."""
        return self._clear("regime_entry", {"unit": unit or ""}, days)

    def lay_switch(self, switch: GroupSwitch) -> Laid:
        """Switches a local group on; the same group before it ends the day before."""
        rule = switch.rule
        values: Row = {
            "sessions": rule.sessions,
            "window_days": rule.window_days,
            "minutes": rule.minutes,
            "first_within": rule.step if rule.first_within is None else rule.first_within,
            "source": rule.source,
            "approved_by": switch.approved_by,
            "approved_on": stored.day_text(switch.approved_on or switch.from_date),
            "under_age": switch.under_age,
            "landings": stored.words_text(switch.landings),
        }
        key: Row = {"group_id": switch.group, "unit": switch.unit or ""}
        days = Span(switch.from_date, switch.to_date)
        return self._lay("group_switch", key, values, self._entered("entered_at"), days, replaces=False)

    def end_switch(self, group: str, days: Span, unit: str | None) -> tuple[Cut, ...]:
        """Switches a local group off on these days."""
        return self._clear("group_switch", {"group_id": group, "unit": unit or ""}, days)

    def put_policy_set(self, policy: PolicySet, from_date: date, copied_from: str) -> Put:
        """Writes a policy set of this prison as it reads from `from_date` on."""
        row: Row = {
            "policy_id": policy.id,
            "from_date": from_date.isoformat(),
            "document": stored.json_text(policy_document(policy)),
            "copied_from": copied_from,
            **self._entered("entered_at"),
        }
        return self._put_one("policy_set", ("policy_id", "from_date"), row)

    def lay_flag(self, prison_number: str, flag: GroupFlag) -> Laid:
        """Puts a prisoner into a group by hand; his flag for the same group before it ends as this one begins."""
        values: Row = {
            "by_whom": flag.by,
            "review_on": stored.day_text(flag.review_on or flag.from_date),
            "reason": flag.reason,
            "days_before_release": flag.days_before_release,
            "months_before_release": flag.months_before_release,
        }
        key: Row = {"prison_number": prison_number, "group_id": flag.group}
        days = Span(flag.from_date, None if flag.to_date is None else flag.to_date - DAY)
        return self._lay(FLAG, key, values, self._entered("flagged_at"), days, replaces=False)

    def end_flag(self, prison_number: str, group: str, days: Span) -> tuple[Cut, ...]:
        """Takes a prisoner's flag off these days."""
        return self._clear(FLAG, {"prison_number": prison_number, "group_id": group}, days)

    def _entered(self, moment: str) -> Row:
        return {"entered_by": self._author.actor, moment: stored.moment_text(self._at)}

    def _lay(self, table: str, key: Row, values: Row, entered: Row, days: Span, *, replaces: bool) -> Laid:
        rows, spans = self._line(table, key)
        for row, span in zip(rows, spans, strict=True):
            if span.first <= days.first and days.end <= span.end and _says(row, values):
                return Laid(put=False)
        touched = laid_over(spans, days, replaces=replaces)
        new: Row = {"id": next(self._ids), **key, **_dates(table, days), **values, **entered}
        cut = self._cut(table, rows, spans, touched)
        self._apply([RowChange(table, str(new["id"]), None, new)])
        return Laid(put=True, cut=cut)

    def _clear(self, table: str, key: Row, days: Span) -> tuple[Cut, ...]:
        rows, spans = self._line(table, key)
        return self._cut(table, rows, spans, cleared(spans, days))

    def _line(self, table: str, key: Row) -> tuple[list[Row], list[Span]]:
        """The entries that may not overlap, oldest first, and their days."""
        found = rows_by_key(self.connection, table, tuple(key), [tuple(key.values())])
        rows = sorted(found, key=lambda row: str(row["from_date"]))
        return rows, [_span(table, row) for row in rows]

    def _cut(self, table: str, rows: list[Row], spans: list[Span], touched: Remaining) -> tuple[Cut, ...]:
        """Leaves each touched entry the days it keeps; removes first, so that no two ever begin on one day."""
        gone, changed, added = [], [], []
        for place, kept in touched.items():
            row = rows[place]
            if not kept:
                gone.append(RowChange(table, str(row["id"]), row, None))
            for part, days in enumerate(kept):
                after: Row = {**row, **_dates(table, days)}
                if part == 0:
                    changed.append(RowChange(table, str(row["id"]), row, after))
                else:
                    after["id"] = next(self._ids)
                    added.append(RowChange(table, str(after["id"]), None, after))
        self._apply([*gone, *changed, *added])
        return tuple(Cut(str(rows[n][_SAYS[table]]), spans[n], kept) for n, kept in touched.items())


def _says(row: Row, values: Mapping[str, Any]) -> bool:
    return all(row[column] == value for column, value in values.items())


def _span(table: str, row: Row) -> Span:
    last = stored.day_or_none(None if row["to_date"] is None else str(row["to_date"]))
    return Span(stored.day(str(row["from_date"])), last - DAY if last and table in _UNTIL_EXCLUSIVE else last)


def _dates(table: str, days: Span) -> Row:
    last = days.last + DAY if days.last and table in _UNTIL_EXCLUSIVE else days.last
    return {"from_date": days.first.isoformat(), "to_date": stored.day_text(last)}
