"""Rota and due list, written as files that others read: workbook, CSV, calendar file.

Start with `rota_export.export_rota`; what a workbook holds is in `workbook.rota_workbook`. openpyxl is loaded only when
one of the names below is asked for, because the window opens without it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keywork_desktop.exporting.due_export import DueFacts, export_due_list
    from keywork_desktop.exporting.facts import MARKING, Exported, RotaFacts
    from keywork_desktop.exporting.rota_export import export_rota
    from keywork_desktop.exporting.workbook import export_rota_workbook

_WHERE = {
    "DueFacts": "due_export",
    "Exported": "facts",
    "MARKING": "facts",
    "RotaFacts": "facts",
    "export_due_list": "due_export",
    "export_rota": "rota_export",
    "export_rota_workbook": "workbook",
}

__all__ = ["MARKING", "DueFacts", "Exported", "RotaFacts", "export_due_list", "export_rota", "export_rota_workbook"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
