"""`python3 -m okoce.server.clean`: removes the private PostgreSQL, also when the packages are gone."""

import sys
from pathlib import Path

from okoce.server.cluster import remove
from okoce.server.errors import ServerError
from okoce.server.layout import layout_of


def main() -> int:
    try:
        remove(layout_of(Path(__file__).resolve().parents[3]))
    except ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
