"""Editions as JSON and back. Unknown, missing and doubled keys are problems: an edition says exactly what it says."""

import json
import re
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Final

from okoce.core.canonical import canonical_bytes
from okoce.progression.rules.condition_codec import encode_condition, read_condition
from okoce.progression.rules.conditions import AllOf, AnyOf, Condition, StagePassed
from okoce.progression.rules.editions import ORDERS, STAGES, Edition, Gate
from okoce.progression.rules.facts_view import GRADES
from okoce.progression.rules.schema import MalformedRuleError, Node, Problem

CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*", re.ASCII)
ARTICLE_UNVERIFIED: Final = "article unverified"
ADDRESS: Final = re.compile(r"https?://\S+")

_TEXTS: Final = ("title", "explanation", "legal_source", "article")
_ENGLISH: Final = ("title_en", "explanation_en")
_KEYS: Final = (
    "code", *_TEXTS, "sources", "notes", "valid_from", "valid_to", "order", "stages", "counts_as_entrepreneur",
)  # fmt: skip


def edition_from_json(text: str, *, known_kinds: Collection[str] | None = None) -> Edition:
    """The edition in a JSON text; see `decode_edition`. Text that is no JSON is a problem like any other."""
    problems: list[Problem] = []

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = sorted({key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1})
            problems.append(Problem("", "doubled_key", f"a key stands twice in one object: {', '.join(twice)}"))
        return found

    try:
        raw = json.loads(text, object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        raise MalformedRuleError([Problem("", "not_json", f"is not JSON: {error}")]) from error
    if problems:
        raise MalformedRuleError(problems)
    return decode_edition(raw, known_kinds=known_kinds)


def decode_edition(raw: object, *, known_kinds: Collection[str] | None = None) -> Edition:
    """The edition in a JSON value.

    `known_kinds`, when given, are the only fact kinds it may name. Raises `MalformedRuleError` with every problem and
    its path; unknown kinds are looked for once the form is right.
    """
    problems: list[Problem] = []
    edition = _edition(Node(raw, "", problems), problems)
    if problems or edition is None:
        raise MalformedRuleError(problems)
    if known_kinds is not None:
        problems.extend(_unknown_kinds(edition, known_kinds))
    if problems:
        raise MalformedRuleError(problems)
    return edition


def encode_edition(edition: Edition) -> dict[str, object]:
    """The JSON value of an edition; `decode_edition` gives the same edition back."""
    return {
        "code": edition.code,
        **{name: getattr(edition, name) for name in _TEXTS},
        "sources": list(edition.sources),
        "notes": list(edition.notes),
        "valid_from": edition.valid_from.isoformat(),
        "valid_to": None if edition.valid_to is None else edition.valid_to.isoformat(),
        "order": edition.order,
        "stages": {str(stage): _encode_gate(edition.stage(stage)) for stage in STAGES},
        "counts_as_entrepreneur": _encode_gate(edition.counts_as_entrepreneur),
        **{name: text for name in _ENGLISH if (text := getattr(edition, name))},
    }


def digest_of(document: Mapping[str, object]) -> str:
    """SHA-256 of a document's canonical bytes, as hex: two documents with one digest say the same."""
    return sha256(canonical_bytes(document)).hexdigest()


def is_code(text: str) -> bool:
    """Whether a text can be the code of an edition, as OKOCE-2018; at most 40 characters."""
    return len(text) <= 40 and CODE.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether a text can be one of an edition's sources."""
    return ADDRESS.fullmatch(text) is not None


def _edition(node: Node, problems: list[Problem]) -> Edition | None:
    at = node.fields(_KEYS, _ENGLISH)
    if not all(key in at for key in _KEYS):
        # What is there is still read, for its own problems, so that the list is whole.
        at = {**{key: Node(None, key, []) for key in _KEYS}, **at}
    valid_from = at["valid_from"].day()
    valid_to = None if at["valid_to"].value is None else at["valid_to"].day()
    if valid_to is not None and valid_to < valid_from:
        at["valid_to"].fail("ends_before_start", "is before valid_from")
    stages = at["stages"].fields([str(stage) for stage in STAGES])
    gates = {key: _gate(gate, stage_passed=False) for key, gate in stages.items()}
    code = at["code"].text(CODE, "OKOCE-2018")
    texts = {name: at[name].text() for name in _TEXTS}
    sources = tuple(each.text(ADDRESS, "https://...") for each in at["sources"].items(least=1))
    notes = tuple(each.text() for each in at["notes"].items())
    order = ORDERS[at["order"].choice(ORDERS)]
    entrepreneur = _gate(at["counts_as_entrepreneur"], stage_passed=True)
    english = {name: at[name].text() for name in _ENGLISH if name in at}
    if problems:
        return None
    return Edition(
        code=code,
        **texts,
        **english,
        sources=sources,
        notes=notes,
        valid_from=valid_from,
        valid_to=valid_to,
        order=order,
        stages=tuple(gates[str(stage)] for stage in STAGES),
        counts_as_entrepreneur=entrepreneur,
    )


def _gate(node: Node, *, stage_passed: bool) -> Gate:
    at = node.fields(("condition", "minimum_grade"))
    condition: Condition = AllOf(())
    if "condition" in at:
        condition = read_condition(at["condition"], stage_passed=stage_passed)
    return Gate(condition, at["minimum_grade"].choice(GRADES) if "minimum_grade" in at else 0)


def _encode_gate(gate: Gate) -> dict[str, object]:
    return {"condition": encode_condition(gate.condition), "minimum_grade": GRADES[gate.minimum_grade]}


def _unknown_kinds(edition: Edition, known: Collection[str]) -> list[Problem]:
    gates = {f"stages.{stage}": edition.stage(stage) for stage in STAGES}
    gates["counts_as_entrepreneur"] = edition.counts_as_entrepreneur
    return [
        Problem(f"{path}.condition", "unknown_kind", f"names the fact kind {kind}, which does not exist")
        for path, gate in gates.items()
        for kind in sorted(kinds_of(gate.condition) - set(known))
    ]


def kinds_of(condition: Condition) -> frozenset[str]:
    """Every fact kind a condition names."""
    if isinstance(condition, AllOf | AnyOf):
        return frozenset[str]().union(*(kinds_of(part) for part in condition.parts))
    return frozenset() if isinstance(condition, StagePassed) else frozenset(condition.facts.kinds)
