# The same recipes on a laptop and in CI. Needs Python 3.11 or newer with venv, and make.
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
export HOST PORT

BIN := .venv/bin
MANAGE := bin/local $(BIN)/python manage.py
PO := bonehealth/locale/zh_Hant/LC_MESSAGES/django.po
MO := $(PO:.po=.mo)
STATIC_SOURCES := $(shell find static -type f)
TEST_DATABASE_URL ?=
FUZZ_EXAMPLES ?= 300
JOURNEYS ?= 1000
PARALLEL ?= auto
PYTEST := $(if $(TEST_DATABASE_URL),DATABASE_URL=$(TEST_DATABASE_URL) )$(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run dev admin test quick check check-deploy format messages lock audit sbom screenshots lighthouse bench bench-growth fuzz faults load-test cluster-test

help: ## List what make can do
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{ printf "  make %-13s %s\n", $$1, $$2 }'

run: .venv/runtime $(MO) var/static.done ## Serve the site as in production (PORT=8000 HOST=127.0.0.1)
	@$(MANAGE) migrate --noinput --verbosity 0
	@echo "Bone Team:  http://$(HOST):$(PORT)/"
	@echo "Editors:    http://$(HOST):$(PORT)/admin/   (first administrator: make admin)"
	@exec bin/local $(BIN)/gunicorn bonehealth.wsgi

dev: export DEBUG = 1
dev: .venv/dev $(MO) ## Serve with reloading and error pages for developers
	$(MANAGE) migrate --noinput
	exec $(MANAGE) runserver $(HOST):$(PORT)

admin: .venv/runtime ## Create an administrator (asks for name and password)
	@$(MANAGE) migrate --noinput --verbosity 0
	@$(MANAGE) createsuperuser

test: .venv/dev $(MO) ## Run the tests (TEST_DATABASE_URL=postgres://… for PostgreSQL)
	$(PYTEST) -n $(PARALLEL) $(TESTS)

quick: .venv/dev $(MO) ## The tests without browser and real servers, in parallel, with fewer examples
	HYPOTHESIS_PROFILE=quick FUZZ_EXAMPLES=3 PEOPLE=100 $(PYTEST) -n $(PARALLEL) -m "not browser and not fault" --ignore tests/faults $(TESTS)

check: .venv/dev $(MO) ## Lint, types, templates, migrations, production settings, messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint --profile jinja -e jinja templates/recommender && $(BIN)/djlint --quiet --lint --profile jinja templates/bonehealth_forms
	$(BIN)/djlint --quiet --lint --profile django templates/admin
	$(MANAGE) makemigrations --check --dry-run
	HTTPS=1 $(MANAGE) check --deploy --fail-level WARNING
	bin/check-messages

check-deploy: .venv/deploy ## Hold container, compose and workflow files and scripts to schemas and linters
	$(BIN)/shellcheck .ci/run bin/* deploy/backup deploy/entrypoint
	$(BIN)/hadolint deploy/Containerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/ci.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml

format: .venv/dev ## Put code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: .venv/dev ## Collect sentences into the Chinese catalogue (needs gettext)
	$(MANAGE) makemessages -l zh_Hant -e html,jinja,py --no-location --no-wrap --no-obsolete --ignore tests --ignore benchmarks

lock: .venv/dev ## Pin the newest versions that requirements*.in allow
	for set in requirements requirements-dev benchmarks/requirements deploy/requirements; do \
	  CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --generate-hashes \
	    --strip-extras --allow-unsafe -o $$set.txt $$set.in; \
	  sed -i -e '/^--/d' -e '/^$$/d' $$set.txt; \
	done # where packages came from on this machine is nobody else's business

audit: .venv/dev ## Look the pinned packages up among known vulnerabilities
	bin/audit

sbom: .venv/dev ## Write the bill of materials to var/sbom.json (CycloneDX)
	mkdir -p var
	$(BIN)/cyclonedx-py requirements requirements.txt --output-reproducible -o var/sbom.json

screenshots: .venv/dev $(MO) ## Take the documents' pictures (LOOK=folder: every page, to look at)
	$(BIN)/python -m tests.browser.screenshots $(LOOK)
	PICTURES=$(or $(LOOK),docs/img) EVERY_PICTURE=$(if $(LOOK),1) $(BIN)/pytest tests/browser/test_editor_story.py

lighthouse: .venv/dev $(MO) ## Score the pages with Lighthouse (needs Node and Chromium)
	npm install --prefix tests/browser/lighthouse --no-package-lock --no-audit --no-fund --silent
	$(BIN)/python -m tests.browser.lighthouse

bench: .venv/bench $(MO) var/static.done ## Measure the cost of a journey (JSON=file saves it)
	$(BIN)/python -m benchmarks $(if $(JSON),--json $(JSON))

bench-growth: .venv/runtime $(MO) var/static.done ## Measure whether a large installation costs more
	$(BIN)/python -m benchmarks.growth

fuzz: .venv/dev $(MO) ## Thousands of bad inputs (FUZZ_EXAMPLES=300 for each of 18 tests)
	FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) $(PYTEST) tests/test_hostile_input.py

faults: .venv/dev $(MO) ## Break things around real servers (as root; needs nginx; TEST_DATABASE_URL=…)
	$(PYTEST) -m fault tests/faults

load-test: .venv/dev $(MO) ## Many journeys while workers die and editors publish (JOURNEYS=1000)
	$(if $(TEST_DATABASE_URL),DATABASE_URL=$(TEST_DATABASE_URL) )$(BIN)/python -m tests.faults.load \
	  --journeys $(JOURNEYS) $(if $(WRITTEN),--written $(WRITTEN))

cluster-test: .venv/runtime $(MO) var/static.done ## Kill hosts under load (LASTING=36 seconds; needs nginx, PostgreSQL)
	$(BIN)/python -m benchmarks.cluster $(if $(LASTING),--seconds $(LASTING))

# What is made from what. A stamp is newer than its sources, so a second start redoes nothing.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/bench: benchmarks/requirements.txt .venv/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@touch $@

.venv/deploy: deploy/requirements.txt .venv/dev
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements.txt
	@touch $@

$(MO): $(PO) | .venv/runtime
	$(BIN)/pybabel --quiet compile --domain django --directory bonehealth/locale
	@touch $@

var/static.done: $(STATIC_SOURCES) bonehealth/settings.py .venv/runtime
	$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@
