"""The components: {% load ui %}. Tags take named arguments only, and a name that a tag does not know is an error when
the template is compiled: a misspelt argument never passes silently."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from okoce.ui import charts, formats, presentation, styles
from okoce.ui.components import (
    Bar,
    Column,
    FilterWord,
    Number,
    PathPoint,
    StageMark,
    TimelineEntry,
    stage_now,
    stages_done,
)
from okoce.ui.enums import Direction, NoticeKind, Tone

register = template.Library()
Values = dict[str, Any]
COMPONENTS = "ui/components"


@register.simple_tag
def inline_css() -> SafeString:
    """The citizen's style sheet; okoce.ui.csp.style_hashes() allows exactly this text."""
    return mark_safe(f"<style>{styles.citizen_css()}</style>")  # noqa: S308  our own file, no input


@register.inclusion_tag(f"{COMPONENTS}/brand.html")
def brand(*, home_url: str = "/") -> Values:
    return {"home_url": home_url}


@register.inclusion_tag(f"{COMPONENTS}/language_links.html", takes_context=True)
def language_links(context: Context) -> Values:
    request: HttpRequest | None = context.get("request")
    here = request.get_full_path() if request is not None and request.method == "GET" else "/"
    links = [
        {"code": code, "label": label, "url": f"{reverse('ui:language', args=[code])}?{urlencode({'kembali': here})}"}
        for code, label in presentation.other_languages()
    ]
    return {"links": links}


@register.simple_tag
def stage_strip(*, stages: Sequence[StageMark], size: str = "full") -> SafeString:
    """The face of the programme. size="full" on a member's phone, "compact" in a table cell or funnel row."""
    if size not in ("full", "compact"):
        raise ValueError(f"unknown size {size!r}; known: full, compact")
    values = {
        "stages": stages,
        "stairs": presentation.stairs_svg(tuple(stage.state for stage in stages)),
        "done": stages_done(stages),
        "total": len(stages),
        "now": stage_now(stages),
        "spoken": presentation.spoken_stages(stages),
    }
    name = "stage_list" if size == "full" else "stage_compact"
    return render_to_string(f"{COMPONENTS}/{name}.html", values)


@register.inclusion_tag(f"{COMPONENTS}/next_step.html")
def next_step(
    *,
    title: str,
    text: str = "",
    action_label: str = "",
    action_url: str = "",
    when: str = "",
    helper: str = "",
    heading: int = 2,
) -> Values:
    return locals()


@register.inclusion_tag(f"{COMPONENTS}/field.html")
def field(bound: BoundField, *, entry: str = "text") -> Values:
    """`entry` says what is asked (name, nik, phone, code, money, date, …) and sets keyboard and autocomplete."""
    describedby = presentation.described_by(bound)
    return {
        "bound": bound,
        "widget": presentation.field_widget(bound, entry, describedby),
        "shape": presentation.field_shape(bound),
        "describedby": describedby,
        "optional": not bound.field.required,
    }


@register.inclusion_tag(f"{COMPONENTS}/error_summary.html")
def error_summary(form: BaseForm) -> Values:
    errors = presentation.error_lines(form) if form.is_bound else []
    return {"errors": errors, "count": len(errors)}


@register.inclusion_tag(f"{COMPONENTS}/notice.html")
def notice(
    *,
    kind: str,
    title: str,
    reason: str = "",
    next_step: str = "",
    when: str = "",
    action_label: str = "",
    action_url: str = "",
    live: bool = False,
) -> Values:
    """A refusal needs its reason and its next step: nobody is left with a bare no."""
    code = presentation.code_of(NoticeKind, kind)
    if code is NoticeKind.REFUSAL and not (reason and next_step):
        raise ValueError("a refusal says why (reason) and what now (next_step)")
    return locals() | {"kind": code.value, "kind_label": code.label}


@register.inclusion_tag(f"{COMPONENTS}/figure.html")
def figure(
    *,
    value: Number | None,
    label: str,
    counts: str,
    as_of: date,
    edition: str = "",
    kind: str = "number",
    suppressed: bool = False,
    change: str = "",
    direction: str = "same",
    url: str = "",
) -> Values:
    """`suppressed` hides a small cell; None says "belum ada data". `counts` says what is counted."""
    code = presentation.code_of(Direction, direction)
    state = "small" if suppressed else "none" if value is None else "known"
    return {
        "value": presentation.quantity(value, kind) if state == "known" else "",
        "state": state,
        "label": label,
        "counts": counts,
        "edition": edition,
        "as_of": as_of,
        "url": "" if suppressed else url,
        "change": "" if suppressed else change,
        "direction": code.value,
        "direction_label": code.label,
    }


@register.inclusion_tag(f"{COMPONENTS}/stamp.html")
def stamp(as_of: date) -> Values:
    return {"as_of": as_of, "with_clock": isinstance(as_of, datetime)}


@register.inclusion_tag(f"{COMPONENTS}/empty_state.html")
def empty_state(*, title: str, text: str = "", action_label: str = "", action_url: str = "") -> Values:
    return locals()


@register.inclusion_tag(f"{COMPONENTS}/timeline.html")
def timeline(*, entries: Sequence[TimelineEntry]) -> Values:
    return {"entries": entries}


@register.inclusion_tag(f"{COMPONENTS}/badge.html")
def badge(*, tone: str, label: str) -> Values:
    return {"tone": presentation.code_of(Tone, tone).value, "label": label}


@register.simple_block_tag
def data_table(content: str, *, caption: str, columns: Sequence[Column], body_id: str = "rows") -> SafeString:
    values = {"caption": caption, "columns": columns, "body_id": body_id, "rows": content}
    return render_to_string(f"{COMPONENTS}/data_table.html", values)


@register.inclusion_tag(f"{COMPONENTS}/row_link.html")
def row_link(*, label: str, url: str, detail: str = "") -> Values:
    return {"label": label, "url": url, "detail": detail}


@register.inclusion_tag(f"{COMPONENTS}/filter_words.html")
def filter_words(*, words: Sequence[FilterWord], clear_url: str = "", count: int | None = None) -> Values:
    return {"words": words, "clear_url": clear_url, "count": count}


@register.inclusion_tag(f"{COMPONENTS}/pager.html", takes_context=True)
def pager(context: Context, *, page: Page[Any], parameter: str = "halaman") -> Values:
    """Keeps the filters of the present address; `parameter` is the page's name in it."""
    query = context["request"].GET.copy()

    def url(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return {
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
        "number": page.number,
        "total": page.paginator.num_pages,
    }


@register.inclusion_tag(f"{COMPONENTS}/bar_list.html")
def bar_list(*, bars: Sequence[Bar], title: str, counts: str, as_of: date, sentence: str = "", kind: str = "number") -> Values:
    return {
        "bars": charts.bars(bars),
        "title": title,
        "counts": counts,
        "as_of": as_of,
        "sentence": sentence,
        "kind": kind,
    }


@register.inclusion_tag(f"{COMPONENTS}/path_chart.html")
def path_chart(*, points: Sequence[PathPoint], title: str, sentence: str, counts: str, as_of: date, kind: str = "number") -> Values:
    return {
        "points": points,
        "drawing": charts.path(points),
        "title": title,
        "sentence": sentence,
        "counts": counts,
        "as_of": as_of,
        "kind": kind,
    }


@register.filter
def rupiah(value: int) -> str:
    return formats.rupiah(value, presentation.language())


@register.filter
def rupiah_short(value: int) -> str:
    return formats.rupiah_short(value, presentation.language())


@register.filter
def number(value: Number) -> str:
    return formats.number(value, presentation.language(), decimals=0 if value == int(value) else 1)


@register.filter
def percent(share: float) -> str:
    return formats.percent(share, presentation.language())


@register.filter
def quantity(value: Number | None, kind: str) -> str:
    return presentation.quantity(value, kind)


@register.filter
def date_long(value: date) -> str:
    return formats.date_long(presentation.local(value), presentation.language())


@register.filter
def date_short(value: date) -> str:
    return formats.date_short(presentation.local(value), presentation.language(), today=presentation.today())


@register.filter
def clock(value: datetime) -> str:
    return formats.clock(presentation.local_instant(value), presentation.language())


@register.filter
def relative(value: date) -> str:
    return formats.relative(presentation.local(value), presentation.today(), presentation.language())
