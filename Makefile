# Every job has one verb; each sets up what it needs. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RETORNO := $(BIN)/retorno
export UV_PROJECT_ENVIRONMENT := $(VENV)

.PHONY: help site test check serve bench diff refresh clean clean-cache setup

help:  ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

site: $(READY) $(if $(filter no,$(PRINT)),,$(VENV)/.print)  ## build the book into _site/; PRINT=no leaves out PDF, ePub and zip
	@$(RETORNO) site $(if $(filter no,$(PRINT)),--no-print)

test: $(READY) $(VENV)/.browser  ## run all tests, a real browser included
	@$(BIN)/python -m pytest

check: $(READY)  ## run every check; FIX=1 mends what can be mended safely
	@$(RETORNO) check $(if $(FIX),--fix)

clean:  ## remove what builds made
	@rm -rf _build _site

clean-cache: clean  ## remove the executed notebooks as well
	@rm -rf .cache

setup: $(READY)  ## make the environment

$(READY): pyproject.toml uv.lock scripts/bootstrap.txt
	@$(PYTHON) scripts/setup_environment.py $(VENV)
	@touch $@

$(VENV)/.print: $(READY)
	@$(BIN)/python scripts/setup_print.py
	@touch $@

$(VENV)/.browser: $(READY)
	@$(BIN)/python scripts/setup_browser.py
	@touch $@
