"""What the access table puts into the arguments of a route: a value inside the scope of the roles and one outside.

A new argument name needs one line in ``SCOPED`` (an object of somebody: own and other) or in ``PLAIN`` (no object: one value for
all). Where the same name means different things on different routes, key it by ``(route, argument)``. What a request needs beside
its address (fields of a form, a query) stands in ``INPUT`` by route and method; without an entry a POST is empty, and a page that
answers an empty form with its errors has let the visitor in.
"""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs
from uuid import UUID

from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant
from okoce.accounts.queries import Actor, Held
from okoce.core.fortnights import Fortnight
from okoce.core.ids import new_id
from okoce.evaluation.rounds.rules.figures import Figure
from okoce.evaluation.rounds.web.links import query_of
from okoce.privacy.models import DataRequest
from okoce.progression.models import EditionPreview, EditionRecord
from okoce.progression.services import ask_preview, start_draft, submit
from okoce.stages.p1_registration.models import IdentityClaim, Registration
from okoce.stages.p4_licensing.enums import Occasion
from okoce.stages.p4_licensing.queries.content import current
from okoce.stages.p4_licensing.services import keep_decision, save_answers
from tests.access import rules
from tests.access.counters import counter_of
from tests.access.routes import Route
from tests.world import KECAMATAN, KELURAHAN, OTHER_KECAMATAN, Case, World, today

OWN, OTHER = "own", "other"
SIDES = (OWN, OTHER)
Value = Callable[[World, Case], object]
Key = str | tuple[str, str]

SCOPED: dict[Key, Value] = {
    "person_id": lambda world, case: case.person_id,
    "fact_id": lambda world, case: case.fact_id,
    "request_id": lambda world, case: case.request_id,
    "claim_id": lambda world, case: case.claim_id,
    "submission_id": lambda world, case: Registration.objects.get(receipt=case.receipt).id,
    "community_id": lambda world, case: case.community_id,
    "organisation_id": lambda world, case: case.community_id,
    "representative_id": lambda world, case: world.representatives[_at(world, case)],
    "import_id": lambda world, case: world.imports[_at(world, case)],
    "permit_id": lambda world, case: world.permits[_at(world, case)],
    "application_id": lambda world, case: world.applications[_at(world, case)],
    "day_id": lambda world, case: counter_of(world, case).day_id,
    "invite_id": lambda world, case: counter_of(world, case).invite_id,
    "list_id": lambda world, case: counter_of(world, case).list_id,
    "data_request_id": lambda world, case: world.data_requests[_at(world, case)],
    "kept_id": lambda world, case: kept_roadmap(world, case),
    ("partners:centre_edit", "place_code"): lambda world, case: world.centres[_at(world, case)],
}
PLAIN: dict[Key, Value] = {
    **{(f"roadmap:{side}question", "code"): lambda world, case: "place" for side in ("", "own_", "desk_")},
    **{(f"roadmap:{side}task", "code"): lambda world, case: "nib" for side in ("", "own_", "desk_")},
    ("desk:worklist", "code"): lambda world, case: "belum-pelatihan",
    ("desk:worklist_sheet", "code"): lambda world, case: "belum-pelatihan",
    ("desk:correct_fact", "action"): lambda world, case: "batalkan",
    ("partners:community", "number"): lambda world, case: world.community.register_number,
    ("partners:centre", "place_code"): lambda world, case: world.centres[0],
    ("partners:organisation_act", "action"): lambda world, case: "suspend",
    ("registration:claim", "number"): lambda world, case: claim_number(case),
    ("registration:claim_code", "number"): lambda world, case: claim_number(case),
    ("registration:claim_send_code", "number"): lambda world, case: claim_number(case),
    ("registration:receipt", "number"): lambda world, case: case.receipt,
    ("registration:receipt_code", "number"): lambda world, case: case.receipt,
    ("registration:receipt_send_code", "number"): lambda world, case: case.receipt,
    ("rounds:pack", "number"): lambda world, case: world.pack.number,
    ("rounds:pack_pdf", "number"): lambda world, case: world.pack.number,
    ("rounds:pack_xlsx", "number"): lambda world, case: world.pack.number,
    ("rounds:restatement", "number"): lambda world, case: world.pack.number,
    ("progression:edition", "edition_id"): lambda world, case: in_force().id,
    ("progression:ask_preview", "edition_id"): lambda world, case: drafted(world).id,
    ("progression:withdraw", "edition_id"): lambda world, case: handed_in(world).edition_id,
    ("progression:submit", "edition_id"): lambda world, case: previewed(world).edition_id,
    ("progression:approve", "edition_id"): lambda world, case: handed_in(world).edition_id,
    ("progression:send_back", "edition_id"): lambda world, case: handed_in(world).edition_id,
    "rule_id": lambda world, case: rules.in_force().id,
    "code": lambda world, case: "community.answer_days",
    "draft_id": lambda world, case: rules.proposed(world).rows.get().id,
    ("regulations:public_family", "family"): lambda world, case: "community",
    "rule_preview_id": lambda world, case: rules.handed_in(world).id,
    ("regulations:withdraw", "change_id"): lambda world, case: rules.handed_in(world).change_id,
    ("regulations:submit", "change_id"): lambda world, case: rules.previewed(world).change_id,
    ("regulations:approve", "change_id"): lambda world, case: rules.handed_in(world).change_id,
    ("regulations:send_back", "change_id"): lambda world, case: rules.handed_in(world).change_id,
    "change_id": lambda world, case: rules.proposed(world).id,
    "edition_id": lambda world, case: drafted(world).id,
    "row": lambda world, case: 4,
    "preview_id": lambda world, case: handed_in(world).id,
    "group_id": lambda world, case: group_of(handed_in(world)),
    ("imports:template", "about"): lambda world, case: "training.attended",
    "decision_id": lambda world, case: world.decision_id,
    ("privacy:ask", "kind"): lambda world, case: "perbaikan",
    ("privacy:take_down", "kind"): lambda world, case: "perbaikan",
    ("privacy:receipt", "number"): lambda world, case: data_receipt(world, case),
    ("ui:language", "code"): lambda world, case: "en",
    ("ui:gallery_error", "name"): lambda world, case: "404",
    "receipt": lambda world, case: case.receipt,
    "access_id": lambda world, case: world.emergency_id,
    "factor_id": lambda world, case: new_id(),  # of nobody: removing twice is once
    "session_id": lambda world, case: new_id(),
    "token": lambda world, case: world.invited.token,
    "user_id": lambda world, case: world.invited.user_id,
    "grant_id": lambda world, case: RoleGrant.objects.get(user_id=world.invited.user_id).id,
}
INPUT: dict[tuple[str, str], Callable[[World, Case], Mapping[str, str]]] = {
    **{(f"roadmap:{page}", "GET"): lambda world, case: {"class": "2025:10794"} for page in ("question", "map", "task", "missing")},
    **{
        (f"roadmap:{side}_{page}", "GET"): lambda world, case: {"izin": "nib", "peta": str(kept_roadmap(world, case))}
        for side in ("own", "desk")
        for page in ("question", "map", "task", "missing", "packet", "packet_edit")
    },
    ("roadmap:own_save", "POST"): lambda world, case: {"class": "2025:10794"},
    ("rounds:list", "GET"): lambda world, case: figure_in(world, KECAMATAN if case is world.own else OTHER_KECAMATAN),
    ("portal:community", "POST"): lambda world, case: {"community": str(case.community_id)},
    ("partners:organisation_act", "POST"): lambda world, case: {"reason": "Tidak menjawab"},
    ("partners:representative_revoke", "POST"): lambda world, case: {"reason": "Tidak lagi di komunitas"},
    ("desk:emergency_review", "POST"): lambda world, case: {"verdict": "confirmed"},
    ("desk:transfer", "POST"): lambda world, case: {
        "nik": case.nik,
        "to_place": KELURAHAN,
        "fact_id": str(new_id()),
        "present": "on",
    },
    ("progression:gate", "POST"): lambda world, case: {"seen": newest().digest},
    ("progression:submit", "POST"): lambda world, case: {"seen": newest().digest},
    ("progression:approve", "POST"): lambda world, case: {"preview": str(newest().previews.get().id)},
    ("progression:send_back", "POST"): lambda world, case: {"reason": "Sebutkan pasalnya"},
    ("regulations:change", "POST"): lambda world, case: {"reason": "Alasan lain"},
    ("regulations:drop", "POST"): lambda world, case: {"row": str(rules.newest().rows.get().id)},
    ("regulations:submit", "POST"): lambda world, case: {"seen": rules.newest().previews.get().digest},
    ("regulations:approve", "POST"): lambda world, case: {"preview": str(rules.newest().previews.get().id)},
    ("regulations:send_back", "POST"): lambda world, case: {"reason": "Sebutkan pasalnya"},
    ("desk:come_back", "POST"): lambda world, case: {"nik": case.nik},
    ("imports:store", "POST"): lambda world, case: {"semua": "1"},
}
SCOPED_INPUT: frozenset[tuple[str, str]] = frozenset(
    {("rounds:list", "GET"), ("desk:transfer", "POST"), ("desk:come_back", "POST")}
)
"""Routes and methods of INPUT whose fields name an object of somebody, so that their cells have two sides."""


def kept_roadmap(world: World, case: Case) -> UUID:
    """A roadmap that an officer of her place kept at the counter."""
    place = KECAMATAN if case is world.own else OTHER_KECAMATAN
    officer = Actor(world.users[Role.CITY].id, held=(Held(Role.KECAMATAN, place),))
    content, person_id = current(today()), case.person_id
    save_answers(by=officer, person_id=person_id, given={"class": "2025:10794", "place": "home"}, content=content)
    return keep_decision(by=officer, person_id=person_id, occasion=Occasion.COUNTER, content=content, on=today())


def _at(world: World, case: Case) -> int:
    return 0 if case is world.own else 1


def figure_in(world: World, place: str) -> dict[str, str]:
    """Those who have passed P1 in one place, in the running fortnight, as known now."""
    figure = Figure(edition="JAKPRENEUR-2020", measure="stock", place=place, row=1)
    query = query_of(figure, Fortnight.of(today()), world.pack.position)
    return {name: values[0] for name, values in parse_qs(query).items()}


def data_receipt(world: World, case: Case) -> str:
    return DataRequest.objects.get(id=world.data_requests[_at(world, case)]).receipt


def in_force() -> EditionRecord:
    return EditionRecord.objects.get(code="JAKPRENEUR-2020", version=1)


def drafted(world: World) -> EditionRecord:
    """A draft of the evaluator."""
    return start_draft(by=world.actor(Role.EVALUATOR), copy_of=in_force().id, code="UJI-2027")


def newest() -> EditionRecord:
    """The draft that the address of this cell names."""
    return EditionRecord.objects.filter(code="UJI-2027").latest("version")


def previewed(world: World) -> EditionPreview:
    """The preview of a draft."""
    by = world.actor(Role.EVALUATOR)
    return ask_preview(by=by, edition_id=drafted(world).id, against_id=in_force().id, as_of=today())


def handed_in(world: World) -> EditionPreview:
    """The preview of a draft that waits for a second person."""
    preview = previewed(world)
    submit(by=world.actor(Role.EVALUATOR), edition_id=preview.edition_id, seen=preview.digest)
    return preview


def group_of(preview: EditionPreview) -> int:
    """People who move in it: nobody does, since the draft is a copy; a group is there all the same."""
    reason = {"row": 3, "code": "count_short", "condition": {"count": {"kind": "mentoring.visit", "at_least": 2}}}
    return int(preview.groups.create(row=8, gained=False, reason=reason, people=0).pk)


def claim_number(case: Case) -> str:
    return IdentityClaim.objects.get(id=case.claim_id).receipt


def case_of(world: World, side: str) -> Case:
    return world.own if side == OWN else world.other


def sides_of(route: Route, method: str) -> tuple[str, ...]:
    """Own and other where an argument or a field names an object of somebody, else one side."""
    scoped = any(name in SCOPED or (route.name, name) in SCOPED for name in route.arguments if (route.name, name) not in PLAIN)
    return SIDES if scoped or (route.name, method) in SCOPED_INPUT else (OWN,)


def values_for(route: Route, world: World, side: str) -> dict[str, object]:
    """A value for each argument; names the table where one is missing."""
    if route.name.startswith("rounds:"):
        _ = world.pack  # the pages of rounds say something only once a round is frozen
    return {name: _value(route.name, name, world, case_of(world, side)) for name in route.arguments}


def input_for(route: Route, method: str, world: World, side: str) -> dict[str, str]:
    made = INPUT.get((route.name, method))
    return dict(made(world, case_of(world, side))) if made else {}


def _value(route: str, name: str, world: World, case: Case) -> object:
    for table in (PLAIN, SCOPED):
        for key in ((route, name), name):
            if key in table:
                value = table[key](world, case)
                return str(value) if isinstance(value, UUID) else value
    raise LookupError(f"{route}: tests/access/objects.py says nothing about the argument {name!r}; add it to SCOPED or PLAIN")
