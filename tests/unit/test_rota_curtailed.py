"""No plan and no hand puts a session where the regime is cut, or over what blocks (DOMAIN 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.curtailments import WHOLE_DAY, Curtailment
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.placing import Diary, first_free_start, judge_session
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import compare_sessions, place_of
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import greedy_rota, plan_rota
from keywork_desktop.planning.rota_repair import repair_rota
from tests.drawn_core_days import core_days, locked_up
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated

MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
HOURS = (WHOLE_DAY, TimeSpan(time(9), time(10)), TimeSpan(time(14), time(15)))

cuts = st.lists(
    st.builds(
        lambda first, days, unit, span: Curtailment(first, first + timedelta(days=days), unit, span, "shortage"),
        st.sampled_from(WEEK),
        st.integers(0, 3),
        st.sampled_from([None, "2", "3"]),
        st.sampled_from(HOURS),
    ),
    max_size=4,
)
away = st.lists(
    st.builds(
        lambda man, day, kind, span: Appointment(f"A{man}234BC", day, span, kind),
        st.integers(0, 5),
        st.sampled_from(WEEK),
        st.sampled_from(["Gym", "Court"]),
        st.sampled_from(HOURS),
    ),
    max_size=8,
)


def a_wing_of_six(cut: list[Curtailment], appointments: list[Appointment], free: frozenset[str]) -> Snapshot:
    men = [
        a_prisoner(
            f"A{n}234BC",
            location=f"{2 + n % 2}-1-00{n}",
            seen=[MONDAY - timedelta(days=ago + n % 4) for ago in (10, 24)],
        )
        for n in range(6)
    ]
    officers = [a_key_worker("OFF02A", unit="2"), a_key_worker("OFF03A", unit="3")]
    shifts = [a_shift(officer.staff_id, day, "M", "0915-1045 1400-1530") for officer in officers for day in WEEK[:5]]
    by_number = {man.prison_number: man for man in men}
    elsewhere = {number: tuple(a for a in appointments if a.prison_number == number) for number in by_number}
    facts = a_snapshot(
        men,
        officers,
        [allocated(man.prison_number, f"OFF0{man.unit}A") for man in men],
        on=MONDAY - timedelta(days=1),
        shifts=shifts,
        period=Period(MONDAY, WEEK[-1]),
    )
    return replace(facts, curtailments=tuple(cut), appointments=elsewhere, not_blocking=free)


@settings(max_examples=40)
@given(cuts, away, st.sampled_from([frozenset(), frozenset({"gym"})]))
def test_no_plan_lies_where_the_regime_is_cut(
    cut: list[Curtailment], appointments: list[Appointment], free: frozenset[str]
) -> None:
    facts = a_wing_of_six(cut, appointments, free)
    for plan in (plan_rota(facts), greedy_rota(facts)):
        for session in plan.planned:
            others = [other for other in plan.planned if other is not session]
            judgement = judge_session(Diary(facts, others), session)
            assert not judgement.broken, judgement.text
            unit = facts.prisoners[session.prison_number].unit
            assert not any(c.closes(unit, session.on) and c.span.overlaps(session.span) for c in cut)
            blocking = [a for a in appointments if a.kind.casefold() not in free]
            his = [a for a in blocking if (a.prison_number, a.on) == (session.prison_number, session.on)]
            assert not any(a.span.overlaps(session.span) for a in his)


@settings(max_examples=60)
@given(core_days, away)
def test_hand_and_plan_mean_the_same_core_day(hours: tuple[CoreDay, ...], appointments: list[Appointment]) -> None:
    facts = replace(a_wing_of_six([], appointments, frozenset()), core_days=hours)
    planned = plan_rota(facts).planned
    for session in planned:
        others = [other for other in planned if other is not session]
        judgement = judge_session(Diary(facts, others), session)
        assert not judgement.broken, judgement.text
        assert not locked_up(facts, session)


@settings(max_examples=60)
@given(core_days, st.sampled_from(WEEK), st.sampled_from([30, 45]))
def test_the_first_free_time_by_hand_is_the_first_that_fits(
    hours: tuple[CoreDay, ...], day: date, minutes: int
) -> None:
    facts = replace(a_wing_of_six([], [], frozenset()), core_days=hours)
    diary = Diary(facts, ())
    start = first_free_start(diary, "A0234BC", "OFF02A", day, minutes)
    tried = [PlannedSession("A0234BC", "OFF02A", day, time(at // 60, at % 60), minutes) for at in range(540, 960, 5)]
    fitting = [s.start for s in tried if not judge_session(diary, s).broken and not locked_up(facts, s)]
    assert start == min(fitting, default=None)
    assert fitting == [s.start for s in tried if not judge_session(diary, s).broken]


@settings(max_examples=25)
@given(cuts)
def test_a_repair_loses_exactly_what_the_cut_hits(cut: list[Curtailment]) -> None:
    facts = a_wing_of_six([], [], frozenset())
    planned = tuple(replace(s, id=f"S{n}") for n, s in enumerate(plan_rota(facts).planned))
    repair = repair_rota(replace(facts, planned=planned, curtailments=tuple(cut)))
    units = {number: man.unit for number, man in facts.prisoners.items()}
    hit = {
        s.id for s in planned if any(c.closes(units[s.prison_number], s.on) and c.span.overlaps(s.span) for c in cut)
    }
    assert {session.id for session in repair.lost} == hit


@given(st.lists(st.integers(0, 5), unique=True), st.lists(st.integers(0, 5), unique=True))
def test_a_comparison_accounts_for_every_session(before: list[int], after: list[int]) -> None:
    planned = greedy_rota(a_wing_of_six([], [], frozenset())).planned
    old = [s for n, s in enumerate(planned) if n in before]
    new = [s for n, s in enumerate(planned) if n in after]
    found = compare_sessions(old, new)
    assert found.same + len(found.removed) + len(found.moved) == len({place_of(s) for s in old})
    assert found.same + len(found.added) + len(found.moved) == len({place_of(s) for s in new})
