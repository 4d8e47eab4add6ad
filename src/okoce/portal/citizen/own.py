"""The record of the person who is signed in."""

from django.http import Http404, HttpRequest

from okoce.accounts.web.requests import actor_of_request
from okoce.members.queries import Member, member


def own_record(request: HttpRequest) -> Member:
    """Her own record, in four queries. The view is marked ``for_member``, so there is a person; 404 where it is gone."""
    person_id = actor_of_request(request).person_id
    found = member(person_id) if person_id is not None else None
    if found is None:
        raise Http404
    return found
