# The commands a newcomer needs. Everything runs in .venv, made from requirements.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run setup test test-faults test-explore lint types format bench lock clean

run: setup            ## the nightly job on the sample exports that ship with the project
	$(BIN)/scoreline run --landing samples/landing --as-of 2026-09-30

setup: $(STAMP)       ## .venv with the locked dependencies

$(STAMP): requirements.lock pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

test: setup           ## the tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not faults"

test-faults: setup    ## the long ones: killed runs, broken code, the web page, stories of several runs, a further random site
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m faults

test-explore: setup   ## properties on examples that nobody tried yet
	SCORELINE_EXAMPLES=explore $(BIN)/python -m pytest -n 2 --dist loadgroup -m "not faults" tests/ingest tests/layouts

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup          ## where the time goes over a million generated calls, and one large file; traces over ten million
	$(BIN)/python -m tests.bench.first_load
	$(BIN)/python -m tests.bench.nights --nights 5
	$(BIN)/python -m tests.bench.ingest --mb 2048
	$(BIN)/python -m tests.bench.small_files
	$(BIN)/python -m tests.bench.trace

lock:                 ## remake requirements.lock (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-strip-extras --extra dev --extra s3 \
	  pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) var
