"""The editor of one gate: what was typed, what a button changes, what the document says, what is wrong where."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import QueryDict

from okoce.progression.models import EditionRecord
from okoce.progression.queries import today, vocabulary
from okoce.progression.rules import (
    GRADES,
    Condition,
    Gate,
    MalformedRuleError,
    Problem,
    condition_problems,
    decode_condition,
    decode_edition,
    entry_of,
    read_entry,
    reshape,
    written,
)
from okoce.progression.web.gate_form import ROOT, Control, GateView, NodeView
from okoce.progression.web.presentation import gate_of
from okoce.progression.web.sentences import ENTREPRENEUR, Line, gate_outline, stage_name
from okoce.progression.web.texts import Refusal, problem_text
from okoce.regulations.queries import whole_numbers

SAVE: Final = "save"


class GateEditor:
    """One request's editing of one gate. `errors`: what is wrong, by the name of the control."""

    def __init__(self, record: EditionRecord, row: int, posted: QueryDict | None) -> None:
        self.record, self.row = record, row
        self.known, self.numbers = vocabulary(today()), whole_numbers(today())
        self.errors: dict[str, list[str]] = {}
        self.refusal: Refusal | None = None
        self.action = "" if posted is None else posted.get("do", SAVE)
        if posted is None:
            gate = gate_of(decode_edition(record.document), row)
            self.entry, self.grade, self.seen = entry_of(gate.condition), GRADES[gate.minimum_grade], record.digest
            return
        data = {name: posted.getlist(name) for name in posted}
        self.grade, self.seen = posted.get(f"{ROOT}.minimum_grade", GRADES[0]), posted.get("seen", "")
        place = self.action.split(":")[1] if ":" in self.action else ""
        path = f"{ROOT}-{place}" if place else ROOT
        choice = posted.get(f"{path}.{self.action.partition(':')[0]}_choice", "")
        self.entry = reshape(read_entry(data, ROOT), self.action, choice, self.known)

    @property
    def name(self) -> str:
        return stage_name(self.row)

    @property
    def wants_saving(self) -> bool:
        return self.action == SAVE

    @property
    def status(self) -> int:
        return 409 if self.refusal else 422 if self.errors else 200

    @property
    def node(self) -> NodeView:
        """The form as a tree for the template."""
        return self._view.node(self.entry)

    @property
    def grade_control(self) -> Control:
        return self._view.grade(self.grade)

    @property
    def _view(self) -> GateView:
        return GateView(self.known, self.numbers, self.errors, self.row == ENTREPRENEUR)

    @property
    def error_lines(self) -> list[tuple[str, str]]:
        """Every error with the id of its control, for the list at the top."""
        labels = {control.name: control.label for control in (*self.node.every_control(), self.grade_control)}
        return [
            (f"id_{name}", f"{labels[name]}: {text}" if name in labels else text)
            for name, texts in self.errors.items()
            for text in texts
        ]

    @property
    def sentence(self) -> Line | None:
        """What the form says now, as long as it says something."""
        condition = self._condition()
        if condition is None or self.grade not in GRADES:
            return None
        return gate_outline(Gate(condition, GRADES.index(self.grade)), self.numbers)

    def _condition(self) -> Condition | None:
        try:
            document = written(self.entry, ROOT, self.known).document
            condition = decode_condition(document, stage_passed=self.row == ENTREPRENEUR)
        except MalformedRuleError:
            return None
        return None if any(condition_problems(condition, self.known, "")) else condition

    def document(self) -> dict[str, Any]:
        """The edition's document with this gate as typed."""
        gate = {"condition": written(self.entry, ROOT, self.known).document, "minimum_grade": self.grade}
        if self.row == ENTREPRENEUR:
            return {**self.record.document, "counts_as_entrepreneur": gate}
        return {**self.record.document, "stages": {**self.record.document["stages"], str(self.row): gate}}

    def note(self, problems: Sequence[Problem]) -> None:
        """Put each problem at its control."""
        place = "counts_as_entrepreneur" if self.row == ENTREPRENEUR else f"stages.{self.row}"
        form = written(self.entry, ROOT, self.known)
        for problem in problems:
            at = f"{ROOT}.minimum_grade" if problem.path == f"{place}.minimum_grade" else ""
            name = at or form.field_of(problem, f"{place}.condition.")
            compared = problem.code == "not_a_number" and name.endswith(".value")  # which may be nought or less
            text = problem_text("not_a_whole_number" if compared else problem.code)
            if text not in self.errors.setdefault(name, []):
                self.errors[name].append(text)
