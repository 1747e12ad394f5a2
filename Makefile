# Two commands: `make` sets up and explains the example requests, `make test` sets up and runs every check.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)

MINUTES ?= 120
SEED ?= 1

.PHONY: demo setup test bench trust mutants clients screenshots lock clean
demo: setup
	@.venv/bin/python -m examples

setup: .venv/.ok

.tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit("paraph needs Python 3.11 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools 'uv>=0.9'

.venv/.ok: pyproject.toml requirements.lock $(if $(findstring .tools,$(UV)),.tools/bin/uv)
	@echo 'Installing paraph into .venv (10 to 30 seconds) ...'
	@$(UV) venv --quiet --clear --python $(PYTHON) --no-python-downloads .venv
	@$(UV) pip sync --quiet --compile-bytecode --python .venv/bin/python requirements.lock
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps --editable .
	@.venv/bin/python -m compileall -q src
	@touch $@

# The properties are tried with the same examples each time; PARAPH_CHANCE=1 draws others.
test: setup
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/mypy
	@.venv/bin/python -m pytest

bench: setup
	@.venv/bin/python -m bench

# Every promise of SECURITY.md with full counts; goes on where it stopped. Needs redis-server.
trust: setup
	@.venv/bin/python -m tests.trust --minutes $(MINUTES) --seed $(SEED)

# Small changes to what signs and verifies, each of which a test should notice; WORDS="duo" narrows it down.
mutants: setup
	@nice .venv/bin/python -m tests.trust.mutants $(WORDS)

# The modules of the typed clients, written anew from the catalogues.
clients: setup
	@.venv/bin/python -m generate

# The pictures in docs/images, of the page in Chromium.
screenshots: setup
	@.venv/bin/python -m generate.screenshots

# Versions and hashes only: no address of any index is recorded.
lock: $(if $(findstring .tools,$(UV)),.tools/bin/uv)
	$(UV) pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .mutants
