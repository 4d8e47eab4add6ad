"""Long lists of choices, drawn once: 267 kelurahan are drawn for every visitor of a morning with thousands of them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from okoce.partners.queries import CommunityChoice, community_choices, every_choice
from okoce.places.queries import kelurahan_choices, may_be_domicile, province_choices

Options = tuple[tuple[str, str], ...]
Groups = tuple[tuple[str, Options], ...]

LATER = ""
NEAREST = "nearest"
SPREAD = 3
"""Whoever leaves the choice to us is given one of so many nearest communities, so that they do not all go to the first."""
AREAS_SHOWN = 2


class LongSelect(forms.Select):
    """A select whose options are drawn once for all visitors; groups or plain options."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        built = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        drawn = options_drawn(_groups(self.choices))
        chosen = f'value="{escape(value)}"' if value else ""
        if chosen:
            drawn = drawn.replace(f"{chosen}>", f"{chosen} selected>", 1)
        return format_html("<select{}>{}</select>", built, mark_safe(drawn))  # noqa: S308  options_drawn escapes


def _groups(choices: Iterable[Any]) -> Groups:
    """Plain options stand in a group without a name."""
    return tuple(
        (str(label), tuple((str(code), str(text)) for code, text in inner))
        if isinstance(inner, list | tuple)
        else ("", ((str(label), str(inner)),))
        for label, inner in choices
    )


@lru_cache(maxsize=64)
def options_drawn(groups: Groups) -> str:
    return "".join(_group_drawn(label, options) for label, options in groups)


def _group_drawn(label: str, options: Options) -> str:
    inner = "".join(f'<option value="{escape(code)}">{escape(text)}</option>' for code, text in options)
    return f'<optgroup label="{escape(label)}">{inner}</optgroup>' if label else inner


def place_choices() -> list[tuple[str, Any]]:
    """Every kelurahan by kecamatan, and the other provinces at the end. No query once read."""
    return [("", _("Pilih kelurahan")), *kelurahan_choices(), (_("Tinggal di luar Jakarta"), province_choices())]


def community_options(place_code: str) -> list[tuple[str, Any]]:
    """All communities that accept members; once the kelurahan is known, those that work there come first."""
    near = community_choices(place_code) if place_code else ()
    near_ids = {item.id for item in near}
    others = tuple(item for item in every_choice() if item.id not in near_ids)
    options: list[tuple[str, Any]] = [
        (LATER, _("Nanti saja, setelah terdaftar")),
        (NEAREST, _("Pilihkan yang dekat untuk saya")),
    ]
    if near:
        options.append((_("Dekat tempat tinggal Anda"), tuple(_option(item) for item in near)))
    if others:
        options.append((_("Komunitas lain") if near else _("Semua komunitas"), tuple(_option(item) for item in others)))
    return options


def is_community_option(value: str) -> bool:
    """Whether a value is one of :func:`community_options`."""
    return value in (LATER, NEAREST) or any(item.register_number == value for item in every_choice())


def chosen_community(value: str, place_code: str, form_id: UUID) -> UUID | None:
    """The community of a choice; the same form always gives the same one, so that a retry is the same submission."""
    if value == LATER:
        return None
    if value == NEAREST:
        near = community_choices(place_code)[:SPREAD] if may_be_domicile(place_code) else ()
        return near[form_id.int % len(near)].id if near else None
    return next((item.id for item in every_choice() if item.register_number == value), None)


def _option(item: CommunityChoice) -> tuple[str, str]:
    shown = ", ".join(area.partition(",")[0] for area in item.areas[:AREAS_SHOWN])
    more = len(item.areas) - AREAS_SHOWN
    areas = _("%(areas)s dan %(count)s wilayah lain") % {"areas": shown, "count": more} if more > 0 else shown
    return item.register_number, f"{item.name} ({areas})" if areas else item.name
