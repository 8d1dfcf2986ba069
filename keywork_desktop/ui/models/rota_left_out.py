"""Who a proposal leaves out or serves late, as a list: who, why, what would mend it, and where to look."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import RULE_NAMES, short_date, weekday
from keywork_desktop.planning.rota import LeftOut
from keywork_desktop.ui.models.keyed_list import KeyedListModel


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """One target that is not met on time. `staff_id` is his key worker's, empty where he has none."""

    prison_number: str
    name: str
    where: str
    by: date
    rule: str
    why: str
    needs: str
    late_on: date | None
    priority: bool
    staff_id: str

    @property
    def when(self) -> str:
        """`by Wed 2 Dec`, or `by Wed 2 Dec, planned late on Fri 4 Dec`."""
        late = f", late on {weekday(self.late_on)} {short_date(self.late_on)}" if self.late_on else ", not planned"
        return f"by {weekday(self.by)} {short_date(self.by)}{late}"

    @property
    def look_at(self) -> date:
        """The day that a jump leads to: his late session, else the last day on which he could be seen in time."""
        return self.late_on or self.by

    @property
    def spoken(self) -> str:
        said = [self.name, self.prison_number, self.where, self.when, self.rule]
        return ", ".join(["priority"] * self.priority + [part for part in said if part]) + f". {self.why} {self.needs}"


def left_out_lines(left_out: Iterable[LeftOut], snapshot: Snapshot) -> list[LeftOutLine]:
    """Priority first, those without any session before those served late, then by date and name."""
    found = []
    for left in left_out:
        target = left.outcome.target
        number = target.prison_number
        person, own = snapshot.prisoners.get(number), snapshot.allocations.get(number)
        found.append(
            LeftOutLine(
                prison_number=number,
                name=person.name if person else number,
                where=str(person.location) if person else "",
                by=target.by,
                rule=RULE_NAMES.get(target.rule.id, target.rule.id),
                why=left.why,
                needs=left.needs,
                late_on=left.outcome.late_on,
                priority=target.priority,
                staff_id=own.staff_id if own else "",
            )
        )
    return sorted(found, key=lambda line: (not line.priority, line.late_on is not None, line.by, line.name))


class LeftOutListModel(KeyedListModel[LeftOutLine]):
    """One row for each target that is not met on time."""

    def key_of(self, item: LeftOutLine) -> Hashable:
        return (item.prison_number, item.by, item.rule)

    def text_of(self, item: LeftOutLine) -> str:
        mark = "▲ " if item.priority else ""
        return f"{mark}{item.name} {item.where}\n{item.when}\n{item.why}\n→ {item.needs}"

    def spoken_of(self, item: LeftOutLine) -> str:
        return item.spoken

    def tip_of(self, item: LeftOutLine) -> str:
        return f"{item.name}, {item.rule}, {item.when}\n{item.why}\n→ {item.needs}"
