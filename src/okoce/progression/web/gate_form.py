"""The form of one gate, made from the grammar and the registered kinds: a tree of nodes with their controls, as a template
draws it. Every control has its label, its value as typed and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.facts.enums import Channel, Grade
from okoce.facts.kinds import all_kinds
from okoce.progression.rules import GRADES, OPERATORS_OF, STAGES, Entry, Field, TestEntry, Vocabulary
from okoce.progression.web.sentences import field_label, kind_label, measure_of, stage_name

Errors = Mapping[str, Sequence[str]]
ROOT: Final = "g"
TYPES: Final[dict[str, str | Promise]] = {
    "count": gettext_lazy("Berapa kali sesuatu terjadi"),
    "sum": gettext_lazy("Jumlah sebuah ukuran (misalnya uang atau jam)"),
    "distinct": gettext_lazy("Berapa macam yang berbeda"),
    "months_in_a_row": gettext_lazy("Bulan berturut-turut"),
    "holds": gettext_lazy("Punya yang masih berlaku (misalnya izin)"),
    "all": gettext_lazy("Kelompok: semua harus terpenuhi"),
    "any": gettext_lazy("Kelompok: salah satu cukup"),
    "stage_passed": gettext_lazy("Lulus sebuah langkah"),
}
OPERATORS: Final[dict[str, str | Promise]] = {
    "eq": gettext_lazy("sama dengan"),
    "ne": gettext_lazy("bukan"),
    "in": gettext_lazy("salah satu dari"),
    "ge": gettext_lazy("paling sedikit, atau sejak"),
    "le": gettext_lazy("paling banyak, atau sampai"),
}
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Control:
    """One control: `shape` is number, date, text, select or checks."""

    name: str
    label: str
    shape: str
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    help: str = ""
    errors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def described_by(self) -> str:
        parts = [f"{self.id}_helptext"] if self.help else []
        return " ".join([*parts, f"{self.id}_error"] if self.errors else parts)

    @property
    def chosen(self) -> str:
        """The labels of what is ticked, for the line that opens the list."""
        labels = dict(option for _title, options in self.groups for option in options) | dict(self.options)
        return ", ".join(labels.get(value, value) for value in self.values)


@dataclass(frozen=True, slots=True)
class TestView:
    """One test of facts: its field is fixed, the comparison and the value are controls."""

    __test__ = False  # its name would make pytest collect it

    path: str
    field: str
    label: str
    operator: Control
    value: Control
    remove: str


@dataclass(frozen=True, slots=True)
class NodeView:
    """One node with its controls, tests and parts; `place` is what the buttons name."""

    path: str
    place: str
    type: str
    title: str
    number: str
    kinds: Control | None
    controls: tuple[Control, ...]
    more: tuple[Control, ...]
    tests: tuple[TestView, ...]
    testable: tuple[Option, ...]
    parts: tuple["NodeView", ...]
    addable: tuple[Option, ...]
    turns: tuple[Option, ...]
    errors: tuple[str, ...]
    is_root: bool

    @property
    def more_open(self) -> bool:
        """Whether something beside the usual is asked or wrong, so that it is seen."""
        return any(control.errors for control in self.more)

    @property
    def is_simple(self) -> bool:
        """The whole condition is one line: then the way to a second one stands open."""
        return self.is_root and not self.is_group

    def every_control(self) -> Iterator[Control]:
        """The controls of the node and of all below it, in the order of the page."""
        yield from (control for control in (self.kinds, *self.controls) if control is not None)
        for test in self.tests:
            yield from (test.operator, test.value)
        yield from self.more
        for part in self.parts:
            yield from part.every_control()

    @property
    def is_group(self) -> bool:
        return self.type in ("all", "any")


@dataclass(frozen=True, slots=True)
class GateView:
    """What makes a node's view beside the node: the words that exist, numbers of rules, what is wrong, which gate it is."""

    known: Vocabulary
    numbers: Mapping[str, int]
    errors: Errors
    entrepreneur: bool

    def control(self, name: str, label: str, shape: str, values: Iterable[str] = (), **more: object) -> Control:
        return Control(name, label, shape, tuple(values), errors=tuple(self.errors.get(name, ())), **more)  # type: ignore[arg-type]

    def node(self, entry: Entry, path: str = ROOT, place: str = "", number: str = "") -> NodeView:
        """The view of a node and of all below it."""
        leaf = entry.type not in ("all", "any", "stage_passed")
        parts = [
            self.node(part, f"{path}-{at}", f"{place}-{at}" if place else str(at), f"{number}{at + 1}.")
            for at, part in enumerate(entry.parts)
        ]
        fields = self.known.fields_of(tuple(entry.kinds))
        group = not leaf and entry.type != "stage_passed"
        return NodeView(
            path=path,
            place=place,
            type=entry.type,
            title=str(TYPES[entry.type]),
            number=number,
            kinds=self._kinds(entry, path) if leaf else None,
            controls=tuple(self._controls(entry, path, fields)),
            more=tuple(self._more(entry, path)) if leaf else (),
            tests=tuple(self._test(entry, test, at, path, place, fields) for at, test in enumerate(entry.tests)),
            testable=tuple((name, field_label(entry.kinds, name)) for name in fields) if leaf and entry.kinds else (),
            parts=tuple(parts),
            addable=tuple(self._types()) if group else (),
            turns=tuple(self._turns(entry.type)),
            errors=tuple(self.errors.get(f"{path}.type", ())),
            is_root=not place,
        )

    def grade(self, chosen: str) -> Control:
        """The least grade of evidence of the whole gate."""
        return self.control(f"{ROOT}.minimum_grade", _("Bukti minimal untuk langkah ini"), "select", [chosen], options=grades())

    def _types(self) -> list[Option]:
        return [(kind, str(label)) for kind, label in TYPES.items() if kind != "stage_passed" or self.entrepreneur]

    def _turns(self, kind: str) -> list[Option]:
        same = ("all", "any") if kind in ("all", "any") else () if kind == "stage_passed" else tuple(TYPES)[:5]
        return [(other, str(TYPES[other])) for other in same if other != kind]

    def _kinds(self, entry: Entry, path: str) -> Control:
        groups: dict[str, list[Option]] = {}
        for kind in all_kinds():
            title = stage_name(kind.stage) if kind.stage else _("Lainnya")
            groups.setdefault(title, []).append((kind.code, str(kind.label)))
        unknown = [(code, kind_label(code)) for code in entry.kinds if code not in self.known.kinds]
        shown = [(title, tuple(options)) for title, options in groups.items()]
        groups_shown = (*shown, (_("Tidak dikenal"), tuple(unknown))) if unknown else tuple(shown)
        return self.control(f"{path}.kind", _("Jenis catatan yang dihitung"), "checks", entry.kinds, groups=groups_shown)

    def _controls(self, entry: Entry, path: str, fields: Mapping[str, Field]) -> Iterable[Control]:
        def select(name: str, label: str, options: Iterable[str], blank: str = "") -> Control:
            shown = [("", blank or _("– pilih –")), *((each, field_label(entry.kinds, each)) for each in options)]
            value = entry.text(name)
            if value and value not in fields:
                shown.append((value, value))
            return self.control(f"{path}.{name}", label, "select", [value], options=tuple(shown))

        if entry.type == "stage_passed":
            stages = tuple((str(stage), stage_name(stage)) for stage in STAGES)
            yield self.control(f"{path}.stage", _("Langkah"), "select", [entry.text("stage")], options=stages)
        if entry.type == "sum":
            yield select("measure", _("Ukuran yang dijumlahkan"), _of_type(fields, "number"))
        if entry.type == "distinct":
            yield select("field", _("Yang dihitung macamnya"), fields)
        if entry.type == "months_in_a_row":
            yield select("month", _("Bulan diambil dari"), _of_type(fields, "date", own=False), _("tanggal kejadian"))
        if entry.type == "holds":
            yield select("until", _("Berlaku sampai"), _of_type(fields, "date", own=False))
        if entry.type in ("count", "sum", "distinct", "months_in_a_row"):
            unit = {"months_in_a_row": _("Paling sedikit, bulan"), "sum": _("Paling sedikit, jumlahnya")}
            yield from self._threshold(entry, path, "at_least", unit.get(entry.type, _("Paling sedikit")))

    def _more(self, entry: Entry, path: str) -> Iterable[Control]:
        if entry.type != "holds":
            yield from self._threshold(entry, path, "within", _("Dalam berapa hari terakhir (kosong: kapan saja)"))
        label = _("Bukti minimal untuk syarat ini")
        yield self.control(f"{path}.min_grade", label, "select", [entry.text("min_grade")], options=grades())

    def _threshold(self, entry: Entry, path: str, name: str, label: str) -> Iterable[Control]:
        yield self.control(f"{path}.{name}", label, "number", [entry.text(name)])
        rules = [("", _("angka di atas")), *((code, f"{code} ({number})") for code, number in self.numbers.items())]
        chosen = entry.text(f"{name}_rule")
        if chosen and chosen not in self.numbers:
            rules.append((chosen, chosen))
        yield self.control(f"{path}.{name}_rule", _("Angkanya diambil dari"), "select", [chosen], options=tuple(rules))

    def _test(self, entry: Entry, test: TestEntry, at: int, path: str, place: str, fields: Mapping[str, Field]) -> TestView:
        name, label = f"{path}.t{at}", field_label(entry.kinds, test.field)
        field = fields.get(test.field, Field("text"))
        # "in" wants a list to tick: numbers and texts have it only where a document brought it.
        listed = field.type == "choice"
        offered: list[str] = [code for code in OPERATORS_OF[field.type] if code != "in" or listed or code == test.operator]
        if test.operator and test.operator not in offered:
            offered.append(test.operator)
        options = tuple((code, str(OPERATORS.get(code, code))) for code in offered)
        errors = [*self.errors.get(f"{name}.op", ()), *self.errors.get(f"{name}.field", ())]
        word = _("%(field)s: perbandingan") % {"field": label}
        operator = Control(f"{name}.op", word, "select", (test.operator,), options, errors=tuple(errors))
        return TestView(name, test.field, label, operator, self._value(entry, test, name, field), f"untest:{place}:{at}")

    def _value(self, entry: Entry, test: TestEntry, name: str, field: Field) -> Control:
        label = _("%(field)s: nilai") % {"field": field_label(entry.kinds, test.field)}
        options = tuple(_choices(entry.kinds, test.field, field))
        if options and test.operator == "in":
            return self.control(f"{name}.value", label, "checks", test.values, groups=(("", options),))
        if options:
            return self.control(f"{name}.value", label, "select", test.values, options=(("", _("– pilih –")), *options))
        shape = {"number": "number", "date": "date"}.get(field.type, "text")
        values = (*test.values, "") if test.operator == "in" else test.values
        return self.control(f"{name}.value", label, shape, values)


def grades() -> tuple[Option, ...]:
    return tuple((code, str(Grade(ordinal).label)) for ordinal, code in enumerate(GRADES))


def _of_type(fields: Mapping[str, Field], kind: str, *, own: bool = True) -> list[str]:
    return [name for name, field in fields.items() if field.type == kind and (own or not name.startswith("fact."))]


def _choices(kinds: Iterable[str], name: str, field: Field) -> list[Option]:
    if field.type == "grade":
        return list(grades())
    if field.type == "truth":
        return [("true", _("ya")), ("false", _("tidak"))]
    if name == "fact.channel":
        return [(code, str(label)) for code, label in Channel.choices]
    item = measure_of(kinds, name)
    if field.type == "choice" and item is not None and issubclass(item.type, TextChoices):
        return [(code, str(label)) for code, label in item.type.choices]
    return [(code, code) for code in field.choices]
