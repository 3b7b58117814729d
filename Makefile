# Two commands do everything: `make analyse` and `make test`. Windows: see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
EXAMPLE := data/raw/voorbeeldregio-midden/2026

.PHONY: analyse test snel lab bench lint lock clean

analyse: $(VENV)/.installed
	$(BIN)/napl analyseer $(EXAMPLE)

test: $(VENV)/.installed-dev
	$(RUN) pytest -n 2 --dist loadfile

snel: $(VENV)/.installed-dev
	$(RUN) pytest -n 2 --dist loadfile -m "not slow"

lab: $(VENV)/.installed
	NAPL_MAP=$(CURDIR)/$(EXAMPLE) $(RUN) jupyter lab notebooks

bench: $(VENV)/.installed-dev
	$(RUN) benchmarks.run

lint: $(VENV)/.installed-dev
	$(RUN) ruff check .
	$(RUN) mypy napl_analysis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Needs uv; the result names no registry.
lock:
	uv pip compile pyproject.toml --extra bouw --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra bouw --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.lock -o requirements-dev.lock
	$(PYTHON) tools/make_environment.py

clean:
	rm -rf $(VENV) build *.egg-info
