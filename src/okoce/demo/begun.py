"""A bulk load that has begun: what was ordered and who writes, kept until it is done, so that it can be stopped and go on."""

import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from okoce.audit.queries import changed_to, changes_of
from okoce.audit.services import log_change
from okoce.demo.chunks import CHUNK, Order, Writer, Written
from okoce.demo.partners import Partners
from okoce.demo.staff import Staff

BEGUN = "demo.begun"
FILE = "begun"


@dataclass(frozen=True, slots=True)
class Begun:
    """The order with the staff and the communities that were made for it."""

    order: Order
    staff: Staff
    partners: Partners


def folder() -> Path:
    """Where a load keeps what it needs to go on; only for this installation's own account."""
    return Path(settings.VAR_DIR) / "demo-load"


def begin(order: Order, staff: Staff, partners: Partners) -> Begun:
    """Keep a new load, in the transaction that makes its staff."""
    begun = Begun(order, staff, partners)
    shutil.rmtree(folder(), ignore_errors=True)  # of a load that was stopped before its first commit
    folder().mkdir(parents=True, mode=0o700)
    (folder() / FILE).write_bytes(pickle.dumps(begun))
    log_change(by=staff.administrator.user_id, verb=BEGUN, subject=BEGUN, subject_id=BEGUN, after={"members": order.count})
    return begun


def unfinished() -> Begun | None:
    """The load that was stopped here and can go on; None where there is none, or where its files are gone."""
    file = folder() / FILE
    if not changes_of(BEGUN, BEGUN).exists() or not file.exists():
        return None
    return read(folder())


def read(place: Path) -> Begun:
    found = pickle.loads((place / FILE).read_bytes())  # noqa: S301 - written by this command into a folder of its own
    assert isinstance(found, Begun), "only begin writes this file"
    return found


def writer_of(place: Path) -> Writer:
    """Whoever writes the chunks of a load."""
    begun = read(place)
    return Writer(begun.order, begun.staff, begun.partners, place)


def written_chunks() -> dict[str, Written]:
    """The chunks that are in the database, by code, with what each brought."""
    return {code: Written(**{name: int(str(count)) for name, count in after.items()}) for code, after in changed_to(CHUNK).items()}


def forget() -> None:
    """The load is done: nothing of it has to wait any more."""
    transaction.on_commit(lambda: shutil.rmtree(folder(), ignore_errors=True))
