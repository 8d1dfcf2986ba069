"""The rota beside the newest published version: what is a change, what is none, and the words on paper (DOMAIN 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_changes import ChangeKind, change_lines, counts_words, summary_words
from keywork_desktop.domain.rota_published import (
    SincePublished,
    changes_words,
    since_version,
    standing_words,
    told_in,
)
from keywork_desktop.domain.rota_versions import RotaVersion, compare_sessions, compare_versions, place_of
from keywork_desktop.domain.snapshot import Period
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.factories import a_session

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 12, 13)
SMITH, JONES, BROWN = "A1111AA", "B2222BB", "C3333CC"
AT = datetime(2026, 11, 19, 16, 40, tzinfo=UTC)


def a_version(*sessions: PlannedSession, number: int = 3, last: date = SUNDAY) -> RotaVersion:
    kept = tuple(replace(session, id="") for session in sessions)
    return RotaVersion(number, AT, "J Smith", Period(date(2026, 11, 20), last), kept)


def nothing_told(prison_number: str, day: date) -> bool:
    return False


def since(version: RotaVersion, *now: PlannedSession, on: date = MONDAY) -> SincePublished:
    return since_version(version, now, on, nothing_told)


SMITHS, JONESES = a_planned(SMITH, TUESDAY), a_planned(JONES, TUESDAY, "10:00")


def test_a_move_a_new_one_and_one_taken_off_are_three_changes() -> None:
    moved = replace(SMITHS, on=THURSDAY)
    found = since(a_version(SMITHS, JONESES), moved, a_planned(BROWN, THURSDAY, "14:00"))
    assert counts_words(found.changes) == "1 moved · 1 new · 1 taken off"
    assert changes_words(found) == "3 changes since"
    assert standing_words(found) == "Draft, 3 changes since version 3"


def test_what_stands_as_published_is_the_version() -> None:
    found = since(a_version(SMITHS), replace(SMITHS, id="another id", locked=True))
    assert found.is_as_published
    assert standing_words(found) == "Version 3"
    assert standing_words(None) == "Draft, not published"


def test_days_that_have_passed_are_no_change() -> None:
    before = a_planned(SMITH, date(2026, 11, 20))
    assert since(a_version(before)).is_as_published
    assert since(a_version(before), on=date(2026, 11, 20)).changes.removed == (replace(before, id=""),)


def test_a_session_that_was_held_is_not_taken_off() -> None:
    wing = a_wing()
    smith = wing.prisoners[SMITH]
    held = replace(smith, records=(a_session(TUESDAY), *smith.records))
    facts = replace(wing, prisoners={**wing.prisoners, SMITH: held})
    found = since_version(a_version(SMITHS, JONESES), (), TUESDAY, told_in(facts))
    assert [session.prison_number for session in found.changes.removed] == [JONES]


def test_sessions_after_the_last_published_day_are_said_not_to_be_published() -> None:
    found = since(a_version(SMITHS, last=TUESDAY), SMITHS, a_planned(BROWN, THURSDAY))
    assert not found.is_as_published
    assert changes_words(found) == "no change since · 1 session after Tue 24 Nov 2026 not published"
    assert standing_words(found) == "Draft, version 3 up to 24 Nov"
    assert standing_words(found, Period(MONDAY, TUESDAY)) == "Version 3"


def test_a_session_that_moved_past_the_last_published_day_has_moved() -> None:
    later = replace(SMITHS, on=THURSDAY)
    found = since(a_version(SMITHS, JONESES, last=TUESDAY), JONESES, later, a_planned(BROWN, THURSDAY))
    assert found.changes.moved == ((replace(SMITHS, id=""), later),)
    assert (found.changes.removed, found.beyond) == ((), 1)
    versions = a_version(SMITHS, last=TUESDAY), a_version(later, number=4)
    assert counts_words(compare_versions(*versions)) == "1 moved"


def test_lines_stand_by_day_officer_and_time_with_names_and_places() -> None:
    changes = compare_sessions((SMITHS, JONESES), (replace(SMITHS, on=THURSDAY), a_planned(BROWN, TUESDAY, "09:15")))
    lines = change_lines(changes, a_wing())
    assert [(line.kind, line.name.split(",")[0]) for line in lines] == [
        (ChangeKind.NEW, "BROWN"),
        (ChangeKind.GONE, "JONES"),
        (ChangeKind.MOVED, "SMITH"),
    ]
    assert lines[2].told == "moved: Tue 24 Nov 09:15 → Thu 26 Nov 09:15"
    assert lines[2].spoken.startswith(f"{lines[2].name}, A1111AA, ")
    assert lines[2].spoken.endswith("moved: Tue 24 Nov 09:15 to Thu 26 Nov 09:15, KHAN, Omar")
    assert summary_words(changes) == "3 changes: 1 moved · 1 new · 1 taken off · 0 sessions as before"


def test_another_officer_is_named_where_a_session_changed_hands() -> None:
    (line,) = change_lines(compare_sessions((SMITHS,), (replace(SMITHS, staff_id="OFF02B"),)), a_wing())
    assert (line.was_words, line.now_words, line.officer) == (
        "Tue 24 Nov 09:15 KHAN, Omar",
        "Tue 24 Nov 09:15",
        "OKAFOR, Tim",
    )


PLACES = st.tuples(
    st.sampled_from("ABC"), st.sampled_from("XY"), st.integers(0, 20), st.sampled_from(("09:00", "14:00"))
)


def some(places: set[tuple[str, str, int, str]]) -> list[PlannedSession]:
    return [a_planned(who, MONDAY + timedelta(days), start, staff) for who, staff, days, start in sorted(places)]


@given(st.sets(PLACES, max_size=25), st.sets(PLACES, max_size=25))
def test_every_difference_is_told_once(
    before: set[tuple[str, str, int, str]], after: set[tuple[str, str, int, str]]
) -> None:
    old, new = some(before), some(after)
    found = compare_sessions(old, new)
    was = [place_of(s) for s in found.removed] + [place_of(s) for s, _ in found.moved]
    now = [place_of(s) for s in found.added] + [place_of(s) for _, s in found.moved]
    assert sorted(was) == sorted({place_of(s) for s in old} - {place_of(s) for s in new})
    assert sorted(now) == sorted({place_of(s) for s in new} - {place_of(s) for s in old})
    assert all(one.prison_number == other.prison_number for one, other in found.moved)
    assert not {s.prison_number for s in found.added} & {s.prison_number for s in found.removed}
    assert found.same == len(before & after)
