"""Sizes stay small, because what nothing checks drifts. Split what is too big; do not raise a number."""

import ast
from pathlib import Path

from tests.architecture.source import PROJECT, functions, lines, modules, nothing_wrong, project_files

FILE, FUNCTION, CLASS, METHODS, TEMPLATE, VIEW = 400, 50, 250, 15, 150, 25
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "misc", "util", "helper"}


def test_files() -> None:
    every = (*modules(), *modules("tests"), *modules("bench"))
    long = [f"{module.place}: {module.text.count(chr(10))} lines" for module in every if module.text.count("\n") > FILE]
    nothing_wrong(long, f"a file has at most {FILE} lines: split it by subject")


def test_functions() -> None:
    long = [
        f"{module.place}:{node.lineno} {node.name}: {lines(node)} lines"
        for module in modules()
        for node in functions(module.tree)
        if lines(node) > FUNCTION
    ]
    nothing_wrong(long, f"a function has at most {FUNCTION} lines: name its parts")


def test_views() -> None:
    long = [
        f"{module.place}:{node.lineno} {node.name}: {lines(node)} lines"
        for module in modules()
        if module.in_app.startswith("web") and "views" in module.in_app
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request" and lines(node) > VIEW
    ]
    nothing_wrong(long, f"a view has at most {VIEW} lines (permission, form, service, response): move what decides to rules")


def test_classes() -> None:
    classes = [(module, node) for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    big = [
        f"{module.place}:{node.lineno} {node.name}: {lines(node)} lines, {methods} methods"
        for module, node in classes
        if (methods := sum(isinstance(item, ast.FunctionDef) for item in node.body)) > METHODS or lines(node) > CLASS
    ]
    nothing_wrong(big, f"a class has at most {CLASS} lines and {METHODS} methods")


def test_templates() -> None:
    long = [
        f"{path.relative_to(PROJECT)}: {count} lines"
        for path in project_files()
        if path.suffix == ".html" and (count := path.read_text("utf-8").count("\n")) > TEMPLATE
    ]
    nothing_wrong(long, f"a template has at most {TEMPLATE} lines: include parts")


def test_names() -> None:
    bad = [str(path.relative_to(PROJECT)) for path in project_files() if _says_nothing(path.relative_to(PROJECT))]
    nothing_wrong(bad, "name a file after what it holds")


def _says_nothing(path: Path) -> bool:
    return not NAMES_THAT_SAY_NOTHING.isdisjoint({path.stem, *path.parts})
