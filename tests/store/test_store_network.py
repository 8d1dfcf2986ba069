"""No store on a network share."""

from __future__ import annotations

from pathlib import Path

import pytest

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.store.network import is_on_network_share, refuse_network_share

REMOTE, FIXED = 4, 3
MOUNTS = [("/", "ext4"), ("/mnt/share", "cifs"), ("/mnt/share/local", "ext4"), ("/data", "nfs4")]


def drives(root: str) -> int:
    return {"H:\\": REMOTE, "C:\\": FIXED}[root]


@pytest.mark.parametrize(
    "path",
    [
        r"\\server\share\keywork.store",
        "//server/share/keywork.store",
        r"\\?\UNC\server\share\keywork.store",
        r"\\?\unc\server\share\keywork.store",
        r"H:\keywork.store",
        "H:/wing/keywork.store",
        r"\\?\H:\keywork.store",
        "/mnt/share/keywork.store",
        "/data/a/b/keywork.store",
    ],
)
def test_on_a_share(path: str) -> None:
    assert is_on_network_share(path, drives, lambda: MOUNTS)


@pytest.mark.parametrize(
    "path",
    [
        r"C:\ProgramData\keywork.store",
        "C:/ProgramData/keywork.store",
        r"\\?\C:\ProgramData\keywork.store",
        "/srv/keywork.store",
        "/mnt/share/local/keywork.store",
        "/mnt/shared/keywork.store",
    ],
)
def test_on_this_pc(path: str) -> None:
    assert not is_on_network_share(path, drives, lambda: MOUNTS)


def test_the_message_says_what_to_do() -> None:
    with pytest.raises(EnvironmentProblem, match="Choose a folder on this PC") as error:
        refuse_network_share("//server/share/keywork.store")
    assert error.value.code == "network_share"


def test_an_ordinary_folder_is_fine(tmp_path: Path) -> None:
    refuse_network_share(tmp_path / "keywork.store")
