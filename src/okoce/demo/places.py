"""Where made-up people live: kecamatan by their residents, some far more active than others."""

from itertools import accumulate
from random import Random

from okoce.places.queries import kelurahan_choices, province_choices, residents

HEARD_OF_IT = {"31.74.01": 2.5}  # Tebet, where the accounts of the demonstration work: enough members to look at


class Where:
    """Draws places; the zeal of each kecamatan is part of the seed."""

    def __init__(self, seed: int) -> None:
        chance = Random(f"{seed} places")  # noqa: S311 - plausible, not secret
        people = residents()
        self.kelurahan_codes = [code for _label, group in kelurahan_choices() for code, _name in group]
        zeal = {code: chance.lognormvariate(0, 0.55) * HEARD_OF_IT.get(code, 1.0) for code in sorted(people)}
        weights = [people[code[:8]][0] * zeal[code[:8]] * chance.lognormvariate(0, 0.35) for code in self.kelurahan_codes]
        self._upto = list(accumulate(weights))
        # Most registrants of other provinces came from the cities around Jakarta: West Java and Banten.
        self._provinces = [code for code, _name in province_choices()]
        self._province_weights = [40 if code in ("32", "36") else 1 for code in self._provinces]

    def kelurahan(self, chance: Random) -> str:
        return chance.choices(self.kelurahan_codes, cum_weights=self._upto)[0]

    def outside(self, chance: Random) -> str:
        return chance.choices(self._provinces, self._province_weights)[0]

    def other_than(self, kelurahan: str, chance: Random) -> str:
        """Where somebody moves to: mostly another kecamatan."""
        return next(code for code in iter(lambda: self.kelurahan(chance), "") if code != kelurahan)

    def birthplace(self, lives_in: str, chance: Random) -> str:
        """The six digits of the area that first registered somebody: elsewhere for some, who have moved since."""
        code = self.kelurahan(chance) if len(lives_in) > 2 and chance.random() < 0.2 else lives_in
        if len(code) > 2:
            return code[:8].replace(".", "")
        return f"{code}{chance.randint(1, 20):02}{chance.randint(1, 15):02}"
