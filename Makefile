# Two commands matter: `make run` and `make test`. Everything else is a step of one of them.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
PACK   ?= packs/kota-metro-2024
MINUTES ?= 20
export SIAGA_HOME ?= $(CURDIR)/var

.PHONY: run night test check lock messages lang bench clean help
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.base lang ## set up, load the Kota Metro pack, serve on http://127.0.0.1:8000
	@SIAGA_DEMO=$${SIAGA_DEMO:-1} $(BIN)/siaga serve --pack $(PACK) --port $(PORT)

night: $(VENV)/.base lang ## rehearse the count night: forms come in over MINUTES, in a database of its own
	@SIAGA_HOME=$(SIAGA_HOME)/night SIAGA_DEMO=1 $(BIN)/siaga serve --pack $(PACK) --port $(PORT) --rehearse $(MINUTES)

test: $(VENV)/.test lang ## set up what is missing and run every test
	@VENV=$(VENV) sh tools/test.sh

check: $(VENV)/.test ## style, types, floors
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

lang: $(VENV)/.base ## compile the translations
	@$(BIN)/python tools/compile_messages.py

messages: $(VENV)/.test ## collect the texts of the interface into the translation files
	$(BIN)/python tools/make_messages.py

bench: $(VENV)/.bench ## every benchmark, peers side by side
	$(BIN)/siaga bench

lock: ## lock requirements/*.in with hashes (needs uv)
	for f in base test bench; do uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header -q requirements/$$f.in -o requirements/$$f.txt; done

$(VENV)/bin/python:
	@sh tools/make_venv.sh $(PYTHON) $(VENV)

$(VENV)/.base: requirements/base.txt | $(VENV)/bin/python
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q --require-hashes -r requirements/base.txt
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.base
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.test
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q --require-hashes -r requirements/bench.txt
	@touch $@

clean: ## remove the environment (the database in var/ stays)
	rm -rf $(VENV)
