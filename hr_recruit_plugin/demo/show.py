"""``hr-recruit demo``: the journey with a line for each step, where to look, who can sign in, then the OA itself."""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from werkzeug.serving import make_server

from .journey import Journey
from .oa.seed import sign_ins
from .standins import arrivals
from .world import World, build, is_new

Say = Callable[[str], None]


def run(say: Say, *, once: bool, port: int, directory: Path | None = None, host: str = "127.0.0.1") -> None:
    """Run the journey in ``directory`` (a fresh temporary one by default), and serve it unless ``once``.

    A directory that already holds a sample hospital is only served. Raises OSError when the port is taken.
    """
    if not once:
        _check_free(host, port)
    folder = directory or Path(tempfile.mkdtemp(prefix="hr-recruit-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    address = f"http://{host}:{port}"
    started = time.monotonic()
    world = build(folder, public_url=address)
    if is_new(world):
        Journey(world, lambda line: say(f"{time.monotonic() - started:5.1f} s  {line}")).run()
    _tell_where(world, address, say)
    if not once:
        _serve(world, host, port, say)


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def _tell_where(world: World, address: str, say: Say) -> None:
    say("")
    say(f"送出的邮件、薪资文件、HIS 档案：{world.directory / 'delivered'}（{len(arrivals(world.directory / 'delivered'))} 件）")
    say(f"OA：{address}/    候选人门户：{address}/recruit/portal/")
    say("登录：")
    for what, account in sign_ins():
        say(f"  {what}  {account.name}  用户名 {account.login}  密码 {account.password}")


def _serve(world: World, host: str, port: int, say: Say) -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server(host, port, world.app, threaded=True)
    say("")
    say("按 Ctrl+C 停止。")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("已停止。")
    finally:
        server.server_close()
