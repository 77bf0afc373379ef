#!/bin/sh
# Ruff, mypy and import-linter over the tree as it is installed: hooks/, adapters/ and migrations/ inside the package.
set -eu
cd "$(dirname "$0")/.."
bin="$(pwd)/${VENV:-.venv}/bin"
status=0
"$bin/ruff" check . || status=1
tree=.lint/hr_recruit_plugin
rm -rf .lint && mkdir -p "$tree"
for part in hr_recruit_plugin/* hooks adapters migrations; do
    [ "$(basename "$part")" = __pycache__ ] || ln -s "../../$part" "$tree/$(basename "$part")"
done
MYPYPATH=.lint "$bin/mypy" --config-file pyproject.toml "$@" || status=1
PYTHONPATH=.lint "$bin/lint-imports" --config .importlinter || status=1
exit $status
