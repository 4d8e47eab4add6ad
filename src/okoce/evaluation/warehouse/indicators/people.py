"""Who is registered on a day: enrolments, the persons they are of, where they count. The ground of every figure about persons."""

import ibis

from okoce.evaluation.warehouse.indicators.ground import as_of, asked_texts, counted_at, fact, live, person_map

REGISTERED, MOVED = "registration.submitted", "person.moved"


def _in_turn(rows: ibis.Table, *, latest: bool = False) -> ibis.Table:
    """One row an enrolment: the first by day and id, or the latest."""
    order = [rows.occurred_on.desc(), rows.original_id.desc()] if latest else [rows.occurred_on, rows.original_id]
    return rows.filter(ibis.row_number().over(group_by=rows.enrolment_id, order_by=order) == 0)


def enrolments() -> ibis.Table:
    """One row an enrolment that has registered by the day: ``enrolment_id``, ``person_id`` (who stands for her at the position),
    ``registered_on``, ``place_then``, ``place`` (kecamatan, or outside)."""
    known = live(fact).filter(fact.occurred_on <= as_of, fact.enrolment_id.notnull())
    first = _in_turn(known.filter(known.kind == REGISTERED))
    last = _in_turn(known.filter(known.kind == MOVED), latest=True)
    moved = last.select(moved_id=last.enrolment_id, to_place=last.measures["to_place"].str)
    same = live(person_map)
    same = same.select(record_id=same.person_id, survivor_id=same.survivor_id)
    joined = first.left_join(moved, first.enrolment_id == moved.moved_id).left_join(same, first.person_id == same.record_id)
    return joined.select(
        enrolment_id=joined.enrolment_id,
        person_id=joined.survivor_id.coalesce(joined.person_id),
        registered_on=joined.occurred_on,
        place_then=counted_at(joined.place_id),
        place=counted_at(joined.to_place.coalesce(joined.place_id)),
    )


ENROLMENT = {"enrolment_id": "uuid", "person_id": "uuid", "registered_on": "date", "place_then": "string", "place": "string"}
enrolment = ibis.table(ENROLMENT, name="asked_enrolment")


def last_days() -> ibis.Table:
    """The last day of a fact that counts, of enrolments whose person has several: it says which of those is the newest."""
    several = enrolment.group_by(enrolment.person_id).having(enrolment.count() > 1).agg()
    own = enrolment.semi_join(several, "person_id")
    counted = live(fact).filter(fact.occurred_on <= as_of, asked_texts("kinds").contains(fact.kind))
    return counted.semi_join(own, "enrolment_id").group_by("enrolment_id").agg(last_fact_on=counted.occurred_on.max())


def ordered() -> ibis.Table:
    """The enrolments with ``turn`` from the newest (0) and ``age`` from the oldest (0) of their person."""
    last = last_days()
    last = last.select(last_id=last.enrolment_id, last_fact_on=last.last_fact_on)
    rows = enrolment.left_join(last, enrolment.enrolment_id == last.last_id)
    rows = rows.mutate(last_fact_on=rows.last_fact_on.coalesce(rows.registered_on)).drop("last_id")
    order = [rows.registered_on, rows.last_fact_on, rows.place, rows.place_then]
    age = ibis.row_number().over(group_by=rows.person_id, order_by=order)
    turn = ibis.row_number().over(group_by=rows.person_id, order_by=[item.desc() for item in order])
    return rows.mutate(age=age, turn=turn)


def persons() -> ibis.Table:
    """One row a person: the oldest enrolment says since when and from where, the newest where she lives; ``n`` numbers them."""
    rows = ordered()
    lines = rows.group_by(rows.person_id).agg(
        registered_on=rows.registered_on.min(),
        place=rows.place.argmin(rows.turn),
        place_then=rows.place_then.argmin(rows.age),
        newest_id=rows.enrolment_id.argmin(rows.turn),
        enrolments=rows.count(),
    )
    return lines.mutate(n=ibis.row_number())


PERSON = {
    "person_id": "uuid",
    "registered_on": "date",
    "place": "string",
    "place_then": "string",
    "newest_id": "uuid",
    "enrolments": "int64",
    "n": "int64",
}
person = ibis.table(PERSON, name="asked_person")


def own() -> ibis.Table:
    """Enrolment to person: ``enrolment_id``, ``n``, ``single`` (she has no other enrolment), ``newest``."""
    rows = enrolment.join(person, enrolment.person_id == person.person_id)
    return rows.select(
        enrolment_id=rows.enrolment_id,
        n=rows.n,
        single=rows.enrolments == 1,
        newest=rows.enrolment_id == rows.newest_id,
    )


owner = ibis.table({"enrolment_id": "uuid", "n": "int64", "single": "boolean", "newest": "boolean"}, name="asked_owner")
