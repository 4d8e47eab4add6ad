"""Over what a role may be granted. An officer of a kecamatan over a whole city would see ten times what she needs."""

from datetime import date
from enum import Enum
from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.rules.actors import EVERYWHERE
from okoce.core.decisions import Decision


class Scope(Enum):
    """What a grant of a role must name."""

    NEVER = "never"
    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    CITY = "city"
    PLACE_OR_ORGANISATION = "place_or_organisation"
    ORGANISATION = "organisation"
    PLACE_OR_EVERYWHERE = "place_or_everywhere"
    EVERYWHERE = "everywhere"


_SCOPES = {
    Role.MEMBER: Scope.NEVER,
    Role.MENTOR: Scope.PLACE_OR_ORGANISATION,
    Role.COMMUNITY: Scope.ORGANISATION,
    Role.KELURAHAN: Scope.KELURAHAN,
    Role.KECAMATAN: Scope.KECAMATAN,
    Role.CITY: Scope.CITY,
    Role.AGENCY: Scope.ORGANISATION,
    Role.LENDER: Scope.ORGANISATION,
    Role.EVALUATOR: Scope.PLACE_OR_EVERYWHERE,
    Role.ADMINISTRATOR: Scope.EVERYWHERE,
}
# Parts of a Kemendagri code: province, city, kecamatan, kelurahan. A city's role may be held over a province: registrants of other
# provinces live in no city of the programme, and somebody must be able to serve them.
_PARTS = {Scope.CITY: (1, 2), Scope.KECAMATAN: (3,), Scope.KELURAHAN: (4,)}


def scope_of_role(role: Role) -> Scope:
    return _SCOPES[role]


def grant_scope(role: Role, place_code: str, org_id: UUID | None, valid_from: date, valid_to: date | None) -> Decision:
    """Whether a role may be held over this place or organisation, for this period."""
    if valid_to is not None and valid_to < valid_from:
        return Decision.no("grant_ends_before_it_begins")
    scope = _SCOPES[role]
    if scope is Scope.NEVER:
        return Decision.no("grant_member_is_no_grant")
    if place_code != EVERYWHERE and org_id is not None:
        return Decision.no("grant_place_and_organisation")
    return Decision.yes() if _fits(scope, place_code, org_id) else Decision.no(f"grant_needs_{scope.value}")


def _fits(scope: Scope, place_code: str, org_id: UUID | None) -> bool:
    if scope in _PARTS:
        return org_id is None and len(place_code.split(".")) in _PARTS[scope] and place_code != EVERYWHERE
    if scope is Scope.ORGANISATION:
        return org_id is not None
    if scope is Scope.PLACE_OR_ORGANISATION:
        return org_id is not None or place_code != EVERYWHERE
    if scope is Scope.PLACE_OR_EVERYWHERE:
        return org_id is None
    return org_id is None and place_code == EVERYWHERE
