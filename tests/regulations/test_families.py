"""Apps declare families of rules, whose values may be objects."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okoce.core.decisions import Decision
from okoce.regulations import families, queries, services
from okoce.regulations.enums import Trust
from okoce.regulations.rules import RuleValue

pytestmark = pytest.mark.django_db

SHIPPED_ON = date(2026, 11, 24)


@pytest.fixture
def letters() -> Iterator[families.Family]:
    family = families.Family("test.letter.", "Surat", objects=True, check=needs_a_title)
    families.register(family)
    yield family
    families.unregister(family)


def needs_a_title(_code: str, value: object) -> Decision:
    return Decision.yes() if isinstance(value, dict) and value.get("title") else Decision.no("test.no_title")


def shipped_letter(folder: Path, value: str) -> Path:
    file = folder / "letters.toml"
    file.write_text(
        '[[rule]]\ncode = "test.letter.rt"\nunit = "letter"\nlegal_basis = "x"\neffective_from = 2025-01-01\nstatus = "active"\n'
        f'trust = "U"\nreview_by = 2026-01-31\n{value}\n'
    )
    return file


def test_an_object_is_loaded_where_its_family_allows_it(tmp_path: Path, letters: families.Family) -> None:
    file = shipped_letter(tmp_path, 'value = {title = "Surat RT", papers = ["KTP"], en = {title = "RT letter"}}')
    assert services.load_shipped_rules(file).created == 1
    rule = queries.value("test.letter.rt", SHIPPED_ON)
    assert rule.parts == {"title": "Surat RT", "papers": ["KTP"], "en": {"title": "RT letter"}}
    assert (rule.trust, rule.is_overdue(date(2026, 1, 31)), rule.is_overdue(date(2026, 2, 1))) == (Trust.UNCONFIRMED, False, True)
    assert families.family_of("test.letter.rt") == letters
    assert families.family_of("test.letters") == families.OTHERS
    with pytest.raises(TypeError, match="object"):
        _ = rule.decimal
    with pytest.raises(TypeError, match="no object"):
        _ = RuleValue(**{**vars_of(rule), "value": 1}).parts


def vars_of(rule: RuleValue) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in fields(rule)}


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ('value = "Surat RT"', "rule.value_no_object"),
        ("value = {title = 0.5}", "rule.value_no_object"),
        ('value = {name = "Surat RT"}', "test.no_title"),
    ],
)
@pytest.mark.usefixtures("letters")
def test_a_malformed_shipped_object_is_refused(tmp_path: Path, value: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong.replace(".", r"\.")):
        services.load_shipped_rules(shipped_letter(tmp_path, value))


def test_a_prefix_is_declared_once(letters: families.Family) -> None:
    families.register(letters)
    for wrong in (families.Family("test.letter.", "Lain"), families.Family("", "Semua")):
        with pytest.raises(ValueError, match="twice or without"):
            families.register(wrong)
