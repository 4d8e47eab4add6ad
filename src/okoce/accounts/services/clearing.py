"""Forget what has served its time; the worker calls it now and then."""

from datetime import timedelta

from django.utils import timezone

from okoce.accounts.models import OneTimeCode, Throttle

KEPT_AFTERWARDS = timedelta(days=1)


def forget_spent() -> int:
    """Delete codes and tries that cannot matter any more; returns how many rows went."""
    now = timezone.now()
    codes, _by_model = OneTimeCode.objects.filter(expires_at__lt=now - KEPT_AFTERWARDS).delete()
    tries, _by_model = Throttle.objects.filter(forget_at__lt=now).delete()
    return codes + tries
