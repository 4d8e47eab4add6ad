"""Writes of spreadsheets: take a file in, map its columns, decide about its rows; the worker checks, stores and undoes."""

from okoce.imports.services.deciding import Which, begin_storing, begin_undoing, choose, log_download
from okoce.imports.services.events import import_events
from okoce.imports.services.forgetting import forget_person
from okoce.imports.services.uploading import Columns, Upload, set_columns, upload
from okoce.imports.services.working import forget_expired, work

__all__ = [
    "Columns",
    "Upload",
    "Which",
    "begin_storing",
    "begin_undoing",
    "choose",
    "forget_expired",
    "forget_person",
    "import_events",
    "log_download",
    "set_columns",
    "upload",
    "work",
]
