# Everything a developer runs. Each target makes what it needs, .venv first.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DISTRIBUTIONS := redipy_core redipy_memory redipy_redis redipy_scripts redipy_server
WORKERS ?= 2
N ?= 200000

.PHONY: demo test check fuzz soak fuzz-scripts bench wheels faces format clean redis-server

$(READY): pyproject.toml $(DISTRIBUTIONS:%=%/pyproject.toml) tools/dev-requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("redipy needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(DISTRIBUTIONS:%=-e %) -e . -r tools/dev-requirements.txt
	touch $(READY)

demo: $(READY) ## Show the main job on real input, then the two programs of the manual
	$(BIN)/python examples/wordrank.py
	$(BIN)/python examples/filter.py
	$(BIN)/python examples/stack.py

redis-server:
	tools/ensure-redis-server.sh

test: $(READY) redis-server ## Run all tests
	$(BIN)/python -m pytest -q -n $(WORKERS) $(ARGS)

check: $(READY) ## Lint, types by two checkers, generated files current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/generate_faces.py --check
	$(BIN)/python tools/generate_script_methods.py --check
	$(BIN)/python tools/generate_key_types.py --check
	$(BIN)/python tools/generate_command_table.py --check
	$(BIN)/mypy
	$(BIN)/pyright

fuzz: $(READY) redis-server ## Compare with a real server for N random commands
	REDIPY_FUZZ_COMMANDS=$(N) $(BIN)/python -m pytest -q -n $(WORKERS) tests/twin $(ARGS)

soak: $(READY) redis-server ## Send the server N frames, and as much of the rest
	REDIPY_SOAK=$(N) $(BIN)/python -m pytest -q -n $(WORKERS) tests/soak $(ARGS)

fuzz-scripts: N = 20000
fuzz-scripts: $(READY) redis-server ## Run N generated scripts of each sort on both backends
	REDIPY_FUZZ=$(N) $(BIN)/python -m pytest -q -n $(WORKERS) tests/scripts/test_generated.py \
	    tests/scripts/test_python_generated.py tests/scripts/test_hostile.py $(ARGS)

bench: $(READY) redis-server ## Speed as ratios, in one run
	failed=0; for part in imports run serving redispy; do \
	    $(BIN)/python benchmarks/$$part.py || failed=1; \
	done; exit $$failed

wheels: $(READY) ## Build every distribution by itself
	rm -rf dist
	for project in $(DISTRIBUTIONS) . examples/plugins/*/; do \
	    $(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist ./$$project || exit 1; \
	done
	ls dist

faces: $(READY) ## Write the typed faces again from the declarations
	$(BIN)/python tools/generate_faces.py
	$(BIN)/python tools/generate_script_methods.py
	$(BIN)/python tools/generate_key_types.py
	$(BIN)/python tools/generate_command_table.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .bench-venv .fakeredis-venv .oldest-redis-py .clients-venv .clients-node dist build .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
