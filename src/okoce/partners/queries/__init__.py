"""The doors of partners for reading: communities, representatives and centres as frozen values."""

from okoce.partners.queries.centres import Centre, CentreCard, Room, Staff, centre, centre_of, centres
from okoce.partners.queries.checks import Check, centre_near, check
from okoce.partners.queries.desk import (
    OrganisationRow,
    StateCount,
    organisation_choices,
    organisation_of_card,
    organisation_rows,
    represents,
    state_counts,
)
from okoce.partners.queries.kept import CommunityChoice, community_choices, every_choice, forget
from okoce.partners.queries.organisations import (
    CommunityCard,
    Organisation,
    RepresentativeCard,
    by_register_number,
    organisation,
    representatives_of,
    verified_communities,
)
from okoce.partners.rules import Hours, Opening, opening_now

__all__ = [
    "Centre",
    "CentreCard",
    "Check",
    "CommunityCard",
    "CommunityChoice",
    "Hours",
    "Opening",
    "Organisation",
    "OrganisationRow",
    "RepresentativeCard",
    "Room",
    "Staff",
    "StateCount",
    "by_register_number",
    "centre",
    "centre_near",
    "centre_of",
    "centres",
    "check",
    "community_choices",
    "every_choice",
    "forget",
    "opening_now",
    "organisation",
    "organisation_choices",
    "organisation_of_card",
    "organisation_rows",
    "representatives_of",
    "represents",
    "state_counts",
    "verified_communities",
]
