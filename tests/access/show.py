"""Print what routes answer now, as rows of the access table: ``python -m tests.access.show ui:gallery`` (without a name: all).

Read each cell before you copy it: the table says what must be, this prints only what is. The database must run
(``bin/okoce db start``).
"""

import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    os.environ["OKOCE_ACCESS_ROUTES"] = ",".join(sys.argv[1:])
    # The rows need the database of the tests and their world, so they are printed by a test.
    sys.exit(pytest.main(["-q", "-p", "no:xdist", str(Path(__file__).with_name("printed_rows.py"))]))
