"""Freeze rounds into numbered packs; keep what they decide until it is done; open the lists behind figures."""

from okoce.evaluation.rounds.services.deciding import close_decision, decide
from okoce.evaluation.rounds.services.freezing import freeze
from okoce.evaluation.rounds.services.opening import PAGE, ChangedPage, ListPage, open_changed, open_list

__all__ = ["PAGE", "ChangedPage", "ListPage", "close_decision", "decide", "freeze", "open_changed", "open_list"]
