"""The document is OpenAPI 3.1, describes every rule, needs no secret, and what is committed is what is served."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from hr_recruit_plugin.views.api.openapi import document
from hr_recruit_plugin.views.api.problems import PROBLEMS

from .conftest import ROOT

COMMITTED = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


def operations() -> list[dict[str, Any]]:
    return [one for path in document()["paths"].values() for one in path.values()]


def test_it_is_openapi(client: FlaskClient) -> None:
    answer = client.get(f"{ROOT}/openapi.json")
    assert answer.status_code == 200
    served = answer.get_json()
    validate(served)
    assert served["openapi"] == "3.1.0"
    assert served["servers"] == [{"url": ROOT}]


def test_every_rule_is_described(app: Flask) -> None:
    rules = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule)).removeprefix(ROOT), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("hr_recruit_api.") and not rule.endpoint.endswith(".missing")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert rules == {(path, method.upper()) for path, methods in document()["paths"].items() for method in methods}


def test_every_operation_has_its_name_tag_and_problems() -> None:
    names = [one["operationId"] for one in operations()]
    assert len(set(names)) == len(names) > 50
    described = [one for one in operations() if one["operationId"] != "openapi"]
    assert all(one["tags"] and one["summary"] and "Permission:" in one["description"] for one in described)
    assert all({"401", "403", "default"} <= set(one["responses"]) for one in described)


def test_every_post_takes_an_idempotency_key() -> None:
    posts = [path["post"] for path in document()["paths"].values() if "post" in path]
    key = {"$ref": "#/components/parameters/Idempotency-Key"}
    assert posts
    assert all(key in post["parameters"] for post in posts)


def test_the_security_scheme_is_a_bearer_token() -> None:
    scheme = document()["components"]["securitySchemes"]["token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert set(document()["x-problems"]) == set(PROBLEMS)


def test_what_is_committed_is_what_is_served() -> None:
    if document() != json.loads(COMMITTED.read_text(encoding="utf-8")):
        pytest.fail("python -m hr_recruit_plugin.views.api > docs/openapi.json")
