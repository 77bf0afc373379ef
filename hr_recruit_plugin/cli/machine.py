"""What ``doctor`` looks at on the machine: it needs neither host nor database."""

from __future__ import annotations

import ctypes.util
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import hr_recruit_plugin

from ..i18n import N_, gettext
from .findings import Finding, bad, ok, warn

DISTRIBUTION = "hr-recruit-plugin"
EXTRAS = {"ocr": N_("识别扫描件"), "tesseract": N_("识别扫描件，更快更省"), "postgres": N_("使用 PostgreSQL")}
ASSETS = Path(str(hr_recruit_plugin.__file__)).parent / "static" / "dist"


def machine() -> Iterator[Finding]:
    yield from _python()
    yield from _packages()
    yield from _extras()
    yield from _letters()
    yield from _assets(ASSETS)
    yield from _zones()


def _python() -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    # An older one is refused by pip already: the wheel says which it needs.
    yield ok(N_("Python %(found)s，招聘模块 %(ours)s"), found=found, ours=hr_recruit_plugin.__version__)


def _packages() -> Iterator[Finding]:
    try:
        wanted = [line for line in requires(DISTRIBUTION) or () if "extra ==" not in line]
    except PackageNotFoundError:
        yield warn(N_("招聘模块没有经 pip 安装"), N_("请运行 pip install hr-recruit-plugin"))
        return
    missing = [name for line in wanted if not _installed(name := _name(line))]
    if missing:
        yield bad(N_("缺少软件包：%(names)s"), N_("请运行 pip install %(names)s"), names=" ".join(missing))
    else:
        yield ok(N_("%(count)s 个必需的软件包都在"), count=len(wanted))


def _extras() -> Iterator[Finding]:
    lines = requires(DISTRIBUTION) if _installed(DISTRIBUTION) else ()
    for extra, title in EXTRAS.items():
        names = [_name(line) for line in lines or () if re.search(rf"""extra == ['"]{extra}['"]""", line)]
        if all(_installed(name) for name in names):
            yield ok(N_("附加功能 %(extra)s 可用：%(title)s"), extra=extra, title=gettext(title))
        else:
            mend = N_("用到时请运行 pip install 'hr-recruit-plugin[%(extra)s]'")
            yield warn(N_("附加功能 %(extra)s 没有安装：%(title)s"), mend, extra=extra, title=gettext(title))


def _letters() -> Iterator[Finding]:
    """WeasyPrint loads Pango when it is imported."""
    try:
        import weasyprint  # noqa: F401 - importing is the test
    except (ImportError, OSError) as problem:
        mend = N_("请安装 Pango（Debian：apt install libpango-1.0-0 libpangoft2-1.0-0）")
        yield bad(N_("PDF 信函生成不了：%(problem)s"), mend, problem=str(problem).splitlines()[0])
        return
    if ctypes.util.find_library("harfbuzz-subset"):
        yield ok(N_("PDF 信函可以生成"))
    else:
        mend = N_("请安装 libharfbuzz-subset0（Debian：apt install libharfbuzz-subset0），之后约 0.2 秒")
        yield warn(N_("PDF 信函可以生成，但每封约 5 秒"), mend)


def _assets(folder: Path) -> Iterator[Finding]:
    mend = N_("请重装发布的安装包；从源码运行时请执行 make assets")
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield bad(N_("页面的样式和脚本没有构建"), mend)
        return
    missing = sorted(name for name, file in manifest.items() if not (folder / file).is_file())
    if missing:
        yield bad(N_("页面文件不全，缺 %(names)s"), mend, names="、".join(missing))
    elif not any(name.endswith(".ttf") for name in manifest):
        yield bad(N_("没有中文字体，PDF 里的汉字会变成方框"), mend)
    else:
        yield ok(N_("样式、脚本和字体齐全（%(count)s 个文件）"), count=len(manifest))


def _zones() -> Iterator[Finding]:
    try:
        ZoneInfo("Asia/Shanghai")
        yield ok(N_("时区数据可用"))
    except ZoneInfoNotFoundError:
        yield bad(N_("没有时区数据"), N_("请运行 pip install tzdata"))


def _name(requirement: str) -> str:
    return re.split(r"[\s\[<>=!~;(]", requirement, maxsplit=1)[0]


def _installed(distribution: str) -> bool:
    try:
        version(distribution)
        return True
    except PackageNotFoundError:
        return find_spec(distribution.replace("-", "_")) is not None
