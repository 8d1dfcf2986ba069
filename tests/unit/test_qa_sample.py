"""The quality sample of a month: reproducible, spread over key workers, its size by regime level."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.cli import run
from keywork_desktop.domain.qa import HeldSession, qa_sample, usual_size
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.store import Store, StoreKey
from tests.store.prison_facts import AT, ELMLEY, FRIDAY, MANAGER, OFFICERS, a_note, ago, an_officer, on_the_roll

MONTH = date(2026, 10, 1)


def held(officer: str, n: int, level: int | None = None) -> HeldSession:
    return HeldSession(f"A{n:04d}BC", MONTH + timedelta(days=n % 28), officer, "2", level)


sessions = st.lists(
    st.builds(held, st.sampled_from("PQRS"), st.integers(0, 99), st.sampled_from([None, 1, 2, 3, 4])),
    unique_by=lambda each: each.prison_number,
    max_size=40,
)


@given(sessions, st.integers(0, 50), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_matters(found: list[HeldSession], size: int, chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert qa_sample(shuffled, size) == qa_sample(found, size)


@given(sessions, st.integers(0, 50))
def test_nobody_is_looked_at_twice_before_everybody_once(found: list[HeldSession], size: int) -> None:
    drawn = qa_sample(found, size).sessions
    assert len(drawn) == min(size, len(found))
    assert set(drawn) <= set(found)
    assert len(set(drawn)) == len(drawn)
    has, got = Counter(each.staff_id for each in found), Counter(each.staff_id for each in drawn)
    most = max(got.values(), default=0)
    assert all(got[officer] >= min(has[officer], most - 1) for officer in has)


@given(sessions, st.integers(0, 20))
def test_a_larger_sample_holds_the_smaller_one(found: list[HeldSession], size: int) -> None:
    assert set(qa_sample(found, size).sessions) <= set(qa_sample(found, size + 1).sessions)


def test_another_seed_draws_others() -> None:
    found = [held("P", n) for n in range(50)]
    draws = {qa_sample(found, 5, seed).sessions for seed in "123456"}
    assert len(draws) == 6


def test_a_note_that_comes_late_moves_no_other() -> None:
    found = [held("P", n) for n in range(20)]
    before = set(qa_sample(found, 5).sessions)
    after = set(qa_sample([*found, held("P", 77)], 5).sessions)
    assert len(before - after) <= 1


@pytest.mark.parametrize(
    ("levels", "size"),
    [
        ({"P": [None], "Q": [1, 4], "R": [1]}, 3),
        ({"P": [3], "Q": [2], "R": [3, 2], "S": [3]}, 1),
        ({"P": [3], "Q": [2], "R": [3], "S": [3], "T": [2]}, 2),
        ({"P": [1], "Q": [3], "R": [4]}, 2),
        ({"P": [4], "Q": [4]}, 0),
        ({}, 0),
    ],
)
def test_the_size_by_regime_level(levels: dict[str, list[int | None]], size: int) -> None:
    found = [
        held(officer, 10 * place + n, level)
        for place, officer in enumerate(levels)
        for n, level in enumerate(levels[officer])
    ]
    assert usual_size(found) == size
    drawn = qa_sample(found).sessions
    assert len(drawn) == size
    assert all(each.level != 4 for each in drawn)


def test_at_level_4_a_size_that_is_asked_for_is_drawn() -> None:
    assert len(qa_sample([held("P", n, 4) for n in range(9)], 2).sessions) == 2


def test_a_size_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 sessions"):
        qa_sample([], -1)


# on the command line
@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "prison.store"
    store = Store.create(path, ELMLEY, StoreKey.none(), at=AT, author=MANAGER)
    with store, store.unit_of_work("import", at=AT) as work:
        work.put_all(an_officer(staff_id) for staff_id in OFFICERS)
        for n in range(6):
            number = f"A{n:04d}BC"
            work.put_all(on_the_roll(number, since=ago(90), cell=f"2-1-{n + 1:03d}"))
            work.put_all([a_note(number, ago(25 + n), by=OFFICERS[n % 2])])
            work.put_all([a_note(number, ago(35 + n), RecordKind.ENTRY, by=OFFICERS[0])])
        work.commit()
    return path


def answer(store: Path, capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    capsys.readouterr()
    ended = run(["--store", str(store), "--as-of", FRIDAY.isoformat(), "qa", "sample", *arguments, "--json"])
    said = capsys.readouterr()
    assert ended.status == status, said.out + said.err
    return json.loads(said.out)


def test_the_last_month_is_sampled_and_every_time_the_same(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = answer(store, capsys)
    assert (made["from"], made["to"], made["held"], made["key_workers"]) == ("2026-10-01", "2026-10-31", 6, 2)
    assert [item["staff_id"] for item in made["items"]] == sorted(OFFICERS[:2])
    assert answer(store, capsys, "--month", "2026-10") == made
    assert len(answer(store, capsys, "--size", "5")["items"]) == 5
    assert answer(store, capsys, "--month", "2026-11")["items"] == []
    assert answer(store, capsys, "--unit", "3")["held"] == 0


@pytest.mark.parametrize(
    ("arguments", "code"), [(("--month", "October"), "not_a_month"), (("--size", "-1"), "not_a_size")]
)
def test_what_cannot_be_drawn_is_said(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    assert answer(store, capsys, *arguments, status=1)["error"]["code"] == code
