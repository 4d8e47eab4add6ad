"""Documents that say what the code says: kinds, commands, editions, places of files, numbers of decisions."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from okoce.facts.kinds import all_kinds, measure_fields
from okoce.progression.seeded import seeded_editions
from okoce.regulations.services import SHIPPED
from tests.architecture.source import PROJECT, nothing_wrong, project_files

LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
PATH = re.compile(r"`((?:src|tests|docs|bench|bin|requirements)/[\w./-]*)`")
FOREIGN = re.compile(r"[a-z]+:")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(\w+)\*\*")
DECISION = re.compile(r"(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md")
MADE_LATER = ("docs/screenshots", "docs/evidence")
"""Folders that journeys and measurements write. Once a folder is there, what a document names in it must be there too."""


def documents() -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in project_files() if path.suffix == ".md"}


def rows(document: str) -> Iterator[list[str]]:
    """Cells of every table row whose first cell is code."""
    for line in (PROJECT / document).read_text("utf-8").splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("| ").split(" | ")]


def described_kinds() -> dict[str, tuple[str, str, set[str], set[str], set[str], str]]:
    """From docs/fact-kinds.md: stage, owner, measures, details, needed details, form; by code."""
    return {
        code.strip("`"): (
            stage,
            owner.strip("`"),
            _names(measures),
            _names(BOLD.sub(r"\1", details)),
            set(BOLD.findall(details)),
            form,
        )
        for code, stage, owner, _happened, measures, details, form in rows("docs/fact-kinds.md")
    }


def _names(cell: str) -> set[str]:
    return set() if cell == "–" else set(cell.split(", "))


def test_kinds_are_described_as_they_are() -> None:
    described = described_kinds()
    declared = {
        kind.code: (
            str(kind.stage or "–"),
            kind.owner,
            {item.name + ("" if item.required else " (optional)") for item in measure_fields(kind)},
            set(kind.details),
            set(kind.needs_details),
            "yes" if kind.by_officer else "no",
        )
        for kind in all_kinds()
    }
    assert len(declared) > 10
    wrong = [
        f"{code}: described as {described.get(code)}, declared as {declared.get(code)}"
        for code in described.keys() | declared.keys()
        if described.get(code) != declared.get(code)
    ]
    nothing_wrong(wrong, "bring the table of docs/fact-kinds.md up to date")


def test_commands_are_described() -> None:
    described = {row[0].strip("`").split()[0] for row in rows("docs/operations.md")}
    ours = {name for name, app in get_commands().items() if app.startswith("okoce.")}
    assert len(ours) > 5
    nothing_wrong(ours - described, "say in docs/operations.md what these management commands do")


def test_described_commands_exist() -> None:
    known = get_commands().keys()
    named = {
        (path.relative_to(PROJECT), name)
        for path, text in documents().items()
        for name in re.findall(r"bin/okoce manage ([a-z_]+)", text)
    }
    assert named
    nothing_wrong((f"{path}: {name}" for path, name in named if name not in known), "these management commands do not exist")


def test_make_targets_in_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        (path.relative_to(PROJECT), target)
        for path, text in documents().items()
        for code in CODE.findall(text) or ()
        for target in re.findall(r"^`?(?:[A-Z]+=\S+ )?make ([a-z]+)", code.removeprefix("```sh\n"), re.MULTILINE)
    }
    assert len(named) > 5
    nothing_wrong((f"{path}: make {target}" for path, target in named if target not in targets), "no such target in the Makefile")


@pytest.mark.parametrize("code", [edition.code for edition in seeded_editions()])
def test_editions_and_their_sources_are_listed(code: str) -> None:
    listed = {row[0].strip("`"): row for row in rows("docs/data.md")}
    assert code in listed, "every shipped edition has a row in docs/data.md"
    assert listed[code][1] == f"`{code.lower()}.json`"


def test_shipped_data_are_listed() -> None:
    text = (PROJECT / "docs/data.md").read_text("utf-8")
    folders = {path.parent for path in (PROJECT / "src").glob("okoce/**/data/*") if path.suffix in (".csv", ".toml", ".json")}
    files = [path for folder in folders for path in folder.iterdir() if path.suffix != ".md"]
    assert SHIPPED in files
    nothing_wrong(
        (path.name for path in files if path.name not in text), "say in docs/data.md where these data come from, and when"
    )


def test_links_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(PROJECT)}: {target}"
        for path, text in documents().items()
        for target in LINK.findall(CODE.sub("", text))
        if not FOREIGN.match(target) and not _leads(path, target)
    ]
    nothing_wrong(broken, "these links lead nowhere")


def _leads(document: Path, target: str) -> bool:
    name, _, heading = target.partition("#")
    found = (document.parent / name).resolve() if name else document
    if not found.is_relative_to(PROJECT) or not (found.exists() or _is_made_later(found)):
        return False
    return not heading or heading in {_anchor(title) for title in HEADING.findall(found.read_text("utf-8"))}


def _anchor(title: str) -> str:
    """The address of a heading, as hosts of repositories make it."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def _is_made_later(path: Path) -> bool:
    return any(path.is_relative_to(PROJECT / folder) and not (PROJECT / folder).exists() for folder in MADE_LATER)


def test_named_files_exist() -> None:
    named = [(path, name) for path, text in documents().items() for name in PATH.findall(text)]
    assert len(named) > 20
    missing = [
        f"{path.relative_to(PROJECT)}: {name}"
        for path, name in named
        if not (PROJECT / name).exists() and not _is_made_later(PROJECT / name)
    ]
    nothing_wrong(missing, "documents name these files, and they are not there")


def test_decisions_have_numbers_of_their_own() -> None:
    names = [path.name for path in (PROJECT / "docs/decisions").iterdir()]
    assert len(names) > 5
    nothing_wrong((name for name in names if not DECISION.fullmatch(name)), "a decision is called 0000-in-small-letters.md")
    times = Counter(name[:4] for name in names)
    nothing_wrong((name for name in names if times[name[:4]] > 1), "two decisions have one number")
    untitled = [
        path.name
        for path in (PROJECT / "docs/decisions").iterdir()
        if not path.read_text("utf-8").startswith(f"# {path.name[:4]} ")
    ]
    nothing_wrong(untitled, "the first line of a decision is its number and what it says")
