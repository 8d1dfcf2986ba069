"""Everything one can do to a chosen session, as actions with their keys: menu, buttons and keyboard share them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from keywork_desktop.domain.as_planned import Outcome
from keywork_desktop.domain.records import LostReason
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts

_ACTIONS = (
    ("open", "Move to day…", "Enter", None, "See the session, and move it to another day, officer or time (Enter)"),
    ("delivered", "Delivered", "D", Qt.Key.Key_D, "The session was held (D)"),
    ("missed", "Missed…", "M", Qt.Key.Key_M, "The session was lost: say why (M)"),
    ("lock", "Lock", "L", Qt.Key.Key_L, "Lock the session where it is, or unlock it (L)"),
    ("remove", "Remove", "Del", Qt.Key.Key_Delete, "Take the session off the rota (Delete); undo brings it back"),
)


def session_actions(owner: QWidget, does: dict[str, Callable[[], None]]) -> dict[str, QAction]:
    """The actions by name, in the order of menu and panel; their keys work anywhere inside `owner`."""
    made = {}
    for name, text, _, key, tip in _ACTIONS:
        action = QAction(text, owner)
        action.setToolTip(tip)
        if key is not None:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(does[name])
        owner.addAction(action)
        made[name] = action
    return made


def enable_for(actions: dict[str, QAction], entry: Entry | None, facts: CalendarFacts | None, *, can_act: bool) -> None:
    """Offer only what can be done to `entry`; what has not come yet cannot have been held or missed."""
    session = facts.sessions.get(entry.session_id) if entry and facts else None
    open_still = (
        session is not None
        and facts is not None
        and facts.outcome(session)
        in (
            Outcome.PLANNED,
            Outcome.NOT_RECORDED,
        )
    )
    come = session is not None and facts is not None and session.on <= facts.view.today
    actions["open"].setEnabled(entry is not None)
    actions["open"].setText("Move to day…" if session else "Plan on day…" if entry and entry.movable else "Open…")
    actions["delivered"].setEnabled(can_act and open_still and come)
    actions["missed"].setEnabled(can_act and open_still and come)
    actions["lock"].setEnabled(can_act and open_still)
    actions["lock"].setText("Unlock" if session and session.locked else "Lock")
    actions["remove"].setEnabled(can_act and session is not None)


def entry_menu(actions: dict[str, QAction], owner: QWidget) -> QMenu:
    """The menu of a session; freed when it closes."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, _, hint, _, _ in _ACTIONS:
        action = actions[name]
        if hint == "Enter":
            own = menu.addAction(f"{action.text()}\t{hint}", action.trigger)
            own.setEnabled(action.isEnabled())
        else:
            menu.addAction(action)
    return menu


def reasons_menu(owner: QWidget, chosen: Callable[[str], None]) -> QMenu:
    """Why a session was missed: one key or click. `chosen` gets the reason's value."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName("Why was it missed?")
    menu.addSection("Why was it missed?")
    for number, reason in enumerate(LostReason, start=1):
        action = menu.addAction(f"&{number}  {reason.words}")
        action.setData(reason.value)

    def tell(action: QAction) -> None:
        chosen(str(action.data()))

    menu.triggered.connect(tell)
    return menu
