"""Which sessions are to stay where they are, and how many of a rota do not: want 5 of DOMAIN 5.

What is published counts first: people hold it in their hands. On days of which no version speaks it is the rota as it
stands that counts. Where both speak of a day, a session of the draft (accepted since, but not published) stays as long
as it moves nothing published: a new plan shuffles nothing for its own sake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from keywork_desktop.domain.detail import minutes_of
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import place_of
from keywork_desktop.planning.rota_claims import Ground

Staying = dict[tuple[str, date], dict[tuple[str, int], int]]
"""By prisoner and day: officer and start (minutes after midnight) of sessions that are to stay, with their weight."""


def sessions_to_stay(ground: Ground) -> Staying:
    """What is to stay, as far as it is free to move: each by how much it weighs.

    One session as published (or of the rota as it stands, where no version speaks) outweighs all drafts together.
    """
    kept = {place_of(session) for session in ground.kept}
    free = [s for s in ground.present if s.prison_number in ground.people and place_of(s) not in kept]
    published = [s for s in published_ahead(ground) if place_of(s) not in kept]
    spoken = ground.published.period if ground.published is not None else None
    first = 1 if spoken is None else len(free) + 1
    found: Staying = {}
    weighed = [(session, first) for session in published]
    weighed += [(session, 1 if spoken is not None and session.on in spoken else first) for session in free]
    for session, weight in weighed:
        places = found.setdefault((session.prison_number, session.on), {})
        place = (session.staff_id, minutes_of(session.start))
        places[place] = places.get(place, 0) + weight
    return found


def heaviest(places: dict[tuple[str, int], int]) -> tuple[str, int]:
    """The officer and start that it matters most to keep."""
    return min(places, key=lambda place: (-places[place], place))


def published_ahead(ground: Ground) -> Iterator[PlannedSession]:
    """Published sessions of those planned for, from today on, in the days of the plan, of which nothing is recorded."""
    if ground.published is None:
        return
    snapshot = ground.snapshot
    for session in ground.published.sessions:
        prisoner = ground.people.get(session.prison_number)
        if prisoner is None or session.on not in ground.period or session.on < snapshot.on:
            continue
        if not any(record.on == session.on for record in prisoner.records):
            yield session


def moved(ground: Ground, planned: Iterable[PlannedSession]) -> int:
    """How many published sessions are not where the version says; where none is published, of the rota as it stands."""
    where = {place_of(session) for session in planned}
    if ground.published is not None:
        return sum(place_of(session) not in where for session in published_ahead(ground))
    before = (s for s in ground.present if s.prison_number in ground.people)
    return sum(place_of(session) not in where for session in before)
