"""What the Settings page shows, from domain values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.forecast import RegimeForecast
from keywork_desktop.domain.people import GroupFlag
from keywork_desktop.domain.rulebook import GroupSwitch, RegimeEntry, RuleBook
from keywork_desktop.domain.rules import NEURODIVERSE_LANDING, PolicyInForce, Rule
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.store.policies import shipped_policies
from keywork_desktop.ui.models.settings_entries import EntriesModel, entry_lines
from keywork_desktop.ui.models.settings_flags import FlagsModel, flag_rows
from keywork_desktop.ui.models.settings_forecast import forecast_words
from keywork_desktop.ui.models.settings_groups import GroupsModel, group_lines
from keywork_desktop.ui.models.settings_landings import LandingsModel, elsewhere, landing_rows
from keywork_desktop.ui.models.settings_policies import PoliciesModel, PolicyLine, RulesModel, rules_of, where_used
from keywork_desktop.ui.models.settings_regime import RegimeModel
from keywork_desktop.ui.models.settings_time_line import TimeLineModel, time_lines
from keywork_desktop.ui.models.settings_words import near_date, span_words
from keywork_desktop.ui.settings.acts import changes_between
from keywork_desktop.ui.settings.levels_asked import asked_words
from tests.factories import TODAY, a_prisoner, a_snapshot, an_alert
from tests.settings_page import grid_text, spoken, table_text

MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)
CSIP = GroupSwitch(
    "csip", Rule("csip", 1, 7, 45, 7), date(2026, 11, 1), "Head of Residence", approved_on=date(2026, 10, 30)
)
LANDING = GroupSwitch(
    NEURODIVERSE_LANDING, Rule(NEURODIVERSE_LANDING, 1, 7, 45, 7), date(2026, 11, 1), "PGD", landings=("2-3",)
)


def a_book(*regime: RegimeEntry, switches: tuple[GroupSwitch, ...] = ()) -> RuleBook:
    sets = shipped_policies()
    levels = {level: sets[f"edm_level_{level}"] for level in (1, 2, 3, 4)}
    return RuleBook((PolicyInForce(sets["key_work_2025_26"], date(2025, 4, 1)),), regime, levels, switches)


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_time_line_says_what_is_in_force_where_and_since_when(qapp: object) -> None:
    book = a_book(RegimeEntry(2, date(2026, 11, 9), date(2026, 11, 22)), RegimeEntry(4, TODAY, TODAY, "3"))
    model = TimeLineModel()
    _tester = watched(model)
    model.show(time_lines(book, ("2", "3"), date(2026, 9, 1), date(2027, 5, 31)))
    assert [row.replace("; ", "\n").splitlines() for row in spoken(model)] == [
        [
            "Whole establishment: Key work 2025/26 from Tue 1 Apr 2025 to Sun 8 Nov 2026",
            "EDM level 2, Reduce from Mon 9 Nov 2026 to Sun 22 Nov 2026",
            "Key work 2025/26 from Mon 23 Nov 2026 on",
        ],
        [
            "Houseblock 2, as the establishment: Key work 2025/26 from Tue 1 Apr 2025 to Sun 8 Nov 2026",
            "EDM level 2, Reduce from Mon 9 Nov 2026 to Sun 22 Nov 2026",
            "Key work 2025/26 from Mon 23 Nov 2026 on",
        ],
        [
            "Houseblock 3: Key work 2025/26 from Tue 1 Apr 2025 to Sun 8 Nov 2026",
            "EDM level 2, Reduce from Mon 9 Nov 2026 to Thu 19 Nov 2026",
            "EDM level 4, Lockdown on Fri 20 Nov 2026",
            "EDM level 2, Reduce from Sat 21 Nov 2026 to Sun 22 Nov 2026",
            "Key work 2025/26 from Mon 23 Nov 2026 on",
        ],
    ]


def test_the_calendar_shows_each_level_and_whose_entry_it_is(qapp: object) -> None:
    model = RegimeModel()
    _tester = watched(model)
    book = a_book(
        RegimeEntry(2, date(2026, 11, 9), date(2026, 11, 22)), RegimeEntry(4, date(2026, 11, 21), TODAY + DAY, "2")
    )
    model.show(book, ("2", "3"), MONDAY, TODAY)
    assert grid_text(model)[0].startswith("all: 2 2 2 2 2 2 2 · ·")
    assert grid_text(model)[1].startswith("2: (2) (2) (2) (2) (2) 4 (2) · ·")
    assert grid_text(model)[2].startswith("3: (2) (2) (2) (2) (2) (2) (2) ·")
    tomorrow = model.cell(model.index_of("2", TODAY + DAY))
    assert tomorrow is not None
    assert tomorrow.spoken == "Houseblock 2, Sat 21 Nov 2026: level 4 Lockdown"
    past = model.cell(model.index_of("3", MONDAY))
    assert past is not None
    assert past.spoken == ("Houseblock 3, Mon 16 Nov 2026: level 2 Reduce, as the whole establishment, past, read only")
    model.show(a_book(), ("2", "3"), MONDAY, TODAY)
    assert "2" not in grid_text(model)[0]


def test_entries_come_in_the_order_of_their_days_and_past_ones_last(qapp: object) -> None:
    model = EntriesModel()
    _tester = watched(model)
    past = RegimeEntry(3, date(2026, 10, 1), date(2026, 10, 7))
    now = RegimeEntry(2, date(2026, 11, 9))
    planned = RegimeEntry(4, TODAY + DAY, TODAY + DAY, "2")
    model.show(entry_lines([past, planned, now], TODAY, {("2", TODAY + DAY): "entered by manager on Fri 20 Nov 2026"}))
    assert spoken(model) == [
        "Level 2 Reduce, Whole establishment, from Mon 9 Nov 2026 on, now",
        "Level 4 Lockdown, Houseblock 2, on Sat 21 Nov 2026, planned, entered by manager on Fri 20 Nov 2026",
        "Level 3 Restrict, Whole establishment, from Thu 1 Oct 2026 to Wed 7 Oct 2026, past",
    ]


def a_flagged_prison() -> Snapshot:
    flag = GroupFlag("csip", date(2026, 10, 1), "CM Price", None, date(2026, 11, 13), "debts on the landing")
    ended = GroupFlag("csip", date(2026, 8, 1), "CM Price", date(2026, 9, 1), date(2026, 8, 28), "threats")
    return a_snapshot(
        [
            a_prisoner("A0001AA", last_name="ABBOTT", location="2-3-001", flags=(flag,)),
            a_prisoner("A0002AA", last_name="BARNES", location="2-1-001", flags=(ended,)),
            a_prisoner("A0003AA", last_name="CARTER", location="COURT", alerts=(an_alert("HA", date(2026, 11, 18)),)),
        ],
        policies=a_book(switches=(CSIP, LANDING)),
    )


def test_groups_say_whether_they_are_on_and_what_is_to_be_reviewed(qapp: object) -> None:
    model = GroupsModel()
    _tester = watched(model)
    snapshot = a_flagged_prison()
    model.show(group_lines(snapshot, due_list(snapshot), TODAY))
    said = {line.group: model.spoken_of(line) for line in model.items}
    assert said["acct_open"] == "ACCT open, ACCT, on by default, 1 prisoner"
    assert said["csip"] == "CSIP, CSIP, Whole establishment since Sun 1 Nov, 1 prisoner, 1 flag to review"
    assert said["young_adult"] == "Young adult, YA, off"
    assert NEURODIVERSE_LANDING not in said, "a rule of a place is set under Locations"


def test_flags_show_who_decided_them_and_whose_review_has_passed(qapp: object) -> None:
    model = FlagsModel()
    _tester = watched(model)
    model.show(flag_rows(a_flagged_prison(), "csip", TODAY))
    assert table_text(model) == [
        "ABBOTT, John A0001AA | 1 Oct 2026 |  | was 13 Nov 2026 | CM Price | debts on the landing",
        "BARNES, John A0002AA | 1 Aug 2026 | 1 Sep 2026 | 28 Aug 2026 | CM Price | threats",
    ]
    assert model.spoken_of(model.rows[0]).endswith("review overdue")
    assert model.spoken_of(model.rows[1]).endswith("ended")


def test_landings_show_who_is_there_and_the_rules_of_the_place(qapp: object) -> None:
    model = LandingsModel()
    _tester = watched(model)
    snapshot = a_flagged_prison()
    model.show(landing_rows(snapshot, TODAY))
    assert table_text(model) == [
        "Houseblock 2 | 2-1 | 1 | 1 | ",
        "Houseblock 2 | 2-3 | 1 | 1 | Neurodiverse landing since Sun 1 Nov",
    ]
    assert elsewhere(snapshot) == "COURT 1"


def test_policy_sets_say_where_they_apply_and_local_readings_are_labelled(qapp: object) -> None:
    sets, lines, rules = shipped_policies(), PoliciesModel(), RulesModel()
    _testers = watched(lines), watched(rules)
    book = a_book(RegimeEntry(2, TODAY))
    lines.show([PolicyLine(policy, True, "Ships", *where_used(book, policy.id, TODAY)) for policy in sets.values()])
    said = {line.policy.id: lines.spoken_of(line) for line in lines.items}
    assert said["key_work_2025_26"] == ("Key work 2025/26, Ships, in force, Whole establishment since Tue 1 Apr 2025")
    assert said["edm_level_2"] == "EDM level 2, Reduce, Ships, in force, Regime calendar: 1 entry now or later"
    assert said["fortnightly_model"] == "Fortnightly model, Ships, not used"
    rules.show(rules_of(sets["edm_level_4"]))
    assert table_text(rules)[0].split(" | ")[:6] == [
        "ACCT open",
        "1",
        "7",
        "45",
        "1 day",
        "Local reading",
    ]
    rules.show(rules_of(sets["key_work_2025_26"]))
    assert table_text(rules)[0].startswith("Everyone | 2 | 28 | 45 |  |  | ")
    assert rules.spoken_of(rules.rows[1]).startswith(
        "ACCT open: Once a week, 45 minutes, the first within 1 day, local"
    )


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (4, "Priority groups once a week, 45 minutes; nobody else"),
        (2, "Everyone two in four weeks, 30 minutes; priority groups once a week, 45 minutes"),
    ],
)
def test_what_a_level_asks_is_said_beside_the_calendar(level: int, said: str) -> None:
    assert asked_words(shipped_policies()[f"edm_level_{level}"]) == said


def test_the_forecast_is_told_as_sessions_a_week_beyond_the_time_there_is() -> None:
    forecast = RegimeForecast(1, date(2026, 11, 23), None, None, 1004, 502, 1004, 36720, 816)
    words = forecast_words(forecast, TODAY)
    assert words.sentence == "Level 1 from Mon 23 Nov: 188 more sessions a week than you have time for."
    assert words.because == (
        "1,004 sessions a week asked, 502 more than the 502 without the change. "
        "Time for 816 a week (612 h by the detail). Whole establishment, 1,004 prisoners."
    )
    assert (words.shape, words.tone) == ("▲", "no")
    enough = forecast_words(replace(forecast, level=4, after=20), TODAY)
    assert enough.sentence == "Level 4 from Mon 23 Nov: there is time for what it asks."
    assert "20 sessions a week asked, 482 fewer than the 502 without the change" in enough.because
    unknown = forecast_words(replace(forecast, time_for=None, minutes_a_week=None), TODAY)
    assert unknown.because.startswith("No detail says how much key work time there is.")


def test_only_what_was_changed_is_asked_of_the_action() -> None:
    before = shipped_policies()["key_work_2025_26"]
    assert before.baseline is not None
    after = replace(
        before,
        name="Ours",
        baseline=replace(before.baseline, sessions=3),
        groups=(*before.groups[1:], Rule("shielding", 1, 7, 45, 7)),
        weekend=None,
        weekend_units=(),
    )
    assert changes_between(before, after) == {
        "name": "Ours",
        "baseline.sessions": 3,
        "acct_open": None,
        "shielding.sessions": 1,
        "shielding.window_days": 7,
        "shielding.minutes": 45,
        "shielding.first_within": 7,
        "weekend": None,
    }
    assert changes_between(before, before) == {}


def test_days_are_told_as_a_manager_would() -> None:
    assert near_date(TODAY, TODAY) == "today"
    assert near_date(TODAY + DAY, TODAY) == "tomorrow"
    assert near_date(date(2027, 2, 1), TODAY) == "Mon 1 Feb 2027"
    assert span_words(TODAY + DAY, None, TODAY) == "from Sat 21 Nov"
    assert span_words(date(2025, 4, 1), None, TODAY) == "since Tue 1 Apr 2025"
