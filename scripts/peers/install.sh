#!/usr/bin/env bash
# Installs the servers and tools that tests/peers and tests/e2e talk to. Run again at will: the second time is quick.
#   scripts/peers/install.sh            everything
#   scripts/peers/install.sh system     Debian packages only
#   scripts/peers/install.sh gnuhealth  GNU Health's virtual environment only
# PYTHON names the interpreter of GNU Health's environment (3.11 is the one its pins were resolved for).
set -euo pipefail
cd "$(dirname "$0")/../.."

packages=(openssh-server chromium libharfbuzz-subset0 poppler-utils fonts-noto-cjk tesseract-ocr tesseract-ocr-chi-sim)

install_system() {
    if ! command -v dpkg-query >/dev/null; then
        echo "Not a Debian system: install the equivalents of ${packages[*]} yourself." >&2
        return 0
    fi
    local missing=()
    for package in "${packages[@]}"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        echo "Debian packages: all there."
    elif [ "$(id -u)" -eq 0 ]; then
        apt-get update -qq
        # Debian starts an installed sshd at once; the tests start their own on a high port.
        [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
            chmod +x /usr/sbin/policy-rc.d; trap 'rm -f /usr/sbin/policy-rc.d' EXIT; }
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
        echo "Debian packages: installed ${missing[*]}."
    else
        echo "Missing Debian packages. Tests that need them are skipped until you run:" >&2
        echo "    sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    fi
}

install_gnuhealth() {
    local environment=.venvs/gnuhealth pins=scripts/peers/gnuhealth-requirements.txt
    local stamp="$environment/pins.sha256"
    if [ -f "$stamp" ] && sha256sum --check --status "$stamp"; then
        echo "GNU Health: already there."
        return 0
    fi
    echo "GNU Health: installing into $environment (about a minute, 280 MB) ..."
    rm -rf "$environment"
    "${PYTHON:-python3}" -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$pins"
    sha256sum "$pins" >"$stamp"
    echo "GNU Health: installed."
}

case "${1:-all}" in
    system) install_system ;;
    gnuhealth) install_gnuhealth ;;
    all) install_system; install_gnuhealth ;;
    *) echo "usage: $0 [all|system|gnuhealth]" >&2; exit 2 ;;
esac
