"""Rule rows of each family turned into parts of the content; faults are collected, never passed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from okoce.core.decisions import Decision
from okoce.stages.p4_licensing.rules import decoding, vocabulary
from okoce.stages.p4_licensing.rules.answers import ClassRef
from okoce.stages.p4_licensing.rules.decoding import PLACE, Faults, Reader
from okoce.stages.p4_licensing.rules.parts import Clause, Figure, Param, RiskRow, RuleLike, Source, Task, Term, Text

TASK, CLAUSE, PARAM, TRAITS, RISK = "p4.task.", "p4.clause.", "p4.param.", "p4.traits.", "p4.risk."
FEE, DAYS, TERM = "p4.fee.", "p4.days.", "p4.term."
FAMILIES: Final = (TASK, CLAUSE, PARAM, FEE, DAYS, TERM, TRAITS, RISK)
UNITS: Final = {FEE: ("rupiah",), DAYS: ("days", "working days")}
VARIANTS: Final = ("", "upto", "umk", "umk upto")
"""Of fees: for everybody, its upper end, for micro and small firms, its upper end."""

MONEY, MONTHS, DAY = "rupiah", "months", "date"
PARAMS: Final[Mapping[str, str]] = {
    "halal_duty_from": DAY,
    "capital_micro_max": MONEY,
    "capital_small_max": MONEY,
    "capital_medium_max": MONEY,
    "sales_micro_max": MONEY,
    "sales_small_max": MONEY,
    "sales_medium_max": MONEY,
    "sehati_sales_max": MONEY,
    "spp_irt_commitment_months": MONTHS,
    "spp_irt_renew_months": MONTHS,
    "slhs_renew_months": MONTHS,
    "brand_renew_months": MONTHS,
}
"""Every parameter that rules and sentences know, with its unit."""

NO_SOURCE: Final = Source(UUID(int=0), "", "", "", vocabulary.UNCONFIRMED, "", None, None)
"""Of a value that is checked before any row holds it."""

_TEXTS: Final = ("title", "what_for", "office", "gets", "if_not")
_LISTS: Final = ("papers", "steps")
_TASK_KEYS: Final = (*_TEXTS, *_LISTS, "phone", "where", "needs", "order", "en")
_CLAUSE_KEYS: Final = ("task", "effect", "level", "when", "unless", "since", "until", "unlocked_by", "by", "says", "en")


def source_of(row: RuleLike) -> Source:
    return Source(
        row_id=row.row_id,
        code=row.code,
        legal_basis=row.legal_basis,
        article=row.article,
        trust=row.trust,
        source_url=row.source_url,
        verified_on=row.verified_on,
        review_by=row.review_by,
    )


def read_task(code: str, value: object, source: Source, faults: Faults) -> Task:
    reader = Reader(value, _TASK_KEYS, faults, code)
    reader.task_code(code, "")
    english = reader.inner("en", (*_TEXTS, *_LISTS))
    texts = {key: decoding.pair(reader, english, key) for key in _TEXTS}
    lists = {key: decoding.pairs(reader, english, key) for key in _LISTS}
    return Task(
        code=code,
        order=reader.number("order"),
        title=texts["title"],
        what_for=texts["what_for"],
        papers=lists["papers"],
        steps=lists["steps"],
        office=texts["office"],
        phone=reader.matching("phone", decoding.PHONE, "phone_needed"),
        where=reader.matching("where", decoding.URL, "url_needed"),
        gets=texts["gets"],
        if_not=texts["if_not"],
        needs=reader.tasks("needs"),
        source=source,
    )


def read_clause(code: str, value: object, source: Source, faults: Faults) -> Clause:
    reader = Reader(value, _CLAUSE_KEYS, faults, code)
    english = reader.inner("en", ("says",))
    clause = Clause(
        code=code,
        task=reader.text("task"),
        effect=reader.choice("effect", vocabulary.EFFECTS),
        level=reader.choice("level", vocabulary.LEVELS),
        when=reader.conditions("when"),
        unless=reader.conditions("unless"),
        since=reader.text("since", empty=True),
        until=reader.text("until", empty=True),
        unlocked_by=reader.tasks("unlocked_by"),
        by=reader.text("by", empty=True),
        says=Text(reader.text("says"), english.text("says")),
        source=source,
    )
    _agrees_with_itself(clause, reader)
    return clause


def _agrees_with_itself(clause: Clause, reader: Reader) -> None:
    """What an effect needs and what it may not have; places in sentences that can be filled; parameters that exist."""
    faults = reader.faults
    for key, code in (("task", clause.task), ("by", clause.by)):
        reader.task_code(code, key)
    if clause.code and not clause.code.startswith(f"{clause.task}."):
        faults.add("another_task", reader.place("task"), clause.task)
    if bool(clause.by) != (clause.effect == "replace"):
        faults.add("only_with_replace", reader.place("by"))
    if bool(clause.unlocked_by) != (clause.effect == "block"):
        faults.add("only_with_block", reader.place("unlocked_by"))
    for key, name in (("since", clause.since), ("until", clause.until)):
        if name and PARAMS.get(name.removeprefix(PARAM)) != DAY:
            faults.add("unknown_param", reader.place(key), name)
    fillable = {key for key in clause.when if key in vocabulary.ANSWERS or key == "scale"} | PARAMS.keys()
    for language, sentence in (("says", clause.says.id), ("en.says", clause.says.en)):
        for name in PLACE.findall(sentence):
            if name not in fillable:
                faults.add("unknown_place", reader.place(language), name)
        if "{" in PLACE.sub("", sentence) or "}" in PLACE.sub("", sentence):
            faults.add("unknown_place", reader.place(language), "{")


def read_param(row_code: str, value: object, source: Source, faults: Faults) -> Param | None:
    name = row_code.removeprefix(PARAM)
    if name not in PARAMS:
        faults.add("unknown_param", row_code, name)
        return None
    if PARAMS[name] == DAY:
        found = decoding.day(value)
        if found is None:
            faults.add("day_needed", row_code, value)
        return Param(name, found or date.min, source)
    if not decoding.is_whole(value, 1):
        faults.add("number_needed", row_code, value)
    return Param(name, value if isinstance(value, int) else 0, source)


def read_figure(family: str, row: RuleLike, faults: Faults) -> Figure:
    """A fee or a number of days: a whole number in the unit of its family."""
    if not decoding.is_whole(row.value):
        faults.add("number_needed", row.code, row.value)
    if row.unit not in UNITS[family]:
        faults.add("unknown_value", f"{row.code} unit", row.unit)
    if row.applies_to not in (VARIANTS if family == FEE else ("",)):
        faults.add("unknown_value", f"{row.code} applies_to", row.applies_to)
    return Figure(row.value if decoding.is_whole(row.value) else 0, row.unit, source_of(row))


def read_term(row: RuleLike, faults: Faults) -> Term:
    """Years, at least one, or a word of the vocabulary."""
    _check_term(row.code, row.value, faults)
    if row.applies_to:
        faults.add("unknown_value", f"{row.code} applies_to", row.applies_to)
    years = row.value if isinstance(row.value, int) else 0
    return Term(years, row.value if isinstance(row.value, str) else "", source_of(row))


def _check_term(row_code: str, value: object, faults: Faults) -> None:
    if not decoding.is_whole(value, 1) and value not in vocabulary.TERM_WORDS:
        faults.add("term_needed", row_code, value)


def read_class(name: str, row_code: str, faults: Faults) -> ClassRef:
    """The class at the end of a row's code: 2025.10794."""
    version, _, code = name.partition(".")
    if not decoding.CLASS_CODE.match(f"{version}:{code}"):
        faults.add("unknown_class", row_code, name)
    return ClassRef(version, code)


def read_traits(code: str, value: object, faults: Faults) -> frozenset[str]:
    reader = Reader(value, ("traits",), faults, code)
    traits = reader.texts("traits", empty=True)
    for trait in traits:
        if trait not in vocabulary.TRAITS:
            faults.add("unknown_value", reader.place("traits"), trait)
    return frozenset(traits)


def read_risk(code: str, value: object, source: Source, faults: Faults) -> RiskRow:
    reader = Reader(value, ("scope", "scale", "place", "level"), faults, code)
    scales, places = reader.texts("scale", empty=True), reader.texts("place", empty=True)
    for key, values, known in (("scale", scales, vocabulary.SCALES), ("place", places, vocabulary.ANSWERS["place"])):
        for each in values:
            if each not in known:
                faults.add("unknown_value", reader.place(key), each)
    return RiskRow(
        scope=reader.text("scope", empty=True),
        scales=frozenset(scales),
        places=frozenset(places),
        level=reader.choice("level", vocabulary.RISKS[1:]),
        source=source,
    )


def check_value(row_code: str, value: object) -> Decision:
    """May a row of this code hold this value? What the editing of rules asks; other rows are not looked at."""
    faults = Faults()
    family = next((each for each in FAMILIES if row_code.startswith(each)), "")
    rest = row_code.removeprefix(family)
    if family == TASK:
        read_task(rest, value, NO_SOURCE, faults)
    elif family == CLAUSE:
        read_clause(rest, value, NO_SOURCE, faults)
    elif family == PARAM:
        read_param(row_code, value, NO_SOURCE, faults)
    elif family == TERM:
        _check_term(row_code, value, faults)
    elif family in UNITS:
        if not decoding.is_whole(value):
            faults.add("number_needed", row_code, value)
    elif family in (TRAITS, RISK):
        read_class(rest, row_code, faults)
        if family == TRAITS:
            read_traits(rest, value, faults)
        else:
            read_risk(rest, value, NO_SOURCE, faults)
    else:
        faults.add("unknown_family", row_code)
    return faults.decision()
