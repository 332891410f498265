# Everything that is done with this checkout. Each target sets up what it needs first; `make run` and `make test` work
# on a fresh machine with Python 3.11 and make.

PYTHON ?= python3
JOBS ?= 2
TESTS ?= tests
ARGS ?=
SETUP := $(PYTHON) tools/setup.py
BIN := .venv/bin

# Libraries for a window are wanted only where there is a screen.
comma := ,
RUN_GROUPS := qt$(if $(DISPLAY)$(WAYLAND_DISPLAY),$(comma)window)
TEN_CLIENTS := SHOPDESK_ENGINE=postgres QT_QPA_PLATFORM=offscreen SHOPDESK_CLIENTS=10 SHOPDESK_CLIENT_SECONDS=600
TEST_GROUPS := qt$(comma)test$(if $(WITH_READER),$(comma)window$(comma)reader)$(if $(WITH_LIBREOFFICE),$(comma)libreoffice)

# Without a UTF-8 locale Qt complains and Chinese file names fail.
export LC_ALL ?= C.UTF-8
# Own modules without cached byte code cost a quarter of a second at every start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run demo test test-postgres clients test-all lint format types contracts bench mutants screenshots package wheel lock audit clean distclean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Open the window; without a screen write report, worksheet and pictures to out/ (ARGS="--data-dir DIR")
	@$(SETUP) --apt $(RUN_GROUPS)
	@$(BIN)/python -m shopdesk $(ARGS)

# A worker that crashed ends the run, which names its test; one put in its place would wait for ever.
test: ## Run all tests (TESTS=path, JOBS=n, WITH_LIBREOFFICE=1 for the recalculation test, WITH_READER=1 for the screen reader from outside)
	@$(SETUP) --extras test --apt $(TEST_GROUPS)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder --max-worker-restart 0 $(TESTS)

# What was run on both engines and holds on both; a file joins the list with its first whole run on the server. Lines that
# say "in test-all" are left out unless ALL=1, so that a change is judged within minutes.
test-postgres: ## Run the tests of the server, and those of storage and stories that run on both engines, on PostgreSQL (ALL=1: the long ones too)
	@$(SETUP) --extras test --apt $(TEST_GROUPS)
	SHOPDESK_ENGINE=postgres QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder --max-worker-restart 0 $(if $(filter tests,$(TESTS)),$(shell sed $(if $(ALL),,-e '/\# in test-all/d') -e 's/ *\#.*//' tests/on_postgres.txt),$(TESTS))

# About 20 minutes on a quiet machine.
clients: ## Ten clients work on one server for ten minutes; then once more while it is killed 50 times and lines break 50 times
	@$(SETUP) --extras test --apt $(TEST_GROUPS)
	$(TEN_CLIENTS) SHOPDESK_SERVER_KILLS=0 SHOPDESK_LINE_CUTS=0 $(BIN)/python -m pytest tests/postgres/test_ten_clients.py
	$(TEN_CLIENTS) SHOPDESK_SERVER_KILLS=50 SHOPDESK_LINE_CUTS=50 $(BIN)/python -m pytest tests/postgres/test_ten_clients.py

test-all: lint types contracts ## Lint, types, contracts, all tests with LibreOffice and a screen reader and 2,000 generated exports, 20,000 damaged ones, 10,000 payrolls, 50,000 statement lines, 200 kills and a disk that fails at every write, ten clients for ten minutes and once more while the server is killed, the built program
	SHOPDESK_EXAMPLES=all SHOPDESK_EXTREMES=all SHOPDESK_TWO_CLIENTS=300 $(MAKE) test-postgres ALL=1
	$(MAKE) clients
	SHOPDESK_EXAMPLES=all SHOPDESK_EXPORTS=2000 SHOPDESK_HOSTILE=20000 SHOPDESK_KILLS=200 SHOPDESK_FAULTS=all SHOPDESK_STORIES=300 SHOPDESK_PAYROLLS=10000 SHOPDESK_STATEMENT_ORDERS=20000 SHOPDESK_EXTREMES=all SHOPDESK_TWO_CLIENTS=300 PYTEST_DEBUG_TEMPROOT=$${TMPDIR:-/tmp} $(MAKE) test WITH_LIBREOFFICE=1 WITH_READER=1
	$(MAKE) package

lint: ## Check style, docstrings and complexity with ruff
	@$(SETUP) --extras dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

format: ## Put the code in ruff's form and apply its safe corrections
	@$(SETUP) --extras dev
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

types: ## Check types with mypy, strict below the window
	@$(SETUP) --extras dev
	$(BIN)/python -m mypy

contracts: ## Check which layer imports which
	@$(SETUP) --extras test
	$(BIN)/lint-imports

bench: ## Measure against the floors of docs/architecture.md
	@$(SETUP) --extras test --apt qt
	QT_QPA_PLATFORM=offscreen:configfile=$(CURDIR)/tests/screen.json $(BIN)/python -m benchmarks $(ARGS)

mutants: ## Change one rule of the domain at a time and see whether a test fails (ARGS="kpi/alerts --sample 200")
	@$(SETUP) --extras test,mutants --apt qt
	QT_QPA_PLATFORM=offscreen nice -n 19 $(BIN)/python tools/mutants.py $(ARGS)

screenshots: ## Take the pictures of the README and the guides
	@$(SETUP) --apt qt
	QT_QPA_PLATFORM=offscreen:configfile=$(CURDIR)/tests/screen.json $(BIN)/python tools/screenshots.py $(ARGS)

package: ## Build the program for this system and run the built program's self-test outside the tree
	@$(SETUP) --extras package --apt qt,package
	$(BIN)/python packaging/build.py $(ARGS)
	$(BIN)/python packaging/smoke_test.py

wheel: ## Build a wheel into dist/
	@$(SETUP)
	$(BIN)/python -m hatchling build -t wheel

lock: ## Resolve all dependencies anew into requirements.lock
	@$(SETUP)
	$(BIN)/python tools/lock.py $(ARGS)

audit: ## Look for versions with known vulnerabilities, at osv.dev where the network allows it
	@$(SETUP)
	$(BIN)/python tools/audit.py

clean: ## Remove what was built and cached; the environment stays
	rm -rf build dist out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find shopdesk tests tools benchmarks packaging migrations -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Remove the environment too
	rm -rf .venv
