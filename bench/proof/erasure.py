"""Erasure in a loaded city: from the order to the last trace, what is left of her, and whether the chain still verifies."""

import json
import subprocess
from collections.abc import Iterator

from bench.figures import Measured
from bench.stack import Stack

# A woman with a name and numbers of nobody else, so that whatever is found afterwards is hers. She has facts with details,
# messages, a code, a session, an opening with words, and a request.
BEGIN = """
import json
import django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from okoce.accounts.enums import CodePurpose
from okoce.accounts.queries import Actor, Held, PERSON_KEY
from okoce.accounts.services import ensure_phone_account, send_code
from okoce.audit.services import log_opening
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.facts.enums import Grade
from okoce.members.enums import EntryStatus
from okoce.members.queries import subject_of
from okoce.members.services import FactInput, record_fact
from okoce.privacy.enums import RequestKind
from okoce.privacy.services import Request, ask, decide_erasure, trace
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.services import Submission, register_at_counter
NIK, PHONE, PLACE = "3174016906850777", "+6281190077001", "31.74.01.1001"
officer = Actor(new_id(), "Petugas", (Held("kecamatan", "31.74.01"),))
form = Submission(id=new_id(), name="Zubaidah Qonitatillah Purwokusumo", nik=NIK, phone=PHONE, place_code=PLACE,
    business="Keripik Zubaidah", entry_status=EntryStatus.TRADING, referral=Referral.SELF, consents=frozenset({"programme"}))
person_id = register_at_counter(by=officer, submission=form).person_id
given = FactInput(kind="business.closed", occurred_on=jakarta_date(timezone.now()), grade=Grade.CONFIRMED,
    details={"note": "warung Zubaidah Qonitatillah Purwokusumo"})
record_fact(by=officer, person_id=person_id, given=given)
log_opening(by=officer.user_id, label="Petugas", person_id=person_id, surface="nik", reason="NIB " + NIK)
member = Actor(ensure_phone_account(PHONE), person_id=person_id)
send_code(phone=PHONE, purpose=CodePurpose.SIGN_IN)
session = SessionStore(); session[PERSON_KEY] = str(person_id); session.save()
request = Request(RequestKind.ERASURE, person_id, words="Saya Zubaidah Qonitatillah Purwokusumo, hapus NIK " + NIK)
ask(by=member, request=request)
decide_erasure(by=officer, request_id=request.id)
her = subject_of(person_id)
before = trace(subject=her)
print(json.dumps({"request": str(request.id), "person": str(person_id), "before": len(before)}))
"""
ERASE = """
import json, time
import django; django.setup()
from uuid import UUID
from okoce.accounts.queries import Actor, Held
from okoce.core.ids import new_id
from okoce.messaging.channels import channel
from okoce.messaging.services import send_due
from okoce.privacy.models import Erasure
from okoce.privacy.services import clean_up, erase_due, order_erasure
city = Actor(new_id(), "Petugas kota", (Held("city", "31.74"),))
began = time.perf_counter()
order = order_erasure(by=city, request_id=UUID("%(request)s"))
while not Erasure.objects.filter(id=order, done_at__isnull=False).exists():
    send_due(channel()); erase_due(); time.sleep(0.05)
erased = time.perf_counter() - began
clean_up()
print(json.dumps({"erased": erased, "cleaned": time.perf_counter() - began}))
"""
LOOK = """
import json
import django; django.setup()
from datetime import date
from uuid import UUID
from okoce.core.personal import Subject
from okoce.privacy.services import trace
her = Subject(
    UUID("%(person)s"), "Zubaidah Qonitatillah Purwokusumo", "3174016906850777", "+6281190077001", date(1985, 6, 29), False
)
print(json.dumps(sorted({f"{item.found} in {item.place}" for item in trace(subject=her)})))
"""


def measure_city(programme: Stack, quick: bool) -> Iterator[Measured]:
    """On a programme that holds a whole city; ``quick`` is the same on whatever it holds."""
    begun = json.loads(programme.python(BEGIN).strip().splitlines()[-1])
    times = json.loads(programme.python(ERASE % begun).strip().splitlines()[-1])
    yield Measured("proof.erasure.time", times["cleaned"], f"emptied after {times['erased']:.2f} s, the rest is VACUUM")
    left = json.loads(programme.python(LOOK % begun).strip().splitlines()[-1])
    yield Measured("proof.erasure.traces", len(left), f"{begun['before']} traces before; left: {', '.join(left) or 'none'}")
    yield Measured("proof.erasure.chain", *_chain(programme))


def _chain(programme: Stack) -> tuple[float, str]:
    """Faults that the verifier of the log finds; its own words beside them."""
    try:
        told = programme.manage("facts_verify")
    except subprocess.CalledProcessError as failed:
        lines = (failed.stdout or failed.stderr).strip().splitlines()
        return max(1, len(lines)), lines[-1] if lines else "the verifier ended with an error"
    lines = told.strip().splitlines()
    return 0, lines[-1] if lines else "verified"
