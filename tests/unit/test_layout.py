"""The house rules hold in every file; what is locked is locked; versions agree."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from keywork_desktop import __version__
from tests.house_rules import RULES, HouseRule

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".lock",
    ".cfg",
    ".ini",
    ".yml",
    ".yaml",
    ".json",
    ".qss",
    ".svg",
    ".mako",
    ".iss",
    "",
}


def _listed() -> list[str]:
    """The paths git knows or would take; from a downloaded archive, everything that is not made by tools."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    return [path.as_posix() for path in paths if not {".venv", "build", "dist", "__pycache__"} & set(path.parts)]


@cache
def files_of_the_project() -> tuple[str, ...]:
    """Every text file that is, or is about to be, part of the project."""
    return tuple(path for path in sorted(set(_listed())) if Path(path).suffix in TEXT and (ROOT / path).is_file())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_house_rule_holds(rule: HouseRule) -> None:
    broken = [
        f"{path}:{line}: {what}"
        for path in files_of_the_project()
        if rule.where(path)
        for line, what in rule.find(path, (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert not broken, "\n".join([f"{rule.name}, because {rule.reason}:", *broken])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_house_rule_notices_its_example(rule: HouseRule) -> None:
    assert rule.where(rule.example_path)
    assert list(rule.find(rule.example_path, rule.example))


def test_every_locked_package_is_pinned_and_has_hashes() -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    loose = [
        entry.splitlines()[0] for entry in entries if not re.match(r"[\w.-]+==\S+ (?:;.*)?\\\n +--hash=sha256:", entry)
    ]
    assert len(entries) > 50
    assert not loose


def test_the_lock_names_no_place() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|file:|--(?:extra-)?index-url|--find-links|^-e|^\./|^/", lock, flags=re.MULTILINE)


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = {
        found.lower()
        for found in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    }
    names = {re.split(r"[<>=!~;\[ ]", entry)[0].lower() for entry in wanted}
    assert not names - locked


def test_names_of_test_files_are_unique() -> None:
    names = Counter(Path(path).name for path in files_of_the_project() if Path(path).name.startswith("test_"))
    assert not [name for name, times in names.items() if times > 1]


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert headings[0] == __version__


def test_the_packaging_folder_does_not_hide_a_library() -> None:
    """`packaging` is also a library: with an `__init__.py` our folder would be imported in its place."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
