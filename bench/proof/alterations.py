"""A sealed export in memory, and what somebody might do to it. Every alteration says where a verifier has to point."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from okoce.core.canonical import canonical_bytes
from okoce.facts.rules.merkle import GENESIS, chained_head, leaf_hash, merkle_root, time_text

START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
KINDS = ("registration.submitted", "training.attended", "licence.issued", "books.month", "market.sale", "loan.disbursed")


@dataclass(frozen=True)
class Sealed:
    """One batch of an export: what its line says, and its facts as (position, canonical bytes)."""

    number: int
    first: int
    last: int
    sealed_at: datetime
    previous: bytes
    root: bytes
    head: bytes
    leaves: tuple[bytes, ...]
    facts: tuple[tuple[int, bytes], ...]

    def lines(self) -> Iterator[bytes]:
        span = f'"batch":{self.number},"first":{self.first},"last":{self.last},"sealed_at":"{time_text(self.sealed_at)}"'
        proof = f'"previous":"{self.previous.hex()}","root":"{self.root.hex()}","head":"{self.head.hex()}"'
        yield f'{{{span},{proof},"leaves":"{b"".join(self.leaves).hex()}"}}\n'.encode()
        for position, content in self.facts:
            yield b'{"position":%d,"fact":%b}\n' % (position, content)


Export = tuple[Sealed, ...]


@dataclass(frozen=True)
class Altered:
    """An altered export and the faults that it must lead to: (batch, position), 0 for a whole batch, and no others but ``also``."""

    kind: str
    lines: list[bytes]
    faults: frozenset[tuple[int, int]]
    also: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def seal(number: int, first: int, previous: bytes, contents: Sequence[bytes]) -> Sealed:
    """A batch as the sealer closes it."""
    leaves = tuple(map(leaf_hash, contents))
    last, at, root = first + len(contents) - 1, START + timedelta(minutes=7 * number, microseconds=number), merkle_root(leaves)
    head = chained_head(previous, root, first, last, at)
    return Sealed(number, first, last, at, previous, root, head, leaves, tuple(enumerate(contents, first)))


def fact(random: Random) -> bytes:
    """The canonical bytes of a made-up fact."""
    at = START + timedelta(seconds=random.randrange(10**7))
    empty = dict.fromkeys(("business_id", "on_behalf_of", "org_id", "corrects"))
    content: dict[str, object] = {
        **empty,
        "id": UUID(int=random.getrandbits(128)),
        "kind": random.choice(KINDS),
        "person_id": UUID(int=random.getrandbits(128)),
        "enrolment_id": UUID(int=random.getrandbits(128)),
        "occurred_on": date(2026, 1, 1) + timedelta(days=random.randrange(300)),
        "captured_at": at,
        "recorded_at": at,
        "recorded_by": UUID(int=random.getrandbits(128)),
        "channel": "counter",
        "place_id": f"31.74.{random.randrange(1, 11):02}.1001",
        "grade": random.randrange(4),
        "measures": {
            "hours": random.randrange(1, 9),
            "topic": random.choice(("kemasan", "pembukuan", 'kata "dalam" kutip', "naïf")),
        },
        "details_digest": random.randbytes(32),
        "correction": "",
        "reason": "",
    }
    return canonical_bytes(content)


def export(random: Random, sizes: Sequence[int]) -> Export:
    """Batches of so many facts each, chained."""
    batches: list[Sealed] = []
    previous, first = GENESIS, 1
    for number, size in enumerate(sizes, 1):
        batches.append(seal(number, first, previous, [fact(random) for _ in range(size)]))
        previous, first = batches[-1].head, batches[-1].last + 1
    return tuple(batches)


def lines_of(batches: Sequence[Sealed], *, header: Sealed | None = None) -> list[bytes]:
    """The whole file. ``header``: the batch that the first line names, where it is not the last one."""
    named = header or batches[-1]
    first = f'{{"format":"okoce-facts-1","batches":{named.number},"head":"{named.head.hex()}"}}\n'.encode()
    return [first, *(line for batch in batches for line in batch.lines())]


def published(batches: Export, every: int = 4) -> list[tuple[int, str, str]]:
    """Heads as a daily file has them: of some batches, and of the last."""
    return [(item.number, item.head.hex(), "on a day") for item in batches if item.number % every == 0 or item is batches[-1]]


def _put(batches: Export, changed: Sealed) -> Export:
    return tuple(changed if item.number == changed.number else item for item in batches)


def _other_content(random: Random, content: bytes) -> bytes:
    """The same fact with another grade, day or one other byte."""
    way = random.randrange(3)
    if way == 0:
        at = content.index(b'"grade":') + len(b'"grade":')
        return content[:at] + b"%d" % ((content[at] - 48 + random.randrange(1, 4)) % 4) + content[at + 1 :]
    if way == 1:
        at = content.index(b'"occurred_on":"') + len(b'"occurred_on":"')
        return content[:at] + b"2019" + content[at + 4 :]
    at = random.randrange(1, len(content) - 1)
    other = random.choice([byte for byte in b"0123456789abcdefXYZ-_ " if byte != content[at]])
    return content[:at] + bytes([other]) + content[at + 1 :]


def edit(random: Random, batches: Export) -> Altered:
    """One fact says something else."""
    batch = random.choice(batches)
    at = random.randrange(len(batch.facts))
    position, content = batch.facts[at]
    facts = (*batch.facts[:at], (position, _other_content(random, content)), *batch.facts[at + 1 :])
    return Altered("edit", lines_of(_put(batches, replace(batch, facts=facts))), frozenset({(batch.number, position)}))


def delete(random: Random, batches: Export) -> Altered:
    """One fact is gone; sometimes those after it in its batch are given new positions to hide the gap."""
    batch = random.choice(batches)
    at = random.randrange(len(batch.facts))
    hide = random.random() < 0.5
    facts = batch.facts[:at] + tuple((position - hide, content) for position, content in batch.facts[at + 1 :])
    later = frozenset((batch.number, position) for position, _content in batch.facts[at + 1 :]) if hide else frozenset()
    gone = frozenset({(batch.number, batch.facts[at][0])})
    return Altered("delete", lines_of(_put(batches, replace(batch, facts=facts))), gone, later)


def insert(random: Random, batches: Export) -> Altered:
    """A fact that was never sealed, or one that was sealed once; sometimes those after it make room."""
    batch = random.choice(batches)
    at = random.randrange(len(batch.facts))
    position, room = batch.facts[at][0], random.random() < 0.5
    content = fact(random) if random.random() < 0.7 else random.choice(random.choice(batches).facts)[1]
    after = tuple((place + room, kept) for place, kept in batch.facts[at:])
    facts = (*batch.facts[:at], (position, content), *after)
    if any(kept == content for _place, kept in batch.facts):  # twice in one batch: the second of them is the one too many
        facts = (*batch.facts, (batch.last + 1, content))
        position, after = batch.last + 1, ()
    later = frozenset((batch.number, place) for place, _content in batch.facts[at:]) if room and after else frozenset()
    return Altered("insert", lines_of(_put(batches, replace(batch, facts=facts))), frozenset({(batch.number, position)}), later)


def swap(random: Random, batches: Export) -> Altered:
    """Two facts change places: what they say, or their whole lines; sometimes across batches."""
    near = random.choice([batch for batch in batches if len(batch.facts) > 1])
    chosen = (near,) if random.random() < 0.5 else batches
    (n, i), (m, j) = random.sample([(batch.number, at) for batch in chosen for at in range(len(batch.facts))], 2)
    first, second = batches[n - 1].facts[i], batches[m - 1].facts[j]
    labels = n == m and random.random() < 0.5  # across batches, a line that keeps its position is an inserted one
    new = {(n, i): second, (m, j): first} if labels else {(n, i): (first[0], second[1]), (m, j): (second[0], first[1])}
    changed = tuple(
        replace(batch, facts=tuple(new.get((batch.number, at), kept) for at, kept in enumerate(batch.facts))) for batch in batches
    )
    return Altered("swap", lines_of(changed), frozenset({(n, first[0]), (m, second[0])}))


def truncate(random: Random, batches: Export) -> Altered:
    """The end is missing: some facts of a batch and all batches after; sometimes the header is fitted."""
    batch = random.choice(batches)
    keep = random.randrange(len(batch.facts)) if batch is batches[-1] else random.randrange(len(batch.facts) + 1)
    kept = (*batches[: batch.number - 1], replace(batch, facts=batch.facts[:keep]))
    missing = {(batch.number, position) for position, _content in batch.facts[keep:]}
    end = {(batches[-1].number, 0)} if batch is not batches[-1] else set()
    also = frozenset((item.number, 0) for item in batches[batch.number :])
    header = batch if random.random() < 0.5 else batches[-1]
    return Altered("truncate", lines_of(kept, header=header), frozenset(missing | end), also)


def sign_again(random: Random, batches: Export) -> Altered:
    """One batch is sealed again over altered facts, with new leaves, root and head; the batches after it stay."""
    batch = random.choice(batches)
    contents = [content for _position, content in batch.facts]
    way = random.randrange(3) if len(contents) > 1 else 0
    at = random.randrange(len(contents))
    if way == 0:
        contents[at] = _other_content(random, contents[at])
    elif way == 1:
        del contents[at]
    else:
        contents.insert(at, fact(random))
    again = seal(batch.number, batch.first, batch.previous, contents)
    return Altered("sign again", lines_of(_put(batches, again)), frozenset({(batch.number, 0)}))


ALTERATIONS: tuple[Callable[[Random, Export], Altered], ...] = (edit, delete, insert, swap, truncate, sign_again)


def judged(altered: Altered, faults: Sequence[tuple[int, int, str, str]]) -> tuple[bool, bool]:
    """Whether an alteration was found, and whether the faults point exactly where it was done."""
    places = {(batch, position) for batch, position, _kind, _words in faults}
    return bool(faults), altered.faults <= places <= altered.faults | altered.also
