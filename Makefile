# svc-tui: `make` alone lists what can be made.
PY ?= python3
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

TEXTS = src/svc_tui/locale/it/LC_MESSAGES/svc_tui
READY = $(STAMP) $(TEXTS).mo

help:  ## list what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

$(STAMP): pyproject.toml constraints.txt
	test -d $(VENV) || $(PY) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(STAMP)

$(TEXTS).mo: $(TEXTS).po $(STAMP)
	$(BIN)/python -m tests.catalogue

run: $(READY)  ## open the app on the demo company
	@$(BIN)/svc-tui demo

test: check  ## everything that must pass (the same as check)

check: format-check lint types imports tests  ## format, lint, types, import contracts, tests

format: $(STAMP)  ## put the code into its format
	$(BIN)/ruff format -q src tests
	$(BIN)/ruff check -q --fix src tests

format-check: $(STAMP)
	$(BIN)/ruff format -q --check src tests

lint: $(STAMP)
	$(BIN)/ruff check src tests

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

tests: $(READY)
	$(BIN)/pytest -n 2 --dist worksteal --durations=10

equal: $(STAMP)  ## press 500 keys with and without the frame comparer and compare the screens
	SVC_TUI_EQUAL_KEYS=500 $(BIN)/pytest -n 2 tests/terminal/test_app_equal.py

bench: $(STAMP)  ## measure the table of the README
	$(BIN)/python -m tests.perf.bench

load: $(STAMP)  ## measure how long many writers at once wait for each other
	$(BIN)/python -m tests.perf.load

lists: $(STAMP)  ## measure what a long list costs on the command line
	$(BIN)/python -m tests.perf.long_lists
.PHONY: lists

reports: $(STAMP)  ## measure every report on a store: make reports STORE=a-million-calls.db
	$(BIN)/python -m tests.perf.reports $(STORE)
.PHONY: reports

search: $(STAMP)  ## measure how well, and how fast, solutions are found: make search DIR=judged sets
	$(BIN)/python -m tests.perf.search_quality $(DIR)
	$(BIN)/python -m tests.perf.search_speed

torture: $(STAMP)  ## the laws with twenty times as many examples, new ones each time
	SVC_TUI_TORTURE=1 HYPOTHESIS_PROFILE=explore $(BIN)/pytest -n 2 --dist worksteal tests/domain tests/services tests/storage tests/presentation tests/terminal/test_painter.py

mutants: $(STAMP)  ## put 150 faults into the program, one at a time, and count those that a test finds (an hour)
	$(BIN)/python -m tests.mutants

monkey: $(STAMP)  ## 20,000 random bytes, keys, sequences, pastes and sizes: make monkey SEED=7
	SVC_TUI_MONKEY=20000 SVC_TUI_SEED=$(or $(SEED),1) $(BIN)/pytest tests/terminal/test_monkey.py

widgets: $(STAMP)  ## measure what a prompt, tabs and a page cost in bytes, by hand and with stock widgets
	$(BIN)/python -m tests.perf.own_or_stock

picture: $(STAMP)  ## renew the pictures of the README from the running app
	$(BIN)/python -m tests.perf.picture docs/inbox.svg --keys "j x j x k k k"
	$(BIN)/python -m tests.perf.picture docs/report-response.svg --keys "6 W l l l"
	$(BIN)/python -m tests.perf.picture docs/report-hours.svg --keys "6 / w h e n enter c j j"
	$(BIN)/python -m tests.perf.picture docs/report-backlog.svg --keys "6 / b a c k l o g enter c"
	$(BIN)/python -m tests.perf.picture docs/plan.svg --keys "7 ] j h L L"

manual: $(STAMP)  ## renew the tables of keys, filters and commands in README and docs
	$(BIN)/python -m tests.manual

snapshots: $(STAMP)  ## renew the snapshots; look at each picture before committing
	$(BIN)/pytest tests/screens -k snapshot --snapshot-update

catalogue: $(STAMP)  ## collect messages, update and compile the translations
	$(BIN)/python -m tests.catalogue

dev: $(STAMP)  ## the demo under Textual's console (start .venv/bin/textual console first)
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt textual-dev
	TEXTUAL=devtools,debug $(BIN)/svc-tui demo

schema: $(STAMP)  ## say what a new step has to do where the table classes are ahead of the steps
	$(BIN)/python -m tests.schema

clean:  ## remove what was built
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.PHONY: widgets help run test check format format-check lint types imports tests equal bench load search picture manual snapshots catalogue schema dev clean monkey mutants torture
