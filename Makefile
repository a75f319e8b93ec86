# Everything a person needs: `make run`, `make test`. Each target sets up what it needs first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := .venv-peers
TOOLS := .venv-tools
TOOL_NAMES := doccano label-studio potato
SAMPLE_OUT ?= out/sample

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench tools peers evaluate notebooks docs lock clean

help:  ## Say what each target does.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## Make .venv with every package at its pinned version and hash.

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "probenlp needs Python 3.11 or later; this is $$($(PYTHON) --version)." \
	       "Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --editable .
	@touch $(READY)

run: $(READY)  ## Run the main job on the sample corpus and print a summary.
	$(BIN)/probenlp run corpus/sample --out $(SAMPLE_OUT)

test: check  ## The whole check that CI runs: style, types, architecture, tests, doctests.
	$(BIN)/python -m pytest

check: $(READY)  ## Style and types only.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## Put the style right.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## Measure speed as ratios in one run; writes bench/results.json.
	$(BIN)/python bench/run.py

$(TOOLS)/%/.ready: requirements/tools-%.txt
	$(PYTHON) -m venv $(TOOLS)/$*
	$(TOOLS)/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --requirement requirements/tools-$*.txt
	@touch $@

tools: $(READY) $(TOOL_NAMES:%=$(TOOLS)/%/.ready)  ## Prove our exports in the tools themselves (slow, 2 GB).
	$(BIN)/python bench/tools/run.py

$(PEERS)/.ready: requirements/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --requirement requirements/peers.txt
	@touch $(PEERS)/.ready

peers: $(PEERS)/.ready  ## Make .venv-peers with the packages that we are measured beside.

evaluate: $(READY) peers  ## Measure quality; writes docs/results.md and docs/results.json.
	$(BIN)/python -m probenlp.evaluate

notebooks: $(READY)  ## Make the notebooks anew: run their cells, fill in their figures.
	$(BIN)/python notebooks/build.py

docs: $(READY)  ## Write the pages that come from the code, and build the site in out/site.
	$(BIN)/python docs/build.py
	$(BIN)/python docs/site.py

lock: $(READY)  ## Resolve pyproject.toml anew into requirements/dev.txt, with hashes.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
	  pyproject.toml --group dev --output-file requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
	  --group peers --output-file requirements/peers.txt
	for tool in $(TOOL_NAMES); do $(BIN)/uv pip compile --quiet --universal \
	  --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --no-emit-find-links --group tools-$$tool --output-file requirements/tools-$$tool.txt \
	  || exit 1; done

clean:  ## Remove what the other targets made.
	rm -rf $(VENV) $(PEERS) $(TOOLS) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
