# Everything that a developer types. On a fresh Debian 12 with python3 and make: `make demo` and `make test`.
# Paths are relative throughout, so that the folder may have any name.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Another interpreter: make test PYTHON=python3.13. More for pytest: make test PYTEST_ARGS="tests/unit -k email".
PYTHON ?= python3
PYTEST_ARGS ?=
FIGURES ?=
# Workers of pytest: each may have a browser of its own.
WORKERS ?= 2
# How long the tests under load may take, in seconds.
STRESS_SECONDS ?= 5400
STRESSED := tests/e2e/test_attempt_sent.py tests/e2e/test_attempt_answered.py tests/e2e/test_attempt_not_sent.py \
	tests/e2e/test_attempt_killed.py \
	tests/e2e/test_by_hand.py tests/e2e/test_hostile_pages.py tests/e2e/test_other_forms.py tests/e2e/test_panel_stays.py \
	tests/e2e/test_portal.py tests/e2e/test_privacy_check.py tests/e2e/test_quiet.py tests/e2e/test_replica.py \
	tests/e2e/test_series.py tests/e2e/test_whole_way.py tests/e2e/test_attach.py

# What pytest compiles of the tests once is kept for the next run (10 s of `make check`), also where Python was told not to.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --no-input
WHEEL_VENV := build/wheel/venv
# What the wheel is made from: a folder is newer when a file in it came or went.
WHEEL_SOURCES := $(shell find helper flows docs/fr docs/en -name __pycache__ -prune -o -print) pyproject.toml README.md LICENSE

.PHONY: help
help: ## Say what can be typed
	@grep -hE '^[a-z-]+:.* ## ' Makefile | sed -E 's/^([a-z-]+):.* ## /\1\t/' | sort | awk -F '\t' '{printf "make %-16s %s\n", $$1, $$2}'

.PHONY: demo
demo: system-packages setup ## See the main job on a practice page, down to the sealed folder
	@.ci/demo

# Which test runs when is said in tests/tiers.py: by where it stands, and by the marks that it bears.
.PHONY: check
check: setup ## Between two edits (a minute): style, types, and the tests of decisions alone
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -n $(WORKERS) -m pure tests/unit tests/properties $(PYTEST_ARGS)

.PHONY: test
test: system-packages setup ## Before a commit (five minutes): units, a whole program for each outcome and promise, the wheel
	$(BIN)/python -m pytest -n $(WORKERS) -m "not thorough and not slow" $(PYTEST_ARGS)
	@$(MAKE) --no-print-directory test-wheel

.PHONY: test-all
test-all: system-packages setup ## Before it lands (20 minutes): every language, page and failing disk, and the wheel
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow" $(PYTEST_ARGS)
	@$(MAKE) --no-print-directory test-wheel

.PHONY: test-long
test-long: system-packages setup ## Before a release: every test, also the slow ones, and every way to install
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)
	@$(MAKE) --no-print-directory test-wheel test-install

# Two busy processes for each core: results may come later, never differ.
.PHONY: test-stress
test-stress: system-packages setup ## Run the whole-program scenarios with every core busy twice over
	$(BIN)/python tests/busy.py $(STRESS_SECONDS) $(BIN)/python -m pytest -n $(WORKERS) $(STRESSED) $(PYTEST_ARGS)

# In an environment of its own, from an empty folder, with -I: the source tree cannot be imported.
.PHONY: test-wheel
test-wheel: system-packages $(WHEEL_VENV)/.installed ## Test the installed wheel alone
	@rm -rf build/wheel/empty && mkdir -p build/wheel/empty
	cd build/wheel/empty && ../venv/bin/python -Im pytest -c ../../../tests/wheel/pytest.ini ../../../tests/wheel/test_installed.py ../../../tests/wheel/test_wheel.py

# One file to download, for those who have no Python; into dist/, with a list of what is in each and their sums.
.PHONY: package
package: package-tools wheel ## Make a .deb and a .tar.gz that bring everything along
	@PYTHON="$(PYTHON)" .ci/package
	@ls -l dist

.PHONY: package-tools
package-tools: system-packages
	@PYTHON="$(PYTHON)" .ci/system-packages --package

.PHONY: test-frozen
test-frozen: setup ## Test the packaged program on this system
	@.ci/test-frozen

# In a bare Debian without Python; as root.
.PHONY: test-package
test-package: package ## Install the .deb in a bare system, start it from the menu, rehearse, remove it
	@.ci/test-package

.PHONY: icons
icons: setup ## Draw the icon's sizes anew, from bundle/icons/optout-assist.svg
	PYTHONPATH=tests $(BIN)/python -m draw_icons bundle/icons

.PHONY: test-install
test-install: wheel ## Install with pipx and uv, from the checkout and from the wheel
	@PYTHON="$(PYTHON)" .ci/test-install

.PHONY: lint
lint: setup ## Check style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

.PHONY: bench
bench: system-packages setup ## Print the figures that count, one JSON object a line (`#`: more about them)
	@PYTHONPATH=tests $(BIN)/python -m benchmark $(FIGURES)

.PHONY: pictures
pictures: system-packages setup ## Take the README's pictures anew, of the windows, the report and the panel
	PYTHONPATH=tests $(BIN)/python -m take_pictures docs
	PYTHONPATH=tests $(BIN)/python -m take_report_picture docs
	PYTHONPATH=tests $(BIN)/python -m take_panel_pictures docs
	PYTHONPATH=tests $(BIN)/python -m take_window_pictures docs

.PHONY: documents
documents: setup ## Write the lists of commands and modules in docs/ anew, from the program
	PYTHONPATH=tests $(BIN)/python -m write_documents docs
	PYTHONPATH=tests $(BIN)/python -m write_architecture docs

.PHONY: products
products: setup ## Write the pages on Meta's products anew, from flows/products.toml
	$(BIN)/python tests/write_products.py docs

.PHONY: wheel
wheel: dist/.wheel ## Build the wheel into dist/

.PHONY: no-wheel
no-wheel:

# Built anew when there is none, or when something that goes into it has changed.
dist/.wheel: $(WHEEL_SOURCES) $(if $(wildcard dist/*.whl),,no-wheel) | setup
	@rm -f dist/*.whl
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@touch $@

.PHONY: system-packages
system-packages: ## Install what the system lacks (as root), or print the line that does
	@PYTHON="$(PYTHON)" .ci/system-packages

.PHONY: setup
setup: .venv/.ready ## Install the program and its tools into .venv

# A stamp: quick the second time, done again when what is needed changed. `--clear`: a half-made one is of no use.
.venv/.ready: pyproject.toml tests/constraints.txt
	@PYTHON="$(PYTHON)" .ci/system-packages --python
	@echo "Setting up .venv (about a minute, once)…" >&2
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python $(PIP_INSTALL) --upgrade "pip>=25.1"
	@$(BIN)/python $(PIP_INSTALL) -c tests/constraints.txt --editable . --group test --group lint
	@touch $@

$(WHEEL_VENV)/.ready: pyproject.toml tests/constraints.txt | dist/.wheel
	@$(BIN)/python -m venv --clear $(WHEEL_VENV)
	@$(WHEEL_VENV)/bin/python $(PIP_INSTALL) --upgrade "pip>=25.1"
	@$(WHEEL_VENV)/bin/python $(PIP_INSTALL) -c tests/constraints.txt dist/*.whl pytest pytest-timeout
	@touch $@

$(WHEEL_VENV)/.installed: $(WHEEL_VENV)/.ready dist/.wheel
	$(WHEEL_VENV)/bin/python $(PIP_INSTALL) -c tests/constraints.txt --force-reinstall --no-deps dist/*.whl
	@touch $@

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
