"""A change never hides an overdue prisoner, and never makes one overdue overnight (DOMAIN 3.1).

The worked changes as examples; and every history against a model that walks day by day and says nothing clever.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop import paths
from keywork_desktop.domain.due_list import due_item
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.obligations import Status, obligations_of
from keywork_desktop.domain.people import EarlierStay, GroupFlag, Prisoner, Whereabouts
from keywork_desktop.domain.rulebook import GroupSwitch, RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicyMistake, PolicySet, Rule, policy_set_from
from keywork_desktop.domain.seen import due_on
from keywork_desktop.domain.wording import badges
from tests.factories import a_prisoner, a_session, a_snapshot, an_alert

DAY = timedelta(days=1)


def shipped(name: str) -> PolicySet:
    return policy_set_from(tomllib.loads((paths.policies() / f"{name}.toml").read_text("utf-8")))


LEVELS = {level: shipped(f"edm_level_{level}") for level in (1, 2, 3, 4)}
KEY_WORK = shipped("key_work_2025_26")


def a_book(
    *regime: RegimeEntry, sets: Iterable[PolicyInForce] | None = None, switches: Iterable[GroupSwitch] = ()
) -> RuleBook:
    in_force = (PolicyInForce(KEY_WORK, date(2025, 4, 1)),) if sets is None else tuple(sets)
    return RuleBook(in_force, tuple(regime), LEVELS, tuple(switches))


def baseline_due(prisoner: Prisoner, book: RuleBook, day: date) -> date | None:
    return next((o.due_on for o in obligations_of(prisoner, book, day) if o.rule.id == "baseline"), None)


class TestWorkedChanges:
    def test_level_1_to_level_3(self) -> None:
        book = a_book(RegimeEntry(1, date(2026, 1, 1), date(2026, 11, 30)), RegimeEntry(3, date(2026, 12, 1)))
        prisoner = a_prisoner(seen=[date(2026, 11, 23), date(2026, 11, 16)])
        assert baseline_due(prisoner, book, date(2026, 11, 30)) == date(2026, 11, 30)
        assert baseline_due(prisoner, book, date(2026, 12, 1)) == date(2026, 12, 21)

    def test_level_3_to_level_1(self) -> None:
        book = a_book(RegimeEntry(3, date(2026, 1, 1), date(2026, 11, 19)), RegimeEntry(1, date(2026, 11, 20)))
        prisoner = a_prisoner(seen=[date(2026, 11, 1)])
        assert baseline_due(prisoner, book, date(2026, 11, 19)) == date(2026, 11, 29)
        assert baseline_due(prisoner, book, date(2026, 11, 20)) == date(2026, 11, 27)

    def test_fifty_one_days_overdue_stay_through_a_week_of_lockdown(self) -> None:
        book = a_book(RegimeEntry(4, date(2026, 12, 1), date(2026, 12, 7)), RegimeEntry(3, date(2026, 12, 8)))
        prisoner = a_prisoner(reception=date(2026, 6, 1), seen=[date(2026, 9, 26), date(2026, 9, 12)])
        before = due_item(prisoner, a_snapshot([prisoner], on=date(2026, 11, 30), policies=book))
        assert before.days_overdue == 51
        during = due_item(prisoner, a_snapshot([prisoner], on=date(2026, 12, 4), policies=book))
        assert (during.status, during.was_overdue_since) == (Status.NO_OBLIGATION, before.due_on)
        after = due_item(prisoner, a_snapshot([prisoner], on=date(2026, 12, 8), policies=book))
        assert (after.days_overdue, after.was_overdue_since) == (52, None)

    def test_a_set_that_begins_after_reception_does_not_restart_where_another_applied(self) -> None:
        prisoner = a_prisoner(reception=date(2025, 3, 30))
        other = PolicyInForce(shipped("omic_45_minutes"), date(2024, 1, 1), date(2025, 3, 31))
        book = a_book(sets=[other, PolicyInForce(KEY_WORK, date(2025, 4, 1))])
        assert baseline_due(prisoner, book, date(2025, 4, 1)) == date(2025, 4, 2)

    def test_where_no_baseline_applied_before_it_begins_with_the_set(self) -> None:
        prisoner = a_prisoner(reception=date(2025, 3, 30))
        assert baseline_due(prisoner, a_book(), date(2025, 4, 1)) == date(2025, 4, 15)

    def test_a_group_that_ends_while_overdue_keeps_its_date_until_the_next_session(self) -> None:
        ended = date(2026, 11, 15)
        alerts = (an_alert("HA", date(2026, 11, 1), ended),)
        prisoner = a_prisoner(alerts=alerts, seen=[date(2026, 10, 30), date(2026, 10, 16)])
        item = due_item(prisoner, a_snapshot([prisoner], on=ended, policies=a_book()))
        assert (item.deciding and item.deciding.rule.id, item.due_on) == ("acct_open", date(2026, 11, 2))
        assert item.priority_groups == ()
        assert badges(item) == ("was ACCT",)
        seen = a_prisoner(alerts=alerts, seen=[ended, date(2026, 10, 30)])
        assert [o.rule.id for o in obligations_of(seen, a_book(), ended)] == ["baseline"]

    def test_a_group_that_ends_on_time_lapses(self) -> None:
        alerts = (an_alert("HA", date(2026, 11, 1), date(2026, 11, 8)),)
        prisoner = a_prisoner(alerts=alerts, seen=[date(2026, 11, 1), date(2026, 10, 16)])
        assert [o.rule.id for o in obligations_of(prisoner, a_book(), date(2026, 11, 20))] == ["baseline"]

    @pytest.mark.parametrize(
        ("back", "due"), [(date(2026, 11, 10), date(2026, 10, 5)), (date(2026, 11, 30), date(2026, 12, 3))]
    )
    def test_out_and_back_keeps_the_sooner_date_within_28_days(self, back: date, due: date) -> None:
        left = date(2026, 11, 1)
        earlier = EarlierStay(date(2026, 7, 1), left, (a_session(date(2026, 9, 21)), a_session(date(2026, 9, 7))))
        prisoner = a_prisoner(reception=back, earlier=earlier)
        assert baseline_due(prisoner, a_book(), back) == due

    def test_out_and_back_counts_from_the_first_session_after_it(self) -> None:
        earlier = EarlierStay(date(2026, 7, 1), date(2026, 11, 1))
        prisoner = a_prisoner(reception=date(2026, 11, 5), earlier=earlier, seen=[date(2026, 11, 6)])
        assert baseline_due(prisoner, a_book(), date(2026, 11, 6)) == date(2026, 11, 20)


class TestWhichRulesApply:
    def test_a_houseblocks_entry_beats_the_establishments(self) -> None:
        book = a_book(RegimeEntry(2, date(2026, 1, 1)), RegimeEntry(4, date(2026, 11, 1), date(2026, 11, 7), unit="3"))
        assert book.level_on(date(2026, 11, 3), "3") == 4
        assert book.level_on(date(2026, 11, 3), "2") == 2
        assert book.level_on(date(2026, 11, 8), "3") == 2

    def test_on_days_with_a_level_the_level_gives_baseline_and_minutes(self) -> None:
        book = a_book(RegimeEntry(3, date(2026, 11, 2), date(2026, 11, 3)))
        on, off = book.rules_on(date(2026, 11, 2), "2"), book.rules_on(date(2026, 11, 4), "2")
        assert on is not None
        assert on.baseline == LEVELS[3].baseline
        assert off is not None
        assert off.baseline == KEY_WORK.baseline
        assert on.weekend == off.weekend

    def test_level_4_tomorrow_is_one_entry(self) -> None:
        book = a_book(RegimeEntry(4, date(2026, 11, 21), date(2026, 11, 21)))
        prisoner = a_prisoner(alerts=(an_alert("HA", date(2026, 11, 1)),), seen=[date(2026, 11, 19)])
        found = [o.rule.id for o in obligations_of(prisoner, book, date(2026, 11, 21))]
        assert found == ["acct_open"]

    @pytest.mark.parametrize(
        ("level", "asked"),
        [(4, None), (3, (1, 28, 30)), (2, (2, 28, 30)), (1, (1, 7, 45))],
    )
    def test_the_levels_ask_what_the_table_says(self, level: int, asked: tuple[int, int, int] | None) -> None:
        baseline = LEVELS[level].baseline
        assert (baseline and (baseline.sessions, baseline.window_days, baseline.minutes)) == asked
        assert {(g.id, g.sessions, g.window_days, g.minutes) for g in LEVELS[level].groups} == {
            (group, 1, 7, 45)
            for group in ("acct_open", "acct_post_closure", "rosh_pre_release", "extremism_pre_release")
        }

    @pytest.mark.parametrize(
        ("name", "asked"),
        [("level_1_three_in_four_weeks", (3, 28)), ("fortnightly_model", (1, 14)), ("omic_45_minutes", (1, 7))],
    )
    def test_the_other_sets_ask_what_the_table_says(self, name: str, asked: tuple[int, int]) -> None:
        baseline = shipped(name).baseline
        assert baseline is not None
        assert (baseline.sessions, baseline.window_days, baseline.minutes) == (*asked, 45)

    @pytest.mark.parametrize("mistake", [{"level": 5}, {"level": 0}, {"to_date": date(2025, 1, 1)}])
    def test_an_impossible_entry_is_refused_with_the_field_named(self, mistake: Mapping[str, object]) -> None:
        with pytest.raises(PolicyMistake, match=r"level|to"):
            RegimeEntry(**{"level": 4, "from_date": date(2026, 1, 1), **mistake})  # type: ignore[arg-type]  # on purpose


class TestLocalGroups:
    RULE = Rule("young_adult", 1, 7, 45, 7)

    def test_a_group_is_off_until_somebody_approved_it(self) -> None:
        prisoner = a_prisoner(date_of_birth=date(2003, 5, 1), seen=[date(2026, 11, 15)])
        on = date(2026, 11, 20)
        assert [o.rule.id for o in obligations_of(prisoner, a_book(), on)] == ["baseline"]
        switch = GroupSwitch("young_adult", self.RULE, date(2026, 11, 10), "Governor and PGD")
        found = obligations_of(prisoner, a_book(switches=[switch]), on)
        assert [(o.rule.id, o.start) for o in found if o.rule.priority] == [("young_adult", date(2026, 11, 10))]
        with pytest.raises(PolicyMistake, match="approved_by"):
            GroupSwitch("young_adult", self.RULE, date(2026, 11, 10), " ")

    def test_the_age_is_a_setting_and_ends_on_the_birthday(self) -> None:
        prisoner = a_prisoner(date_of_birth=date(2003, 11, 20))
        switch = GroupSwitch("young_adult", self.RULE, date(2026, 1, 1), "PGD", under_age=23)
        book = a_book(switches=[switch])
        for day, member in ((date(2026, 11, 19), True), (date(2026, 11, 20), False)):
            item = due_item(prisoner, a_snapshot([prisoner], on=day, policies=book))
            assert ("young_adult" in item.priority_groups) is member

    def test_the_neurodiverse_landing_is_no_priority_group(self) -> None:
        rule = Rule("neurodiverse_landing", 1, 7, 45, 7)
        switch = GroupSwitch("neurodiverse_landing", rule, date(2026, 11, 1), "Governor", landings=("2-3",))
        prisoner = a_prisoner(location="2-3-001", seen=[date(2026, 11, 10)])
        item = due_item(prisoner, a_snapshot([prisoner], on=date(2026, 11, 20), policies=a_book(switches=[switch])))
        assert (item.deciding and item.deciding.rule.id, item.due_on) == ("neurodiverse_landing", date(2026, 11, 17))
        assert item.priority_groups == ()

    def test_flags_by_hand(self) -> None:
        shield = GroupSwitch("shielding", Rule("shielding", 1, 7, 45, 7), date(2026, 1, 1), "Governor")
        flag = GroupFlag("shielding", date(2026, 11, 18), "Healthcare", to_date=date(2026, 12, 1))
        prisoner = a_prisoner(flags=(flag,), seen=[date(2026, 11, 10), date(2026, 10, 27)])
        found = obligations_of(prisoner, a_book(switches=[shield]), date(2026, 11, 20))
        assert [(o.rule.id, o.due_on) for o in found if o.rule.priority] == [("shielding", date(2026, 11, 25))]

    def test_the_irmm_may_lengthen_the_window_before_release(self) -> None:
        flag = GroupFlag("rosh_pre_release", date(2026, 9, 1), "IRMM", days_before_release=56)
        rosh = {"alerts": (an_alert("ROH", date(2026, 1, 1)),), "release_date": date(2027, 1, 10)}
        plain, longer = a_prisoner(**rosh), a_prisoner(flags=(flag,), **rosh)
        day = date(2026, 11, 20)
        assert [o.rule.id for o in obligations_of(plain, a_book(), day)] == ["baseline"]
        assert "rosh_pre_release" in [o.rule.id for o in obligations_of(longer, a_book(), day)]

    def test_pathfinder_may_flag_somebody_without_a_tact_alert(self) -> None:
        flag = GroupFlag("extremism_pre_release", date(2026, 9, 1), "Pathfinder committee", months_before_release=3)
        prisoner = a_prisoner(flags=(flag,), release_date=date(2027, 2, 10))
        found = [o for o in obligations_of(prisoner, a_book(), date(2026, 11, 20)) if o.rule.priority]
        assert [(o.rule.id, o.start) for o in found] == [("extremism_pre_release", date(2026, 11, 10))]


# Day by day --------------------------------------------------------------------------------------------------------
# The model below reads DOMAIN 3.1 aloud, one day after the other, for one prisoner.


def unit_on(prisoner: Prisoner, day: date) -> str | None:
    seen = [w for w in prisoner.whereabouts if w.from_date <= day]
    if not seen:
        return prisoner.whereabouts[-1].location.unit if prisoner.whereabouts else prisoner.unit
    return max(seen, key=lambda w: w.from_date).location.unit


def rules_by_hand(book: RuleBook, day: date, unit: str | None) -> tuple[Rule | None, tuple[Rule, ...], int]:
    """Baseline, group rules and arrival days, looked up entry by entry."""

    def winner(entries):  # type: ignore[no-untyped-def]  # two kinds of entry
        applying = [e for e in entries if e.applies(day, unit)]
        own = [e for e in applying if e.unit is not None]
        return max(own or applying, key=lambda e: e.from_date, default=None)

    policy, level = winner(book.in_force), winner(book.regime)
    giving = book.levels[level.level] if level else (policy.policy if policy else None)
    arrival_days = policy.policy.arrival_days if policy else 3
    return (giving.baseline, giving.groups, arrival_days) if giving else (None, (), arrival_days)


def slow_baseline(prisoner: Prisoner, book: RuleBook, until: date) -> date | None:
    days = {r.on for r in prisoner.records if r.counts}
    start: date | None = None
    before: Rule | None = None
    first = 0
    due: date | None = None
    old: tuple[date, bool, date] | None = None
    answer: date | None = None
    day = prisoner.reception
    while day <= until:
        rule, _, arrival_days = rules_by_hand(book, day, unit_on(prisoner, day))
        seen = sorted((d for d in days if prisoner.reception <= d <= day), reverse=True)
        if rule is not None and start is None:
            start = day
            first = arrival_days if day == prisoner.reception else rule.step
        if rule is None:
            if before is not None and start is not None and due is not None:
                due = due + DAY
                if day in days:
                    due = due_on(before, seen, start, first_of(before, first, start, prisoner))
            answer = None
            last_was_spell = True
        else:
            assert start is not None
            changed = before is not None and (
                last_was_spell or (before.sessions, before.window_days) != (rule.sessions, rule.window_days)
            )
            if changed and due is not None:
                old = (due, day - DAY > due, day)
            if old is not None and any(old[2] <= d <= day for d in days):
                old = None
            due = due_on(rule, seen, start, first_of(rule, first, start, prisoner))
            if old is not None:
                due = old[0] if old[1] else max(due, min(old[0], old[2] + timedelta(days=rule.step)))
            before, last_was_spell, answer = rule, False, due
        day += DAY
    return answer


def first_of(rule: Rule, first: int, start: date, prisoner: Prisoner) -> int:
    return first if start == prisoner.reception else rule.step


def slow_groups(prisoner: Prisoner, book: RuleBook, until: date) -> set[tuple[str, date]]:
    codes = {"acct_open": {"HA"}, "acct_post_closure": {"HA1"}}
    days = {r.on for r in prisoner.records if r.counts}
    found: set[tuple[str, date]] = set()
    for group, wanted in codes.items():
        start: date | None = None
        due: date | None = None
        kept: list[date] = []
        day = prisoner.reception
        while day <= until:
            rules = {rule.id: rule for rule in rules_by_hand(book, day, unit_on(prisoner, day))[1]}
            member = group in rules and any(a.code in wanted and a.active_on(day) for a in prisoner.alerts)
            if any(d == day for d in days):
                kept = []
            if member:
                start = start or day
                seen = sorted((d for d in days if prisoner.reception <= d <= day), reverse=True)
                if group == "acct_open":
                    seen = [d for d in seen if d >= start]
                due = due_on(rules[group], seen, start, rules[group].first_within or 0)
            elif start is not None:
                assert due is not None
                if day - DAY > due and day not in days:
                    kept.append(due)
                start = due = None
            day += DAY
        if start is not None and due is not None:
            found.add((group, due))
        found |= {(group, one) for one in kept}
    return found


NEWEST = date(2026, 11, 20)
day_back = st.integers(0, 160).map(lambda n: NEWEST - n * DAY)
sets = st.sampled_from(
    [KEY_WORK, shipped("fortnightly_model"), shipped("omic_45_minutes"), shipped("level_1_three_in_four_weeks")]
)


@st.composite
def books(draw: st.DrawFn) -> RuleBook:
    units = st.sampled_from([None, None, "2", "CSU"])
    in_force = []
    for _ in range(draw(st.integers(0, 3))):
        first = draw(day_back)
        last = draw(st.none() | st.integers(0, 60).map(lambda n, first=first: first + n * DAY))
        in_force.append(PolicyInForce(draw(sets), first, last, draw(units)))
    regime = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(day_back)
        last = draw(st.none() | st.integers(0, 30).map(lambda n, first=first: first + n * DAY))
        regime.append(RegimeEntry(draw(st.sampled_from([1, 2, 3, 4, 4])), first, last, draw(units)))
    keyed = {(e.from_date, e.unit): e for e in in_force}
    levels = {(e.from_date, e.unit): e for e in regime}
    return RuleBook(tuple(keyed.values()), tuple(levels.values()), LEVELS)


@st.composite
def histories(draw: st.DrawFn) -> Prisoner:
    reception = draw(day_back)
    cells = st.sampled_from(["2-1-001", "3-1-001", "CSU-1-001", "COURT"])
    moves = {reception: draw(cells)}
    for _ in range(draw(st.integers(0, 4))):
        moves[max(reception, draw(day_back))] = draw(cells)
    where = tuple(Whereabouts(day, Location(moves[day])) for day in sorted(moves, reverse=True))
    alerts = []
    for _ in range(draw(st.integers(0, 3))):
        begins = draw(day_back)
        ends = draw(st.none() | st.integers(0, 40).map(lambda n, begins=begins: begins + n * DAY))
        alerts.append(an_alert(draw(st.sampled_from(["HA", "HA1"])), begins, ends))
    return a_prisoner(
        reception=reception,
        seen=draw(st.lists(day_back, max_size=8)),
        location=str(where[0].location),
        whereabouts=where,
        alerts=tuple(alerts),
    )


@settings(max_examples=400)
@given(histories(), books(), st.integers(0, 160))
def test_the_baseline_is_what_walking_day_by_day_gives(prisoner: Prisoner, book: RuleBook, back: int) -> None:
    day = max(prisoner.reception, NEWEST - back * DAY)
    if day < prisoner.whereabouts[0].from_date:
        day = NEWEST
    assert baseline_due(prisoner, book, day) == slow_baseline(prisoner, book, day)


@settings(max_examples=400)
@given(histories(), books())
def test_groups_are_what_walking_day_by_day_gives(prisoner: Prisoner, book: RuleBook) -> None:
    found = {(o.rule.id, o.due_on) for o in obligations_of(prisoner, book, NEWEST) if o.rule.priority}
    assert found == slow_groups(prisoner, book, NEWEST)


@settings(max_examples=300)
@given(histories(), books(), st.integers(1, 159))
def test_no_change_of_rules_hides_or_hastens_what_was_due(prisoner: Prisoner, book: RuleBook, back: int) -> None:
    today = NEWEST - back * DAY
    yesterday = today - DAY
    if today <= prisoner.reception or any(r.on == today for r in prisoner.records):
        return
    if unit_on(prisoner, today) != prisoner.unit:
        return
    before, after = baseline_due(prisoner, book, yesterday), baseline_due(prisoner, book, today)
    if before is None or after is None:
        return
    if yesterday > before:
        assert after == before, "who was overdue stays so, with the same date"
    else:
        assert today <= after or before == yesterday, "nobody becomes overdue but by the day passing"
