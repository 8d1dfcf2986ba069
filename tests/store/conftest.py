"""A store in a temporary folder, plain or encrypted, and a small prison to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from keywork_desktop.store import Store, StoreKey
from tests.store.prison_facts import AT, ELMLEY, MANAGER


class Clock:
    """A clock that moves on a minute each time somebody looks."""

    def __init__(self) -> None:
        self.moment = AT

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_store(tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Makes stores that are closed when the test is over."""
    opened: list[Store] = []

    def make(name: str = "keywork.store", key: StoreKey | None = None) -> Store:
        store = Store.create(tmp_path / name, ELMLEY, key or StoreKey.none(), at=clock(), author=MANAGER)
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(new_store: Callable[..., Store]) -> Store:
    """An empty, unencrypted store."""
    return new_store()
