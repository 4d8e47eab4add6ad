"""The source as the checks of this folder read it: parsed once, without running it."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SRC = PROJECT / "src"
NOT_OURS = {
    ".git", ".venv", ".tools", "var", "staticfiles", "__pycache__",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache",
}  # fmt: skip
APPS = (
    "server", "config", "portal", "demo", "api", "sync", "imports", "privacy", "evaluation.rounds", "evaluation.figures",
    "evaluation.readings", "evaluation.warehouse", "evaluation",
    "stages.p1_registration", "stages.p2_training", "stages.p3_mentoring", "stages.p4_licensing", "stages.p5_marketing",
    "stages.p6_bookkeeping", "stages.p7_capital", "progression", "members", "partners", "facts", "regulations", "classifications",
    "accounts", "audit", "messaging", "places", "ui", "core",
)  # fmt: skip
"""Parts of the house, a part inside another one first."""


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its text and its tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        return str(self.path.relative_to(PROJECT))

    @property
    def app(self) -> str:
        return app_of(self.name)

    @property
    def in_app(self) -> str:
        """The dotted name inside its app: ``web.views``; empty for the app itself."""
        return self.name.removeprefix(f"okoce.{self.app}").lstrip(".")


def app_of(name: str) -> str:
    """The part of the house that a dotted name lies in; empty where it lies in none."""
    return next((app for app in APPS if f"{name}.".startswith(f"okoce.{app}.")), "")


@cache
def modules(folder: str = "src/okoce", *, migrations: bool = False) -> tuple[Module, ...]:
    return tuple(
        _module(path) for path in sorted((PROJECT / folder).rglob("*.py")) if migrations or path.parent.name != "migrations"
    )


def _module(path: Path) -> Module:
    text = path.read_text("utf-8")
    relative = path.relative_to(SRC if path.is_relative_to(SRC) else PROJECT).with_suffix("")
    return Module(".".join(part for part in relative.parts if part != "__init__"), path, text, ast.parse(text))


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that belongs to the project, made things left out."""
    return tuple(sorted(_walk(PROJECT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.suffix in (".mo", ".pyc") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path != PROJECT / "uv.lock" and path.name != ".git":
            yield path


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines of a definition without its decorators."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def nothing_wrong(problems: Iterable[str], advice: str) -> None:
    """Fail with every problem on a line of its own, under what to do about it."""
    found = sorted(set(problems))
    assert not found, "\n".join((advice, *found))
