"""The same facts give the same rota: whatever Python hashes by, and in whatever order the facts come."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rota import Plan, greedy_rota, plan_rota
from keywork_desktop.planning.rota_repair import repair_rota
from tests.whole_prison import FIRST_MONDAY, a_whole_prison

K, V = TypeVar("K"), TypeVar("V")
ROOT = Path(__file__).parents[2]


def facts() -> Snapshot:
    return a_whole_prison(2, 6, 40)


def everything(snapshot: Snapshot) -> str:
    """A plan, one against a published version, a greedy one and a repair, in one line that differs if they do."""
    assert snapshot.period is not None
    first = replace(snapshot, planned=())
    best = plan_rota(first)
    version = RotaVersion(1, datetime(2026, 11, 20, tzinfo=UTC), "A. Manager", snapshot.period, best.planned)
    again = plan_rota(snapshot, published=version, without=frozenset({(best.planned[0].staff_id, FIRST_MONDAY)}))
    repair = repair_rota(snapshot, without=frozenset({(best.planned[0].staff_id, best.planned[0].on)}))
    plans: tuple[Plan, ...] = (best, again, greedy_rota(first), repair.plan)
    said = [line for plan in plans for line in told(plan)]
    said += [repr((repair.lost, repair.new, repair.moved)), repr([one.session for one in repair.not_saved])]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def told(plan: Plan) -> list[str]:
    return [
        repr(plan.planned),
        repr([(o.target.prison_number, o.target.by, o.session_on) for o in plan.outcomes]),
        repr([(left.reason_code, left.why, left.needs) for left in plan.left_out]),
        repr((sorted(plan.bound.items()), plan.gap, plan.moved_from_published, plan.slots_used, plan.slots_total)),
    ]


@pytest.mark.parametrize("seed", ["1", "77"])
def test_whatever_python_hashes_by(seed: str) -> None:
    code = "from tests.unit.test_rota_same import everything, facts; print(everything(facts()))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == everything(facts())


@pytest.mark.parametrize("seed", [1, 2])
def test_in_whatever_order_the_facts_come(seed: int) -> None:
    rng, known = Random(seed), facts()

    def shuffled(mapping: Mapping[K, V]) -> dict[K, V]:
        entries = list(mapping.items())
        rng.shuffle(entries)
        return dict(entries)

    other = replace(
        known,
        prisoners=shuffled(known.prisoners),
        key_workers=shuffled(known.key_workers),
        allocations=shuffled(known.allocations),
        shifts=shuffled(known.shifts),
        planned=tuple(rng.sample(known.planned, len(known.planned))),
    )
    assert everything(other) == everything(known)
