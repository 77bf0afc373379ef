"""The example of a hook package installs beside the wheel and stands on the hook console."""

from __future__ import annotations

import shutil
import urllib.request

import pytest

from .conftest import ROOT, run, served

pytestmark = pytest.mark.slow
ASK = """
from ten_line_host import app
state = app.extensions["hr_recruit"]
print(type(state.plugins.get_plugin("licence_watch")).__name__)
print(len(state.plugins.hook.recruit_candidate_hired.get_hookimpls()))
"""


@pytest.fixture(scope="module")
def with_hook(environment, tmp_path_factory):
    """A copy is installed: building leaves files beside the sources."""
    folder = tmp_path_factory.mktemp("hooks")
    source = folder / "third_party_hooks"
    shutil.copytree(ROOT / "examples" / "third_party_hooks", source, ignore=shutil.ignore_patterns("build", "*.egg-info"))
    environment.install(source)
    shutil.copy(ROOT / "examples" / "ten_line_host.py", folder)
    yield environment, folder
    run("rm", "-rf", environment.site_packages / "hospital_licence_watch", cwd=folder)
    run("rm", "-rf", *environment.site_packages.glob("hospital_licence_watch-*"), cwd=folder)


def test_entry_point_registers_the_hook(with_hook):
    environment, folder = with_hook
    name, count = run(environment.bin / "python", "-c", ASK, cwd=folder).stdout.split()
    assert name == "LicenceWatch"
    assert int(count) > 1, "the product's own behaviours are there too"


def test_console_shows_it_to_the_admin(with_hook):
    environment, folder = with_hook
    run(environment.bin / "python", "-m", "flask", "--app", "ten_line_host.py", "recruit", "db", "upgrade", cwd=folder)
    with (
        served(environment, folder / "ten_line_host.py", folder) as address,
        urllib.request.urlopen(f"{address}/recruit/settings/hooks", timeout=60) as answer,
    ):
        page = answer.read().decode()
    assert "执业证快到期提醒" in page
