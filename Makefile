# `make` alone lists what there is. Everything written lies under var/.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3

export HOST PORT
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache

BIN := var/venv/bin
MANAGE := $(BIN)/python manage.py
# The tools are made anew when a lock or Python itself changes.
PYTHON_VERSION := $(shell $(PYTHON) -c 'import sys; print(".".join(map(str, sys.version_info[:3])))' 2>/dev/null)
LOCK := $(shell cat requirements/uv.txt requirements/base.txt requirements/dev.txt 2>/dev/null | cksum | cut -d' ' -f1)
TOOLS := var/stamps/tools-$(PYTHON_VERSION)-$(LOCK)

.PHONY: help run test lint fmt lock migrate static starter
.DEFAULT_GOAL := help

help:
	@sed -n 's/^\([a-z-]*\):.*## */  make \1	/p' Makefile | expand -t 20

$(TOOLS):
	@echo "· tools: Python $(PYTHON_VERSION) and the locked packages into var/venv"
	@mkdir -p var/stamps && rm -f var/stamps/tools-*
	@$(PYTHON) -m venv --clear var/venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

migrate: $(TOOLS)
	@echo "· database: migrations"
	@$(MANAGE) migrate --verbosity 0

starter: migrate
	@echo "· catalogue: the starter titles and their demo reviews"
	@$(MANAGE) load_starter
	@$(MANAGE) load_demo

static: $(TOOLS)
	@echo "· static files: hashed and compressed"
	@$(MANAGE) collectstatic --no-input --verbosity 0

run: starter static ## the site with its starter catalogue, at http://HOST:PORT/
	@echo "· serving http://$(HOST):$(PORT)/ (Ctrl-C stops)"
	@exec $(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --blocking-threads 4 moviesite.wsgi:application

test: $(TOOLS) ## all tests
	@$(BIN)/python -m pytest

fmt: $(TOOLS) ## format the code and the templates
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(TOOLS) ## newest versions that fit requirements/*.in, with their hashes
	@cd requirements && for name in uv base dev; do \
	    ../$(BIN)/uv pip compile --upgrade $$name.in -o $$name.txt --universal --python-version 3.11 \
	        --generate-hashes --no-emit-index-url --no-header --quiet; done
