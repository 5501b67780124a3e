# make demo   the sample matter, offline, from files to proposals
# make test   everything that is checked: style, types, imports, tests
# make check  style, types and import contracts only
# make bench  measurements against named peers
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup demo test check bench constraints clean
help:
	@sed -n 's/^# //p' Makefile

setup: $(STAMP)
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Konkyo needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Next: make setup PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[pdf,dev]'
	@touch $(STAMP)

demo: setup
	@$(BIN)/konkyo demo --out demo-out

test: check
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[pdf,dev,bench]'
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

#: after a deliberate upgrade: names and versions only, no download addresses
constraints:
	$(BIN)/python -m pip freeze --exclude-editable --exclude konkyo | grep -v '@' | sort -f > constraints.txt

clean:
	rm -rf $(VENV) demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis
