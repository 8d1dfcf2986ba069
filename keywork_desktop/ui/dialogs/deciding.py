"""Doing what a form decides: it closes once that is done, and stays, saying why, where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.office import Office

if TYPE_CHECKING:
    from keywork_desktop.actions.desk import Desk
    from keywork_desktop.domain.changes import ChangeSet

Action = Callable[["Desk", Any], "ChangeSet"]
"""Does one decision at a desk."""


def open_form(office: Office, form: SettingsForm, action: Action) -> None:
    """Open a form; `action` does its decision. What stands against it is shown in the form, which stays open."""
    _Deciding(office, form, action)
    form.open()


class _Deciding(QObject):
    """Belongs to the form and goes with it."""

    def __init__(self, office: Office, form: SettingsForm, action: Action) -> None:
        super().__init__(form)
        self._office, self._form, self._action = office, form, action
        form.decided.connect(self._decided)

    def _decided(self, decision: object) -> None:
        self._office.spawn(_done(self._office, self._form, partial(_at, self._action, decision)))


def _at(action: Action, decision: object, desk: Desk) -> ChangeSet:
    return action(desk, decision)


async def _done(office: Office, form: SettingsForm, action: Callable[[Desk], ChangeSet]) -> None:
    try:
        change = await office.ask(action)
    except RequestError as error:
        form.refuse(error)
        return
    except BaseException:
        form.reject()
        raise
    form.accept()
    office.refresh(change)
    if change.id:
        office.done.emit(change.summary)
    if change.warnings:
        office.warned.emit(" ".join(change.warnings))
