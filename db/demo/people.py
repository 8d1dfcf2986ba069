"""The demo prison's prisoners: who they are, where they are, when they came and when they leave."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from .draws import deal, from_quantiles, one_in
from .establishment import places
from .names import FIRST_NAMES_MEN, SURNAMES
from .numbers import Numbers

AGE_QUANTILES = (18, 22, 25, 28, 31, 34, 37, 41, 46, 54, 76)
DAYS_IN_QUANTILES = (0, 11, 30, 55, 84, 120, 172, 242, 350, 480, 760)
LONG_STAY_DAYS = (760, 3200)
# Half of a sentence is served, so that each fortnight inside stands for a month of it.
HALF_A_MONTH = 15


@dataclass(frozen=True)
class Sentence:
    """A legal status as the alpha list words it, as the other reports group it, with the security categories usual."""

    main_legal_status: str
    grouping: str
    categories: str
    days_to_release: tuple[int, int] | None


REMAND = Sentence("Remanded to Crown Court", "Remand", "U", None)
SENTENCED = Sentence("Adult Imprisonment Without Option CJA03", "Convicted Sentenced", "CCCCCCCBDD", (1, 850))
RECALLED = Sentence("Recalled from Licence", "Recall", "CCCCCCCBBD", (1, 560))
UNSENTENCED = Sentence("Convicted Unsentenced", "Convicted Unsentenced", "CCCCCCCBB", None)
LIFE = Sentence("Serving Life Imprisonment", "Indeterminate Sentence", "BBC", None)
PUBLIC_PROTECTION = Sentence("Indeterminate Sentence for the Public Protection", "Indeterminate Sentence", "BCC", None)
SENTENCE_SHARES = {SENTENCED: 610, REMAND: 170, RECALLED: 130, UNSENTENCED: 60, LIFE: 17, PUBLIC_PROTECTION: 13}


@dataclass(frozen=True)
class Admission:
    """One row of the admissions report: an arrival. The same booking number again is a return from court."""

    at: datetime
    booking_number: str
    came_from: str
    reason: str


@dataclass(frozen=True)
class Prisoner:
    """One invented prisoner as he stands on the day of the reports."""

    prison_number: str
    booking_number: str
    last_name: str
    first_name: str
    born: date
    cell: str
    unit: str
    houseblock: int
    category: str
    sentence: Sentence
    sentence_length: str
    release: date | None
    received: date
    admissions: tuple[Admission, ...]

    @property
    def in_establishment(self) -> bool:
        """False while he is out at court."""
        return self.cell != "COURT"


def make_prisoners(rng: Random, numbers: Numbers, count: int, today: date) -> list[Prisoner]:
    """`count` prisoners, in the order of the prison's cells."""
    sentences = deal(rng, count, SENTENCE_SHARES)
    return [
        _prisoner(rng, numbers, place.cell, place.unit, place.houseblock, sentence, today)
        for place, sentence in zip(places(rng, count), sentences, strict=True)
    ]


def _prisoner(
    rng: Random, numbers: Numbers, cell: str, unit: str, houseblock: int, sentence: Sentence, today: date
) -> Prisoner:
    days_in = rng.randint(*LONG_STAY_DAYS) if one_in(rng, 45) else from_quantiles(rng, DAYS_IN_QUANTILES)
    received = today - timedelta(days=0 if cell == "RECP" else days_in)
    booking = numbers.booking_number()
    length, release = "", None
    if sentence.days_to_release is not None:
        release = today + timedelta(days=rng.randint(*sentence.days_to_release))
        months = max(4, (release - received).days // HALF_A_MONTH + rng.randrange(3))
        length = " ".join(f"{n}{letter}" for n, letter in ((months // 12, "Y"), (months % 12, "M")) if n)
    return Prisoner(
        prison_number=numbers.prison_number(),
        booking_number=booking,
        last_name=rng.choice(SURNAMES),
        first_name=rng.choice(FIRST_NAMES_MEN),
        born=today - timedelta(days=from_quantiles(rng, AGE_QUANTILES) * 365 + rng.randint(6, 360)),
        cell=cell,
        unit=unit,
        houseblock=houseblock,
        category=rng.choice(sentence.categories),
        sentence=sentence,
        sentence_length=length,
        release=release,
        received=received,
        admissions=tuple(_admissions(rng, numbers, booking, sentence, received, today)),
    )


def _admissions(
    rng: Random, numbers: Numbers, booking: str, sentence: Sentence, received: date, today: date
) -> list[Admission]:
    reason = "Unconvicted Remand"
    if sentence is RECALLED:
        reason = "Recall From Licence"
    elif sentence is not REMAND:
        reason = rng.choice(("Unconvicted Remand", "Imprisonment Without Option", "Transfer In"))
    came_from = {"Transfer In": "Other Establishment", "Recall From Licence": "Police Station"}.get(
        reason, rng.choice(("Crown Court", "Magistrates Court"))
    )
    found = [Admission(_evening(rng, received), booking, came_from, reason)]
    days_in = (today - received).days
    if days_in > 700 and one_in(rng, 5):
        earlier = received - timedelta(days=rng.randint(400, 2500))
        found.insert(
            0, Admission(_evening(rng, earlier), numbers.booking_number(), "Crown Court", "Unconvicted Remand")
        )
    if days_in > 20 and one_in(rng, 60):
        back = today - timedelta(days=rng.randint(2, days_in - 10))
        found.append(Admission(_evening(rng, back), booking, "Crown Court", "Return From Court"))
    return found


def _evening(rng: Random, day: date) -> datetime:
    return datetime.combine(day, time(rng.randint(15, 20), rng.randrange(60)))
