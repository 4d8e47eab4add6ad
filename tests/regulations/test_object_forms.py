"""Every shipped object fits through its form: what a page shows, sent back untouched, is the same object."""

from typing import Any

import pytest
from django.http import QueryDict

from okoce.config.loading import load_reference
from okoce.regulations import families, queries
from okoce.regulations.families import Family, from_form, shown_parts, to_form
from okoce.regulations.models import RuleRow
from okoce.regulations.web.forms import RowForm
from tests.regulations.proposing import LETTER, LETTERS

pytestmark = pytest.mark.django_db


def sent_back(form: RowForm) -> QueryDict:
    """What a browser sends of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for bound in form:
        value: Any = bound.value()
        if isinstance(value, list | tuple):
            data.setlist(bound.html_name, [str(item) for item in value])
        elif value is not None:
            data[bound.html_name] = value.isoformat() if hasattr(value, "isoformat") else str(value)
    data["reason"], data["review_by"] = "Uji", "2031-01-01"
    return data


def test_every_rule_goes_through_its_form_unchanged() -> None:
    load_reference()
    rows = list(RuleRow.objects.filter(status="active"))
    kinds = set()
    for row in rows:
        family = families.family_of(row.code)
        shown = RowForm(family=family, before=row, drafts=(), start=row.effective_from)
        form = RowForm(sent_back(shown), family=family, before=row, drafts=(), start=row.effective_from)
        assert form.is_valid(), (row.code, form.errors)
        assert form.content().value == row.value, row.code
        kinds.add(type(row.value))
    assert len(rows) > 20
    assert {int, str} <= kinds


def test_an_object_and_its_fields_say_the_same() -> None:
    fields = LETTERS.fields
    assert from_form(fields, to_form(fields, LETTER)) == LETTER
    assert from_form(fields, to_form(fields, {}) | {"order": 1})["when"] == {}
    assert dict(shown_parts(LETTERS, {**LETTER, "more": {"kept": "x"}})) == {
        "Judul": "Surat RT",
        "Langkah": "Minta\nAmbil",
        "Urutan": "3",
        "Tingkat": "wajib",
        "Bila: Tempat": "rumah",
        "Inggris: Title": "RT letter",
        "more.kept": "x",
    }


def test_a_family_without_a_name_of_its_own_is_found_by_its_code() -> None:
    inner = Family("test.letter.inner.", "Dalam")
    families.register(LETTERS, inner)
    try:
        assert families.family_of("test.letter.inner.a") == inner
        assert families.family_with("test-letter") == LETTERS
        outer = {row.code for row in queries.rows_of(queries.RuleFilter(family=LETTERS))}
        assert not any(code.startswith(inner.prefix) for code in outer)
    finally:
        families.unregister(LETTERS, inner)
