"""Search by name, NIK or receipt, and the filters of a list."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.members.enums import EntryStatus
from okoce.places.queries import kelurahan_choices, refs
from okoce.portal.desk.forms.fields import DayField, ReasonForm
from okoce.portal.desk.people import STATUS_SHORT, Filters
from okoce.portal.desk.scope import OFFICERS
from okoce.portal.desk.stages import stage_title
from okoce.ui.components import FilterWord
from okoce.ui.formats import date_long
from okoce.ui.presentation import language


class SearchForm(ReasonForm):
    """What is typed is personal, so it is posted and never stands in an address."""

    cari = forms.CharField(
        label=_("Cari nama, NIK, atau nomor resi"), max_length=120, widget=forms.TextInput(attrs={"type": "search"})
    )


class FilterForm(forms.Form):
    """Filters stand in the address as plain words, so that a list can be kept and shared among colleagues."""

    kel = forms.ChoiceField(label=_("Kelurahan"), required=False)
    status = forms.ChoiceField(label=_("Saat mendaftar"), required=False, choices=[("", _("Semua keadaan")), *STATUS_SHORT.items()])
    sudah = forms.ChoiceField(label=_("Sudah ada catatan"), required=False)
    belum = forms.ChoiceField(label=_("Belum ada catatan"), required=False)
    sejak = DayField(label=_("Terdaftar sejak"), required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self._choices("kel", [("", _("Semua kelurahan")), *_own_kelurahan(actor)])
        stages = [("", _("Semua tahap")), *((str(number), stage_title(number)) for number in range(2, 8))]
        self._choices("sudah", stages)
        self._choices("belum", stages)

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def filters(self) -> Filters:
        """What is understood of the address; a word that means nothing narrows nothing."""
        self.is_valid()
        known = self.cleaned_data
        return Filters(
            kelurahan=known.get("kel", ""),
            entry_status=known.get("status", ""),
            with_stage=int(known["sudah"]) if known.get("sudah") else None,
            without_stage=int(known["belum"]) if known.get("belum") else None,
            since=known.get("sejak"),
        )

    def words(self) -> list[FilterWord]:
        """Each filter in force, said in words, with the address without it."""
        said: dict[str, Callable[[Any], str]] = {
            "kel": lambda code: refs()[code].name,
            "status": lambda code: str(STATUS_SHORT[EntryStatus(code)]),
            "sudah": lambda stage: stage_title(int(stage)),
            "belum": lambda stage: stage_title(int(stage)),
            "sejak": lambda day: date_long(day, language()),
        }
        return [
            FilterWord(str(self.fields[name].label), said[name](value), f"?{self._without(name)}")
            for name, value in self.chosen().items()
        ]

    def chosen(self) -> dict[str, Any]:
        """The filters in force, as they are understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def _without(self, dropped: str) -> str:
        kept = {name: self.data[name] for name in ("urut", *self.fields) if name != dropped and self.data.get(name)}
        return urlencode(kept)

    def query(self) -> dict[str, str]:
        """The filters in force as the address has them."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


def _own_kelurahan(actor: Actor) -> list[Any]:
    scopes = actor.places(*OFFICERS)
    if EVERYWHERE in scopes:
        return list(kelurahan_choices())
    return [group for scope in scopes for group in _inside(scope)]


def _inside(scope: str) -> list[Any]:
    """The kelurahan of a scope; a kelurahan worker has one, which is no choice."""
    return list(kelurahan_choices(scope)) if len(scope) < 13 else []
