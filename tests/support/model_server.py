"""A small server that speaks the chat-completions protocol over HTTP and answers what it is told to."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ModelServer:
    """``say`` sets the items of the next answers, ``fail`` a status and body instead; ``asked`` holds what came in."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.content = '{"items": []}'
        self.failure: tuple[int, str] | None = None
        self.plain = False
        """Knows no response_format."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.keys.append(self.headers["Authorization"])
                self._send(*(server.failure or (200, json.dumps({"data": [{"id": "small"}]}))))

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.keys.append(self.headers["Authorization"])
                if server.plain and "response_format" in body:
                    self._send(400, "response_format is not supported")
                    return
                server.asked.append(body)
                answer = json.dumps({"choices": [{"message": {"role": "assistant", "content": server.content}}]})
                self._send(*(server.failure or (200, answer)))

            def _send(self, status: int, text: str) -> None:
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: Any) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def settings(self) -> dict[str, Any]:
        return {"base_url": self.url, "model": "small", "api_key": "sk-secret-0001", "timeout": 5}

    def say(self, *items: tuple[str, str, str]) -> None:
        self.content = json.dumps({"items": [dict(zip(("key", "value", "quote"), i, strict=True)) for i in items]}, ensure_ascii=False)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
