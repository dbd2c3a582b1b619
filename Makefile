# app: the Explorer as a web app    lab: JupyterLab on notebooks/    test, check: what CI runs
# bench: the figures    soak: the long ones    widgets: rebuild the browser half (needs Node)
# notebooks: run them again and keep what they print
# On Linux without a GPU, PyTorch's CPU build is smaller:
#   make app TORCH_INDEX=https://download.pytorch.org/whl/cpu
PYTHON ?= python3
TORCH_INDEX ?=
PORT ?= 0
THEME ?= light
# Tests wait for servers as much as they compute: three workers fill two cores.
WORKERS ?= 3

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt
NPM := $(shell command -v npm 2>/dev/null)
# The tests start hundreds of processes, each of which would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: app lab test check bench soak notebooks widgets clean

app: .venv/app
	$(BIN)/hubexplorer app --port $(PORT) --theme $(THEME)

lab: .venv/app
	$(BIN)/hubexplorer lab --folder notebooks --port $(PORT)

test: .venv/dev .venv/chromium $(if $(NPM),widgets/node_modules/.installed)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -p no:nbval \
		$(PYTEST_ARGS) tests
	home=$$(mktemp -d) && trap 'rm -rf "$$home"' EXIT && \
	mkdir "$$home/notebooks" && cp notebooks/*.ipynb "$$home/notebooks" && \
	HUBEXPLORER_HOME="$$home" HUBEXPLORER_HUB=embedded HUBEXPLORER_IDLE_S=60 \
	$(BIN)/python -m pytest -c pyproject.toml --rootdir . --nbval-lax -p no:cacheprovider \
		$(NBVAL_ARGS) "$$home/notebooks"
ifneq ($(NPM),)
	cd widgets && npm test
else
	@echo "=== No Node: the TypeScript tests were NOT run ==="
endif

check: .venv/dev $(if $(NPM),widgets/node_modules/.installed)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
ifneq ($(NPM),)
	cd widgets && npm run check && npm run build -- --check
else
	@echo "=== No Node: TypeScript and bundles were NOT checked ==="
endif

bench: .venv/dev .venv/chromium
	$(BIN)/python -m tests.benchmarks --json

soak: .venv/dev .venv/chromium
	$(BIN)/python -m tests.soak --json

notebooks: .venv/dev
	$(BIN)/python -m tests.notebooks

widgets: widgets/node_modules/.installed
	$(BIN)/python -m hubexplorer.ui.typescript widgets/src/shared/messages
	cd widgets && npm run build

clean:
	rm -rf .venv widgets/node_modules dist

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv

# PyTorch goes first and alone: its index must not serve anything else.
.venv/torch: | .venv/bin/python
	$(PIP) --no-deps $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	@touch $@

.venv/app: .venv/torch pyproject.toml constraints.txt
	@echo "Installing HubExplorer (a few minutes, once) ..."
	$(PIP) -e ".[app,tune]"
	@touch $@

.venv/dev: .venv/app
	$(PIP) -e ".[dev]"
	@touch $@

.venv/chromium: .venv/dev .ci/chromium
	.ci/chromium $(BIN)/python
	@touch $@

widgets/node_modules/.installed: widgets/package-lock.json
	cd widgets && npm ci --no-audit --no-fund --silent
	@touch $@
