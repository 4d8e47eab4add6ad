"""Who may do what to organisations, representatives and centres. Deny by default; a refusal says why."""

from collections.abc import Sequence
from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor, within
from okoce.core.decisions import Decision
from okoce.partners import queries, rules
from okoce.partners.enums import OrganisationAction, OrganisationKind, OrganisationState, Refusal
from okoce.partners.queries import Organisation
from okoce.partners.queries.desk import READERS
from okoce.places.enums import PlaceLevel
from okoce.places.queries import refs

# The Kasatpel of the kecamatan vets communities (docs/glossary.md); agencies, companies and lenders come from the province.
STEWARDS: dict[str, tuple[Role, ...]] = {
    OrganisationKind.COMMUNITY: (Role.KECAMATAN, Role.CITY, Role.ADMINISTRATOR),
    OrganisationKind.FIRM: (Role.CITY, Role.ADMINISTRATOR),
    OrganisationKind.AGENCY: (Role.ADMINISTRATOR,),
    OrganisationKind.CITY_COMPANY: (Role.ADMINISTRATOR,),
    OrganisationKind.STATE_COMPANY: (Role.ADMINISTRATOR,),
    OrganisationKind.LENDER: (Role.ADMINISTRATOR,),
}
CENTRE_KEEPERS = (Role.KECAMATAN, Role.CITY, Role.ADMINISTRATOR)


def may_open_desk(by: Actor) -> Decision:
    """The list of organisations: officers, evaluators, and communities for their own."""
    allowed = by.has(*READERS) or bool(by.organisations(Role.COMMUNITY))
    return Decision.yes() if allowed else Decision.no(Refusal.ROLE_MISSING)


def may_see(by: Actor, organisation: Organisation) -> Decision:
    """An organisation on the desk: it works in the actor's places, or it is her own."""
    if organisation.id in by.organisations(Role.COMMUNITY):
        return Decision.yes()
    scopes = by.places(*READERS)
    if not scopes:
        return Decision.no(Refusal.ROLE_MISSING)
    works_here = any(within(scope, area) or within(area, scope) for scope in scopes for area in organisation.area_codes if area)
    return Decision.yes() if works_here or EVERYWHERE in scopes else Decision.no(Refusal.OUT_OF_SCOPE)


def may_register(by: Actor, kind: str, area_codes: Sequence[str]) -> Decision:
    """A steward of the kind, and every area lies in her scope."""
    return _over(by, STEWARDS[kind], area_codes)


def may_verify(by: Actor, organisation: Organisation) -> Decision:
    return may_act(by, organisation, OrganisationAction.VERIFY)


def may_suspend(by: Actor, organisation: Organisation) -> Decision:
    return may_act(by, organisation, OrganisationAction.SUSPEND)


def may_remove(by: Actor, organisation: Organisation) -> Decision:
    return may_act(by, organisation, OrganisationAction.REMOVE)


def may_reopen(by: Actor, organisation: Organisation) -> Decision:
    return may_act(by, organisation, OrganisationAction.REOPEN)


def may_act(by: Actor, organisation: Organisation, action: OrganisationAction) -> Decision:
    """Steward over all of its areas, not of one's own organisation, and the state allows the action. The reason that some
    actions need is asked by the service."""
    stewardship = _steward(by, organisation)
    if not stewardship:
        return stewardship
    if _belongs(by, organisation.id):
        return Decision.no(Refusal.OWN_ORGANISATION)
    return rules.may_move(organisation.state, action, reason="-")


def may_set_areas(by: Actor, organisation: Organisation, area_codes: Sequence[str]) -> Decision:
    """Old and new areas lie in the steward's scope: a kecamatan neither takes a community from the city nor gives it one."""
    stewardship = _steward(by, organisation)
    if not stewardship:
        return stewardship
    if _belongs(by, organisation.id):
        return Decision.no(Refusal.OWN_ORGANISATION)
    return _over(by, STEWARDS[organisation.kind], area_codes)


def may_set_accepts_members(by: Actor, organisation: Organisation) -> Decision:
    """The community itself, or its steward."""
    return _own_or_steward(by, organisation)


def may_name_representative(by: Actor, organisation: Organisation) -> Decision:
    """The community itself, or its steward; an organisation that was struck off names nobody."""
    decision = _own_or_steward(by, organisation)
    if decision and organisation.state == OrganisationState.REMOVED:
        return Decision.no(Refusal.ORGANISATION_REMOVED)
    return decision


def may_revoke_representative(by: Actor, organisation: Organisation) -> Decision:
    """The community itself, or its steward, in whatever state: a card can always be taken back."""
    return _own_or_steward(by, organisation)


def may_save_centre(by: Actor, place_code: str) -> Decision:
    """The officer of this very kecamatan, of its city, or an administrator."""
    place = refs().get(place_code)
    if place is None or place.level != PlaceLevel.KECAMATAN:
        return Decision.no(Refusal.NOT_A_KECAMATAN)
    return _over(by, CENTRE_KEEPERS, (place_code,))


def _own_or_steward(by: Actor, organisation: Organisation) -> Decision:
    if organisation.id in by.organisations(Role.COMMUNITY):
        return Decision.yes()
    return _steward(by, organisation)


def _steward(by: Actor, organisation: Organisation) -> Decision:
    return _over(by, STEWARDS[organisation.kind], organisation.area_codes)


def _over(by: Actor, roles: tuple[Role, ...], area_codes: Sequence[str]) -> Decision:
    """One of the roles over every area. Without an area only a scope of the whole programme is enough."""
    scopes = by.places(*roles)
    if not scopes:
        return Decision.no(Refusal.ROLE_MISSING)
    if EVERYWHERE in scopes:
        return Decision.yes()
    inside = bool(area_codes) and all(area and by.over(area, roles) for area in area_codes)
    return Decision.yes() if inside else Decision.no(Refusal.OUT_OF_SCOPE)


def _belongs(by: Actor, organisation_id: UUID) -> bool:
    return organisation_id in by.organisations(Role.COMMUNITY) or queries.represents(by.user_id, organisation_id)
