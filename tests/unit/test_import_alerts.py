"""Alerts of both tabs: when they begin, when they end, and which release date holds."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.domain.facts import AdmissionFact, AlertFact, Known, PersonFact
from keywork_desktop.domain.people import Alert
from keywork_desktop.importing.alert_codes import AlertCodes, alert_codes, read_alert_codes
from keywork_desktop.importing.recognised import RecognisedFile
from keywork_desktop.importing.reconciling.ledger import known_after
from tests.unit.made_reports import (
    ADMISSIONS,
    ALERTS,
    ALERTS_WITH_STATUS,
    TODAY,
    compared,
    errors,
    man,
    notes,
    offers,
    prison_number,
    report,
    roll,
    shipped_codes,
    taken,
)

OPEN = "ACCT Open (HMPS)"
LAST_WEEK = date(2026, 11, 13)
NEXT_WEEK = date(2026, 11, 27)


def dated(index: int, on: str, what: str = OPEN, until: str = "", release: str = "") -> list[str]:
    return [what, prison_number(index), f"PERSON{index}", "JOHN", "2-1-001", on, until, release]


def with_status(
    index: int, status: str = "ACTIVE", what: str = OPEN, admitted: str = "", release: str = ""
) -> list[str]:
    return [what, prison_number(index), f"PERSON{index}", "JOHN", "2-1-001", status, admitted, release]


def tab_one(*rows: list[str], on: date | None = None, name: str = "one.csv") -> RecognisedFile:
    return report(ALERTS, rows, name, on)


def tab_two(*rows: list[str], on: date | None = None, name: str = "two.csv") -> RecognisedFile:
    return report(ALERTS_WITH_STATUS, rows, name, on)


def everyone(size: int = 3) -> RecognisedFile:
    return roll([man(i, f"2-1-{i:03d}") for i in range(1, size + 1)])


def active(known: Known, day: date, code: str = "HA") -> list[str]:
    """Prison numbers of those with the alert active on the day."""
    return sorted(
        {
            fact.prison_number
            for fact in known.alerts.values()
            if fact.code == code
            and Alert(code, fact.effective, fact.expiry, fact.first_seen, fact.ended_on).active_on(day)
        }
    )


def test_descriptions_become_codes_and_unknown_ones_are_kept() -> None:
    proposal = compared(
        everyone(), tab_one(dated(1, "01/11/2026", "ACCT  OPEN (hmps)"), dated(1, "01/11/2026", "Violent"))
    )
    assert [fact.code for fact in proposal.facts if isinstance(fact, AlertFact)] == ["HA", "Violent"]


def test_the_two_tabs_are_one_list_in_any_order() -> None:
    files = [everyone(), tab_one(dated(1, "01/11/2026")), tab_two(with_status(1))]
    proposals = [compared(*order) for order in permutations(files)]
    assert len({proposal.facts for proposal in proposals}) == 1
    assert AlertFact("A0001BC", "HA", date(2026, 11, 1), None, TODAY) in proposals[0].facts
    assert [(o.new, o.repeated) for o in proposals[0].files] == [(3, 0), (1, 0), (0, 1)]


def test_inactive_in_one_tab_beats_open_dates_in_the_other() -> None:
    known = taken(everyone(), tab_one(dated(1, "01/11/2026")), tab_two(with_status(1, "INACTIVE")))
    assert known.alerts["A0001BC", "HA", date(2026, 11, 1)].ended_on == TODAY
    assert active(known, TODAY) == []
    assert active(known, date(2026, 11, 19)) == ["A0001BC"]


def test_an_alert_that_expired_before_is_not_ended_again() -> None:
    known = taken(everyone(), tab_one(dated(1, "01/10/2026", until="01/11/2026")), tab_two(with_status(1, "INACTIVE")))
    assert known.alerts["A0001BC", "HA", date(2026, 10, 1)].ended_on is None


def test_without_an_effective_date_membership_begins_with_the_report() -> None:
    known = taken(everyone(), tab_two(with_status(1)))
    assert known.alerts["A0001BC", "HA", None].first_seen == TODAY
    later = compared(tab_two(with_status(1), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    assert later.facts == ()


def test_a_known_effective_date_beats_the_day_of_the_report() -> None:
    known = taken(everyone(), tab_two(with_status(1)))
    known = taken(tab_one(dated(1, "01/11/2026"), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    assert active(known, date(2026, 11, 5)) == ["A0001BC"]
    assert known.alerts["A0001BC", "HA", None].ended_on == TODAY  # never was
    again = compared(tab_two(with_status(1), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    assert again.facts == ()


def test_an_older_report_still_brings_an_effective_date() -> None:
    known = taken(everyone(), tab_two(with_status(1)))
    proposal = compared(tab_one(dated(1, "01/11/2026"), dated(2, "02/11/2026"), on=LAST_WEEK), known=known)
    outcome = proposal.files[0]
    assert (outcome.changed, outcome.unchanged) == (1, 1)
    assert active(known_after(known, proposal.facts), TODAY) == ["A0001BC"]


def test_an_alert_missing_from_a_newer_report_has_ended() -> None:
    known = taken(everyone(), tab_one(dated(1, "01/11/2026"), dated(2, "01/11/2026")))
    proposal = compared(tab_one(dated(2, "01/11/2026"), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    assert proposal.facts == (AlertFact("A0001BC", "HA", date(2026, 11, 1), None, TODAY, NEXT_WEEK),)
    assert (proposal.files[0].gone, proposal.files[0].unchanged) == (1, 1)


def test_an_alert_that_is_shown_again_is_active_again() -> None:
    known = taken(everyone(), tab_one(dated(1, "01/11/2026"), dated(2, "01/11/2026")))
    known = taken(tab_one(dated(2, "01/11/2026"), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    later = date(2026, 12, 4)
    known = taken(tab_one(dated(1, "01/11/2026"), dated(2, "01/11/2026"), on=later), known=known, today=later)
    assert active(known, later) == ["A0001BC", "A0002BC"]


def test_an_acct_opened_again_without_a_date_does_not_revive_the_old_one() -> None:
    known = taken(everyone(), tab_one(dated(1, "01/06/2026", until="01/07/2026")))
    known = taken(tab_two(with_status(1), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    assert active(known, NEXT_WEEK) == ["A0001BC"]
    assert active(known, TODAY) == []


def test_of_two_alerts_the_active_row_is_the_newer_one() -> None:
    ones = tab_one(dated(1, "01/06/2026"), dated(1, "01/11/2026"))
    known = taken(everyone(), ones, tab_two(with_status(1), with_status(1, "INACTIVE")))
    assert known.alerts["A0001BC", "HA", date(2026, 6, 1)].ended_on == TODAY
    assert known.alerts["A0001BC", "HA", date(2026, 11, 1)].ended_on is None


def test_the_same_tab_twice_in_one_import_ends_nothing_and_revives_nothing() -> None:
    rows = [with_status(1), with_status(1, "INACTIVE"), with_status(2, "INACTIVE")]
    ones = tab_one(dated(1, "01/06/2026"), dated(1, "01/11/2026"), dated(2, "01/11/2026"))
    once = compared(everyone(), ones, tab_two(*rows))
    twice = compared(everyone(), ones, tab_two(*rows), tab_two(*rows, name="copy.csv"))
    assert twice.facts == once.facts
    assert twice.files[3].repeated == 3


def test_a_row_that_is_refused_ends_no_alert_of_that_man() -> None:
    known = taken(everyone(), tab_one(dated(1, "01/11/2026"), dated(2, "01/11/2026")))
    proposal = compared(
        tab_one(dated(1, "31/02/2026"), dated(2, "01/11/2026"), on=NEXT_WEEK), known=known, today=NEXT_WEEK
    )
    assert proposal.facts == ()
    (problem,) = errors(proposal.files[0])
    assert (problem.row, problem.column, problem.value) == (2, "Alert Effective Date", "31/02/2026")


def test_a_report_made_for_few_alerts_is_not_believed_to_be_full() -> None:
    many = [dated(i, "01/11/2026", what) for i in range(1, 9) for what in (OPEN, "CSIP")]
    known = taken(everyone(8), tab_one(*many))
    proposal = compared(tab_one(dated(1, "01/11/2026"), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    assert proposal.facts == ()
    (offer,) = proposal.suggestions
    assert len(offer.facts) == 15
    assert "more than half" in offers(proposal.files[0])[0].message


def test_a_report_of_one_houseblock_ends_nothing_elsewhere() -> None:
    known = taken(
        roll([man(1, "1-1-001"), man(2, "2-1-001"), man(3, "2-1-002")]),
        tab_one(dated(1, "01/11/2026"), dated(2, "01/11/2026"), dated(3, "01/11/2026")),
    )
    proposal = compared(tab_one(dated(2, "01/11/2026"), on=NEXT_WEEK), known=known, today=NEXT_WEEK)
    assert [fact.prison_number for fact in proposal.facts if isinstance(fact, AlertFact)] == ["A0003BC"]


def test_a_second_report_of_the_same_day_ends_nothing() -> None:
    known = taken(everyone(), tab_one(dated(1, "01/11/2026"), on=LAST_WEEK), today=LAST_WEEK)
    known = taken(tab_one(dated(1, "01/11/2026")), known=known)
    assert compared(tab_two(with_status(2)), known=known).files[0].gone == 0


def release_of(known: Known) -> date | None:
    return known.people["A0001BC"].release_date


def test_the_release_date_is_the_alpha_lists_first() -> None:
    proposal = compared(roll([man(1, release="01/03/2027")]), tab_one(dated(1, "01/11/2026", release="02/03/2027")))
    assert release_of(known_after(Known(), proposal.facts)) == date(2027, 3, 1)
    (note,) = notes(proposal.files[1])
    assert (note.column, note.value) == ("Release Date", "2027-03-02")


def test_where_the_alpha_list_has_no_release_date_the_alerts_tabs_have_it() -> None:
    first = [roll([man(1)]), tab_two(with_status(1, release="02/03/2027"))]
    known = taken(*first)
    assert release_of(known) == date(2027, 3, 2)
    assert compared(*first, known=known).facts == ()
    assert compared(first[0], known=known).facts == ()
    moved = compared(
        roll([man(1)], on=NEXT_WEEK),
        tab_two(with_status(1, release="05/03/2027"), on=NEXT_WEEK),
        known=known,
        today=NEXT_WEEK,
    )
    assert release_of(known_after(known, moved.facts)) == date(2027, 3, 5)


def test_an_admission_date_of_the_alerts_tab_stands_in_for_an_admission() -> None:
    two = tab_two(with_status(1, admitted="03/07/2026"), with_status(2, admitted="04/07/2026"))
    admissions = report(ADMISSIONS, [["05/07/2026 10:00", "PERSON2", "JOHN", "A0002BC", "B", "2-1-001"]])
    facts = [fact for fact in compared(everyone(2), two, admissions).facts if isinstance(fact, AdmissionFact)]
    assert facts == [
        AdmissionFact("A0001BC", date(2026, 7, 3), "00001A", "alerts"),
        AdmissionFact("A0002BC", date(2026, 7, 5), "B", "admissions"),
    ]


def test_an_alert_about_somebody_unknown_is_taken_and_said() -> None:
    proposal = compared(tab_one(dated(1, "01/11/2026")))
    assert PersonFact("A0001BC", "PERSON1", "JOHN") in proposal.facts
    assert notes(proposal.files[0])[0].value == "A0001BC"


def test_a_status_that_is_none_is_refused() -> None:
    (problem,) = errors(compared(everyone(), tab_two(with_status(1, "PENDING"))).files[1])
    assert (problem.column, problem.value) == ("Alert Status", "PENDING")


def test_the_shipped_table_knows_every_code_of_the_field() -> None:
    codes = shipped_codes()
    assert codes.code_of("OASys Serious Harm-Very High") == "ROV"
    assert codes.code_of("involved in custodial debt: victim") == "XCDV"
    assert codes.code_of("Anything", "XRF") == "XRF"
    assert codes.code_of("ha1") == "HA1"
    assert len(codes.by_description) == 14


def test_a_table_that_makes_no_sense_says_so(tmp_path: Path) -> None:
    path = tmp_path / "codes.toml"
    for text in ("codes = 3", "[codes]\n'' = 'HA'", "not toml"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(EnvironmentProblem) as caught:
            read_alert_codes(path)
        assert caught.value.code == "alert_table"
    with pytest.raises(ValueError, match="not clear"):
        alert_codes({"A b": "X", "a-B": "Y"})
    assert AlertCodes().code_of("Violent") == "Violent"
