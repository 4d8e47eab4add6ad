"""A draft of a rule that waits for a second person: synthetic, as its title, source and notes say."""

from dataclasses import replace
from datetime import date
from typing import Final

from okoce.accounts.queries import Actor
from okoce.progression.enums import EditionState, PreviewState
from okoce.progression.queries import records
from okoce.progression.rules import AllOf, Count, Gate, Selection, StagePassed, Test, decode_edition, encode_edition
from okoce.progression.services import ask_preview, change_draft, start_draft, submit

CODE: Final = "CONTOH-2027"
COPIED: Final = "JAKPRENEUR-2020"
TRAINED: Final = Gate(Count(Selection(("training.attended",), (Test("skill", "in", ("hard",)),), 180), 2), 1)
MENTORED: Final = Gate(AllOf((StagePassed(2), Count(Selection(("mentoring.visit", "mentoring.session")), 2))), 1)


def hand_in_draft(evaluator: Actor, today: date) -> None:
    """Drafted, previewed and submitted by the evaluator; an administrator may approve it or send it back."""
    source = next(record for record in records(EditionState.APPROVED) if record.code == COPIED)
    record = start_draft(by=evaluator, copy_of=source.id, code=CODE)
    before = decode_edition(record.document)
    edition = replace(
        before,
        title="Contoh 2027: latihan dan pendampingan lebih banyak",
        title_en="Example 2027: more training and mentoring",
        explanation="Aturan buatan untuk contoh: anggota dihitung setelah dua latihan keterampilan dan dua kali didampingi.",
        explanation_en="An invented rule: a member counts after two classes in hard skills and two sessions of mentoring.",
        legal_source="none: invented for the demonstration",
        notes=("Synthetic: no regulation says this. It shows how a draft is previewed and approved.",),
        valid_from=date(2027, 1, 1),
        stages=(before.stages[0], TRAINED, *before.stages[2:]),
        counts_as_entrepreneur=MENTORED,
    )
    record = change_draft(by=evaluator, edition_id=record.id, seen=record.digest, document=encode_edition(edition))
    preview = ask_preview(by=evaluator, edition_id=record.id, against_id=source.id, as_of=today)
    if preview.state == PreviewState.DONE:  # of a large programme the worker makes it, and the author submits it then
        submit(by=evaluator, edition_id=record.id, seen=record.digest)
