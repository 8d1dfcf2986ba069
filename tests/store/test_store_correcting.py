"""A session entered against the wrong man can be corrected with a reason, at any time (DOMAIN 3.3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.store import Store
from tests.store.conftest import Clock
from tests.store.prison_facts import FRIDAY, NUMBERS, OFFICERS, a_note, a_session, a_small_prison, ago, contents

FIRST, SECOND, THIRD, FOURTH = NUMBERS


@pytest.fixture
def filled(store: Store, clock: Clock) -> Store:
    with store.unit_of_work("import", "Import", at=clock()) as work:
        work.put_all(a_small_prison())
        work.commit()
    return store


def recorded(
    store: Store, at: datetime, number: str = SECOND, on: date = FRIDAY, kind: RecordKind = RecordKind.SESSION
) -> str:
    with store.unit_of_work("record", f"Session held with {number}", at=at) as work:
        work.put(RecordFact(number, KeyWorkRecord(on, kind, OFFICERS[0], source=RecordSource.HERE)))
        return work.commit().id


def held(store: Store, number: str = SECOND) -> list[date]:
    return [record.on for record in store.snapshot(FRIDAY).prisoners[number].records if record.counts]


def test_a_record_is_taken_back_and_the_log_keeps_the_reason(filled: Store, clock: Clock) -> None:
    before = contents(filled)
    change = recorded(filled, clock())
    made = filled.correct(change, "wrong man", clock())
    assert contents(filled) == before
    assert made.prisoners == {SECOND}
    assert made.days == {FRIDAY}
    newest = filled.log(limit=1)[0]
    assert (newest.id, newest.action) == (made.id, "correct")
    assert newest.summary == f"Correct: Session held with {SECOND}. Reason: wrong man"


def test_later_changes_stand(filled: Store, clock: Clock) -> None:
    change = recorded(filled, clock())
    recorded(filled, clock(), THIRD)
    recorded(filled, clock(), SECOND, ago(7))
    filled.correct(change, "wrong man", clock())
    assert (held(filled), held(filled, THIRD)) == ([ago(7)], [FRIDAY])


def test_a_correction_is_undone_like_any_other_change(filled: Store, clock: Clock) -> None:
    change = recorded(filled, clock())
    filled.correct(change, "wrong man", clock())
    filled.undo(clock())
    assert held(filled) == [FRIDAY]
    filled.redo(clock())
    assert held(filled) == []


def test_a_check_or_a_lost_session_can_be_corrected_too(filled: Store, clock: Clock) -> None:
    before = contents(filled)
    for kind in (RecordKind.WELLBEING, RecordKind.MISSED, RecordKind.ENTRY):
        filled.correct(recorded(filled, clock(), kind=kind), "wrong man", clock())
    assert contents(filled) == before


def test_a_dry_run_changes_nothing(filled: Store, clock: Clock) -> None:
    change = recorded(filled, clock())
    assert filled.correct(change, "wrong man", clock(), dry_run=True).id == ""
    assert held(filled) == [FRIDAY]


# What it took off the rota
def settled(store: Store, clock: Clock) -> str:
    """A planned session that was held: it left the rota and became a record."""
    with store.unit_of_work("place", "Plan", at=clock()) as work:
        planned = work.add_planned(a_session(SECOND, FRIDAY))
        work.commit()
    with store.unit_of_work("record", "Session held", at=clock()) as work:
        work.remove_planned(planned)
        work.put(RecordFact(SECOND, KeyWorkRecord(FRIDAY, RecordKind.SESSION, OFFICERS[0], source=RecordSource.HERE)))
        return work.commit().id


def test_the_planned_session_goes_back_on_the_rota(filled: Store, clock: Clock) -> None:
    change = settled(filled, clock)
    made = filled.correct(change, "wrong man", clock())
    assert made.warnings == ()
    with filled.unit_of_work("look", at=clock()) as work:
        found = work.connection.exec_driver_sql("SELECT prison_number, on_date FROM planned_session").all()
    assert [tuple(row) for row in found] == [(SECOND, FRIDAY.isoformat())]


def test_the_rota_is_left_as_it_is_where_it_has_something_else_by_now(filled: Store, clock: Clock) -> None:
    change = settled(filled, clock)
    with filled.unit_of_work("place", "Plan", at=clock()) as work:
        work.add_planned(a_session(SECOND, FRIDAY, by=OFFICERS[1]))
        work.commit()
    made = filled.correct(change, "wrong man", clock())
    assert "the rota was left as it is" in made.warnings[0]
    assert held(filled) == []


# What still counts
def test_a_note_in_nomis_of_that_day_is_said_to_count_still(filled: Store, clock: Clock) -> None:
    change = recorded(filled, clock())
    with filled.unit_of_work("import", "Import", at=clock()) as work:
        work.put_all([a_note(SECOND, FRIDAY)])
        work.commit()
    made = filled.correct(change, "wrong man", clock())
    assert made.warnings == (
        f"NOMIS shows a session of {SECOND} on {FRIDAY} too, and that one counts: have the note put right there.",
    )
    assert held(filled) == [FRIDAY]


# Refused
def refused(store: Store, change: str, at: datetime) -> str:
    before = contents(store)
    with pytest.raises(RequestError) as refusal:
        store.correct(change, "wrong man", at)
    assert contents(store) == before
    return refusal.value.code


def test_a_change_that_is_not_there_is_refused(filled: Store, clock: Clock) -> None:
    assert refused(filled, "", clock()) == refused(filled, "0199-nothing", clock()) == "no_such_change"


def test_what_recorded_nothing_here_is_refused(filled: Store, clock: Clock) -> None:
    """An import also brings notes; those are put right in NOMIS."""
    assert refused(filled, filled.log(limit=1)[0].id, clock()) == "not_a_record"


def test_correcting_twice_is_refused(filled: Store, clock: Clock) -> None:
    change = recorded(filled, clock())
    made = filled.correct(change, "wrong man", clock())
    assert refused(filled, change, clock()) == "changed_since"
    assert refused(filled, made.id, clock()) == "not_a_record"


def test_what_was_undone_is_refused(filled: Store, clock: Clock) -> None:
    change = recorded(filled, clock())
    undone = filled.undo(clock())
    assert refused(filled, change, clock()) == "changed_since"
    assert refused(filled, undone.id, clock()) == "not_a_record"


def test_what_was_changed_since_is_refused(filled: Store, clock: Clock) -> None:
    change = recorded(filled, clock())
    changed = KeyWorkRecord(FRIDAY, RecordKind.SESSION, OFFICERS[0], minutes=30, source=RecordSource.HERE)
    with filled.unit_of_work("record", "Session held", at=clock() + timedelta(hours=1)) as work:
        work.put(RecordFact(SECOND, changed))
        work.commit()
    assert refused(filled, change, clock() + timedelta(hours=2)) == "changed_since"


def test_the_change_that_made_a_record_here_is_found_from_the_record(filled: Store, clock: Clock) -> None:
    made = KeyWorkRecord(FRIDAY, RecordKind.SESSION, OFFICERS[0], source=RecordSource.HERE)
    assert filled.recorded_by(SECOND, made) is None
    change = recorded(filled, clock())
    recorded(filled, clock(), SECOND, ago(7))
    assert filled.recorded_by(SECOND, made) == change
    assert filled.recorded_by(THIRD, made) is None
    filled.correct(change, "wrong man", clock())
    assert filled.recorded_by(SECOND, made) is None
    again = recorded(filled, clock())
    assert filled.recorded_by(SECOND, made) == again


def test_what_a_report_brought_was_not_made_by_a_change_of_its_own(filled: Store, clock: Clock) -> None:
    made = KeyWorkRecord(FRIDAY, RecordKind.SESSION, OFFICERS[0], source=RecordSource.HERE)
    with filled.unit_of_work("import", "Import rota return", at=clock()) as work:
        work.put(RecordFact(SECOND, made))
        work.commit()
    assert filled.recorded_by(SECOND, made) is None


def test_the_first_record_says_when_recording_began(store: Store, clock: Clock) -> None:
    assert store.records_began() is None
    at = clock()
    with store.unit_of_work("import", "Import", at=at) as work:
        work.put_all(a_small_prison())
        work.put(a_note(FIRST, ago(40)))
        work.commit()
    recorded(store, clock() + timedelta(days=3))
    assert store.records_began() == at.date()
