#!/bin/sh
# Ruff, mypy and import-linter over the tree as it is installed: hooks/, adapters/ and migrations/ inside the package.
set -eu
cd "$(dirname "$0")/.."
bin="$(pwd)/${VENV:-.venv}/bin"
status=0
"$bin/ruff" check . || status=1
rm -rf .lint && mkdir -p .lint/hr_recruit_plugin
# Copies, because import-linter follows no links; only what is code.
find hr_recruit_plugin -name '*.py' -o -name 'py.typed' | tar cf - -T - | tar xf - -C .lint
find hooks adapters migrations -name '*.py' | tar cf - -T - | tar xf - -C .lint/hr_recruit_plugin
cd .lint
"$bin/mypy" --config-file ../pyproject.toml "$@" || status=1
"$bin/lint-imports" --config ../.importlinter || status=1
exit $status
