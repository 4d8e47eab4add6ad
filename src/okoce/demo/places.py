"""Where made-up people live: kecamatan by their residents, some far more active than others."""

from collections.abc import Iterable
from random import Random
from uuid import UUID

from okoce.members.queries import members
from okoce.places.queries import kelurahan_choices, province_choices, residents


class Where:
    """Draws places."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        people = residents()
        kelurahan = [code for _label, group in kelurahan_choices() for code, _name in group]
        zeal = {code: chance.lognormvariate(0, 0.6) for code in sorted(people)}
        self._codes = kelurahan
        self._weights = [people[code[:8]][0] * zeal[code[:8]] for code in kelurahan]
        # Most registrants of other provinces came from the cities around Jakarta: West Java and Banten.
        self._provinces = [code for code, _name in province_choices()]
        self._province_weights = [40 if code in ("32", "36") else 1 for code in self._provinces]

    def kelurahan(self) -> str:
        return self._chance.choices(self._codes, self._weights)[0]

    def other_than(self, person_id: UUID) -> str:
        """Where somebody moves to."""
        known = members([person_id])[person_id].domicile
        return next(code for code in iter(self.kelurahan, "") if code != known)

    def outside(self) -> str:
        return self._chance.choices(self._provinces, self._province_weights)[0]

    def living_in(self, place_code: str, person_ids: Iterable[UUID]) -> list[UUID]:
        """Those who live in a place and take part."""
        found = members(list(person_ids))
        return [person for person, member in found.items() if member.is_open and member.domicile.startswith(place_code)]
