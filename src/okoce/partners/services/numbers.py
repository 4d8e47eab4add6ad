"""New register and card numbers: random, so that one wrong sign does not lead to another organisation's number."""

import secrets

from okoce.partners.enums import OrganisationKind
from okoce.partners.rules import NUMBER_SIGNS

PREFIX: dict[str, str] = {
    OrganisationKind.COMMUNITY: "KOM",
    OrganisationKind.AGENCY: "DIN",
    OrganisationKind.CITY_COMPANY: "BMD",
    OrganisationKind.STATE_COMPANY: "BMN",
    OrganisationKind.FIRM: "PRS",
    OrganisationKind.LENDER: "PMJ",
}
CARD_PREFIX = "KTR"


def _signs(count: int) -> str:
    return "".join(secrets.choice(NUMBER_SIGNS) for _sign in range(count))


def new_register_number(kind: str) -> str:
    """KOM-7K2M4."""
    return f"{PREFIX[kind]}-{_signs(5)}"


def new_card_number() -> str:
    """KTR-7K2M-94QX: long enough that nobody finds a valid one by trying."""
    return f"{CARD_PREFIX}-{_signs(4)}-{_signs(4)}"
