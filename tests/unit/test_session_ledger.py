"""What counted as a session and what did not, why a rule applies, and what became known late."""

from __future__ import annotations

from datetime import date, time, timedelta

from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.late_notes import late_notes, late_since, sessions_recorded_after
from keywork_desktop.domain.matching import why_it_applies
from keywork_desktop.domain.people import EarlierStay, GroupFlag, Prisoner
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicySet, Rule
from keywork_desktop.domain.session_ledger import session_ledger
from keywork_desktop.domain.wording import was_overdue_words, why
from tests.factories import (
    TODAY,
    a_key_worker,
    a_prisoner,
    a_session,
    a_snapshot,
    allocated,
    an_alert,
    an_entry,
    in_force,
    key_work_2025_26,
)

DAY = timedelta(days=1)
NUMBER = "A1234BC"


def item_of(person: Prisoner, on: date = TODAY, policies: RuleBook | None = None) -> DueItem:
    facts = a_snapshot([person], [a_key_worker()], [allocated(NUMBER, "OFF01A")], on=on, policies=policies)
    return due_list(facts)[0]


def lines(item: DueItem, began: date | None = None) -> list[str]:
    return [
        f"{line.record.on:%d %b}{'' if line.counted else ' not'} counted: {'; '.join((line.words, *line.reasons))}"
        for line in session_ledger(item, {"OFF01A": a_key_worker()}, began)
    ]


def here(on: date, kind: RecordKind = RecordKind.SESSION, **facts: object) -> KeyWorkRecord:
    return KeyWorkRecord(on, kind, "OFF01A", source=RecordSource.HERE, **facts)  # type: ignore[arg-type]  # its fields


def test_every_record_says_whether_it_counted_and_why_not() -> None:
    person = a_prisoner(
        NUMBER,
        alerts=(an_alert("HA", date(2026, 11, 10)),),
        records=(
            a_session(date(2026, 11, 17)),
            a_session(date(2026, 11, 17), at=time(15, 0)),
            an_entry(date(2026, 11, 16)),
            here(date(2026, 11, 15), RecordKind.WELLBEING),
            here(date(2026, 11, 14), RecordKind.MISSED, reason="refused"),
            here(date(2026, 11, 13), RecordKind.CANCELLED),
            here(date(2026, 11, 12)),
            a_session(date(2026, 11, 2), by="GONE99"),
        ),
    )
    assert lines(item_of(person)) == [
        "17 Nov counted: Session by KHAN, Omar",
        "17 Nov not counted: Session by KHAN, Omar; the same day again: one session",
        "16 Nov not counted: Key work entry by KHAN, Omar; an entry (KE) never counts",
        "15 Nov not counted: Wellbeing check by KHAN, Omar; a check never counts as a session",
        "14 Nov not counted: Missed by KHAN, Omar; prisoner refused",
        "13 Nov not counted: Cancelled by KHAN, Omar; not held",
        "12 Nov counted: Session by KHAN, Omar; not yet in NOMIS, 8 days",
        "02 Nov counted: Session by GONE99, not on the staff list; not for ACCT open: before it began on 10 Nov",
    ]


def test_a_note_in_nomis_answers_what_was_recorded_here_the_same_day() -> None:
    both = (a_session(date(2026, 11, 12)), here(date(2026, 11, 12)))
    assert lines(item_of(a_prisoner(NUMBER, records=both))) == [
        "12 Nov counted: Session by KHAN, Omar",
        "12 Nov not counted: Session by KHAN, Omar; the same day again: one session",
    ]


def test_sessions_of_the_stay_before_are_listed_and_not_counted() -> None:
    earlier = EarlierStay(date(2026, 1, 5), date(2026, 11, 1), (a_session(date(2026, 10, 20)),))
    person = a_prisoner(NUMBER, reception=date(2026, 11, 10), earlier=earlier, seen=[date(2026, 11, 12)])
    assert lines(item_of(person)) == [
        "12 Nov counted: Session by KHAN, Omar",
        "20 Oct not counted: Session by KHAN, Omar; before his reception on 10 Nov",
    ]


def test_a_late_note_is_marked_but_history_that_was_taken_over_is_not() -> None:
    late = here(date(2026, 11, 9), known_since=date(2026, 11, 18))
    began = date(2026, 11, 2)
    assert late_since(late, began) == date(2026, 11, 18)
    assert late_since(late, None) is None
    assert late_since(here(date(2026, 10, 1), known_since=began), began) is None
    person = a_prisoner(NUMBER, records=(late,))
    (note,) = late_notes([person], TODAY, began)
    assert (note.known_since, note.days) == (date(2026, 11, 18), 9)
    assert late_notes([person], date(2026, 11, 25), began) == ()
    assert late_notes([person], date(2026, 11, 17), began) == ()


def test_on_a_past_day_what_was_not_known_then_is_told_apart() -> None:
    late = here(date(2026, 11, 9), known_since=date(2026, 11, 18))
    person = a_prisoner(NUMBER, records=(late,))
    assert sessions_recorded_after(person, date(2026, 11, 12)) == (late,)
    assert sessions_recorded_after(person, TODAY) == ()
    (line,) = session_ledger(item_of(person, date(2026, 11, 12)), {}, date(2026, 11, 2))
    assert (line.after, line.late) == (True, date(2026, 11, 18))


def applies(item: DueItem) -> dict[str, tuple[str, ...]]:
    return {asked.rule.id: why_it_applies(asked, item) for asked in item.obligations}


def test_each_rule_names_the_fact_that_matched() -> None:
    person = a_prisoner(
        NUMBER,
        alerts=(an_alert("HA", date(2026, 11, 10)), an_alert("ROH", None, first_seen=date(2026, 11, 1))),
        release_date=date(2026, 12, 4),
        location="CSU-1-004",
    )
    assert applies(item_of(person)) == {
        "acct_open": ("Alert HA since 10 Nov.",),
        "rosh_pre_release": (
            "Alert ROH, first reported 1 Nov; no date of its own.",
            "Release date Fri 4 Dec 2026.",
        ),
        "weekend": ("He is located in CSU: the weekend rule of the set in force applies.",),
        "baseline": ("Applies to everyone: Key work 2025/26 is in force.",),
    }


def test_an_alert_that_was_first_reported_after_the_day_says_so() -> None:
    person = a_prisoner(NUMBER, alerts=(an_alert("HA", date(2026, 11, 10), first_seen=date(2026, 11, 16)),))
    assert applies(item_of(person, date(2026, 11, 12)))["acct_open"] == (
        "Alert HA since 10 Nov, first reported 16 Nov.",
    )


def test_a_flag_names_who_set_it_and_when_it_is_reviewed() -> None:
    shielding = GroupFlag("shielding", date(2026, 11, 2), "CM Ellis", review_on=date(2026, 12, 1))
    person = a_prisoner(NUMBER, flags=(shielding,), alerts=(an_alert("HA1", date(2026, 11, 3)),))
    told = applies(item_of(person, policies=level(2)))
    assert told["acct_post_closure"] == ("Alert HA1 since 3 Nov.",)
    assert told["shielding"] == ("Flagged by CM Ellis on 2 Nov, review by 1 Dec.",)
    assert told["baseline"][0].startswith("Applies to everyone: regime level 2 is set for Houseblock 2")


def level(number: int, since: date = TODAY - 5 * DAY) -> RuleBook:
    """The shipped set in force, and a regime level over it; at level 4 nothing is asked of everyone."""
    groups = (*key_work_2025_26().groups, Rule("shielding", 1, 7, 45, first_within=7))
    baseline = None if number == 4 else Rule("baseline", 2, 28, 30)
    giving = PolicySet(f"edm_level_{number}", f"EDM level {number}", "EDM", baseline, groups)
    return RuleBook(in_force().in_force, (RegimeEntry(number, since),), {number: giving})


def test_a_group_that_ended_while_overdue_says_when() -> None:
    ended = an_alert("HA", date(2026, 10, 1), date(2026, 11, 10))
    person = a_prisoner(NUMBER, alerts=(ended,), seen=[date(2026, 9, 20)])
    item = item_of(person)
    assert item.former_groups == ("acct_open",)
    assert applies(item)["acct_open"] == ("He left the group on 10 Nov, overdue by then.",)


def test_who_was_overdue_when_sessions_were_suspended_is_told_so() -> None:
    person = a_prisoner(NUMBER, seen=[date(2026, 10, 1), date(2026, 9, 17)])
    before = item_of(person, TODAY - 6 * DAY)
    item = item_of(person, policies=level(4))
    assert (before.days_overdue, item.days_overdue_before) == (30, 30)
    assert was_overdue_words(item) == "was overdue 30 d"
    assert why(item) == "No rule in force asks for a session. 30 days overdue when suspended, 15 Nov."
    priority = a_prisoner(NUMBER, seen=[date(2026, 10, 1)], alerts=(an_alert("HA", date(2026, 11, 10)),))
    assert was_overdue_words(item_of(priority, policies=level(4))) == ""
