# What a newcomer types, and what CI runs. Needs Python 3.11 or newer and GNU make; everything else goes into .venv.

PYTHON ?= python3
PARALLEL ?= 2
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(BIN)/python -m
TESTS := $(RUN) pytest -n $(PARALLEL)

.PHONY: help demo test test-all test-wheel coverage check goldens gallery bench clean

help:
	@echo "make demo      draw the campaign's card, and print its path and alt text"
	@echo "make test      check the code, and run the tests: 5 to 8 minutes on two cores"
	@echo "make test-all  run all tests, over every combination and thousands of random comparisons;"
	@echo "               an eighth of them: make test-all PART=3/8"
	@echo "make coverage  run the tests and count the lines that they run: twice as long"
	@echo "make check     style, types and floors alone"
	@echo "make goldens   write the golden scenes and pictures anew"
	@echo "make gallery   draw the pictures of the README and of the gallery anew"
	@echo "make bench     measure against a plain pyplot script"

demo: .venv/installed
	@$(BIN)/imggen render examples/lelibreedu.toml -o card.png

test: check
	$(TESTS) -m "not whole"

coverage: .venv/tools
	$(TESTS) -m "not whole" --cov=imggen --cov-report=term:skip-covered --cov-fail-under=95

test-all: check
	IMGGEN_EXAMPLES=2000 $(TESTS) $(if $(PART),--part $(PART))

test-wheel: .venv/tools
	$(RUN) pytest tests/test_wheel.py

check: .venv/tools
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(BIN)/lint-imports

goldens: .venv/tools
	IMGGEN_GOLDENS=write $(RUN) pytest tests/test_goldens.py tests/cli/test_card_schema.py tests/cli/test_counted_schemas.py tests/campaign/test_report_schema.py

gallery: .venv/installed
	@$(BIN)/imggen render examples/lelibreedu.toml -o examples/gallery/lelibreedu.png
	@cd examples && ../$(BIN)/python make_gallery.py

bench: .venv/tools
	$(RUN) tests.bench
	$(RUN) tests.bench.text_bench

clean:
	rm -rf .venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps are younger than pyproject.toml once its dependencies are installed.
.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("imggen needs Python 3.11 or newer: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv
	@$(RUN) pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(RUN) pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/tools: .venv/installed
	@$(RUN) pip install --quiet --disable-pip-version-check --group test
	@touch $@
