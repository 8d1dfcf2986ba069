"""When the regime is cut short, as lines: what is now and coming first, then what has passed, newest first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.settings_words import place, span_words, spoken_span

WHEN_WORDS = {"now": "Now", "coming": "Coming", "past": "Past"}


@dataclass(frozen=True, slots=True)
class CurtailmentLine:
    """One curtailment; `when` is `now`, `coming` or `past`."""

    cut: Curtailment
    title: str
    note: str
    when: str


def curtailment_lines(cuts: Iterable[Curtailment], today: date) -> list[CurtailmentLine]:
    """A line for each."""
    lines = []
    for cut in cuts:
        when = "past" if cut.last < today else "coming" if cut.first > today else "now"
        title = f"{span_words(cut.first, cut.last, today)}, {cut.hours}"
        lines.append(CurtailmentLine(cut, title, " · ".join(filter(None, (place(cut.unit), cut.reason))), when))
    ahead = sorted((line for line in lines if line.when != "past"), key=lambda line: (line.cut.first, line.title))
    past = sorted((line for line in lines if line.when == "past"), key=lambda line: line.cut.first, reverse=True)
    return [*ahead, *past]


class CurtailmentsModel(KeyedListModel[CurtailmentLine]):
    """Lines by unit, days and hours."""

    def key_of(self, item: CurtailmentLine) -> Hashable:
        cut = item.cut
        return cut.unit, cut.first, cut.last, cut.span

    def text_of(self, item: CurtailmentLine) -> str:
        return item.title

    def spoken_of(self, item: CurtailmentLine) -> str:
        cut = item.cut
        days = spoken_span(cut.first, cut.last)
        return f"Regime cut {days}, {cut.hours}, {item.note.replace(' · ', ', ')}, {WHEN_WORDS[item.when].lower()}"
