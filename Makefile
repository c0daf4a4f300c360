# Every verb sets itself up in .venv, from nothing, and again when pyproject.toml changes.

PYTHON ?= python3
BIN := .venv/bin
SCENARIO := scenarios/ammonia_leak_night.yaml

.DEFAULT_GOAL := test
.PHONY: drill test check bench golden mutate validate clean

drill: .venv/.run
	$(BIN)/drill run $(SCENARIO) --runs 1000
	@echo "The results are in outputs/ (see outputs/README.md); the command is $(BIN)/drill."

test: check
	$(BIN)/pytest -n auto --cov

check: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(if $(wildcard .ci/catalogue.py),$(BIN)/python .ci/catalogue.py --check)

bench: .venv/.dev
	$(BIN)/pytest -m benchmark -p no:cacheprovider -s -q

golden: .venv/.dev
	$(BIN)/pytest --golden --no-cov
	@git --no-pager diff --stat -- tests

mutate: .venv/.mutate
	$(BIN)/mutmut run

validate: .venv/.dev
	$(BIN)/pytest -n auto -m 'not benchmark' tests/validation

clean:
	rm -rf .venv build dist htmlcov .coverage .coverage.* mutants
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find simulator tests -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/.run

.venv/.mutate: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutate]'
	@touch $@
