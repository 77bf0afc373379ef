"""``python -m hr_recruit_plugin.views.api > docs/openapi.json``: print the OpenAPI document."""

from __future__ import annotations

import json
import sys

from .openapi import document


def main() -> None:
    json.dump(document(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
