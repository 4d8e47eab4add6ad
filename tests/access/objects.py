"""What the access table puts into the arguments of a route: a value inside the scope of the roles and one outside.

A new argument name needs one line in ``SCOPED`` (an object of somebody: own and other) or in ``PLAIN`` (no object: one value for
all). Where the same name means different things on different routes, key it by ``(route, argument)``. What a request needs beside
its address (fields of a form, a query) stands in ``INPUT`` by route and method; without an entry a POST is empty, and a page that
answers an empty form with its errors has let the visitor in.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from okoce.accounts.models import RoleGrant
from okoce.stages.p1_registration.models import Registration
from tests.access.routes import Route
from tests.evaluation.building import ended, make_decision, make_pack
from tests.world import KECAMATAN, KELURAHAN, OTHER_KECAMATAN, OTHER_KELURAHAN, Case, World

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
    "place_code": lambda world, case: KELURAHAN if case is world.own else OTHER_KELURAHAN,
}
PLAIN: dict[Key, Value] = {
    ("desk:worklist", "code"): lambda world, case: "belum-pelatihan",
    ("desk:correct_fact", "action"): lambda world, case: "batalkan",
    ("ui:language", "code"): lambda world, case: "en",
    ("ui:gallery_error", "name"): lambda world, case: "404",
    "receipt": lambda world, case: case.receipt,
    "token": lambda world, case: world.invited.token,
    "user_id": lambda world, case: world.invited.user_id,
    "decision_id": lambda world, case: make_decision().id,
    ("rounds:pack", "number"): lambda world, case: make_pack().number,
    ("rounds:restatement", "number"): lambda world, case: make_pack().number,
    "grant_id": lambda world, case: RoleGrant.objects.get(user_id=world.invited.user_id).id,
}
INPUT: dict[tuple[str, str], Callable[[World, Case], Mapping[str, str]]] = {
    ("desk:transfer", "POST"): lambda world, case: {"nik": case.nik},
    ("desk:come_back", "POST"): lambda world, case: {"nik": case.nik},
    ("rounds:list", "GET"): lambda world, case: {
        "putaran": str(ended().number),
        "edisi": "JAKPRENEUR-2020",
        "ukuran": "stock",
        "tempat": KECAMATAN if case is world.own else OTHER_KECAMATAN,
    },
    ("rounds:decide", "POST"): lambda world, case: {"action": str(make_pack().number)},
    ("rounds:download", "GET"): lambda world, case: {"paket": str(make_pack().number)},
}
SCOPED_INPUT: frozenset[tuple[str, str]] = frozenset(
    {("desk:transfer", "POST"), ("desk:come_back", "POST"), ("rounds:list", "GET")}
)
"""Routes and methods of INPUT whose fields name an object of somebody, so that their cells have two sides."""


def case_of(world: World, side: str) -> Case:
    return world.own if side == OWN else world.other


def sides_of(route: Route, method: str) -> tuple[str, ...]:
    """Own and other where an argument or a field names an object of somebody, else one side."""
    scoped = any(name in SCOPED or (route.name, name) in SCOPED for name in route.arguments if (route.name, name) not in PLAIN)
    return SIDES if scoped or (route.name, method) in SCOPED_INPUT else (OWN,)


def values_for(route: Route, world: World, side: str) -> dict[str, object]:
    """A value for each argument; names the table where one is missing."""
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
