"""What happened to a prisoner here, in order and with its reasons."""

from __future__ import annotations

from datetime import date, time

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Allocation, Whereabouts
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.timeline import began_words, ended_words, timeline
from tests.factories import a_key_worker, a_prisoner, a_session, a_snapshot, an_alert


def lines(**facts: object) -> list[str]:
    allocations = facts.pop("allocations", ())
    man = a_prisoner(reception=date(2026, 9, 1), **facts)
    snapshot = a_snapshot([man], [a_key_worker(), a_key_worker("OFF02B", last_name="WEBB", first_name="Carl")])
    (item,) = due_list(snapshot)
    found = timeline(item, snapshot.key_workers, allocations)  # type: ignore[arg-type]  # allocations, as given
    return [f"{e.on:%d %b} {e.text}{f' ({e.why})' if e.why else ''}" for e in found]


def test_sessions_moves_alerts_and_allocations_stand_newest_first() -> None:
    missed = KeyWorkRecord(date(2026, 11, 10), RecordKind.MISSED, "OFF01A", time(9), reason="refused")
    found = lines(
        records=(missed, a_session(date(2026, 10, 20))),
        alerts=(an_alert("HA", date(2026, 10, 1), date(2026, 10, 15)),),
        whereabouts=(
            Whereabouts(date(2026, 10, 5), Location("3-1-002")),
            Whereabouts(date(2026, 9, 1), Location("2-1-001")),
        ),
        allocations=(
            Allocation("A1234BC", "OFF01A", date(2026, 9, 3), date(2026, 11, 1), "by hand", "changed_by_hand"),
            Allocation("A1234BC", "OFF02B", date(2026, 11, 1), None, "closer", override="closer"),
        ),
    )
    assert found == [
        "10 Nov Missed by KHAN, Omar (prisoner refused)",
        "01 Nov Allocated to WEBB, Carl (rule overridden: closer)",
        "20 Oct Session by KHAN, Omar",
        "15 Oct ACCT open (HA) ended",
        "05 Oct Moved from 2-1-001 to 3-1-002 (to Houseblock 3)",
        "01 Oct ACCT open (HA) began",
        "03 Sep Allocated to KHAN, Omar (by hand)",
        "01 Sep First seen in 2-1-001",
        "01 Sep Arrived",
    ]


def test_who_was_left_without_anybody_says_why() -> None:
    ended = Allocation("A1234BC", "OFF01A", date(2026, 9, 3), date(2026, 11, 1), "", "changed_by_hand: wants another")
    assert lines(allocations=(ended,))[0] == "01 Nov No longer with KHAN, Omar (changed by hand: wants another)"


def test_an_override_is_told_beside_another_reason_too() -> None:
    assert began_words(Allocation("A1234BC", "X", date(2026, 9, 3), began_because="by hand", override="full")) == (
        "by hand; rule overridden: full"
    )
    assert ended_words(Allocation("A1234BC", "X", date(2026, 9, 3), ended_because="released")) == "released"
