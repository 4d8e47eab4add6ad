"""Passkeys (WebAuthn) as second factor. The ceremony is checked by ``fido2``; what is asked of it, and what is kept, is here."""

import struct
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from okoce.accounts.enums import FactorKind
from okoce.accounts.models import SecondFactor
from okoce.accounts.rules import Actor
from okoce.accounts.services.factors import count_of_use, written_factor
from okoce.accounts.services.grants import locked_staff
from okoce.core.decisions import Decision, NotAllowed

NOT_AN_ANSWER = (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error)
"""What ``fido2`` raises for an answer that is no answer: a browser can post anything."""

Question = tuple[dict[str, Any], dict[str, Any]]
"""What the browser is asked, and what the session keeps to check the answer."""


def ask_for_new(*, by: Actor, host: str) -> Question:
    """Ask the browser to make a passkey; those that she has are named, so that one device makes one.

    NotAllowed: ``account_unknown``.
    """
    with transaction.atomic():
        user = locked_staff(_own(by))
    entity = PublicKeyCredentialUserEntity(id=user.id.bytes, name=user.username or "", display_name=user.full_name)
    options, state = _server(host).register_begin(
        entity, credentials=_credentials(user.id), user_verification=UserVerificationRequirement.PREFERRED
    )
    return dict(options), state


def add_passkey(*, by: Actor, host: str, state: Mapping[str, Any], answer: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Keep the passkey that the browser made; returns recovery codes where these are her first.

    NotAllowed: ``account_unknown``, ``passkey_wrong`` (another site's, an old question's, or no answer), ``passkey_known``.
    """
    try:
        made = _server(host).register_complete(dict(state), answer)
        credential = made.credential_data
    except NOT_AN_ANSWER as error:
        raise NotAllowed(Decision.no("passkey_wrong")) from error
    if credential is None:
        raise NotAllowed(Decision.no("passkey_wrong"))
    with transaction.atomic():
        user = locked_staff(_own(by))
        if SecondFactor.objects.filter(credential_id=credential.credential_id).exists():
            raise NotAllowed(Decision.no("passkey_known"))
        SecondFactor.objects.create(
            user=user,
            kind=FactorKind.PASSKEY,
            name=name,
            credential_id=credential.credential_id,
            credential=bytes(credential),
            sign_count=made.counter,
        )
        return written_factor(user, FactorKind.PASSKEY, name)


def ask_for_known(*, user_id: UUID, host: str) -> Question | None:
    """Ask the browser for one of her passkeys; None where she has none."""
    known = _credentials(user_id)
    if not known:
        return None
    options, state = _server(host).authenticate_begin(known, user_verification=UserVerificationRequirement.PREFERRED)
    return dict(options), state


def check_passkey(*, user_id: UUID, host: str, state: Mapping[str, Any], answer: Mapping[str, Any]) -> Decision:
    """Whether the answer was signed by one of her passkeys, for this site and this question. Refusal: ``passkey_wrong``."""
    try:
        used = _server(host).authenticate_complete(dict(state), _credentials(user_id), answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except NOT_AN_ANSWER:
        return Decision.no("passkey_wrong")
    factor = SecondFactor.objects.filter(user_id=user_id, credential_id=used.credential_id).first()
    if factor is None or not count_of_use(factor.id, counter):
        return Decision.no("passkey_wrong")
    return Decision.yes()


def _credentials(user_id: UUID) -> list[AttestedCredentialData]:
    kept = SecondFactor.objects.filter(user_id=user_id, kind=FactorKind.PASSKEY).values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(one)) for one in kept if one is not None]


def _server(host: str) -> Fido2Server:
    """``host`` without its port is the site that passkeys belong to; ``fido2`` refuses origins that are not its own over HTTPS."""
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="OK OCE"))


def _own(by: Actor) -> UUID:
    if by.user_id is None:
        raise NotAllowed(Decision.no("account_unknown"))
    return by.user_id
