"""The regime of a day in the units shown: its level, and where it is cut short, in words for head, cell and ear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.rulebook import LEVEL_NAMES
from keywork_desktop.domain.snapshot import Snapshot

Level = int | None
"""A regime level; None where no level is set and the policy in force applies."""


def short_unit(unit: str | None) -> str:
    """`HB 2`, `CSU`: a unit where there is little room."""
    return unit_name(unit).replace("Houseblock ", "HB ")


def level_name(level: Level) -> str:
    """`Level 3 Restrict`, `no level`."""
    return f"Level {level} {LEVEL_NAMES[level]}" if level else "no level"


def _small(reason: str) -> str:
    """`Staff shortage` inside a sentence; an abbreviation stays as it is."""
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() else reason


@dataclass(frozen=True, slots=True)
class RegimeOfDay:
    """`levels` are the units shown by level, the most severe first; `cuts` concern one of them, by hours.

    `everywhere` is true where one cut concerns all units shown.
    """

    levels: tuple[tuple[Level, tuple[str, ...]], ...] = ()
    cuts: tuple[Curtailment, ...] = ()
    units: int = 0
    everywhere: bool = False

    @property
    def level(self) -> Level:
        """The most severe level of the units shown."""
        return next((level for level, _ in self.levels if level), None)

    @property
    def differs(self) -> bool:
        """Not all units shown have the same level."""
        return len(self.levels) > 1

    @property
    def level_words(self) -> str:
        """`Level 3 Restrict`, or `Level 4 Lockdown in HB 2 · no level elsewhere`; nothing where no level is set."""
        if self.level is None:
            return ""
        if not self.differs:
            return level_name(self.level)
        *others, rest = sorted(self.levels, key=lambda pair: len(pair[1]))
        named = sorted(others, key=lambda pair: -(pair[0] or 0))
        said = [f"{level_name(level)} in {', '.join(map(short_unit, units))}" for level, units in named]
        words = " · ".join((*said, f"{level_name(rest[0])} elsewhere"))
        return words[:1].upper() + words[1:]

    @property
    def short_level(self) -> str:
        """`Level 3`; `Level 2–4` where units differ."""
        if self.level is None:
            return ""
        if not self.differs:
            return f"Level {self.level}"
        lowest = min((level for level, _ in self.levels if level), default=self.level)
        unset = any(level is None for level, _ in self.levels)
        return f"Level {self.level} in part" if unset else f"Level {lowest}–{self.level}"

    def cut_words(self, cut: Curtailment) -> str:
        """`Regime cut 09:15–12:00 · staff shortage`; with the unit where only that one of those shown is concerned."""
        where = f"{short_unit(cut.unit)} " if cut.unit and self.units > 1 else ""
        because = f" · {_small(cut.reason)}" if cut.reason else ""
        return f"{where}{'regime' if where else 'Regime'} cut {cut.hours}{because}"

    @property
    def cut_line(self) -> str:
        """All cuts on one line, the first in full."""
        if not self.cuts:
            return ""
        more = f" · {len(self.cuts) - 1} more" if len(self.cuts) > 1 else ""
        return f"{self.cut_words(self.cuts[0])}{more}"

    @property
    def short_cut(self) -> str:
        """`Cut 09:15–12:00`, for a narrow cell."""
        if not self.cuts:
            return ""
        first = self.cuts[0]
        where = f"{short_unit(first.unit)} cut" if first.unit and self.units > 1 else "Cut"
        more = f" +{len(self.cuts) - 1}" if len(self.cuts) > 1 else ""
        return f"{where} {first.hours}{more}"

    @property
    def reason(self) -> str:
        """Why it is cut, the first cut's reason."""
        return _small(self.cuts[0].reason) if self.cuts else ""

    @property
    def spoken(self) -> tuple[str, ...]:
        """For those who listen: the level where one is set, then every cut."""
        level = (f"regime {self.level_words[:1].lower()}{self.level_words[1:]}",) if self.level else ()
        return (*level, *(self.cut_words(cut) for cut in self.cuts))


def regime_of(snapshot: Snapshot, units: Sequence[str], day: date) -> RegimeOfDay:
    """The regime of that day in these units (DOMAIN 3: a houseblock's level beats the establishment's)."""
    levels: dict[Level, list[str]] = {}
    for unit in units:
        rules = snapshot.policies.rules_on(day, unit)
        levels.setdefault(rules.level if rules else None, []).append(unit)
    cuts = tuple(sorted(_cuts(snapshot.curtailments, units, day), key=lambda cut: (cut.span, cut.unit or "")))
    by_level = sorted(levels.items(), key=lambda pair: -(pair[0] or 0))
    everywhere = any(all(cut.closes(unit, day) for unit in units) for cut in cuts)
    return RegimeOfDay(tuple((level, tuple(named)) for level, named in by_level), cuts, len(units), everywhere)


def _cuts(curtailments: Iterable[Curtailment], units: Sequence[str], day: date) -> Iterable[Curtailment]:
    return (
        cut
        for cut in curtailments
        if (any(cut.closes(unit, day) for unit in units) if units else cut.closes(None, day))
    )
