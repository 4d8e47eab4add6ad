"""The filters of the list of rules: what they ask, and in words."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from okoce.regulations.enums import RuleStatus, Trust
from okoce.regulations.families import family_with
from okoce.regulations.queries import RuleFilter
from okoce.regulations.web.forms import ListForm
from okoce.regulations.web.presentation import called
from okoce.ui.components import FilterWord


def filter_of(form: ListForm, *, drafts: bool) -> RuleFilter:
    """What the list shows; without rights to drafts, what holds is the least that it is narrowed to."""
    said = form.cleaned_data if form.is_valid() else {}
    status = said.get("status") or ""
    if not drafts and status in ("", RuleStatus.DRAFT):
        status = RuleStatus.ACTIVE
    return RuleFilter(
        words=said.get("cari") or "",
        family=family_with(said["kelompok"]) if said.get("kelompok") else None,
        status=status,
        trust=said.get("kepastian") or "",
        overdue=bool(said.get("lewat")),
        called=called(said.get("cari") or ""),
    )


def words_in_force(form: ListForm, query: QueryDict) -> list[FilterWord]:
    """Each filter in force with the address of the same list without it."""
    said = form.cleaned_data if form.is_valid() else {}
    family = family_with(said.get("kelompok") or "") if said.get("kelompok") else None
    values = {
        "cari": (_("Cari"), said.get("cari")),
        "kelompok": (_("Kelompok"), str(family.label) if family else ""),
        "status": (_("Status"), RuleStatus(said["status"]).label if said.get("status") else ""),
        "kepastian": (_("Kepastian"), Trust(said["kepastian"]).label if said.get("kepastian") else ""),
        "lewat": (_("Periksa ulang"), _("sudah waktunya") if said.get("lewat") else ""),
    }
    return [FilterWord(label, str(value), _without(query, name)) for name, (label, value) in values.items() if value]


def _without(query: QueryDict, name: str) -> str:
    left = query.copy()
    left.pop(name, None)
    left.pop("halaman", None)
    return f"?{left.urlencode()}"
