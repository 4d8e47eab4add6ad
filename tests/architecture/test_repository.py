"""The repository stands on its own: no machine, no host of packages, no unfinished business, no undocumented setting."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT, modules, nothing_wrong, project_files

UNFINISHED = re.compile(r"\b(" + "|".join(("TODO", "FIXME", "XXX", "NotImplementedError")) + r")\b")
MACHINE = re.compile(r"(?<![\w.\]])/(home|root|Users|work|mnt|opt)/\w")
PACKAGE_HOST = re.compile(
    r"(pypi\.(org|python)|pythonhosted|npmjs\.|crates\.io|proxy\.golang|rubygems|conda\.|mirrors?\.[\w-]+\.|index[-_]url)",
    re.IGNORECASE,
)
NAMES_OF_PACKAGES = ("NOTICE", "LICENSE")
"""They say where data and code come from."""
LOCKS = ("requirements/base.txt", "requirements/dev.txt")
TEXTS = (".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".sql", ".csv", ".po", ".json", ".yml", ".yaml", ".ini", ".sh", "")


def texts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(PROJECT)), path.read_text("utf-8"))
        for path in project_files()
        if path.suffix in TEXTS and path != Path(__file__)
    ]


def found_in_files(pattern: re.Pattern[str], *leaving_out: str) -> list[str]:
    return [
        f"{name}:{number} {line.strip()[:100]}"
        for name, text in texts()
        if name not in leaving_out and pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_unfinished() -> None:
    nothing_wrong(found_in_files(UNFINISHED), "finish it, or write it down where work is planned")


def test_no_path_of_a_machine() -> None:
    nothing_wrong(found_in_files(MACHINE), "make the path relative to the project or read it from the environment")


def test_no_host_of_packages() -> None:
    nothing_wrong(found_in_files(PACKAGE_HOST, *NAMES_OF_PACKAGES), "whoever installs says where packages come from")


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert "://" not in text
    requirements = re.split(r"\n(?=\S)", text.strip())
    pinned = [entry for entry in requirements if not entry.startswith("#")]
    assert len(pinned) > 10
    nothing_wrong(
        (entry.splitlines()[0] for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry), "run make lock"
    )


def test_every_setting_from_outside_is_documented() -> None:
    documented = (PROJECT / "docs/operations.md").read_text("utf-8")
    wanted = {name for module in modules() if module.name == "okoce.config.environment" for name in _environment_names(module.tree)}
    assert len(wanted) > 5
    nothing_wrong((name for name in wanted if f"`{name}`" not in documented), "write it into the table of docs/operations.md")


def _environment_names(tree: ast.AST) -> set[str]:
    """Upper-case words that are asked of ``os.environ``."""
    names = set()
    for node in ast.walk(tree):
        asked = (
            node.args[0] if isinstance(node, ast.Call) and node.args else node.slice if isinstance(node, ast.Subscript) else None
        )
        if isinstance(asked, ast.Constant) and isinstance(asked.value, str) and asked.value.isupper():
            names.add(asked.value)
    return names


def test_the_environment_is_read_in_one_place() -> None:
    places = ("config", "server")
    wrong = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        if module.app not in places
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") and ast.unparse(node.value) == "os"
    ]
    nothing_wrong(wrong, "give Environment in config/environment.py a field and read the setting")
