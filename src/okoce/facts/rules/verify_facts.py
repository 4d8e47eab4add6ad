"""Verify an export of the facts of OK OCE; needs Python alone: python3 verify_facts.py EXPORT [DAILY_FILE_OF_HEADS | BATCH:HEAD]...

Says which fact was altered, removed, inserted or moved and which batch was sealed again; exit code 0 where all is whole, else 1.
Only heads published elsewhere (daily file, packs, public page) prove that nothing was sealed again or cut off up to the end."""

import gzip
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

NUMBER, HASH = rb"([1-9][0-9]{0,17})", rb'"([0-9a-f]{64})"'  # one way to write each, so that no byte changes unnoticed
HEADER = re.compile(rb'\{"format":"okoce-facts-1","batches":%b,"head":%b\}\n' % (NUMBER, HASH))
LINE = rb'\{"batch":%b,"first":%b,"last":%b,"sealed_at":"([^"]+)","previous":%b,"root":%b,"head":%b,"leaves":"(%b+)"\}\n'
SEAL = re.compile(LINE % (NUMBER, NUMBER, NUMBER, HASH, HASH, HASH, b"(?:[0-9a-f]{64})"))
FACT = re.compile(rb'\{"position":%b,"fact":(\{.*\})\}\n' % NUMBER)
Row = tuple[int, bytes, bytes]  # position, leaf hash, content
Fault = tuple[int, int, str, str]  # batch, position (0: all of the batch), kind, words


def merkle(level: list[bytes]) -> bytes:  # root over leaf hashes as in RFC 9162, 2.1
    while len(level) > 1:
        level = [sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)] + level[len(level) & ~1 :]
    return level[0] if level else b""


def batches(lines: Iterable[bytes]) -> Iterator[tuple[Any, list[Row]]]:
    """What stands above the first batch line; then each batch line with what stands below it."""
    seal, rows = None, list[Row]()
    for line in lines:
        if found := SEAL.fullmatch(line):
            yield seal, rows
            seal, rows = found, []
        else:
            position, content = fact.groups() if (fact := FACT.fullmatch(line)) else (0, line)
            rows.append((int(position), sha256(b"\0" + content).digest(), content))
    yield seal, rows


def verify(lines: Iterable[bytes], published: Iterable[tuple[int, str, str]] = ()) -> Iterator[Fault]:
    """Faults of an export, in one pass. ``published``: batch, head in hex or its beginning, where. Memory: one batch."""
    number, last, head, parts = 0, 0, "0" * 64, batches(lines)
    header = HEADER.fullmatch(b"".join(content for _, _, content in next(parts)[1]))
    heads = sorted([*published, (int(header[1]), header[2].decode(), "in the header") if header else (1, "?", "in no header")])
    for seal, rows in parts:
        before, number, first = number, int(seal[1]), int(seal[2])
        if number != before + 1 or (first != last + 1 and seal[5].decode() == head):
            yield before + 1, 0, "order", f"Batch {number} from position {first} follows batch {before} to position {last}."
        elif seal[5].decode() != head:
            yield before, 0, "sealed again", f"Batch {before} was sealed again: batch {number} still names its old head."
        yield from examine(seal, rows)
        last, head = int(seal[3]), seal[7].decode()
        while heads and heads[0][0] <= number:
            at, known, where = heads.pop(0)
            if at != number or not head.startswith(known):
                yield at, 0, "sealed again", f"Batch {at} has head {known} {where}, here {head}: it or one before was sealed again."
    for at, known, where in heads:
        yield at, 0, "end", f"The file ends at batch {number}; batch {at} has head {known} {where}."


def examine(seal: re.Match[bytes], rows: list[Row]) -> Iterator[Fault]:
    """Whether line, hashes, root and head of a batch agree; which facts are not those that were sealed, or not where."""
    number, first, last = int(seal[1]), int(seal[2]), int(seal[3])
    previous, root, head, listed = (bytes.fromhex(seal[i].decode()) for i in (5, 6, 7, 8))
    read, leaves = [leaf for _, leaf, _ in rows], [listed[i : i + 32] for i in range(0, len(listed), 32)]
    follows = sha256(previous + root + first.to_bytes(8, "big") + last.to_bytes(8, "big") + seal[4]).digest() == head
    if not (follows and merkle(leaves) == root and len(leaves) == last - first + 1):
        leaves = read if merkle(read) == root else leaves
        what = "the hashes in its line" if leaves is read else "its facts with their hashes" if follows else "its line"
        yield number, 0, "seal", f"Batch {number} does not prove itself: {what} were altered, or the batch before was sealed again."
    place = {leaf: position for position, leaf in enumerate(leaves, first)}
    missing, order = {place[leaf] for leaf in place.keys() - {*read}}, iter(sorted(place[leaf] for leaf in place.keys() & {*read}))
    for stated, leaf, content in rows:
        name, true = content.partition(b'"id":"')[2][:36].decode(errors="replace"), place.pop(leaf, 0)
        if not true:
            kind = "altered" if stated in missing else "inserted"
            missing.discard(stated)
            yield number, stated, kind, f"The fact at position {stated} ({name}) was {kind}."
        elif next(order) != true or true != stated:
            yield number, true, "moved", f"The fact of position {true} ({name}) was moved; it stands at {stated}."
    yield from ((number, position, "removed", f"The fact at position {position} was removed.") for position in sorted(missing))


if __name__ == "__main__":
    try:
        heads, count = list[tuple[int, str, str]](), 0
        for item in sys.argv[2:]:
            days = [f"page {item.replace(':', ' 0 ')}"] if ":" in item else Path(item).read_text().splitlines()
            heads += [(int(batch), head, f"on {day}") for day, batch, _, head in map(str.split, days)]
        with gzip.open(sys.argv[1]) if sys.argv[1].endswith(".gz") else open(sys.argv[1], "rb") as lines:
            for count, fault in enumerate(verify(lines, heads), 1):  # noqa: B007 - told below
                sys.stdout.write(f"{fault[3]}\n")
        sys.stdout.write(f"{count} faults.\n" if count else f"Whole, and as {len(heads)} published heads say.\n")
    except (EOFError, IndexError, OSError, zlib.error) as error:
        raise SystemExit(f"{error}: the file breaks off or cannot be read.\n{__doc__}") from error
    raise SystemExit(1 if count else 0)
