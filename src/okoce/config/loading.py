"""Reference data that the repository ships: places, rules, KBLI classes, editions, published figures.

Loading twice changes nothing twice.
"""

from okoce.classifications.services import load_shipped_classifications
from okoce.evaluation.figures.services import load_shipped_figures
from okoce.places.services import load_shipped_places
from okoce.progression.services import load_shipped_editions
from okoce.regulations.families import shipped_files
from okoce.regulations.services import load_shipped_rules


def load_reference() -> None:
    """Load what every installation needs before the first registration."""
    load_shipped_places()
    load_shipped_rules()
    for path in shipped_files():
        load_shipped_rules(path)
    load_shipped_classifications()
    load_shipped_editions()
    load_shipped_figures()
