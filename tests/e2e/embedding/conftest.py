"""A small site with a strict content security policy that shows the style guide, bare or inside an unfriendly host."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask, Response, abort, request, send_from_directory
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parents[3]
DIST = ROOT / "hr_recruit_plugin" / "static" / "dist"
MODULES = ROOT / "frontend" / "node_modules"
CHROMIUM = Path("/usr/bin/chromium")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'"
NOTE = '<div class="hr-note" data-s="bad">陆一鸣 10:12 已移过这个人</div>'


def preview() -> ModuleType:
    spec = importlib.util.spec_from_file_location("preview_styleguide", ROOT / "scripts" / "preview_styleguide.py")
    assert spec is not None and spec.loader is not None
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
            return "/dist/" + styleguide.manifest()[name]

        @app.get("/host")
        def host() -> str:
            return host_page(styleguide.fragment(asset=asset), request.args.get("order", "ours-last"), asset("hr-recruit.css"))

        @app.get("/plain")
        def plain() -> str:
            return host_page(styleguide.fragment(asset=asset), "alone", asset("hr-recruit.css"))

        @app.get("/dist/<path:name>")
        def dist(name: str) -> Response:
            return send_from_directory(DIST, name)

        @app.get("/modules/<path:name>")
        def modules(name: str) -> Response:
            return send_from_directory(MODULES, name)

        @app.get("/host.css")
        def host_css() -> Response:
            return Response(HOST_CSS, mimetype="text/css")

        @app.get("/bare.css")
        def bare_css() -> Response:
            return Response("body { margin: 0 }", mimetype="text/css")

        @app.get("/chart.json")
        def chart() -> dict[str, Any]:
            return {"categories": ["1月", "2月", "3月"], "unit": "元", "series": [{"name": "今年", "data": [4000, 4100, 2930]}, {"name": "去年", "data": [5000, 5200, 4800], "dashed": True}]}

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


HOST_CSS = """
html { font-size: 10px } body { font: italic 2.2rem/2.1 Georgia, serif; color: #a00; letter-spacing: 2px; text-transform: uppercase; text-align: center; text-indent: 3px }
.card, .row, .tag, .note, .btn { outline: 3px solid red } * { scrollbar-color: auto }
"""


# every element a template may use without a class
BARE = """<div class="hr-recruit" id="bare"><h1>1<small>s</small></h1><h2>2</h2><h3>3</h3><h4>4</h4><p>p <a href="#">a</a> <b>b</b> <em>e</em> <small>s</small>
<code>c</code> <kbd>k</kbd> <samp>s</samp> <abbr title="t">a</abbr> <mark>m</mark> <sup>1</sup> <sub>2</sub> <del>d</del> <ins>i</ins> <q>q</q> <cite>c</cite> <time>t</time></p>
<blockquote>b</blockquote><pre>p</pre><address>a</address><hr><ul><li>l</li></ul><ol><li>l</li></ol><dl><dt>t</dt><dd>d</dd></dl><details open><summary>s</summary>x</details>
<figure><img alt="" width="9" height="9"><figcaption>f</figcaption></figure><table><caption>c</caption><thead><tr><th>h</th></tr></thead><tbody><tr><th>h</th><td>d</td></tr></tbody></table>
<form><fieldset><legend>l</legend><label>l</label><input><input type="search"><input type="file"><input type="checkbox"><input type="radio"><input type="date"><select><optgroup label="g"><option>o</option></optgroup></select>
<textarea></textarea><button>b</button><output>o</output><progress></progress></fieldset></form></div>"""


def host_page(fragment: str, order: str, ours: str) -> str:
    theirs = ['<link rel="stylesheet" href="/modules/bootstrap/dist/css/bootstrap.min.css">', '<link rel="stylesheet" href="/host.css">']
    mine = [f'<link rel="stylesheet" href="{ours}">']
    links = {"alone": ['<link rel="stylesheet" href="/bare.css">', *mine], "without": theirs, "ours-last": theirs + mine, "ours-first": mine + theirs}[order]
    chrome = '<nav class="navbar navbar-default"><a class="navbar-brand" href="#">OA</a><button class="btn btn-primary">x</button></nav><table class="table" id="theirs"><tr><th>h</th><td>d</td></tr></table><h1>host</h1><input type="checkbox"><label>l</label>'
    return f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>OA</title>{"".join(links)}</head><body><div id="chrome">{chrome}</div><div id="here">{fragment}{BARE}</div></body></html>'


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=preview().CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, site: Site) -> Iterator[Any]:
    """A fresh tab; whatever the browser complains about (policy, script errors) fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" and "Failed to load resource" not in message.text else None)
    site.posts.clear()
    site.answer = ("", 200)
    yield page
    context.close()
    assert page.complaints == []
