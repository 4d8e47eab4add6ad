"""A transaction that is open across a freeze: its fact is in no pack until it is sealed, and then shows as late."""

from collections.abc import Iterator

from bench.figures import Measured
from bench.stack import stack

SCRIPT = """
import datetime
import django; django.setup()
from django.db import connections, transaction
from okoce.accounts.queries import Actor, Held
from okoce.core.fortnights import Fortnight
from okoce.core.ids import new_id
from okoce.evaluation.rounds.services import freeze
from okoce.facts.enums import Channel, Grade
from okoce.facts.services import FactDraft, append, seal_all
import threading
running = Fortnight.of(datetime.date.today())
day = running.next(-2).first_day
def draft():
    return FactDraft(kind="registration.submitted", person_id=new_id(), enrolment_id=new_id(), occurred_on=day,
        place_id="31.74.01.1001", channel=Channel.COUNTER, grade=Grade.CONFIRMED, measures={"entry_status": "none", "resident": 1})
evaluator = Actor(new_id(), "", (Held("evaluator"),))
opened, frozen = threading.Event(), threading.Event()
def hold():
    with transaction.atomic():
        append(by=None, drafts=[draft()])
        opened.set()
        frozen.wait(30)
    connections.close_all()
append(by=None, drafts=[draft()])
holder = threading.Thread(target=hold); holder.start(); opened.wait(30)
seal_all()
first = freeze(by=evaluator, fortnight=running.next(-2))
frozen.set(); holder.join()
seal_all()
second = freeze(by=evaluator, fortnight=running.next(-1))
print(first.figures["people"], second.figures["people"], second.restatements["people"],
      [cause["code"] for cause in second.restatements["causes"]])
"""


def measure(quick: bool) -> Iterator[Measured]:
    with stack() as programme:
        told = programme.python(SCRIPT).strip()
    wrong = 0 if told == "1 2 1 ['late']" else 1
    yield Measured("core.late.wrong", wrong, f"people in pack 1, in pack 2, restated, causes: {told}")
