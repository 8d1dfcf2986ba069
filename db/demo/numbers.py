"""Prison numbers, booking numbers and staff user IDs that look right and belong to nobody."""

from random import Random

# Every prison number and user ID of the demo begins with one of these and every booking number ends with one, so that
# they are known at a glance and can never meet a number of another set of test data.
DEMO_LETTERS = "QU"
LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"


class Numbers:
    """Hands out numbers, none of them twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def prison_number(self) -> str:
        """A letter, four digits, two letters (DOMAIN 2), such as `Q0412HJ`."""
        return self._fresh("QddddLL")

    def booking_number(self) -> str:
        """Five digits and a letter, as the reports spell it, such as `40127Q`."""
        return self._fresh("dddddQ")

    def staff_id(self) -> str:
        """Three letters, two digits, a letter, as the staff list spells it."""
        return self._fresh("QLLddL")

    def _fresh(self, pattern: str) -> str:
        alphabets = {"Q": DEMO_LETTERS, "L": LETTERS, "d": "0123456789"}
        while True:
            number = "".join(self._rng.choice(alphabets[kind]) for kind in pattern)
            if number not in self._given:
                self._given.add(number)
                return number
