"""Prisoners of the demo prison whom the product must not lose: each rule of the field has somebody to show it on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from .alerts import ACCT_OPEN, HIGH_ROSH, NO_ONE_TO_ONES, Alert, weekly_from
from .case_notes import ENTRY, Authors, CaseNote, note
from .caseloads import Allocation
from .people import SENTENCED, Admission, Prisoner
from .staff import NO_CONTACT, KeyWorker

STORIES_OF_A_SMALL_PRISON = 5
SMALL_PRISON = 200
DAYS_HERE = 130
# Its letter is one that no other booking of the demo has.
EARLIER_BOOKING = "26120I"


@dataclass(frozen=True)
class Life:
    """All the reports know about one prisoner."""

    prisoner: Prisoner
    alerts: tuple[Alert, ...]
    allocation: Allocation
    notes: tuple[CaseNote, ...]


@dataclass(frozen=True)
class Teller:
    """What a story needs: chance, the day of the reports, the prisoner's key worker and a colleague of that officer."""

    rng: Random
    today: date
    key_worker: KeyWorker
    colleague: KeyWorker

    def ago(self, days: int) -> date:
        """The day so many days before the reports."""
        return self.today - timedelta(days=days)

    def seen(self, *days_ago: int, by: KeyWorker | None = None) -> tuple[CaseNote, ...]:
        """One session for each of the days."""
        return tuple(note(self.rng, by or self.key_worker, self.ago(days)) for days in days_ago)


def weekly_then_seven_weeks_of_nothing(life: Life, teller: Teller) -> Life:
    """ACCT open, seen weekly for twelve weeks, then not at all: his key worker was given no time."""
    life = _received(life, teller.ago(150))
    alerts = (*life.alerts, Alert(ACCT_OPEN, "Self Harm", teller.ago(128)))
    return replace(life, alerts=alerts, notes=teller.seen(*range(49 + 11 * 7, 48, -7)))


def met_once_by_an_earlier_key_worker(life: Life, teller: Teller) -> Life:
    """One session in his whole stay; the key worker he has now has never seen him."""
    life = _received(life, teller.ago(118))
    allocation = Allocation(teller.key_worker, teller.ago(80), teller.colleague)
    return replace(life, allocation=allocation, notes=teller.seen(112, by=teller.colleague))


def entries_only_never_a_session(life: Life, teller: Teller) -> Life:
    """Several entries, no session: entries never count."""
    life = _received(life, teller.ago(45))
    entries = tuple(note(teller.rng, teller.key_worker, teller.ago(days), ENTRY) for days in (38, 27, 15, 4))
    return replace(life, notes=entries)


def acct_opened_today(life: Life, teller: Teller) -> Life:
    """Seen regularly, and an ACCT was opened today: due tomorrow."""
    alerts = (*life.alerts, Alert(ACCT_OPEN, "Self Harm", teller.today))
    return replace(life, alerts=alerts, notes=teller.seen(33, 19, 5))


def arrived_yesterday(life: Life, teller: Teller) -> Life:
    """Received yesterday, not met yet, not overdue."""
    life = _received(life, teller.ago(1))
    return replace(life, alerts=(), allocation=replace(life.allocation, since=teller.today, earlier=None), notes=())


def high_rosh_released_in_28_days(life: Life, teller: Teller) -> Life:
    """High risk of serious harm, released in 28 days: weekly from today."""
    return _high_rosh_released_in(life, teller, 28)


def high_rosh_released_in_29_days(life: Life, teller: Teller) -> Life:
    """The same a day later: not yet weekly."""
    return _high_rosh_released_in(life, teller, 29)


def still_here_after_his_release_date(life: Life, teller: Teller) -> Life:
    """High risk of serious harm, on the roll two days after his release date."""
    return _high_rosh_released_in(life, teller, -2)


def no_one_to_ones(life: Life, teller: Teller) -> Life:
    """Two officers must attend, and so he is overdue by weeks."""
    alerts = (*life.alerts, Alert(NO_ONE_TO_ONES, "Risk", life.prisoner.received))
    return replace(life, alerts=alerts, notes=teller.seen(98, 80, 66))


def same_note_twice(life: Life, teller: Teller) -> Life:
    """His last session stands in the report twice, word for word: it is one session."""
    notes = teller.seen(41, 27, 12)
    return replace(life, notes=(*notes, notes[-1]))


def back_after_two_months(life: Life, teller: Teller) -> Life:
    """Released and received again with a new booking: the sessions of his earlier stay do not count."""
    reason = life.prisoner.admissions[0].reason
    before = Admission(_evening(teller.ago(160)), EARLIER_BOOKING, "Crown Court", reason)
    life = _received(life, teller.ago(24))
    prisoner = replace(life.prisoner, admissions=(before, *life.prisoner.admissions))
    allocation = Allocation(teller.key_worker, teller.ago(23), teller.colleague)
    notes = (*teller.seen(120, 104, 91, by=teller.colleague), *teller.seen(21))
    return replace(life, prisoner=prisoner, allocation=allocation, notes=notes)


def missing_from_the_admissions_report(life: Life, teller: Teller) -> Life:
    """No admission row: the alerts report alone knows when he came."""
    alerts = (*life.alerts, Alert("Violent", "Security", life.prisoner.received))
    return replace(life, prisoner=replace(life.prisoner, admissions=()), alerts=alerts, notes=teller.seen(30, 16, 2))


STORIES: tuple[Callable[[Life, Teller], Life], ...] = (
    weekly_then_seven_weeks_of_nothing,
    met_once_by_an_earlier_key_worker,
    entries_only_never_a_session,
    acct_opened_today,
    arrived_yesterday,
    high_rosh_released_in_28_days,
    high_rosh_released_in_29_days,
    still_here_after_his_release_date,
    no_one_to_ones,
    same_note_twice,
    back_after_two_months,
    missing_from_the_admissions_report,
)


def tell(rng: Random, lives: Sequence[Life], authors: Authors, today: date) -> tuple[list[Life], Mapping[str, str]]:
    """The lives with the stories in them, and the prison number of each story by its name.

    A small prison has the first five only. Stories happen to people who are in a houseblock, allocated, and not to be
    seen weekly for another reason.
    """
    told = list(lives)
    stories = STORIES if len(lives) >= SMALL_PRISON else STORIES[:STORIES_OF_A_SMALL_PRISON]
    fitting = [place for place, life in enumerate(lives) if _fits(life, today)]
    numbers: dict[str, str] = {}
    for story, place in zip(stories, rng.sample(fitting, min(len(stories), len(fitting))), strict=False):
        key_worker = told[place].allocation.key_worker
        if key_worker is not None:
            told[place] = story(told[place], Teller(rng, today, key_worker, authors.colleague(key_worker)))
            numbers[story.__name__] = told[place].prisoner.prison_number
    return told, numbers


def _fits(life: Life, today: date) -> bool:
    key_worker = life.allocation.key_worker
    return (
        life.prisoner.unit.isdigit()
        and key_worker is not None
        and key_worker.status != NO_CONTACT
        and life.allocation.earlier is None
        and (today - life.prisoner.received).days > DAYS_HERE
        and len(life.prisoner.admissions) == 1
        and weekly_from(life.prisoner, life.alerts, today) is None
        and not any(alert.category == "Self Harm" or "Harm" in alert.description for alert in life.alerts)
    )


def _received(life: Life, day: date) -> Life:
    """The same man, received on `day`; alerts from before begin on that day."""
    admission = Admission(_evening(day), life.prisoner.booking_number, "Crown Court", "Unconvicted Remand")
    alerts = tuple(replace(alert, effective=max(alert.effective, day)) for alert in life.alerts)
    return replace(
        life,
        prisoner=replace(life.prisoner, received=day, admissions=(admission,)),
        alerts=alerts,
        allocation=replace(life.allocation, since=max(life.allocation.since, day)),
    )


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(17, 5))


def _high_rosh_released_in(life: Life, teller: Teller, days: int) -> Life:
    release = teller.today + timedelta(days=days)
    prisoner = replace(life.prisoner, release=release, sentence=SENTENCED, sentence_length="3Y", category="C")
    alerts = (*life.alerts, Alert(HIGH_ROSH, "Risk", max(life.prisoner.received, teller.ago(100))))
    return replace(life, prisoner=prisoner, alerts=alerts, notes=teller.seen(35, 21, 7))
