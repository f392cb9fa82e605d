# `make` alone lists what there is. Everything it writes lies under var/.

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
PYTHON ?= python3
ARGS ?=

export HOST PORT
# Compiled modules are kept, as every start is three times as quick with them; and kept under var/.
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache
unexport PYTHONDONTWRITEBYTECODE

BIN := var/venv/bin
MANAGE := $(BIN)/python manage.py
say = @echo "· $(1)"

# A step is done again when what it was made from has changed: its stamp is named by a checksum of that.
checksum = $(shell { find $(1) -type f ! -name '*.pyc' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 cksum; \
    echo '$(2)'; } </dev/null | cksum | cut -d' ' -f1)
done = @mkdir -p var/stamps && rm -f var/stamps/$(1)-* && touch $@

PYTHON_VERSION := $(shell $(PYTHON) -c 'import sys; print(*sys.version_info[:3], sep=".")')
TOOLS_SUM := $(call checksum,requirements,$(PYTHON_VERSION) $(CURDIR))
CODE_SUM := $(call checksum,accounts films limits reviews moviesite/settings.py,$(TOOLS_SUM))
STATIC_SUM := $(call checksum,static accounts/static films/static reviews/static moviesite/settings.py,$(TOOLS_SUM))

TOOLS := var/stamps/tools-$(TOOLS_SUM)
TABLES := var/stamps/tables-$(CODE_SUM)
STARTER := var/stamps/starter-$(CODE_SUM)
STATIC := var/stamps/static-$(STATIC_SUM)

# A database that is not there yet, or not ours alone, is always brought up to date.
ifneq ($(DATABASE_URL)$(if $(wildcard var/db.sqlite3),,new),)
$(shell rm -f var/stamps/tables-* var/stamps/starter-*)
endif
ifeq ($(wildcard var/static/staticfiles.json),)
$(shell rm -f var/stamps/static-*)
endif

.PHONY: help run empty dev superuser test test-sqlite test-postgresql lint fmt lock clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

# --- Serving

run: $(TOOLS) $(TABLES) $(STARTER) $(STATIC) ## serve the site with its starter catalogue at http://HOST:PORT/
	$(serve)

empty: $(TOOLS) $(TABLES) $(STATIC) ## serve it without loading the starter catalogue
	$(serve)

dev: $(TOOLS) $(TABLES) $(STARTER) ## serve it in debug mode, reloading as you edit
	$(call say,serving http://$(HOST):$(PORT)/ in debug mode; Ctrl-C stops)
	@DEBUG=true exec $(MANAGE) runserver $(HOST):$(PORT)

superuser: $(TOOLS) $(TABLES) ## make a first staff account
	@$(MANAGE) createsuperuser $(ARGS)

# A worker for e-mails and other background work runs beside the server and ends with it.
define serve
@$(BIN)/python -m moviesite.free_port $(HOST) $(PORT)
$(call say,serving http://$(HOST):$(PORT)/; Ctrl-C stops)
@$(BIN)/python -m moviesite.background.keep $(MANAGE) work & \
exec $(BIN)/granian --interface wsgi --no-ws --host $(HOST) --port $(PORT) \
    --workers $(WORKERS) --workers-kill-timeout 3 --blocking-threads 4 \
    --log-level warning moviesite.wsgi:application
endef

$(TOOLS):
	$(call say,tools: the locked packages for Python $(PYTHON_VERSION) into var/venv)
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv --clear var/venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	$(call done,tools)

$(TABLES): | $(TOOLS)
	$(call say,database: migrations)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) grant_roles --verbosity 0
	$(call done,tables)

$(STARTER): | $(TABLES)
	$(call say,catalogue: the starter titles)
	@$(MANAGE) load_starter
	$(call say,community: demo members and their reviews)
	@$(MANAGE) load_demo
	$(call done,starter)

$(STATIC): | $(TOOLS)
	$(call say,static files: hashed and compressed)
	@$(MANAGE) collectstatic --no-input --clear --verbosity 0
	$(call done,static)

# --- Testing

PYTEST = env -u PRODUCTION -u DEBUG -u DATABASE_URL -u CACHE_URL $(1) $(BIN)/python -m pytest --basetemp=var/test-files --numprocesses=auto

test: test-sqlite $(if $(TEST_DATABASE_URL),test-postgresql) ## all tests; on PostgreSQL too if TEST_DATABASE_URL is set

test-sqlite: $(TOOLS)
	$(call say,tests on SQLite)
	@$(call PYTEST) $(ARGS)

test-postgresql: $(TOOLS)
	$(call say,tests on PostgreSQL$(if $(TEST_CACHE_URL), and Redis))
	@$(call PYTEST,DATABASE_URL='$(TEST_DATABASE_URL)' CACHE_URL='$(or $(TEST_CACHE_URL),locmem://)') $(ARGS)

# --- Linting

TEMPLATES = find templates -name '*.html'

# Says nothing when all is well.
quietly = @said=$$($(1) 2>&1) || { printf '%s\n' "$$said"; exit 1; }

lint: $(TOOLS) ## style, types, imports, migrations, deployment
	$(call say,style)
	$(call quietly,$(BIN)/ruff format --check .)
	$(call quietly,$(BIN)/ruff check .)
	$(call quietly,$(TEMPLATES) -print0 | xargs -0 -r $(BIN)/djade --check --target-version 5.2)
	$(call quietly,$(TEMPLATES) -print0 | xargs -0 -r $(BIN)/djhtml --check --tabwidth 2)
	$(call say,types)
	$(call quietly,$(BIN)/mypy)
	$(call say,who may import whom)
	$(call quietly,$(BIN)/lint-imports --cache-dir var/cache/import-linter)
	$(call say,migrations)
	$(call quietly,$(MANAGE) makemigrations --check --dry-run)
	$(call say,settings of a public site)
	$(call quietly,PRODUCTION=true SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	    ALLOWED_HOSTS=films.example.org $(MANAGE) check --deploy --fail-level WARNING)

fmt: $(TOOLS) ## put code and templates in the house's style
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@$(TEMPLATES) -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2 || true
	@$(TEMPLATES) -print0 | xargs -0 -r $(BIN)/djhtml --tabwidth 2 || true

lock: $(TOOLS) ## newest versions that requirements/*.in allow, with their hashes
	@cd requirements && for name in uv base dev; do \
	    ../$(BIN)/uv pip compile --upgrade $$name.in -o $$name.txt --universal --python-version 3.11 \
	        --generate-hashes --no-emit-index-url --no-header --quiet; done

clean: ## remove tools and caches; the database, uploads and secret key stay in var/
	@rm -rf var/venv var/stamps var/cache var/pycache var/static
