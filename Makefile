# The commands of the project. Every path is relative: the folder's own name may hold spaces.
.DEFAULT_GOAL := help
.PHONY: help setup run test check fix lock evidence clean
PY := .venv/bin/python
UV := PYTHONPATH=.tools .tools/bin/uv
export UV_PYTHON_DOWNLOADS = never
export PYTHONPATH = src
export DJANGO_SETTINGS_MODULE = okoce.config.settings

help:           ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

.tools/bin/uv:
	@python3 -m pip install -q --disable-pip-version-check --target .tools uv==0.13.9

.venv/.synced: requirements/dev.txt .tools/bin/uv
	@test -x $(PY) || $(UV) venv -q --python python3 .venv
	@VIRTUAL_ENV=.venv $(UV) pip sync -q --require-hashes requirements/dev.txt
	@touch $@

setup: .venv/.synced ## packages, by hash

lock: .tools/bin/uv ## write the locked requirements again
	@$(UV) lock -q
	@$(UV) export -q --format requirements-txt --no-header --no-emit-project --no-dev -o requirements/base.txt
	@$(UV) export -q --format requirements-txt --no-header --no-emit-project -o requirements/dev.txt
