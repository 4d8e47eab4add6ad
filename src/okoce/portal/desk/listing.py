"""A list as its page shows it and as its sheet carries it away: one condition, one order, the same filters for both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from okoce.accounts.queries import Actor
from okoce.portal.desk import worklists
from okoce.portal.desk.forms.search import FilterForm
from okoce.portal.desk.worklists import People, Worklist

MEMBERS = "anggota"
"""The code of the list of all members, beside those of the work lists."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Whoever stands on a list within the reader's scope and her filters, in the order she asked for."""

    code: str
    title: str
    actor: Actor
    today: date
    filters: FilterForm
    rows: People
    order: str


def members_list(asked: Any, actor: Actor, today: date) -> Listing:
    """All members; ``asked``: what the address says."""
    filters = FilterForm(asked, actor=actor)
    rows = filters.filters().narrow(worklists.enrolled(actor))
    return Listing(MEMBERS, _("Anggota"), actor, today, filters, rows, asked.get("urut", "nama"))


def work_list(item: Worklist, asked: Any, actor: Actor, today: date) -> Listing:
    """A saved work list; ``asked``: what the address says."""
    days = worklists.thresholds(today)
    first = {"since": "sejak", "-since": "-sejak"}[item.order]
    filters = FilterForm(asked, actor=actor)
    rows = filters.filters().narrow(worklists.people_on(item, actor, today, days))
    title = str(item.title) % {"days": days[item.code]}
    return Listing(item.code, title, actor, today, filters, rows, asked.get("urut", first))
