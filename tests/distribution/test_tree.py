"""What setup.cfg promises and what lies in the tree are the same; nothing of one machine is in the repository."""

from __future__ import annotations

import ast
import configparser
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAT = {"hooks", "adapters", "migrations"}
MACHINE = re.compile(r"(?<![\w.])/(?:work|root)/[\w.]")
REGISTRIES = re.compile(r"pypi\.org|pythonhosted|npmjs\.(?:com|org)|npmmirror|tuna\.tsinghua|mirrors?\.aliyun")
UNFINISHED = re.compile(r"(?:#|//|/\*|<!--|^\s*[-*]).*\b(?:TODO|FIXME|XXX)\b", re.M)
LOCKS = ("requirements/dev.txt", "scripts/peers/gnuhealth-requirements.txt")


@pytest.fixture(scope="module")
def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


@pytest.fixture(scope="module")
def tracked() -> dict[str, str]:
    """Path → text of every tracked text file that is still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            content = path.read_bytes()
            if path.suffix != ".pdf" and b"\0" not in content:  # a PDF may be all letters and is no text
                found[name] = content.decode("utf-8", "replace")
    return found


def in_tree() -> set[str]:
    """Packages as they are installed: the flat folders inside hr_recruit_plugin."""
    found = set()
    for top in ("hr_recruit_plugin", *FLAT):
        for init in (ROOT / top).rglob("__init__.py"):
            name = ".".join(init.parent.relative_to(ROOT).parts)
            found.add(f"hr_recruit_plugin.{name}" if top in FLAT else name)
    return found


def test_packages_are_those_of_the_tree(setup_cfg):
    assert set(setup_cfg["options"]["packages"].split()) == in_tree()


def test_every_module_lies_in_a_package():
    """A folder without ``__init__.py`` would be left out of the wheel in silence."""
    for top in ("hr_recruit_plugin", *FLAT):
        stray = [str(f) for f in (ROOT / top).rglob("*.py") if not (f.parent / "__init__.py").exists()]
        assert stray == []


def test_flat_folders_are_mapped_into_the_package(setup_cfg):
    mapping = dict(line.split(" = ") for line in setup_cfg["options"]["package_dir"].strip().splitlines())
    assert mapping == {"hr_recruit_plugin": "hr_recruit_plugin"} | {f"hr_recruit_plugin.{name}": name for name in FLAT}


def test_every_other_file_of_the_package_is_shipped(setup_cfg):
    """Templates, catalogues, samples, lexicons, models: each matches a pattern of ``package_data``."""
    package = ROOT / "hr_recruit_plugin"
    shipped: set[Path] = set()
    for pattern in setup_cfg["options.package_data"]["hr_recruit_plugin"].split():
        shipped.update(package.glob(pattern))
    data = {f for f in package.rglob("*") if f.is_file() and f.suffix not in {".py", ".pyc"}}
    assert sorted(str(f.relative_to(package)) for f in data - shipped) == []


def test_requirements_have_floors_and_no_ceilings(setup_cfg):
    extras = setup_cfg["options.extras_require"]
    for requirement in " ".join([setup_cfg["options"]["install_requires"], *extras.values()]).split():
        assert not re.search(r"<|==|~=|!=", requirement), requirement


def test_versions_agree(setup_cfg):
    from hr_recruit_plugin import __version__

    assert setup_cfg["metadata"]["version"] == __version__
    assert __version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_nothing_of_this_machine(tracked):
    assert [name for name, text in tracked.items() if MACHINE.search(text)] == []


def test_no_registry_is_named(tracked):
    own = "tests/distribution/test_tree.py"
    assert [name for name, text in tracked.items() if name != own and REGISTRIES.search(text)] == []


def test_nothing_is_left_to_do(tracked):
    own = "tests/distribution/test_tree.py"
    assert [name for name, text in tracked.items() if name != own and UNFINISHED.search(text)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_locked_requirements_are_hashed_and_name_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    pins = re.findall(r"^[\w.\[\]-]+==[^\s\\]+", text, re.M)
    assert len(pins) > 20
    assert len(re.findall(r"^[\w.\[\]-]+==[^\n]*\\\n\s+--hash=", text, re.M)) == len(pins)


def test_lock_holds_everything_that_is_required(setup_cfg):
    extras = setup_cfg["options.extras_require"].values()
    wanted = " ".join([setup_cfg["options"]["install_requires"], *extras]).split()
    lines = (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines()
    wanted += [line for line in lines if line and not line.startswith("#")]
    text = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", text, re.M))
    names = {re.split(r"[>=\[]", one)[0].lower().replace("_", "-") for one in wanted}
    assert names - locked == set(), "run make lock"


def test_front_end_lock_names_no_registry():
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert all(entry.get("integrity") for entry in packages.values())


def test_licence_is_apache(setup_cfg, tracked):
    assert setup_cfg["metadata"]["license"] == "Apache-2.0"
    assert "Apache License" in tracked["LICENSE"]


def test_build_backend_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["build-system"]["build-backend"] == "setuptools.build_meta"


COME_ALONG = {
    "werkzeug": "flask",
    "jinja2": "flask",
    "markupsafe": "flask",
    "urllib3": "requests",
    "numpy": "rapidocr",
    "opencv-python-headless": "rapidocr",
}
"""Imported by us, required by what we require: their versions are its business."""
HOSTS_OWN = {"flask-appbuilder", "flask-login", "flask-wtf", "flask-babel", "wtforms"}
"""The host has them where our glue for it is used."""


def imported() -> dict[str, str]:
    """Distribution → a module of ours that imports it, anywhere in it."""
    distributions = importlib.metadata.packages_distributions()
    found = {}
    for top in ("hr_recruit_plugin", *FLAT):
        for file in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.level == 0:
                    names = [node.module or ""]
                for name in {one.split(".")[0] for one in names} - set(sys.stdlib_module_names) - {"hr_recruit_plugin"}:
                    distribution = distributions.get(name, [name])[0].lower().replace("_", "-")
                    found[distribution] = str(file.relative_to(ROOT))
    return found


def test_everything_imported_is_required(setup_cfg):
    extras = setup_cfg["options.extras_require"].values()
    text = " ".join([setup_cfg["options"]["install_requires"], *extras])
    required = {re.split(r"[>\[]", one)[0].lower().replace("_", "-") for one in text.split()}
    missing = {
        name: where
        for name, where in imported().items()
        if name not in required | HOSTS_OWN and COME_ALONG.get(name) not in required
    }
    assert missing == {}
