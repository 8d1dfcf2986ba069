"""The regime calendar: levels by date and unit, what a planned one will ask for, and what each colour means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.refusing import days_given, known_unit, mistakes_named, when, where
from keywork_desktop.domain import forecast, regime_colours
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.forecast import RegimeForecast
from keywork_desktop.domain.regime_colours import SETTING, RegimeColour
from keywork_desktop.domain.rulebook import LEVEL_NAMES, RegimeEntry
from keywork_desktop.domain.snapshot import Period

if TYPE_CHECKING:
    from keywork_desktop.store import Cut, Entered


@dataclass(frozen=True)
class RegimeListed:
    """An entry of the regime calendar, who wrote it and when, and since when it is known, if that was after it began.

    `now` is true while it gives the rules of its unit on the desk's day.
    """

    entry: RegimeEntry
    entered: Entered
    now: bool

    @property
    def known_since(self) -> date | None:
        written = self.entered.at.date()
        return written if written > self.entry.from_date else None


def list_regime(desk: Desk) -> tuple[RegimeListed, ...]:
    """The regime calendar, past and future, oldest first, the establishment's before the units'."""
    book = desk.store.snapshot(desk.today).policies
    return tuple(
        RegimeListed(entry, entered, entry.applies(desk.today, entry.unit) and _gives(book.regime, entry, desk.today))
        for entry, entered in desk.store.rules_in_time().regime
    )


def _gives(entries: Iterable[RegimeEntry], entry: RegimeEntry, day: date) -> bool:
    """True unless another entry of the same unit begins later and applies too."""
    return not any(
        other.unit == entry.unit and other.from_date > entry.from_date and other.applies(day, entry.unit)
        for other in entries
    )


def level_of(desk: Desk, text: str) -> int:
    """The level that somebody wrote as a number, a name, or a colour of the RMP; `RequestError` `policy_mistake`."""
    with mistakes_named():
        return regime_colours.level_named(text, desk.store.settings().get(SETTING))


def set_regime(
    desk: Desk, level: int, from_date: date, to_date: date | None = None, unit: str | None = None
) -> ChangeSet:
    """Put a level into the calendar from a day to a day (included; None: until further notice).

    Entries of the same unit inside these days are replaced and those around them cut, which the summary tells; one that
    overlaps by half is refused. What the level asks for beyond the time there is comes as a warning. Raises
    `RequestError`: `policy_mistake`, `overlaps` (both with the field), `unknown_unit`.
    """
    unit = known_unit(desk, unit)
    with mistakes_named():
        days = days_given(from_date, to_date)
        entry = RegimeEntry(level, from_date, to_date, unit)
        warnings = _warnings(_forecast(desk, entry))
        said = f"Level {level}, {LEVEL_NAMES[level]}, {when(days)}{where(unit)}"
        with desk.work("regime", said) as work:
            laid = work.lay_regime(entry)
            return desk.settle(work, warnings if laid.put else (), said + _told(laid.cut))


def clear_regime(desk: Desk, from_date: date, to_date: date | None = None, unit: str | None = None) -> ChangeSet:
    """Take the level off these days: the policy set in force gives the rules again.

    Raises `RequestError`: `no_level` if none was set on them, `policy_mistake`, `unknown_unit`.
    """
    unit = known_unit(desk, unit)
    with mistakes_named():
        days = days_given(from_date, to_date)
        said = f"No regime level {when(days)}{where(unit)}"
        with desk.work("regime", said) as work:
            cut = work.clear_regime(days, unit)
            if not cut:
                message = f"No regime level is set {when(days)}{where(unit)}. See `regime list` for what is."
                raise RequestError(message, code="no_level", details={"field": "from"})
            return desk.settle(work, summary=said + _told(cut))


def _told(cut: Iterable[Cut]) -> str:
    """`; replaces level 3 of 20/11/2026 to 25/11/2026`, `; cuts level 3 of 20/11/2026 on`."""
    return "".join(f"; {'cuts' if each.kept else 'replaces'} level {each.said} of {each.days}" for each in cut)


def regime_forecast(
    desk: Desk, level: int, from_date: date, to_date: date | None = None, unit: str | None = None
) -> RegimeForecast:
    """What a planned level will ask for before it begins, by today's people and the detail of those days.

    Raises `RequestError` as `set_regime` does. Changes nothing.
    """
    unit = known_unit(desk, unit)
    with mistakes_named():
        days_given(from_date, to_date)
        return _forecast(desk, RegimeEntry(level, from_date, to_date, unit))


def _forecast(desk: Desk, entry: RegimeEntry) -> RegimeForecast:
    cycle = timedelta(days=forecast.CYCLE)
    detail = Period(min(entry.from_date, desk.today) - cycle, entry.from_date + cycle)
    return forecast.regime_forecast(desk.store.snapshot(desk.today, detail), entry)


def _warnings(expected: RegimeForecast) -> tuple[str, ...]:
    return (expected.words,) if expected.too_many else ()


def list_colours(desk: Desk) -> dict[RegimeColour, int]:
    """The regime level that each colour of the RMP stands for here."""
    return regime_colours.colours(desk.store.settings().get(SETTING))


def set_colour(desk: Desk, colour: RegimeColour, level: int) -> ChangeSet:
    """Say which level a colour stands for; red is level 4 and stays so (`RequestError` `policy_mistake`)."""
    with mistakes_named():
        regime_colours.checked_colour(colour, level)
    chosen = {each.value: number for each, number in list_colours(desk).items()}
    with desk.work("regime", f"{colour.value} stands for level {level}") as work:
        work.setting(SETTING, {**chosen, colour.value: level})
        return desk.settle(work)
