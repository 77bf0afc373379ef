"""The wheel: what is in it, that nothing else lands in site-packages, and that a stranger's application runs with it."""

from __future__ import annotations

import json
import shutil
import urllib.request
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, Environment, run, served

pytestmark = pytest.mark.slow
NEEDED = (
    "py.typed",
    "templates/hr_recruit/layout.html",
    "translations/en/LC_MESSAGES/core.po",
    "demo/samples/samples.json",
    "demo/oa/translations/en/LC_MESSAGES/oa.po",
    "engines/matching/lexicon.json",
    "hooks/specs.py",
    "adapters/base.py",
    "migrations/0001_recruitment.py",
    "static/dist/manifest.json",
)


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def host(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stranger's application in a folder of its own, with its tables, as its first lines say."""
    folder = tmp_path_factory.mktemp("stranger")
    shutil.copy(ROOT / "examples" / "ten_line_host.py", folder)
    flask(environment, folder, "recruit", "db", "upgrade")
    return folder


def flask(environment: Environment, folder: Path, *arguments: str, fails: bool = False) -> str:
    python = environment.bin / "python"
    done = run(python, "-m", "flask", "--app", "ten_line_host.py", *arguments, cwd=folder, fails=fails)
    return done.stdout + done.stderr


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status, answer.read().decode()


def test_everything_lies_in_one_package(names):
    assert {name.split("/")[0].split("-")[0] for name in names} == {"hr_recruit_plugin"}
    assert not any("/tests/" in name or name.endswith(".pyc") for name in names)


@pytest.mark.parametrize("needed", NEEDED)
def test_wheel_holds(names, needed):
    assert f"hr_recruit_plugin/{needed}" in names


def test_wheel_holds_every_template_and_sample_of_the_tree(names):
    listed = run("git", "ls-files", "-z", "hr_recruit_plugin", cwd=ROOT).stdout.split("\0")
    assert {name for name in listed if name and (ROOT / name).is_file() and not name.endswith(".gitkeep")} <= names


def test_wheel_holds_every_built_asset(wheel, names):
    with zipfile.ZipFile(wheel) as archive:
        manifest = json.loads(archive.read("hr_recruit_plugin/static/dist/manifest.json"))
    assert {f"hr_recruit_plugin/static/dist/{built}" for built in manifest.values()} <= names


def test_wheel_carries_licence_and_entry_points(wheel):
    with zipfile.ZipFile(wheel) as archive:
        info = {name.split("/", 1)[1]: name for name in archive.namelist() if ".dist-info/" in name}
        points = archive.read(info["entry_points.txt"]).decode()
    assert any(name.endswith("LICENSE") for name in info)
    assert "hr-recruit = hr_recruit_plugin.cli:main" in points
    assert "recruit = hr_recruit_plugin.cli:recruit" in points


def test_only_our_package_lands_in_site_packages(installed):
    found = {path.name.split("-")[0] for path in installed.site_packages.iterdir()} - {"dependencies.pth"}
    assert found == {"hr_recruit_plugin"}


def test_flat_names_stay_free(environment, tmp_path):
    python = environment.bin / "python"
    run(python, "-c", "import hr_recruit_plugin.hooks.specs, hr_recruit_plugin.migrations", cwd=tmp_path)
    for name in ("hooks", "adapters", "migrations"):
        assert "ModuleNotFoundError" in run(python, "-c", f"import {name}", cwd=tmp_path, fails=True).stderr


def test_it_is_the_wheel_that_runs(environment, tmp_path):
    done = run(environment.bin / "python", "-c", "import hr_recruit_plugin as p; print(p.__file__)", cwd=tmp_path)
    assert done.stdout.startswith(str(environment.site_packages))


def test_strangers_application_serves_our_page_and_its_style(environment, host):
    with served(environment, host / "ten_line_host.py", host) as address:
        status, page = get(f"{address}/recruit/")
        assert status == 200
        assert 'class="hr-recruit' in page
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert get(address + style)[0] == 200


def test_strangers_application_keeps_its_tables_when_upgraded_again(environment, host):
    assert "0" in flask(environment, host, "recruit", "db", "current")
    flask(environment, host, "recruit", "db", "upgrade")
    flask(environment, host, "recruit", "db", "check")


def test_doctor_finds_the_installation_complete(environment, host):
    told = flask(environment, host, "recruit", "doctor")
    assert "[错误]" not in told
    # What the stranger's ten lines leave open is named.
    assert "SECRET_KEY" in told
    assert "recruit_login_url" in told
    run(environment.bin / "hr-recruit", "doctor", cwd=host)


def test_parse_reads_a_sample_resume(environment, tmp_path):
    sample = ROOT / "tests" / "data" / "resumes" / "dev001_zh_pdf-single.pdf"
    done = run(environment.bin / "hr-recruit", "parse", sample, "--json", "--plain", cwd=tmp_path)
    read = json.loads(done.stdout)
    gold = (ROOT / "tests" / "data" / "resumes" / "gold.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert read["name"] == json.loads(gold)["name"]
    assert read["file"] == str(sample)


def test_parse_refuses_with_a_reason(environment, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    done = run(environment.bin / "hr-recruit", "parse", "broken.pdf", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["refused"]


def test_plan_solves_a_problem(environment, tmp_path):
    problem = ROOT / "tests" / "data" / "scheduling" / "A-1.json"
    done = run(environment.bin / "hr-recruit", "plan", problem, "--json", "--seconds", "4", cwd=tmp_path)
    plan = json.loads(done.stdout)
    asked = len(json.loads(problem.read_text(encoding="utf-8"))["interviews"])
    assert len(plan["placed"]) + len(plan["unplaced"]) == asked
    assert plan["placed"]


def test_rank_scores_a_folder(environment, tmp_path):
    (tmp_path / "resumes").mkdir()
    shutil.copy(ROOT / "tests" / "data" / "resumes" / "dev001_zh_pdf-single.pdf", tmp_path / "resumes")
    job = ROOT / "tests" / "data" / "resumes" / "jobs" / "NUR-ICU-01.json"
    done = run(environment.bin / "hr-recruit", "rank", job, "resumes", "--json", cwd=tmp_path)
    assert set(json.loads(done.stdout)) >= {"job", "file", "score", "knocked_out", "parts", "missing"}
