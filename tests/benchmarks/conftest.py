"""Benchmarks: run alone by `python3 dev.py bench`, never with the ordinary tests.

Figures depend on the machine: a benchmark states its aim in its docstring, asserts only what must hold anywhere, and is
compared with an earlier run by `dev.py bench --benchmark-compare`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def settled_memory() -> Iterator[None]:
    """Start every measurement from collected garbage and keep the collector out of it."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
