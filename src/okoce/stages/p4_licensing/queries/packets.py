"""The fields of a packet, opened. For the packet's own page alone: whoever shows them logs the opening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from okoce.core.encryption import keyring
from okoce.core.personal import Item, Subject
from okoce.stages.p4_licensing.enums import Occasion, PacketField, Question
from okoce.stages.p4_licensing.models import PacketEntry, RoadmapDecision, SavedAnswer

SEALED_AS = "licence-packet"


def packet_of(business_id: UUID) -> Mapping[str, str]:
    """What was typed, by field."""
    ring = keyring(settings.SECRETS_DIR)
    rows = PacketEntry.objects.filter(business_id=business_id)
    return {row.field: ring.open(row.value_sealed, SEALED_AS) for row in rows}


def answers_data(subject: Subject) -> Iterator[Item]:
    """Her answers, decisions and packet fields, for her copy."""
    group, name = _("Peta izin usaha Anda"), "p4_licensing.SavedAnswer."
    for answer in SavedAnswer.objects.filter(business__person_id=subject.person_id).order_by("number"):
        yield Item(name + "question", group, _("Pertanyaan"), str(Question(answer.question).label))
        yield Item(name + "answer", group, _("Jawaban"), answer.answer or _("ditarik kembali"))
        yield Item(name + "answered_at", group, _("Dijawab pada"), answer.answered_at.isoformat())
        yield Item(name + "channel", group, _("Lewat"), str(answer.get_channel_display()))
    for decision in RoadmapDecision.objects.filter(business__person_id=subject.person_id).order_by("decided_at"):
        yield from _decision(decision)
    ring, group, name = keyring(settings.SECRETS_DIR), _("Berkas izin yang Anda isi"), "p4_licensing.PacketEntry."
    for entry in PacketEntry.objects.filter(business__person_id=subject.person_id).order_by("field"):
        yield Item(name + "field", group, _("Isian"), str(PacketField(entry.field).label))
        yield Item(name + "value_sealed", group, _("Isi"), ring.open(entry.value_sealed, SEALED_AS))
        yield Item(name + "changed_at", group, _("Diubah pada"), entry.changed_at.isoformat())


def _decision(row: RoadmapDecision) -> Iterator[Item]:
    group, name = _("Peta izin yang disimpan"), "p4_licensing.RoadmapDecision."
    titles = ", ".join(str(task["title"]["id"]) for task in row.tasks)
    yield Item(name + "occasion", group, _("Disimpan ketika"), str(Occasion(row.occasion).label))
    yield Item(name + "decided_on", group, _("Tanggal"), row.decided_on.isoformat())
    yield Item(name + "decided_at", group, _("Dicatat pada"), row.decided_at.isoformat())
    yield Item(name + "channel", group, _("Lewat"), str(row.get_channel_display()))
    yield Item(name + "answers", group, _("Jawaban waktu itu"), ", ".join(f"{key}: {value}" for key, value in row.answers.items()))
    yield Item(name + "scale", group, _("Skala usaha"), row.scale or "–")
    yield Item(name + "risk", group, _("Tingkat risiko"), row.risk)
    yield Item(name + "tasks", group, _("Daftar tugas"), titles)
