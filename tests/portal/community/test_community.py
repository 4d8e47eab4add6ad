"""The desk of a community: its own people only, each name that is shown logged, one answer to each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.urls import reverse

from okoce.accounts.enums import Role
from okoce.accounts.queries import actor_of
from okoce.core.decisions import NotAllowed
from okoce.facts.queries import live_facts_of
from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.models import CommunityRequest
from okoce.stages.p1_registration.services import accept, decline, register_at_counter
from tests.portal.desk.looking import errors_of, openings, text_of
from tests.world import World, build_world, make_account, make_submission, today

HOME = "/meja/komunitas/"
QUERIES = 10
"""Session, account, roles; the community and its areas; two lists, the trail, two counts."""


def waiting(world: World, n: int) -> Any:
    """The n-th person, who chose the world's community; her request."""
    submission = make_submission(n, name=f"Ani {n:03}", community_id=world.community.id)
    settled = register_at_counter(by=world.actor(Role.KECAMATAN), submission=submission)
    return CommunityRequest.objects.get(enrolment__person_id=settled.person_id)


def url(name: str, request_id: object) -> str:
    return reverse(f"community:{name}", args=[request_id])


@pytest.mark.django_db
def test_only_its_own_people_with_a_clock(world: World) -> None:
    said = text_of(world.client(Role.COMMUNITY).get(HOME))
    assert "1 orang menunggu jawaban Anda" in said
    assert "Siti Aminah" in said
    assert "1 minggu lagi" in said
    assert world.other.name not in said
    CommunityRequest.objects.filter(id=world.own.request_id).update(due_on=today() - timedelta(days=2))
    assert "terlambat" in text_of(world.client(Role.COMMUNITY).get(HOME))


@pytest.mark.django_db
def test_each_person_shown_is_logged_once(world: World) -> None:
    more = waiting(world, 20)
    world.client(Role.COMMUNITY).get(HOME)
    for person_id in (world.own.person_id, more.enrolment.person_id):
        assert openings(person_id) == [("community_list", "")]
    assert openings(world.other.person_id) == []


@pytest.mark.django_db
def test_queries_do_not_grow_with_people(world: World, django_assert_num_queries: Any) -> None:
    client = world.client(Role.COMMUNITY)
    client.get(HOME)
    for first, more in ((20, 2), (30, 12)):
        with django_assert_num_queries(QUERIES):
            client.get(HOME)
        for n in range(first, first + more):
            accept(by=world.actor(Role.COMMUNITY), request_id=waiting(world, n).id)


@pytest.mark.django_db
def test_accept(world: World) -> None:
    client = world.client(Role.COMMUNITY)
    answered = client.post(url("accept", world.own.request_id), follow=True)
    assert "Siti Aminah sekarang anggota komunitas Anda." in text_of(answered)
    assert "0 orang menunggu" in text_of(answered)
    assert "community.joined" in [fact.kind for fact in live_facts_of(world.own.person_id)]
    again = client.post(url("accept", world.own.request_id), follow=True)
    assert "Permintaan ini sudah dijawab: diterima." in text_of(again)


@pytest.mark.django_db
def test_decline_has_a_reason_that_she_reads(world: World) -> None:
    client, address = world.client(Role.COMMUNITY), url("decline", world.own.request_id)
    refused = client.post(address, {"reason": ""})
    assert refused.status_code == 422
    assert errors_of(refused, "reason")
    assert client.post(address, {"reason": DeclineReason.FULL, "note": "Coba lagi bulan depan"}).status_code == 302
    stored = CommunityRequest.objects.get(id=world.own.request_id)
    assert (stored.state, stored.decline_reason, stored.note) == (RequestState.DECLINED, "full", "Coba lagi bulan depan")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["accept", "decline"])
def test_another_communitys_people_do_not_exist_here(world: World, name: str) -> None:
    response = world.client(Role.COMMUNITY).post(url(name, world.other.request_id), {"reason": "full"})
    assert response.status_code == 404
    assert CommunityRequest.objects.get(id=world.other.request_id).state == RequestState.WAITING


def test_of_two_answers_at_once_one_holds(own_database: str) -> None:
    """One accepts while her colleague declines: the second learns what the first said, and one fact is recorded."""
    world = build_world()
    first = world.actor(Role.COMMUNITY)
    second = actor_of(make_account("colleague", Role.COMMUNITY, org_id=world.community.id))
    together, request_id = Barrier(2), world.own.request_id

    def answer(verb: str) -> str:
        close_old_connections()
        together.wait(timeout=10)
        try:
            if verb == "accept":
                accept(by=first, request_id=request_id)
            else:
                decline(by=second, request_id=request_id, reason=DeclineReason.FULL)
        except NotAllowed as refused:
            return refused.decision.codes[0]
        finally:
            connection.close()
        return verb

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(answer, ["accept", "decline"]))
    assert sorted(answers) in (["accept", "request.already_answered"], ["decline", "request.already_answered"])
    kinds = [fact.kind for fact in live_facts_of(world.own.person_id) if fact.kind.startswith("community.")]
    assert kinds == ["community.joined" if "accept" in answers else "community.declined"]
