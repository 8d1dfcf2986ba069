"""The ranked list after a change: only those whom it touched are computed again."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from keywork_desktop.domain.due_list import DueItem, due_item, due_list, has_interim, ranked
from keywork_desktop.domain.snapshot import Snapshot


def due_again(before: Iterable[DueItem], snapshot: Snapshot, touched: Set[str]) -> tuple[DueItem, ...]:
    """The same as `due_list(snapshot)`, made from the list before a change that concerned `touched` only.

    Where the day or a rule is another one, everybody is computed again. A key worker whose own facts have changed is
    put in place without computing the prisoner's obligations anew.
    """
    known = {item.prisoner.prison_number: item for item in before}
    sample = next(iter(known.values()), None)
    if sample is None or sample.day != snapshot.on or sample.book != snapshot.policies:
        return due_list(snapshot)
    items = []
    for number, prisoner in snapshot.prisoners.items():
        item = known.get(number)
        if item is None or number in touched:
            items.append(due_item(prisoner, snapshot))
            continue
        key_worker, interim = snapshot.key_worker_of(number), has_interim(prisoner, snapshot)
        same = item.key_worker == key_worker and item.interim == interim
        items.append(item if same else replace(item, key_worker=key_worker, interim=interim))
    return ranked(items)
