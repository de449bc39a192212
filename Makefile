# Everything lives in .venv; `make run` and `make test` need only Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Stamps say which pins are installed; a changed pin installs again.
RUNTIME := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help install run test test-postgres lint format bench bench-quick assets messages pictures pins api-contract

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Náves needs Python 3.11 or newer; call: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(RUNTIME): $(VENV)/bin/python requirements/runtime.txt pyproject.toml
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m naves.config.messages compile
	touch $@

$(DEVELOPMENT): $(RUNTIME) requirements/development.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/development.txt
	touch $@

install: $(RUNTIME) ## Make .venv with pinned, hash-checked packages

run: $(RUNTIME) ## Serve the demonstration country; prints the address and the logins
	$(BIN)/python -m naves.config.messages compile
	$(BIN)/naves run --demonstration

test: $(DEVELOPMENT) ## Everything: style, types, borders, tests on SQLite, then on PostgreSQL
	$(BIN)/python -m naves.config.messages compile
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2 --dist loadgroup -m "not browser"
	$(BIN)/pytest -n 2 --dist loadgroup -m browser  # apart: a browser's event loop would stay in the process
	$(MAKE) --no-print-directory test-postgres

test-postgres: $(DEVELOPMENT) ## The tests that touch the database, on a throw-away PostgreSQL
	@if $(BIN)/python -c 'import sys; from tests.support.postgres import missing_reason as m; sys.exit(m() or 0)'; then \
		$(BIN)/python -m tests.support.postgres $(BIN)/pytest -n 2 --dist loadgroup -m "not browser and not postgres" tests/domains tests/adapters tests/web tests/api tests/config tests/cli; \
	else echo "PostgreSQL tests skipped: see the reason above"; fi

lint: $(DEVELOPMENT) ## Style, types and the house's borders
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy

format: $(DEVELOPMENT) ## Put the code into the house's form
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet

bench: $(DEVELOPMENT) ## Every figure that must be reached, as ratios in one run
	$(BIN)/python -m bench

bench-quick: $(DEVELOPMENT) ## The same at a size that ends within two minutes
	$(BIN)/python -m bench --quick

assets: $(DEVELOPMENT) ## Refresh the vendored front-end files (needs npm)
	$(BIN)/python scripts/refresh_assets.py

messages: $(DEVELOPMENT) ## Collect the texts of the sources into the Czech catalogues
	$(BIN)/python -m naves.config.messages update

pictures: $(DEVELOPMENT) ## Make the pictures of the guides anew, from the demonstration country
	NAVES_PICTURES=docs/pictures $(BIN)/pytest tests/browser/test_guide_pictures.py

api-contract: $(DEVELOPMENT) ## Write docs/api/openapi.json from the code
	$(BIN)/naves openapi --out docs/api/openapi.json

pins: $(VENV)/bin/python ## Pin build, runtime and development packages with hashes
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/build.in -o requirements/build.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group dev -c requirements/runtime.txt -o requirements/development.txt
