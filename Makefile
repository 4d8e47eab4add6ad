# The commands of the project. Every path is relative: the folder's own name may hold spaces.
.DEFAULT_GOAL := help
.PHONY: help setup run test check fix lock evidence clean
PY := .venv/bin/python
UV := .tools/bin/uv
export UV_PYTHON_DOWNLOADS = never
export PYTHONPATH = src
export DJANGO_SETTINGS_MODULE = okoce.config.settings
export PORT AREA QUICK

help:           ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup:          ## packages, by hash
	@bin/setup

run: setup      ## set everything up and serve http://127.0.0.1:8000 (PORT=8001: another port)
	@exec bin/okoce run

test: setup     ## all tests (ARGS="tests/facts -k seal": some)
	@bin/test $(ARGS)

check: setup    ## style, types, imports between parts, forgotten migrations
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	@bin/okoce db with $(PY) -m django makemigrations --check --dry-run

fix: setup      ## repair style where that is safe
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

evidence: setup ## measure what is promised (AREA=core: one area; QUICK=1: smaller)
	@bin/okoce compile
	@bin/okoce db with $(PY) -m bench.evidence $(AREA)

lock: setup     ## write the locked requirements again
	@$(UV) lock -q
	@$(UV) export -q --format requirements-txt --no-header --no-emit-project --no-dev -o requirements/base.txt
	@$(UV) export -q --format requirements-txt --no-header --no-emit-project -o requirements/dev.txt

clean:          ## remove the private PostgreSQL with its data, the packages, and all that was made
	@if [ -x $(PY) ]; then $(PY) -m okoce.server.clean; elif [ -e var ]; then python3 -m okoce.server.clean; fi
	@rm -rf .venv .tools var staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
