"""What a dialog of the board has decided: exactly what the action `move` is to be asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MoveDecision:
    """Give these prisoners to `staff_id` (None: take their key worker away)."""

    prison_numbers: tuple[str, ...]
    staff_id: str | None
    reason: str = ""
    second_staff_id: str | None = None
    override: bool = False
