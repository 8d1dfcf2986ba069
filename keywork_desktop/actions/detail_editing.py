"""Editing the detail by hand: who works when, and which of it is key work time (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker
from keywork_desktop.actions.shift_codes import checked_codes, lost_by
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.detail import Shift, ShiftCode
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.shift_codes import Doubt, code_words, doubt_about, hours_words
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import counted, short_date

Where = tuple[str, date]
"""Which officer on which day: staff ID and date."""

_MOST_SAID = 5


def shift_codes(desk: Desk) -> dict[str, ShiftCode]:
    """What each code of the detail means: those of DOMAIN 5, and what this prison remembers."""
    return dict(desk.store.shift_codes())


def shift_text(shift: Shift | None) -> str:
    """A shift as it is written on the detail and can be typed again: `L KW 1400-1530`; nothing for no shift."""
    return shift.text if shift else ""


def set_shift_texts(desk: Desk, cells: Mapping[Where, str], learned: Sequence[ShiftCode] = ()) -> ChangeSet:
    """Write shifts as they are typed or pasted, `L KW 1400-1530`; an empty text takes the shift away. All or nothing.

    `learned` are codes that are explained now and remembered in the same step. Raises `RequestError` `bad_shift` naming
    the cells that cannot be read, each with what is wrong; where nothing stands against it but codes that nobody has
    explained, its details name them as `unknown`.
    """
    from keywork_desktop.importing.detail import shift_in_cell

    learned = checked_codes(learned)
    codes = shift_codes(desk) | {code.code: code for code in learned}
    unknown: list[str] = []
    shifts: list[Shift] = []
    cleared: list[Where] = []
    mistakes: list[str] = []
    for (staff_id, on), text in cells.items():
        if not text.strip():
            cleared.append((staff_id, on))
            continue
        read = shift_in_cell(text, codes)
        if read.problem:
            why = read.problem
            if read.code and read.code not in codes:
                unknown.append(read.code)
                why = f"the code {read.code} is not known; known are {', '.join(codes)}."
            mistakes.append(f"{staff_id} {short_date(on)}, “{text.strip()}”: {_plain(why)}")
        else:
            shifts.append(Shift(staff_id, on, read.code, read.key_work))
    _refuse(mistakes, tuple(dict.fromkeys(unknown)) if len(unknown) == len(mistakes) else ())
    return _write(desk, shifts, cleared, codes, learned)


def unknown_codes(texts: Iterable[str], codes: Mapping[str, ShiftCode]) -> tuple[str, ...]:
    """The codes in these typed shifts that have no meaning; none where something else is wrong with one of them."""
    from keywork_desktop.importing.detail import cell_read

    read = [cell_read(text) for text in texts if text.strip()]
    if any(each.problem for each in read):
        return ()
    return tuple(dict.fromkeys(each.code for each in read if each.code not in codes))


def set_shifts(desk: Desk, shifts: Sequence[Shift]) -> ChangeSet:
    """Write these shifts into the detail, in one change set; what stood there for the same officer and day goes.

    Raises `RequestError`: `unknown_key_worker`, `twice` (an officer has two shifts a day), `bad_shift` (a code nobody
    explained, key work time outside the shift or overlapping). Warns of planned sessions that lose their time.
    """
    return _write(desk, shifts, (), shift_codes(desk))


def _write(
    desk: Desk,
    shifts: Sequence[Shift],
    cleared: Sequence[Where],
    codes: Mapping[str, ShiftCode],
    learned: Sequence[ShiftCode] = (),
) -> ChangeSet:
    days = [shift.on for shift in shifts] + [on for _, on in cleared]
    if not days:
        raise RequestError("No shift was given. Choose the days and say what they are.", code="nothing_given")
    places = [(shift.staff_id, shift.on) for shift in shifts]
    twice = {place for place in places if places.count(place) > 1} if len(set(places)) < len(places) else set()
    if twice:
        staff_id, on = min(twice)
        raise RequestError(f"{staff_id} has two shifts on {short_date(on)}. Give one a day.", code="twice")
    snapshot = desk.store.snapshot(desk.today, Period(min(days), max(days)))
    for staff_id in sorted({shift.staff_id for shift in shifts} | {staff_id for staff_id, _ in cleared}):
        known_key_worker(snapshot, staff_id)
    _refuse(
        f"{shift.staff_id} {short_date(shift.on)}: {wrong}"
        for shift in shifts
        if (wrong := what_is_wrong(shift, codes.get(shift.code)))
    )
    gone = [snapshot.shifts[place] for place in cleared if place in snapshot.shifts]
    warnings = (*lost_time(snapshot.planned, shifts, cleared), *lost_by(desk, snapshot.shift_codes, codes))
    with desk.work("detail", _summary(snapshot, shifts, gone) + _learned(learned)) as work:
        work.put_all([*learned, *shifts])
        for shift in gone:
            work.remove(shift)
        return desk.settle(work, warnings)


def what_is_wrong(shift: Shift, code: ShiftCode | None) -> str:
    """Why this shift cannot be, in words; empty where it can. `code` is what its code means, None if nobody knows."""
    if code is None:
        return f"the code {shift.code} is not known. Say what it means on Settings, Detail, or use another."
    doubt = doubt_about(shift.key_work, code)
    if doubt is Doubt.OUTSIDE:
        return f"the key work time lies outside {code.code} ({hours_words(code)})."
    if doubt:
        return f"{code.code} ({code.meaning}) has no key work time in it."
    if any(first.overlaps(second) for first, second in pairwise(sorted(shift.key_work))):
        return "the stretches of key work time overlap."
    return ""


def _learned(codes: Sequence[ShiftCode]) -> str:
    return "".join(f"; {code_words(code)}" for code in codes)


def _refuse(mistakes: Iterable[str], unknown: Sequence[str] = ()) -> None:
    found = list(mistakes)
    if found:
        more = [f"and {len(found) - _MOST_SAID} more"] if len(found) > _MOST_SAID else []
        message = f"Nothing was changed on the detail. {' '.join((*found[:_MOST_SAID], *more))}"
        asks = {"unknown": list(unknown)} if unknown else {}
        raise RequestError(message, code="bad_shift", details={"mistakes": found, **asks})


def _plain(why: str) -> str:
    """Without what an import would do about it: here nothing is written."""
    for added in (" It was left out.", " They were left out.", " The day is left as it was."):
        why = why.replace(added, "")
    return why


def _summary(snapshot: Snapshot, shifts: Sequence[Shift], gone: Sequence[Shift]) -> str:
    touched = [*shifts, *gone]
    staff = {shift.staff_id for shift in touched}
    if len(touched) == 1:
        (shift,) = touched
        said = shift_text(shift) if shifts else "nothing"
        return f"Detail: {snapshot.key_workers[shift.staff_id].name}, {short_date(shift.on)}: {said}"
    who = snapshot.key_workers[next(iter(staff))].name if len(staff) == 1 else counted(len(staff), "officer")
    return f"Detail: {counted(len(touched), 'day')} of {who}"


def lost_time(
    planned: Iterable[PlannedSession], shifts: Iterable[Shift], cleared: Iterable[Where] = ()
) -> tuple[str, ...]:
    """A warning if planned sessions would lose their key work time; they stay where they are until a new plan.

    `planned` are the sessions of these days; `shifts` are to be written, those of the `cleared` days to be taken away.
    """
    now = {(shift.staff_id, shift.on): shift.key_work for shift in shifts} | dict.fromkeys(cleared, ())
    lost = [
        session
        for session in planned
        for staff_id in (session.staff_id, session.second_staff_id)
        if (spans := now.get((staff_id or "", session.on))) is not None
        and not any(span.start <= session.start and session.end <= span.end for span in spans)
    ]
    if not lost:
        return ()
    days = ", ".join(short_date(day) for day in sorted({session.on for session in lost})[:3])
    verb = "has" if len(lost) == 1 else "have"
    said = f"{counted(len(lost), 'planned session')} ({days}) now {verb} no key work time."
    return (f"{said} Plan again to move what is lost.",)
