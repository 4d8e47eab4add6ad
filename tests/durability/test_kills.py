"""Killed at any moment: whatever was acknowledged is there after the restart."""

import pytest

from bench.kills import kill_under_load
from bench.stack import stack

KILLS = 50


# Sockets to servers that were killed are collected after their event loop has ended, and say so.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.slow
def test_no_acknowledged_registration_is_lost_in_fifty_kills() -> None:
    with stack() as programme:
        outcome = kill_under_load(programme, KILLS)
    assert outcome.acknowledged > KILLS
    assert (outcome.kills, outcome.lost, outcome.without_member) == (KILLS, 0, 0)
