"""Rules in the store: written, cut, undone, read again; the stay before, counts, and what was written down late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.domain.facts import AdmissionFact, AlertFact, Fact, StayFact, WhereaboutsFact
from keywork_desktop.domain.people import EarlierStay, GroupFlag, Prisoner
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.rulebook import GroupSwitch, RegimeEntry
from keywork_desktop.domain.rules import Rule, policy_document, policy_set_from
from keywork_desktop.domain.time_lines import Overlap, Span
from keywork_desktop.store import Store, StoreKey, UnitOfWork, schema
from keywork_desktop.store.engine import engine_for
from keywork_desktop.store.policies import shipped_policies
from keywork_desktop.store.queries.records import NEWEST_SESSIONS, RECENT_DAYS
from tests.store.prison_facts import (
    AT,
    FRIDAY,
    MANAGER,
    NUMBERS,
    a_note,
    a_person,
    a_small_prison,
    ago,
    contents,
    on_the_roll,
)

FIRST = NUMBERS[0]
SHIELDING = GroupSwitch(
    "shielding", Rule("shielding", 1, 7, 45, 7, "EDM", True), ago(5), "Governor", approved_on=ago(6), unit="2"
)
FLAG = GroupFlag("shielding", ago(4), "Healthcare", review_on=FRIDAY, reason="asthma")


def coming(days: int) -> date:
    return FRIDAY + timedelta(days=days)


@pytest.fixture
def prison(store: Store) -> Store:
    with store.unit_of_work("import", at=AT) as work:
        work.put_all(a_small_prison())
        work.commit()
    return store


def do(store: Store, act: Callable[[UnitOfWork], object], at: datetime = AT) -> None:
    with store.unit_of_work("rules", at=at) as work:
        act(work)
        work.commit()


def him(store: Store, on: date = FRIDAY, number: str = FIRST) -> Prisoner:
    return store.snapshot(on).prisoners[number]


def regime_of(store: Store) -> list[tuple[int, date, date | None, str | None]]:
    book = store.snapshot(FRIDAY).policies
    return [(e.level, e.from_date, e.to_date, e.unit) for e in book.regime]


# Written and read
def test_what_is_written_is_in_the_rule_book(prison: Store) -> None:
    def act(work: UnitOfWork) -> None:
        work.lay_regime(RegimeEntry(4, coming(1), coming(2), "2"))
        work.lay_switch(SHIELDING)
        work.lay_flag(FIRST, FLAG)
        work.lay_policy("fortnightly_model", Span(coming(10)), None)

    do(prison, act)
    book = prison.snapshot(FRIDAY).policies
    assert book.regime == (RegimeEntry(4, coming(1), coming(2), "2"),)
    assert book.switches == (SHIELDING,)
    assert [(e.policy.id, e.from_date, e.to_date) for e in book.in_force] == [
        ("key_work_2025_26", date(2025, 4, 1), coming(9)),
        ("fortnightly_model", coming(10), None),
    ]
    assert him(prison).flags == (FLAG,)
    assert book.rules_on(coming(1), "2").source == "EDM level 4, Lockdown"  # type: ignore[union-attr]  # there is one
    asked = next(item for item in due_list(prison.snapshot(FRIDAY)) if item.prisoner.prison_number == FIRST)
    assert "shielding" in asked.priority_groups
    (entered,) = [entered for _, entered in prison.rules_in_time().regime]
    assert (entered.by, entered.at) == (MANAGER.actor, AT)


def test_undo_and_redo_bring_every_entry_back(prison: Store) -> None:
    do(prison, lambda work: work.lay_regime(RegimeEntry(3, ago(10))))
    do(prison, lambda work: work.lay_regime(RegimeEntry(1, coming(20), coming(30))))
    before = contents(prison)
    do(prison, lambda work: work.lay_regime(RegimeEntry(4, FRIDAY, coming(2))))
    cut = contents(prison)
    assert regime_of(prison) == [
        (3, ago(10), ago(1), None),
        (4, FRIDAY, coming(2), None),
        (3, coming(3), coming(19), None),
        (1, coming(20), coming(30), None),
        (3, coming(31), None, None),
    ]
    prison.undo(AT)
    assert contents(prison) == before
    prison.redo(AT)
    assert contents(prison) == cut
    prison.undo(AT)
    prison.undo(AT)
    prison.undo(AT)
    assert regime_of(prison) == []


def test_a_cut_entry_keeps_who_wrote_it_and_when(prison: Store) -> None:
    do(prison, lambda work: work.lay_regime(RegimeEntry(3, ago(10))))
    do(prison, lambda work: work.lay_regime(RegimeEntry(4, FRIDAY, FRIDAY)), at=AT + timedelta(days=3))
    assert [entered.at for _, entered in prison.rules_in_time().regime] == [AT, AT + timedelta(days=3), AT]


def test_the_same_again_changes_nothing(prison: Store) -> None:
    do(prison, lambda work: work.lay_regime(RegimeEntry(3, ago(10))))
    before = contents(prison)
    with prison.unit_of_work("rules", at=AT) as work:
        assert not work.lay_regime(RegimeEntry(3, FRIDAY, coming(3))).put
        assert not work.lay_policy("key_work_2025_26", Span(FRIDAY), None).put
        assert work.commit().id == ""
    assert contents(prison) == before


def test_levels_of_two_units_do_not_touch_each_other(prison: Store) -> None:
    do(prison, lambda work: work.lay_regime(RegimeEntry(3, ago(10), unit="2")))
    do(prison, lambda work: work.lay_regime(RegimeEntry(4, ago(5))))
    assert regime_of(prison) == [(3, ago(10), None, "2"), (4, ago(5), None, None)]


def test_an_overlap_takes_everything_back(prison: Store) -> None:
    do(prison, lambda work: work.lay_regime(RegimeEntry(3, ago(10), coming(5))))
    before = contents(prison)
    with pytest.raises(Overlap):
        do(prison, lambda work: work.lay_regime(RegimeEntry(4, FRIDAY, coming(9))))
    assert contents(prison) == before


def test_a_flag_of_an_unknown_prisoner_names_his_number(prison: Store) -> None:
    with pytest.raises(RequestError) as error:
        do(prison, lambda work: work.lay_flag("Z9999ZZ", FLAG))
    assert error.value.code == "unknown_prisoner"


def test_a_longer_flag_takes_over_from_the_one_before(prison: Store) -> None:
    do(prison, lambda work: work.lay_flag(FIRST, FLAG))
    do(prison, lambda work: work.lay_flag(FIRST, replace(FLAG, from_date=coming(3), by="Governor")))
    assert [(f.from_date, f.to_date, f.by) for f in him(prison).flags] == [
        (ago(4), coming(3), "Healthcare"),
        (coming(3), None, "Governor"),
    ]
    do(prison, lambda work: work.end_flag(FIRST, "shielding", Span(coming(1))))
    assert [(f.from_date, f.to_date) for f in him(prison).flags] == [(ago(4), coming(1))]


# Policy sets of this prison
def test_a_set_changed_later_reads_as_before_on_days_before(prison: Store) -> None:
    own = policy_set_from({**policy_document(shipped_policies()["key_work_2025_26"]), "id": "own", "name": "Own"})
    document = policy_document(own)
    document["baseline"] = {**document["baseline"], "sessions": 3}

    def act(work: UnitOfWork) -> None:
        work.put_policy_set(own, date.min, "key_work_2025_26")
        work.lay_policy("own", Span(ago(30)), None)

    do(prison, act)
    then = {i.prisoner.prison_number: i.due_on for i in due_list(prison.snapshot(ago(3)))}
    do(prison, lambda work: work.put_policy_set(policy_set_from(document), ago(2), "key_work_2025_26"))
    book = prison.snapshot(FRIDAY).policies
    assert [(e.policy.id, e.from_date, e.to_date) for e in book.in_force][1:] == [
        ("own", ago(30), ago(3)),
        ("own", ago(2), None),
    ]
    assert [book.rules_on(on, "2").baseline.sessions for on in (ago(3), ago(2))] == [2, 3]  # type: ignore[union-attr]  # both are there
    assert {i.prisoner.prison_number: i.due_on for i in due_list(prison.snapshot(ago(3)))} == then


def test_groups_of_a_stored_set_are_in_the_order_of_the_table(prison: Store) -> None:
    own = replace(shipped_policies()["key_work_2025_26"], id="own", name="Own")
    do(prison, lambda work: work.put_policy_set(own, date.min, ""))
    ((reading,),) = prison.rules_in_time().own.values()
    assert reading.policy == own


def test_a_set_that_is_in_force_and_not_there_is_told(prison: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {key: policy for key, policy in shipped_policies().items() if key != "key_work_2025_26"}
    monkeypatch.setattr("keywork_desktop.store.queries.rules_in_time.shipped_policies", lambda: kept)
    with pytest.raises(EnvironmentProblem) as error:
        prison.snapshot(FRIDAY)
    assert error.value.code == "policy_missing"


# Migration
def test_a_populated_store_of_the_first_version_comes_up_and_goes_down_again(prison: Store) -> None:
    before = contents(prison)
    path = prison.path
    prison.close()
    engine = engine_for(path, None)
    schema.migrate(engine, "0001")
    engine.dispose()
    with Store.open(path, StoreKey.none(), author=MANAGER) as again:
        assert again.migrated_from is not None
        assert contents(again) == before
        do(again, lambda work: work.lay_regime(RegimeEntry(4, FRIDAY)))
        do(again, lambda work: work.lay_flag(FIRST, FLAG))
        assert again.undo(AT).prisoners == {FIRST}
        assert regime_of(again) == [(4, FRIDAY, None, None)]
    engine = engine_for(path, None)
    schema.migrate(engine, "0001")
    schema.migrate(engine, schema.head())
    engine.dispose()
    with Store.open(path, StoreKey.none(), author=MANAGER) as again:
        assert contents(again) == before


# Out and back
def out_and_back(gone: date, back: date, **admissions: str) -> list[Fact]:
    booking = admissions.get("booking", "77777B")
    return [
        *on_the_roll(FIRST, since=ago(200)),
        StayFact(FIRST, ago(200), gone, "gone"),
        StayFact(FIRST, back),
        WhereaboutsFact(FIRST, back, "4-1-001"),
        AdmissionFact(FIRST, back, booking),
        *(a_note(FIRST, ago(n)) for n in range(60, 190, 10)),
    ]


def put(store: Store, facts: list[Fact]) -> None:
    do(store, lambda work: work.put_all(facts))


def test_the_stay_before_comes_with_its_newest_sessions(store: Store) -> None:
    put(store, out_and_back(ago(20), ago(5)))
    earlier = him(store).earlier
    assert isinstance(earlier, EarlierStay)
    assert (earlier.reception, earlier.left_on) == (ago(200), ago(20))
    assert [record.on for record in earlier.records] == [ago(60 + 10 * n) for n in range(NEWEST_SESSIONS)]
    assert [(w.from_date, str(w.location)) for w in earlier.whereabouts] == [(ago(200), "2-1-035")]
    assert him(store).records == ()
    (item,) = due_list(store.snapshot(FRIDAY))
    assert item.due_on == ago(42), "he was due long before he left, and still is"


@pytest.mark.parametrize(("gone", "there"), [(ago(33), True), (ago(34), False)])
def test_28_days_out_still_count_as_out_and_back(store: Store, gone: date, there: bool) -> None:
    put(store, out_and_back(gone, ago(5)))
    assert (him(store).earlier is not None) is there


def test_whom_no_roll_missed_was_gone_on_the_day_he_came_back(store: Store) -> None:
    put(store, [*on_the_roll(FIRST, since=ago(60)), AdmissionFact(FIRST, ago(3), "99999C")])
    earlier = him(store).earlier
    assert earlier is not None
    assert (him(store).reception, earlier.reception, earlier.left_on) == (ago(3), ago(60), ago(3))


def test_most_have_no_stay_before(prison: Store) -> None:
    assert {prisoner.earlier for prisoner in prison.snapshot(FRIDAY).prisoners.values()} == {None}


# How many more sessions there were
def test_sessions_that_are_left_out_are_counted_since_rules_applied(store: Store) -> None:
    put(store, [*on_the_roll(FIRST, admitted=ago(3650)), *(a_note(FIRST, ago(7 * n)) for n in range(1, 500))])
    first_day = date(2025, 4, 1)
    held = [ago(7 * n) for n in range(1, 500) if ago(7 * n) >= first_day]
    man = him(store)
    known = {record.on for record in man.records if record.on >= first_day}
    assert man.more_sessions == len(held) - len(known)
    assert man.sessions_known_from == ago(RECENT_DAYS - 1)
    (item,) = due_list(store.snapshot(FRIDAY))
    assert item.counted_since(first_day) == len(held)
    assert item.counted_since(ago(20)) == 2


def test_every_session_since_an_acct_was_opened_is_read(store: Store) -> None:
    weekly: list[Fact] = [a_note(FIRST, ago(7 * n)) for n in range(1, 50)]
    put(store, [*on_the_roll(FIRST, admitted=ago(400)), AlertFact(FIRST, "HA", ago(200), None, ago(200)), *weekly])
    (item,) = due_list(store.snapshot(FRIDAY))
    assert item.counted_since(ago(200)) == 28


# Known since
def test_a_note_that_arrived_late_says_since_when_it_is_known(store: Store) -> None:
    written = datetime(2026, 11, 18, 9, tzinfo=UTC)
    notes = [a_note(FIRST, on) for on in (date(2026, 11, 18), date(2026, 11, 17), date(2026, 11, 16), ago(9))]
    do(store, lambda work: work.put_all([*on_the_roll(FIRST, admitted=ago(100)), *notes]), at=written)
    assert [record.known_since for record in him(store).records] == [None, None, written.date(), written.date()]


def test_what_was_written_late_is_told_apart(prison: Store) -> None:
    late = AT + timedelta(days=3)

    def act(work: UnitOfWork) -> None:
        work.put(a_note(FIRST, ago(1)))
        work.put(a_note(FIRST, coming(2), RecordKind.ENTRY))
        work.lay_regime(RegimeEntry(3, ago(2), ago(2)))
        work.lay_regime(RegimeEntry(4, coming(4)))
        work.lay_flag(FIRST, FLAG)

    do(prison, act, at=late)
    told = prison.written_late(FRIDAY)
    assert {number: [(r.on, r.known_since) for r in records] for number, records in told.records.items()} == {
        FIRST: [(ago(1), late.date())]
    }
    assert told.regime == ()
    assert told.flags == {FIRST: (("shielding", late.date()),)}
    assert [(entry.level, since) for entry, since in prison.written_late(ago(2)).regime] == [(3, late.date())]
    assert not prison.written_late(late.date()).records


def test_a_prison_without_anybody_has_rules_all_the_same(store: Store) -> None:
    put(store, [a_person(FIRST)])
    assert store.snapshot(FRIDAY).prisoners == {}
    assert store.written_late(FRIDAY).records == {}
