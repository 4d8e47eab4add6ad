"""The stand-alone verifier: finds and locates whatever is done to an export, and stays a file that anybody can read and run."""

import ast
import gzip
import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.proof.alterations import (
    ALTERATIONS,
    Altered,
    Export,
    Sealed,
    delete,
    edit,
    export,
    fact,
    insert,
    judged,
    lines_of,
    published,
    seal,
    sign_again,
    swap,
    truncate,
)
from okoce.facts.rules import verify_facts
from okoce.facts.rules.merkle import merkle_root
from okoce.facts.rules.verify_facts import merkle, verify

FILE = Path(verify_facts.__file__)
SIZES = (5, 1, 8, 3, 7, 2)


@pytest.fixture(scope="module")
def whole() -> Export:
    return export(Random(2018), SIZES)


def kinds(lines: list[bytes], heads: list[tuple[int, str, str]] | None = None) -> list[tuple[int, int, str]]:
    return [(batch, position, kind) for batch, position, kind, _words in verify(lines, heads or ())]


def test_it_stays_short_and_needs_python_alone() -> None:
    text = FILE.read_text()
    assert len(text.splitlines()) < 100
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    assert names
    assert names <= sys.stdlib_module_names


def test_a_whole_export_has_no_fault(whole: Export) -> None:
    assert kinds(lines_of(whole), published(whole)) == []


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70))
def test_it_hashes_as_the_sealer_does(leaves: list[bytes]) -> None:
    assert merkle(leaves) == merkle_root(leaves)


@pytest.mark.parametrize("seed", range(50))
@pytest.mark.parametrize("alter", ALTERATIONS)
def test_random_alterations_are_found_and_located(whole: Export, alter: Callable[[Random, Export], Altered], seed: int) -> None:
    altered = alter(Random(seed), whole)
    faults = list(verify(altered.lines, published(whole)))
    assert judged(altered, faults) == (True, True), (altered.kind, altered.faults, faults)


def test_no_byte_of_the_file_changes_unnoticed(whole: Export) -> None:
    random, data = Random(17), b"".join(lines_of(whole))
    for _ in range(300):
        at = random.randrange(len(data))
        other = (data[at] + random.randrange(1, 256)) % 256
        assert list(verify(io.BytesIO(data[:at] + bytes([other]) + data[at + 1 :]))), f"byte {at}"


def test_no_cut_of_the_file_goes_unnoticed(whole: Export) -> None:
    data = b"".join(lines_of(whole))
    for at in Random(18).sample(range(len(data)), 100):
        assert list(verify(io.BytesIO(data[:at]))), f"cut at byte {at}"


def test_the_words_name_fact_and_position(whole: Export) -> None:
    batch = whole[2]
    position, content = batch.facts[4]
    changed = content.replace(b'"channel":"counter"', b'"channel":"lender"')
    facts = (*batch.facts[:4], (position, changed), *batch.facts[5:])
    found = list(verify(lines_of((*whole[:2], replace(batch, facts=facts), *whole[3:]))))
    fact_id = content.partition(b'"id":"')[2][:36].decode()
    assert found == [(3, position, "altered", f"The fact at position {position} ({fact_id}) was altered.")]


def test_a_line_that_says_two_things_is_altered(whole: Export) -> None:
    """A reader of JSON takes the last of two equal names: the bytes that are hashed must be all that can be read."""
    lines = lines_of(whole)
    at = next(number for number, line in enumerate(lines) if line.startswith(b'{"position":2,'))
    lines[at] = lines[at].replace(b"}\n", b',"fact":{"id":"forged"}}\n')
    assert kinds(lines) == [(1, 2, "altered")]


def test_hashes_that_were_altered_leave_the_facts_whole(whole: Export) -> None:
    batch = whole[0]
    other = replace(batch, leaves=(bytes(32), *batch.leaves[1:]))
    assert kinds(lines_of((other, *whole[1:]))) == [(1, 0, "seal")]


def test_facts_and_hashes_altered_together_are_found_in_their_batch(whole: Export) -> None:
    random, batch = Random(1), whole[2]
    other = seal(3, batch.first, whole[1].head, [fact(random) for _ in batch.facts])
    assert kinds(lines_of((*whole[:2], replace(batch, facts=other.facts, leaves=other.leaves), *whole[3:]))) == [(3, 0, "seal")]


def _sealed_again_to_the_end(whole: Export, start: int) -> Export:
    """What a whole system could do that rewrites its past: every batch from one on sealed anew, consistently."""
    batches: list[Sealed] = list(whole[: start - 1])
    for old in whole[start - 1 :]:
        contents = [content for _position, content in old.facts]
        if old.number == start:
            contents[0] = fact(Random(3))
        batches.append(seal(old.number, old.first, batches[-1].head if batches else bytes(32), contents))
    return tuple(batches)


@pytest.mark.parametrize("start", range(1, len(SIZES) + 1))
def test_sealing_again_to_the_end_is_found_by_a_published_head_alone(whole: Export, start: int) -> None:
    lines = lines_of(_sealed_again_to_the_end(whole, start))
    assert kinds(lines) == [], "nothing in the file contradicts it"
    every_head = [(item.number, item.head.hex(), "on a day") for item in whole]
    assert kinds(lines, every_head) == [(number, 0, "sealed again") for number in range(start, len(SIZES) + 1)]
    assert kinds(lines, every_head[-1:]) == [(len(SIZES), 0, "sealed again")]


def test_a_truncated_file_with_a_fitted_header_is_found_by_a_published_head(whole: Export) -> None:
    lines = lines_of(whole[:-2])
    assert kinds(lines) == []
    assert kinds(lines, published(whole)) == [(len(SIZES), 0, "end")]


def test_a_removed_batch_is_named(whole: Export) -> None:
    assert kinds(lines_of((*whole[:2], *whole[3:]))) == [(3, 0, "order")]


def test_the_beginning_of_a_head_is_enough_to_compare(whole: Export) -> None:
    assert kinds(lines_of(whole), [(3, whole[2].head.hex()[:12], "on paper")]) == []
    assert kinds(lines_of(whole), [(3, whole[3].head.hex()[:12], "on paper")]) == [(3, 0, "sealed again")]


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    """The script as its own process, away from the project."""
    command = [sys.executable, "-I", str(FILE), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)


def test_the_script_says_whole_and_exits_0(whole: Export, tmp_path: Path) -> None:
    plain, packed, heads = tmp_path / "export.ndjson", tmp_path / "export.ndjson.gz", tmp_path / "daily.txt"
    plain.write_bytes(b"".join(lines_of(whole)))
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    heads.write_text("".join(f"2026-01-{item.number:02} {item.number} {item.last} {item.head.hex()}\n" for item in whole))
    for file in (plain, packed):
        done = run(file, heads, f"3:{whole[2].head.hex()[:12]}")
        assert (done.returncode, done.stdout, done.stderr) == (0, "Whole, and as 7 published heads say.\n", "")


def test_the_script_says_what_is_wrong_and_exits_1(whole: Export, tmp_path: Path) -> None:
    file = tmp_path / "export.ndjson"
    file.write_bytes(b"".join(delete(Random(5), whole).lines))
    done = run(file)
    assert done.returncode == 1
    assert "was removed." in done.stdout
    assert run(file, f"6:{'0' * 12}").returncode == 1


@pytest.mark.parametrize("content", [b"\x1f\x8b nothing", gzip.compress(b"x" * 10_000)[:20]], ids=["no archive", "cut off"])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "export.ndjson.gz"
    file.write_bytes(content)
    done = run(file)
    assert done.returncode == 1
    assert "the file breaks off or cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_file_it_says_how_it_is_used() -> None:
    done = run()
    assert (done.returncode, "python3 verify_facts.py EXPORT" in done.stderr) == (1, True)


def test_the_six_kinds_of_alterations_are_all_drawn() -> None:
    assert set(ALTERATIONS) == {edit, delete, insert, swap, truncate, sign_again}
