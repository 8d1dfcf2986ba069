"""The places one can go to in the window: which pages there are, their keys, and how each is made when first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import Page


@dataclass(frozen=True)
class Place:
    """A page behind the rail. `keys` stay the same whatever other pages there are (UX, The window)."""

    id: str
    title: str
    icon: str
    keys: str
    make: Callable[[Office], Page]


def _today(office: Office) -> Page:
    from keywork_desktop.ui.pages.today import TodayPage

    return TodayPage(office)


def _allocations(office: Office) -> Page:
    from keywork_desktop.ui.pages.allocations import AllocationsPage

    return AllocationsPage(office)


def _calendar(office: Office) -> Page:
    from keywork_desktop.ui.pages.calendar import CalendarPage

    return CalendarPage(office)


def _rota(office: Office) -> Page:
    from keywork_desktop.ui.pages.rota import RotaPage

    return RotaPage(office)


def _people(office: Office) -> Page:
    from keywork_desktop.ui.pages.people import PeoplePage

    return PeoplePage(office)


def _delivery(office: Office) -> Page:
    from keywork_desktop.ui.pages.delivery import DeliveryPage

    return DeliveryPage(office)


def _reports(office: Office) -> Page:
    from keywork_desktop.ui.pages.data import DataPage

    return DataPage(office)


def _settings(office: Office) -> Page:
    from keywork_desktop.ui.pages.settings import SettingsPage

    return SettingsPage(office)


TODAY = Place("today", "Today", "ph.checks", "Ctrl+1", _today)
ALLOCATIONS = Place("allocations", "Allocations", "ph.users-three", "Ctrl+2", _allocations)
CALENDAR = Place("calendar", "Calendar", "ph.calendar-blank", "Ctrl+3", _calendar)
ROTA = Place("rota", "Rota", "ph.table", "Ctrl+4", _rota)
PEOPLE = Place("people", "People", "ph.identification-card", "Ctrl+5", _people)
DELIVERY = Place("delivery", "Delivery", "ph.chart-bar", "Ctrl+6", _delivery)
DATA = Place("data", "Data", "ph.database", "Ctrl+7", _reports)
SETTINGS = Place("settings", "Settings", "ph.gear", "Ctrl+8", _settings)

PLACES = (TODAY, ALLOCATIONS, CALENDAR, ROTA, PEOPLE, DELIVERY, DATA, SETTINGS)
"""Every page there is, in the order of the rail."""
