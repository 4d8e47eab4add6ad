"""Drafts of editions on the database, with people for whom a change makes a difference."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.ids import new_id
from okoce.progression.enums import PreviewState
from okoce.progression.models import EditionPreview, EditionRecord
from okoce.progression.rules import Count, Edition, Gate, Selection, decode_edition, encode_edition
from okoce.progression.services import ask_preview, change_draft, start_draft, submit
from tests.evaluation.building import Someone, seal_here, someone
from tests.world import today

AUTHOR = Actor(new_id(), "Uji Penyusun", (Held(str(Role.EVALUATOR)),))
SECOND = Actor(new_id(), "Uji Penyetuju", (Held(str(Role.ADMINISTRATOR)),))
COLLEAGUE = Actor(new_id(), "Uji Penilai Lain", (Held(str(Role.EVALUATOR)),))
FREE = "JAKPRENEUR-2020"
VISITS = Gate(Count(Selection(("mentoring.visit",)), 2), 1)


def shipped(code: str = FREE) -> EditionRecord:
    return EditionRecord.objects.get(code=code, version=1)


def content(record: EditionRecord) -> Edition:
    return decode_edition(record.document)


def draft(code: str = FREE, by: Actor = AUTHOR, copy_of: str = FREE) -> EditionRecord:
    return start_draft(by=by, copy_of=shipped(copy_of).id, code=code)


def put(record: EditionRecord, edition: Edition, by: Actor = AUTHOR) -> EditionRecord:
    return change_draft(by=by, edition_id=record.id, seen=record.digest, document=encode_edition(edition))


def stricter_mentoring(record: EditionRecord) -> EditionRecord:
    """Two visits instead of a visit or a session, and who counts must have passed P3."""
    edition = content(record)
    stages = (*edition.stages[:2], VISITS, *edition.stages[3:])
    return put(record, replace(edition, stages=stages, counts_as_entrepreneur=VISITS))


def previewed(record: EditionRecord, by: Actor = AUTHOR) -> EditionPreview:
    preview = ask_preview(by=by, edition_id=record.id, against_id=shipped().id, as_of=today())
    assert preview.state == PreviewState.DONE
    return preview


def submitted(code: str = FREE) -> tuple[EditionRecord, EditionPreview]:
    """A draft with other content, previewed and handed in."""
    record = stricter_mentoring(draft(code))
    preview = previewed(record)
    submit(by=AUTHOR, edition_id=record.id, seen=record.digest)
    record.refresh_from_db()
    return record, preview


def people() -> tuple[Someone, Someone, Someone]:
    """Registered a month ago: one never mentored, one visited once, one visited twice; sealed."""
    first = today() - timedelta(days=30)
    found = (someone(1, first), someone(2, first), someone(3, first))
    for at, member in enumerate(found):
        for visit in range(at):
            member.did("mentoring.visit", first + timedelta(days=visit + 1), topic="books", minutes=30)
    seal_here()
    return found


def ids(*found: Someone) -> set[UUID]:
    return {member.person_id for member in found}
