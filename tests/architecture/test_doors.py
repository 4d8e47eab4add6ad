"""Who may import what: apps meet at their doors, layers know lower ones, imports stand at the top."""

import ast
import os
import re
import subprocess
import sys

from tests.architecture.source import PROJECT, SRC, Module, app_of, imported, modules, nothing_wrong

DOORS = ("services", "queries", "permissions", "enums")
OPEN_TO_ALL = ("core", "ui")
FURTHER_DOORS = {
    ("facts", "kinds"): "apps declare their kinds of facts",
    ("facts", "rules"): "pure rules of live versions and sameness, for whoever computes with facts",
    ("evaluation.warehouse", "schema"): "the tables that readings are kept in and made from",
    ("accounts", "web.access"): "marks of views",
    ("accounts", "web.requests"): "the typed request of views",
    ("progression", "web.sentences"): "rules in words, for pages that say what is counted",
    ("evaluation.rounds", "web.texts"): "names of stages, in one wording on all pages of evaluation",
    ("stages.p4_licensing", "web.permits.pages"): "permits in words, in one wording on all pages that show them",
    ("imports", "rules.outgoing"): "cells made harmless, for every spreadsheet that leaves",
    ("regulations", "families"): "apps register the families of rules that they own, and the files that ship them",
    ("progression", "rules"): "pure rules and frozen types of readings, for the round",
}
"""App and module that others may import too, with the reason."""
EXCEPTIONS = {
    ("config.management.commands.work", "messaging.channels"): "the worker chooses the way out of the house",
    ("__main__", "server.cli"): "the command okoce starts here",
}
"""Importing and imported module (or what lies inside), below ``okoce``, with the reason."""
HIDDEN_IMPORTS = ("app ready", "slow import", "optional dependency", "circular import")


def test_apps_meet_at_their_doors() -> None:
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in modules()
        for line, name in imported(module.tree)
        if not _through_a_door(module, name)
    ]
    nothing_wrong(wrong, "import from services, queries, permissions or enums of another app, or give it a door with a reason here")


def _through_a_door(module: Module, name: str) -> bool:
    target = app_of(name)
    if target in ("", module.app, *OPEN_TO_ALL):
        return True
    inside = name.removeprefix(f"okoce.{target}.")
    doors = (*DOORS, *(door for app, door in FURTHER_DOORS if app == target))
    if any(_lies_in(inside, door) for door in doors):
        return not inside.startswith("web") or module.in_app.startswith("web") or module.app == "portal"  # pages only
    here, there = module.name.removeprefix("okoce."), name.removeprefix("okoce.")
    return any(_lies_in(here, one) and _lies_in(there, other) for one, other in EXCEPTIONS)


def _lies_in(name: str, folder: str) -> bool:
    return f"{name}.".startswith(f"{folder}.")


def test_every_exception_is_needed() -> None:
    """An exception that nobody uses any more is a door left open."""
    pairs = {
        (module.name.removeprefix("okoce."), name.removeprefix("okoce."))
        for module in modules()
        for _line, name in imported(module.tree)
        if name.startswith("okoce.") and app_of(name) != module.app
    }
    unused = [
        f"{one} -> {other}" for one, other in EXCEPTIONS if not any(_lies_in(a, one) and _lies_in(b, other) for a, b in pairs)
    ]
    nothing_wrong(unused, "delete these exceptions")


def test_layers() -> None:
    """The contracts of import-linter in pyproject.toml hold."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    run = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_imports_inside_functions_have_a_reason() -> None:
    wrong = []
    for module in (*modules(), *modules("tests"), *modules("bench")):
        text = module.text.splitlines()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                wrong += [
                    f"{module.place}:{item.lineno}"
                    for item in ast.walk(node)
                    if isinstance(item, ast.Import | ast.ImportFrom) and not _has_reason(text[item.lineno - 1])
                ]
    nothing_wrong(wrong, f"move the import to the top, or end it with '# noqa: PLC0415 - reason': {HIDDEN_IMPORTS}")


def _has_reason(line: str) -> bool:
    said = re.search(r"# noqa: PLC0415 - (.+)$", line)
    return said is not None and said.group(1).startswith(HIDDEN_IMPORTS)
