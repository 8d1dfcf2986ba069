"""What every command needs: which store, what day it is, and how to answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from keywork_desktop import paths
from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError

if TYPE_CHECKING:
    from keywork_desktop.exporting.paper import PaperWriter
    from keywork_desktop.store import StoreKey


@dataclass
class Surroundings:
    """The options before the command. `as_of` is the real date unless given."""

    store: Path
    as_of: date
    json: bool = False
    passphrase_file: Path | None = None
    paper: PaperWriter | None = None
    """Who draws PDF pages; the command line itself knows nothing of drawing."""

    def passphrase(self) -> str | None:
        """From `--passphrase-file` (its first line, without the line end) or `KEYWORK_PASSPHRASE`; None without."""
        if self.passphrase_file is None:
            return os.environ.get("KEYWORK_PASSPHRASE")
        try:
            with self.passphrase_file.open(encoding="utf-8-sig") as file:
                return file.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            message = f"The passphrase file {self.passphrase_file} cannot be read ({_why(error)})."
            raise EnvironmentProblem(f"{message} Check the path and who may read it.", code="unreadable") from error

    def key(self) -> StoreKey:
        """How to open the store: by passphrase if there is one, else by the credential store."""
        from keywork_desktop.store import StoreKey

        passphrase = self.passphrase()
        if passphrase is None:
            return StoreKey.from_credential_store()
        return StoreKey.passphrase(passphrase)

    @contextmanager
    def desk(self, *, dry_run: bool = False) -> Iterator[Desk]:
        """The open store with its day; closed afterwards."""
        from keywork_desktop.store import Store

        store = Store.open(self.store, self.key())
        try:
            yield Desk(store, self.as_of, moment, dry_run)
        finally:
            store.close()


def _why(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else "it is not a text file"


def moment() -> datetime:
    """Now, for the change log."""
    return datetime.now(UTC)


def day(text: str) -> date:
    """A day as the command line writes it; raises `RequestError` `not_a_date`."""
    try:
        return date.fromisoformat(text)
    except ValueError as mistake:
        message = f"{text!r} is not a date like 2026-11-20."
        raise RequestError(message, code="not_a_date", details={"value": text}) from mistake


def surroundings(store: Path | None, as_of: str | None, json: bool, passphrase_file: Path | None) -> Surroundings:
    """The options as given, the rest from the environment and the machine."""
    chosen = store or (Path(os.environ["KEYWORK_STORE"]) if os.environ.get("KEYWORK_STORE") else paths.default_store())
    today = day(as_of) if as_of else datetime.now().astimezone().date()
    return Surroundings(chosen, today, json, passphrase_file)


def on_store(here: Surroundings, path: Path) -> Surroundings:
    """The same surroundings, on another store."""
    return replace(here, store=path)
