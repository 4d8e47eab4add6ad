"""Every kind of fact is complete, and a code that was ever stored stays."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Choices, TextChoices
from django.utils import translation

from okoce.facts.kinds import Kind, all_kinds, measure_fields
from okoce.ui.catalogues import entries, our_apps, read_catalogue
from tests.architecture.source import app_of, modules, nothing_wrong

PERMANENT = Path(__file__).with_name("permanent_codes.txt")
NOT_STORED = ("server", "config", "ui", "portal", "demo")
"""Apps whose choices stand on pages only, or that have none."""
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)*(\.[a-z]+(_[a-z0-9]+)*)+")
PLACE = re.compile(r"%\((\w+)\)s")
BY_CODE = pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.code)


@BY_CODE
def test_kind(kind: Kind) -> None:
    assert CODE.fullmatch(kind.code), "a code is lower case with a dot: subject.verb"
    assert kind.owner in {config.label for config in apps.get_app_configs()}
    expected = f"p{kind.stage}_" if kind.stage else ""
    assert kind.owner.startswith(expected), "a stage's app owns its kinds"
    measures = {item.name for item in measure_fields(kind)}
    assert set(PLACE.findall(str(kind.sentence))) <= measures, "the sentence names measures only"
    assert set(kind.needs_details) <= set(kind.details), "a needed detail is a detail"
    assert all(str(item.label) and str(item.label) != item.name for item in measure_fields(kind)), "measure() gives a label"


def test_kinds_of_a_stage_belong_to_its_app() -> None:
    wrong = [kind.code for kind in all_kinds() if kind.stage is None and kind.owner[:1] == "p" and kind.owner[1:2].isdigit()]
    # Outcomes beside the stage's own evidence: they count for no gate, so they are of no stage.
    assert set(wrong) <= {"community.declined", "activity.joined"}


def test_kinds_speak_english_too() -> None:
    known = {
        str(message.id) for app in our_apps() for message in entries(read_catalogue(app.po)) if message.string and not message.fuzzy
    }
    with translation.override("id"):
        wanted = {text: kind.code for kind in all_kinds() for text in _texts(kind)}
    nothing_wrong(
        (f"{code}: {text!r}" for text, code in wanted.items() if text not in known),
        "write the English in the locale/en of the app (python -m django extract_messages)",
    )


def _texts(kind: Kind) -> list[str]:
    fields = measure_fields(kind)
    labels = [str(label) for item in fields if issubclass(item.type, TextChoices) for label in item.type.labels]
    return [
        str(kind.label),
        str(kind.sentence),
        *(str(text) for text in kind.details.values()),
        *(str(f.label) for f in fields),
        *labels,
    ]


def test_no_permanent_code_is_lost() -> None:
    lost = permanent_codes() - stored_codes()
    nothing_wrong(lost, "these codes stand in databases: bring them back; labels may change, codes never")


def test_every_code_is_on_the_list() -> None:
    new = stored_codes() - permanent_codes()
    nothing_wrong(new, f"add these lines to tests/architecture/{PERMANENT.name}: from now on they are permanent")


def permanent_codes() -> set[str]:
    return {line for line in PERMANENT.read_text("utf-8").splitlines() if line and not line.startswith("#")}


def stored_codes() -> set[str]:
    """Kinds of facts, and the members of every choices class that a database may hold."""
    choices = {f"{_path(choice)} {value}" for choice in _choices() for value in choice.values}
    return choices | {f"kind {kind.code}" for kind in all_kinds()}


def _choices() -> set[type[Choices]]:
    for module in modules():
        if module.app not in NOT_STORED and module.path.name != "__main__.py":
            import_module(module.name)
    return {item for item in _below(Choices) if item.__module__.startswith("okoce.") and app_of(item.__module__) not in NOT_STORED}


def _below(cls: type[Choices]) -> set[type[Choices]]:
    return {item for child in cls.__subclasses__() for item in (child, *_below(child)) if len(item) > 0 or _below(item)}


def _path(choice: type[Choices]) -> str:
    """The app and the class, not the module: code may move inside its app."""
    parts = choice.__module__.split(".")
    return f"{parts[2] if parts[1] in ('stages', 'evaluation') else parts[1]}.{choice.__qualname__}"
