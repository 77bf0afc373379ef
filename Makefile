# make demo | test | test-fast | lint | assets | wheel | bench …   Everything is installed below this folder, but for
# Debian packages, which scripts/system.sh installs as root or names.
SHELL := /bin/bash
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 5000
JOBS ?= 2

.PHONY: help demo test test-fast screens lint assets wheel lock messages clean bench bench-resume bench-scheduling

help:
	@echo "make demo       run the journey on sample resumes, then serve the sample OA on port $(PORT)"
	@echo "make test       everything: unit tests, real servers, a real browser"
	@echo "make test-fast  the inner loop, under a minute"
	@echo "make lint       ruff, mypy, import-linter"
	@echo "make assets     build style sheets, scripts, icons and fonts"
	@echo "make wheel      build the wheel"
	@echo "make bench      all benchmarks; bench-resume and bench-scheduling alone"
	@echo "                bench-scheduling CSPLIB=DIR adds CSPLib 062 from a folder with its data files"

# --- installing -------------------------------------------------------------------------------------------------

$(VENV)/.installed: requirements/dev.txt setup.cfg pyproject.toml
	@scripts/system.sh run
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

ASSETS := hr_recruit_plugin/static/dist/manifest.json
assets: $(ASSETS)
$(ASSETS): $(VENV)/.installed frontend/package-lock.json $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
	@scripts/assets.sh $(VENV)
	@touch $@

.peers/.installed: $(VENV)/.installed scripts/peers/install.sh scripts/peers/gnuhealth-requirements.txt
	PYTHON=$(abspath $(BIN)/python) scripts/peers/install.sh
	@mkdir -p .peers && touch $@

# --- running ----------------------------------------------------------------------------------------------------

demo: $(VENV)/.installed $(ASSETS)
	$(BIN)/hr-recruit demo --port $(PORT)

# The browser goes last: what it waits for should not depend on solvers and builds. A journey is a file and stays in one
# process; all else is halved in the order of its files, so that what a folder starts is started once.
test: $(VENV)/.installed $(ASSETS) .peers/.installed
	$(BIN)/pytest -n $(JOBS) --dist worksteal --timeout 600 -p no:cacheprovider -m "not e2e"
	$(BIN)/pytest -n $(JOBS) --dist loadfile --timeout 600 -p no:cacheprovider -m e2e

test-fast: $(VENV)/.installed $(ASSETS)
	$(BIN)/pytest -n $(JOBS) -m "not slow and not peer and not e2e" -q

# Every screen in both languages, wide and narrow, as pictures in shots/.
screens: $(VENV)/.installed $(ASSETS)
	HR_RECRUIT_SHOTS=shots $(BIN)/pytest -n $(JOBS) --dist loadfile tests/e2e/test_screens_zh.py tests/e2e/test_screens_en.py -q

lint: $(VENV)/.installed
	VENV=$(VENV) scripts/lint.sh

wheel: $(VENV)/.installed $(ASSETS)
	rm -rf build dist
	$(BIN)/python -m build --wheel --outdir dist

bench: bench-resume bench-scheduling
	$(BIN)/python benchmarks/api_applications.py
	$(BIN)/python benchmarks/board.py
	$(BIN)/python benchmarks/booking.py
	$(BIN)/python benchmarks/desk.py
	$(BIN)/python benchmarks/outbox.py

# The resumes are printed with the fonts of the front end.
bench-resume: $(VENV)/.installed $(ASSETS)
	$(BIN)/python -m benchmarks.resume_accuracy --generated 120 --held-out
	$(BIN)/python -m benchmarks.resume_accuracy --unknown
	$(BIN)/python -m benchmarks.resume_speed
	$(BIN)/python benchmarks/import_speed.py
	$(BIN)/python benchmarks/ranking.py
	$(BIN)/python -m benchmarks.resume_crf --generated 60
ifdef RESUME_NER
	$(BIN)/python -m benchmarks.resume_ner --data "$(RESUME_NER)"
else
	@echo "ResumeNER was not run: name its folder, make bench-resume RESUME_NER=FOLDER (see benchmarks/resume_ner.py)."
endif

bench-scheduling: $(VENV)/.installed
	$(BIN)/python benchmarks/scheduling.py $(if $(CSPLIB),--csplib "$(CSPLIB)")

# --- upkeep -----------------------------------------------------------------------------------------------------

# Versions and hashes of everything that the project is developed with; no address of a registry. Run it with the oldest
# Python that must install it (Debian 12 has 3.11.2): some packages ask for a later patch release.
lock:
	$(PYTHON) -m venv .venvs/lock && .venvs/lock/bin/pip install --quiet pip-tools
	.venvs/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --extra ocr --extra tesseract --extra postgres -o requirements/dev.txt setup.cfg requirements/dev.in

# Which texts have no English yet.
messages: $(VENV)/.installed
	$(BIN)/python scripts/messages.py

clean:
	rm -rf build dist .lint *.egg-info hr_recruit_plugin/static/dist
