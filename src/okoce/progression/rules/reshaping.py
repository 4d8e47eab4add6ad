"""What the buttons of the editor do to a condition that is being typed: add, remove, wrap. Pure: a tree in, a tree out."""

from collections.abc import Callable
from typing import Final

from okoce.progression.rules.entries import GROUPS, LEAVES, STAGE_PASSED, Entry, TestEntry
from okoce.progression.rules.facts_view import GRADES
from okoce.progression.rules.vocabulary import OPERATORS_OF, Vocabulary

NEW: Final = ("count", "sum", "distinct", "months_in_a_row", "holds", "all", "any", STAGE_PASSED)
"""What can be added to a group, the usual one first."""


def blank(kind: str) -> Entry:
    """A new node with the smallest threshold; what must be chosen is still empty."""
    if kind in GROUPS:
        return Entry(kind, parts=[blank("count")])
    if kind == STAGE_PASSED:
        return Entry(kind, {"stage": "1"})
    texts = {"min_grade": GRADES[0]}
    return Entry(kind, texts if kind == "holds" else texts | {"at_least": "1"})


def reshape(root: Entry, action: str, choice: str, known: Vocabulary) -> Entry:
    """The tree after a button: `action` is "verb:place[:number]" with a place such as "0-2" below the root ("" is the root).

    Verbs: add (choice: a node's type), remove, wrap (choice: all or any), unwrap, test (choice: a field), untest. An action that
    fits nothing changes nothing: the page shows what is there.
    """
    verb, _colon, rest = action.partition(":")
    place, _colon, number = rest.partition(":")
    steps = [int(step) for step in place.split("-") if step.isdigit()]
    changed = _CHANGES.get(verb)
    if verb == "remove" and steps:
        *above, last = steps
        return _at(root, above, lambda node: _without(node, last))
    return root if changed is None else _at(root, steps, lambda node: changed(node, number or choice, known))


def _at(node: Entry, steps: list[int], change: Callable[[Entry], Entry]) -> Entry:
    if not steps:
        return change(node)
    first, *rest = steps
    if first >= len(node.parts):
        return node
    parts = [*node.parts]
    parts[first] = _at(parts[first], rest, change)
    return Entry(node.type, node.texts, node.kinds, node.tests, parts)


def _without(node: Entry, place: int) -> Entry:
    return Entry(node.type, node.texts, node.kinds, node.tests, [part for at, part in enumerate(node.parts) if at != place])


def _add(node: Entry, kind: str, _known: Vocabulary) -> Entry:
    if node.type not in GROUPS or kind not in NEW:
        return node
    return Entry(node.type, parts=[*node.parts, blank(kind)])


def _wrap(node: Entry, kind: str, _known: Vocabulary) -> Entry:
    return Entry(kind, parts=[node, blank("count")]) if kind in GROUPS else node


def _unwrap(node: Entry, _choice: str, _known: Vocabulary) -> Entry:
    return node.parts[0] if len(node.parts) == 1 else node


def _turn(node: Entry, kind: str, _known: Vocabulary) -> Entry:
    """Another operator over the same facts, or a group of the other sort over the same parts."""
    if node.type in LEAVES and kind in LEAVES:
        fresh = blank(kind)
        return Entry(kind, fresh.texts | {k: v for k, v in node.texts.items() if v}, node.kinds, node.tests)
    if node.type in GROUPS and kind in GROUPS:
        return Entry(kind, parts=node.parts)
    return node


def _test(node: Entry, name: str, known: Vocabulary) -> Entry:
    fields = known.fields_of(tuple(node.kinds))
    if node.type not in LEAVES or name not in fields:
        return node
    operator = OPERATORS_OF[fields[name].type][0]
    return Entry(node.type, node.texts, node.kinds, [*node.tests, TestEntry(name, operator)], node.parts)


def _untest(node: Entry, number: str, _known: Vocabulary) -> Entry:
    tests = [test for at, test in enumerate(node.tests) if str(at) != number]
    return Entry(node.type, node.texts, node.kinds, tests, node.parts)


_CHANGES: Final[dict[str, Callable[[Entry, str, Vocabulary], Entry]]] = {
    "add": _add,
    "wrap": _wrap,
    "unwrap": _unwrap,
    "turn": _turn,
    "test": _test,
    "untest": _untest,
}
