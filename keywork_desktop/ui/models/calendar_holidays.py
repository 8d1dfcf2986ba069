"""Bank holidays as the pages show them."""

from keywork_desktop.actions.bank_holidays import bank_holidays

__all__ = ["bank_holidays"]
