"""Copies a policy set under a name of the prison's own, so that its numbers can be changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from keywork_desktop.domain.rules import PolicySet
from keywork_desktop.ui.dialogs.settings_form import SettingsForm


@dataclass(frozen=True, slots=True)
class PolicyCopy:
    """Copy this set under a new name."""

    policy_id: str
    name: str


class PolicyCopyDialog(SettingsForm):
    """`decided` carries a `PolicyCopy`."""

    def __init__(self, policy: PolicySet, names: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__("Copy a policy set", f"Copy {policy.name}", "Copy", parent)
        self._policy = policy
        self._names = {name.casefold() for name in names}
        self.name = QLineEdit(self)
        self.name.setMaxLength(80)
        self.name.setText(f"{policy.name}, ours")
        self.name.selectAll()
        self.ask("name", "Name", self.name)
        self.note.setText(
            "The copy asks for the same until its numbers are changed, and for nothing until it is put in force. "
            "The original stays as it is."
        )
        self.name.textChanged.connect(self.check)
        self.check()

    def mistakes(self) -> dict[str, str]:
        name = " ".join(self.name.text().split())
        if not name:
            return {"name": "Give it a name."}
        if name.casefold() in self._names:
            return {"name": "There is a set of this name already."}
        return {}

    def decision(self) -> PolicyCopy:
        return PolicyCopy(self._policy.id, " ".join(self.name.text().split()))
