#!/usr/bin/env bash
# Debian packages that running needs: Pango draws letters, harfbuzz-subset makes that fast.
set -euo pipefail
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
command -v dpkg-query >/dev/null || { echo "Not a Debian system: install the equivalents of ${packages[*]}." >&2; exit 0; }
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
    echo "Debian packages: installed ${missing[*]}."
else
    echo "Offer letters need: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
fi
