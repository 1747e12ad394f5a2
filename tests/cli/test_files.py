"""Files that others must not read have their mode whatever the umask, and nobody redirects them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.cli.ready import write_ready
from paraph.emulator.certificates import write_certificates
from paraph.private_files import PUBLIC, write_file


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("umask")
def test_the_mode_does_not_depend_on_the_umask(tmp_path: Path) -> None:
    path, authority = tmp_path / "ready.json", tmp_path / "authority.pem"
    path.write_text("older, and open to all")
    path.chmod(0o666)
    write_ready(str(path), "http://127.0.0.1:1", token="secret")
    assert mode(path) == 0o600
    files = write_certificates(tmp_path, [], authority)
    assert (mode(Path(files.chain)), mode(authority)) == (0o600, 0o644)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["authority.pem", "ready.json", "server.pem"]


def test_a_link_that_somebody_left_there_is_replaced(tmp_path: Path) -> None:
    elsewhere, path = tmp_path / "elsewhere", tmp_path / "file"
    elsewhere.write_text("as it was")
    path.symlink_to(elsewhere)
    (tmp_path / f".file.{os.getpid()}").symlink_to(elsewhere)
    write_file(path, b"secret")
    assert (elsewhere.read_text(), path.read_bytes(), path.is_symlink()) == ("as it was", b"secret", False)


def test_nothing_is_left_when_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_file(tmp_path / "folder", b"secret", PUBLIC)
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]
