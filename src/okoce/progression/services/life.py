"""The life of one version: drafted, submitted, approved by another person or sent back, superseded by a later version."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.progression.enums import EditionState, PreviewState
from okoce.progression.models import FIXED, EditionPreview, EditionRecord
from okoce.progression.permissions import may_change, may_draft, may_judge, may_withdraw
from okoce.progression.queries import bound, forget, today, vocabulary
from okoce.progression.rules import MalformedRuleError, decode_edition, digest_of, encode_edition, is_code, vocabulary_problems
from okoce.regulations.queries import RuleMissingError

SUBJECT = "edition"
LONGEST_REASON = 300


@transaction.atomic
def start_draft(*, by: Actor, copy_of: UUID, code: str) -> EditionRecord:
    """A new draft with the content of a version that is or was in force: the next version of its code, or a new code.

    NotAllowed: ``edition.evaluators_only``, ``edition.unknown``, ``edition.code_form``.
    """
    require(may_draft(by))
    source = _locked(copy_of)
    if source.state not in FIXED:
        raise NotAllowed(Decision.no("edition.unknown"))
    if not is_code(code):
        raise NotAllowed(Decision.no("edition.code_form"))
    # The lock on every version of the code makes the next number one person's.
    versions = EditionRecord.objects.select_for_update(of=("self",)).filter(code=code).values_list("version", "rank")
    newest = max(versions, default=(0, (EditionRecord.objects.aggregate(most=Max("rank"))["most"] or 0) + 1))
    document = {**source.document, "code": code}
    made = EditionRecord.objects.create(
        code=code,
        version=newest[0] + 1,
        rank=newest[1],
        document=document,
        digest=digest_of(document),
        copied_from=source,
        drafted_by=by.user_id,
        drafted_at=timezone.now(),
    )
    _log(by, "draft", made, copied_from=str(source))
    return made


@transaction.atomic
def change_draft(*, by: Actor, edition_id: UUID, seen: str, document: dict[str, object]) -> EditionRecord:
    """Put other content into a draft. ``seen``: the digest of the content that the author saw.

    NotAllowed: as ``may_change``, ``edition.changed_meanwhile``, ``edition.other_code``. MalformedRuleError lists what is wrong
    with the content, words that do not exist included.
    """
    record = _locked(edition_id)
    require(may_change(by, record))
    _same(record, seen)
    known = vocabulary(today())
    edition = decode_edition(document, known_kinds=set(known.kinds))
    problems = vocabulary_problems(edition, known)
    if problems:
        raise MalformedRuleError(problems)
    if edition.code != record.code:
        raise NotAllowed(Decision.no("edition.other_code"))
    before = record.digest
    record.document = encode_edition(edition)
    record.digest = digest_of(record.document)
    if record.digest != before:
        record.save(update_fields=["document", "digest"])
        _log(by, "change", record, before={"digest": before})
    return record


@transaction.atomic
def discard(*, by: Actor, edition_id: UUID) -> None:
    """Throw a draft away with its previews; the trail keeps that it was there. NotAllowed: as ``may_change``."""
    record = _locked(edition_id)
    require(may_change(by, record))
    _log(by, "discard", record)
    record.delete()


@transaction.atomic
def submit(*, by: Actor, edition_id: UUID, seen: str) -> None:
    """Hand a draft to a second person, with a preview of exactly this content.

    NotAllowed: as ``may_change``, ``edition.changed_meanwhile``, ``edition.preview_missing``, ``edition.rule_missing``.
    """
    record = _locked(edition_id)
    require(may_change(by, record))
    _same(record, seen)
    try:
        bound(decode_edition(record.document), today())
    except RuleMissingError as error:
        raise NotAllowed(Decision.no("edition.rule_missing")) from error
    if not EditionPreview.objects.filter(edition=record, digest=record.digest, state=PreviewState.DONE).exists():
        raise NotAllowed(Decision.no("edition.preview_missing"))
    record.state = EditionState.SUBMITTED
    record.submitted_by, record.submitted_at = by.user_id, timezone.now()
    record.returned_by, record.returned_at, record.return_reason = None, None, ""
    record.save(update_fields=["state", "submitted_by", "submitted_at", "returned_by", "returned_at", "return_reason"])
    _log(by, "submit", record)


@transaction.atomic
def withdraw(*, by: Actor, edition_id: UUID) -> None:
    """The author takes a submitted draft back to change it. NotAllowed: as ``may_withdraw``."""
    record = _locked(edition_id)
    require(may_withdraw(by, record))
    _back_to_draft(record)
    record.save(update_fields=["state", "submitted_by", "submitted_at"])
    _log(by, "withdraw", record)


@transaction.atomic
def send_back(*, by: Actor, edition_id: UUID, reason: str) -> None:
    """Another person sends it back with a reason. NotAllowed: as ``may_judge``, ``edition.reason_missing``."""
    record = _locked(edition_id)
    require(may_judge(by, record))
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise NotAllowed(Decision.no("edition.reason_missing"))
    _back_to_draft(record)
    record.returned_by, record.returned_at, record.return_reason = by.user_id, timezone.now(), words
    record.save(update_fields=["state", "submitted_by", "submitted_at", "returned_by", "returned_at", "return_reason"])
    _log(by, "send_back", record, reason=words)


@transaction.atomic
def approve(*, by: Actor, edition_id: UUID, preview_id: UUID) -> EditionRecord:
    """Another person puts it into force, having seen a preview of exactly this content; the version before is superseded.

    NotAllowed: as ``may_judge``, ``edition.preview_other``, ``edition.older_version``.
    """
    record = _locked(edition_id)
    require(may_judge(by, record))
    preview = EditionPreview.objects.filter(id=preview_id, edition=record, state=PreviewState.DONE).first()
    if preview is None or preview.digest != record.digest:
        raise NotAllowed(Decision.no("edition.preview_other"))
    holding = EditionRecord.objects.select_for_update(of=("self",)).filter(code=record.code, state=EditionState.APPROVED).first()
    now = timezone.now()
    if holding is not None:
        if holding.version > record.version:
            raise NotAllowed(Decision.no("edition.older_version", version=holding.version))
        holding.state, holding.successor, holding.superseded_at = EditionState.SUPERSEDED, record, now
        holding.save(update_fields=["state", "successor", "superseded_at"])
        _log(by, "supersede", holding, successor=str(record))
    record.state, record.approved_preview = EditionState.APPROVED, preview
    record.approved_by, record.approved_at = by.user_id, now
    record.save(update_fields=["state", "approved_preview", "approved_by", "approved_at"])
    _log(by, "approve", record, preview=str(preview.id))
    forget()
    transaction.on_commit(forget)  # what another thread has read meanwhile is of before
    return record


def _locked(edition_id: UUID) -> EditionRecord:
    record = EditionRecord.objects.select_for_update(of=("self",)).filter(id=edition_id).first()
    if record is None:
        raise NotAllowed(Decision.no("edition.unknown"))
    return record


def _same(record: EditionRecord, seen: str) -> None:
    if record.digest != seen:
        raise NotAllowed(Decision.no("edition.changed_meanwhile"))


def _back_to_draft(record: EditionRecord) -> None:
    record.state = EditionState.DRAFT
    record.submitted_by, record.submitted_at = None, None


def _log(
    by: Actor, verb: str, record: EditionRecord, *, before: dict[str, object] | None = None, reason: str = "", **after: object
) -> None:
    log_change(
        by=by.user_id,
        verb=f"edition.{verb}",
        subject=SUBJECT,
        subject_id=record.id,
        before=before,
        after={"code": record.code, "version": record.version, "digest": record.digest, **after},
        reason=reason,
    )
