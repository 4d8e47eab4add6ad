"""Proposals on the database: somebody drafts, another one approves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, Held
from okoce.core.decisions import Decision, NotAllowed
from okoce.core.ids import new_id
from okoce.regulations import families, queries, services
from okoce.regulations.enums import RulePreviewState
from okoce.regulations.families import Consequences, Effect, Effects, Family, Field, Subject, Wording
from okoce.regulations.models import RuleChange, RulePreview, RuleRow
from okoce.regulations.rules import RuleValue, Value
from okoce.regulations.services import RowContent

AUTHOR = Actor(new_id(), "Uji Penyusun", (Held(str(Role.EVALUATOR)),))
SECOND = Actor(new_id(), "Uji Penyetuju", (Held(str(Role.ADMINISTRATOR)),))
COLLEAGUE = Actor(new_id(), "Uji Penilai Lain", (Held(str(Role.EVALUATOR)),))
REASON = "Peraturannya berubah"
FIRST = date(2024, 1, 1)
LATER = date(2030, 1, 1)


def content(value: Value = 5, *, start: date = LATER, code: str = "test.answer_days", **others: object) -> RowContent:
    fields: dict[str, object] = {"unit": "days", "legal_basis": "Pergub X", **others}
    return RowContent(code=code, value=value, effective_from=start, **fields)  # type: ignore[arg-type]  # as the test says


def enforced(value: Value = 7, *, start: date = FIRST, end: date | None = None, **others: object) -> RuleRow:
    """A row that the project ships."""
    fields: dict[str, object] = {"code": "test.answer_days", "unit": "days", "legal_basis": "programme setting", **others}
    return RuleRow.objects.create(value=value, effective_from=start, effective_to=end, status="active", **fields)


def drafted(*rows: RowContent, replaces: UUID | None = None, by: Actor = AUTHOR) -> RuleChange:
    made = services.start_change(by=by, reason=REASON)
    for row in rows:
        services.put_row(by=by, change_id=made.id, content=row, replaces=replaces)
    return made


def digest(change: RuleChange) -> str:
    return queries.change_view(RuleChange.objects.get(id=change.id)).digest


def author_of(change: RuleChange) -> Actor:
    return next(actor for actor in (AUTHOR, COLLEAGUE, SECOND) if actor.user_id == change.drafted_by)


def previewed(change: RuleChange) -> RulePreview:
    made = services.ask_preview(by=author_of(change), change_id=change.id)
    assert made.state == RulePreviewState.DONE
    return made


def submitted(change: RuleChange) -> RulePreview:
    """The preview of a change that waits for a second person."""
    made = previewed(change)
    services.submit(by=author_of(change), change_id=change.id, seen=made.digest)
    return made


def approved(change: RuleChange) -> RuleChange:
    seen = submitted(change)
    services.approve(by=SECOND, change_id=change.id, preview_id=seen.id)
    change.refresh_from_db()
    return change


def change(old: UUID, value: Value, start: date, end: date | None = None) -> RuleValue:
    """Another value in the place of a row, by two people."""
    was = RuleRow.objects.get(id=old)
    row = content(value, start=start, code=was.code, applies_to=was.applies_to, effective_to=end)
    made = approved(drafted(row, replaces=old))
    return queries.as_value(made.rows.get())


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(NotAllowed) as found:
        act()
    assert found.value.decision.codes == (code,)


def answer_of(code: str, on: date, applies_to: str = "") -> Value | None:
    try:
        return queries.value(code, on, applies_to).value
    except queries.RuleMissingError:
        return None


def fees_agree(rows: tuple[RuleValue, ...]) -> Decision:
    """No fee above a million."""
    high = [rule.code for rule in rows if isinstance(rule.value, int) and rule.value > 1_000_000]
    return Decision.no("test.too_dear", code=high[0]) if high else Decision.yes()


def fee_effects(before: tuple[RuleValue, ...], after: tuple[RuleValue, ...], on: date) -> Effects:
    """Ten cases: each pays the sum of the fees."""
    old, new = (sum(rule.whole for rule in rows) for rows in (before, after))
    text = Wording(f"Biaya {old} menjadi {new} pada {on}", f"Fees {old} become {new} on {on}")
    subject = Subject(Wording("KBLI 10792, Tebet", "KBLI 10792, Tebet"), "/meja/")
    effect = Effect(text, gains=10 if new < old else 0, loses=10 if new > old else 0, subjects=(subject,) * 60)
    return Effects(Wording("peta jalan", "roadmaps"), 10, 10 if old != new else 0, (effect,) if old != new else ())


def fees(size: int = 10) -> Family:
    """A family whose rules work together."""
    together = Consequences("test.fee.", agree=fees_agree, effects=fee_effects, size=lambda: size)
    return Family("test.fee.", "Biaya uji", consequences=together, public=True, pages=("Peta jalan izin",), units=("rupiah",))


PLACES = (("home", "rumah"), ("market", "pasar"))
LETTERS = Family(
    "test.letter.",
    "Surat uji",
    objects=True,
    public=True,
    units=("letter",),
    fields=(
        Field("title", "Judul", required=True),
        Field("steps", "Langkah", "lines"),
        Field("order", "Urutan", "number", required=True),
        Field("level", "Tingkat", "choice", choices=(("required", "wajib"), ("advised", "dianjurkan"))),
        Field("when.place", "Tempat", "choices", omit=True, choices=PLACES, section="Bila"),
        Field("phone", "Telepon"),
        Field("en.title", "Title", required=True, section="Inggris"),
    ),
    check=lambda code, value: Decision.yes() if isinstance(value, dict) and value.get("title") else Decision.no("test.no_title"),
    sentence=lambda reason: f"Belum benar: {reason.code}",
)
LETTER = {
    "title": "Surat RT",
    "steps": ["Minta", "Ambil"],
    "order": 3,
    "level": "required",
    "when": {"place": ["home"]},
    "phone": "",
    "en": {"title": "RT letter"},
}


@contextmanager
def declared(*own: Family) -> Iterator[None]:
    families.register(*own)
    try:
        yield
    finally:
        families.unregister(*own)


ONE_DAY = timedelta(days=1)
