"""A few requests about personal data in Tebet: answered, refused, waiting for a second officer, due soon, and one that is late."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.accounts.services import ensure_phone_account
from okoce.demo.partners import TEBET
from okoce.demo.staff import Staff
from okoce.members.enums import Purpose
from okoce.members.queries import phone_of, visible_to
from okoce.privacy.enums import Field, Refusal, RequestKind
from okoce.privacy.services import Request, ask, decide_erasure, refuse, take

REQUESTS = 6


def ask_for_some(staff: Staff) -> int:
    """How many requests were made; fewer where Tebet has fewer members."""
    officer = staff.officers[TEBET]
    people = list(visible_to(officer).order_by("created_at", "pk").values_list("pk", flat=True)[:REQUESTS])
    if len(people) < REQUESTS:
        return 0
    name, late, copy, consent, waiting, refused = people
    _ask(Request(RequestKind.CORRECTION, name, about=Field.NAME, words="Nama saya kurang satu huruf, lihat KTP"), hours=60)
    take(by=officer, request_id=_ask(Request(RequestKind.ERASURE, late, words="Saya sudah pindah kota"), hours=80))
    _ask(Request(RequestKind.ACCESS, copy), hours=5)
    _ask(Request(RequestKind.WITHDRAWAL, consent, purpose=Purpose.RESEARCH), hours=30)
    decide_erasure(by=officer, request_id=_ask(Request(RequestKind.ERASURE, waiting, words="Tidak berusaha lagi"), hours=20))
    birth = _ask(Request(RequestKind.CORRECTION, refused, about=Field.BIRTH, words="Saya lahir tahun 1990"), hours=50)
    text = "Bawa KTP atau kartu keluarga ke kantor kecamatan, lalu minta sekali lagi."
    refuse(by=officer, request_id=birth, reason=Refusal.NO_EVIDENCE, text=text)
    return REQUESTS


def _ask(request: Request, *, hours: int) -> UUID:
    """As she would from her own phone, some hours ago."""
    account = ensure_phone_account(phone_of(request.person_id), is_synthetic=True)
    at = timezone.now() - timedelta(hours=hours)
    return ask(by=Actor(account, person_id=request.person_id), request=request, at=at).request_id
