"""A small site with a strict content security policy that shows the style guide, bare or inside an unfriendly host."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, abort, request, send_from_directory
from werkzeug.serving import make_server

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DIST = ROOT / "hr_recruit_plugin" / "static" / "dist"
MODULES = ROOT / "frontend" / "node_modules"
POLICY = "default-src 'none'; form-action 'self'; " + "; ".join(
    f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect"))


def preview() -> Any:
    spec = importlib.util.spec_from_file_location("preview_styleguide", ROOT / "scripts" / "preview_styleguide.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Site:
    """What the pages posted, and what the next post is answered with."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.answer: tuple[str, int] = ("", 200)
        self.url = ""

    def app(self) -> Flask:
        app = Flask(__name__, static_folder=None)
        styleguide = preview()

        @app.get("/styleguide")
        def page() -> str:
            html: str = styleguide.render(
                request.args.get("locale", "zh_CN"), request.args.get("theme", "light"), asset=asset,
                move_url="/post/move", save_url="/post/save", upload_url="/post/upload", chart_url="/chart.json")
            return html

        def asset(name: str) -> str:
            return f"/dist/{styleguide.manifest()[name]}"

        @app.get("/host")
        def host() -> str:
            order = request.args.get("order", "ours-last")
            return host_page(styleguide.fragment(asset=asset), order, asset("hr-recruit.css"))

        @app.get("/plain")
        def plain() -> str:
            return host_page(styleguide.fragment(asset=asset), "alone", asset("hr-recruit.css"))

        @app.get("/htmx-host")
        def htmx_host() -> str:
            quiet = '<meta name="htmx-config" content=\'{"includeIndicatorStyles": false}\'>'
            sources = ("/modules/htmx.org/dist/htmx.js", asset("hr-recruit.js"))
            scripts = "".join(f'<script src="{source}" defer></script>' for source in sources)
            button = '<button hx-post="/post/undo" hx-swap="none">撤销</button>'
            root = f'<div class="hr-recruit" data-hr-csrf="preview" data-hr-words="{{}}">{button}</div>'
            return f"<!doctype html><html><head>{quiet}{scripts}</head><body>{root}</body></html>"

        @app.get("/dist/<path:name>")
        def dist(name: str) -> Response:
            return send_from_directory(DIST, name)

        @app.get("/modules/<path:name>")
        def modules(name: str) -> Response:
            return send_from_directory(MODULES, name)

        @app.get("/host.css")
        def host_css() -> Response:
            return send_from_directory(HERE, "host.css")

        @app.get("/bare.css")
        def bare_css() -> Response:
            return Response("body { margin: 0 }", mimetype="text/css")

        @app.get("/chart.json")
        def chart() -> dict[str, Any]:
            series = [{"name": "今年", "data": [4000, 4100, 2930]}, {"name": "去年", "data": [5000, 5200, 4800], "dashed": True}]
            return {"categories": ["1月", "2月", "3月"], "unit": "元", "series": series}

        @app.post("/post/<what>")
        def post(what: str) -> tuple[str, int]:
            files = {name: storage.filename or "" for name, storage in request.files.items()}
            self.posts.append((what, {**request.form.to_dict(), **files}, dict(request.headers)))
            return self.answer

        @app.after_request
        def policy(response: Response) -> Response:
            response.headers["Content-Security-Policy"] = POLICY
            return response

        @app.errorhandler(404)
        def missing(error: Exception) -> Response:
            return Response("", 204) if request.path == "/favicon.ico" else abort(410)

        return app


def host_page(fragment: str, order: str, ours: str) -> str:
    theirs = [link("/modules/bootstrap/dist/css/bootstrap.min.css"), link("/host.css")]
    links = {
        "alone": [link("/bare.css"), link(ours)], "without": theirs,
        "ours-last": [*theirs, link(ours)], "ours-first": [link(ours), *theirs],
    }
    head = f'<meta charset="utf-8"><title>OA</title>{"".join(links[order])}'
    chrome, bare = ((HERE / name).read_text() for name in ("host.html", "bare.html"))
    body = f'<div id="chrome">{chrome}</div><div id="here">{fragment}{bare}</div>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def link(address: str) -> str:
    return f'<link rel="stylesheet" href="{address}">'


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    if not (DIST / "manifest.json").is_file():
        pytest.skip("the assets are not built: cd frontend && npm ci && npm run build")
    site = Site()
    server = make_server("127.0.0.1", 0, site.app(), threaded=True)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()


def complain(page: Any, message: Any) -> None:
    # an answer of 409 or 503 is part of a test, and Chromium reports it as well
    if message.type == "error" and "Failed to load resource" not in message.text:
        page.complaints.append(message.text)


@pytest.fixture
def page(browser: Any, site: Site) -> Iterator[Any]:
    """A fresh tab; whatever the browser complains about (policy, script errors) fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: complain(page, message))
    site.posts.clear()
    site.answer = ("", 200)
    yield page
    context.close()
    assert page.complaints == []
