"""Files are written whole or not at all, and what goes wrong is told in one line."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from imggen.errors import InputError
from imggen.files import atomic_write, atomic_write_all, read_file


def refusal(path, data=b"new"):
    with pytest.raises(InputError) as caught:
        atomic_write(path, data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def fail_with(number):
    def fail(*_):
        raise OSError(number, os.strerror(number))

    return fail


def test_a_file_is_written_and_overwritten_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "card.png"
    for data in (b"one", b"two", b""):
        atomic_write(path, data)
        assert path.read_bytes() == data
        assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path):
    atomic_write(tmp_path / "new", b"")
    (tmp_path / "usual").write_bytes(b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_the_mode_of_a_file_that_is_there_stays(tmp_path):
    path = tmp_path / "card.png"
    path.write_bytes(b"old")
    path.chmod(0o640)
    atomic_write(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_is_followed_and_stays_one(tmp_path):
    (tmp_path / "there").mkdir()
    real, link, loose = tmp_path / "there" / "real", tmp_path / "link", tmp_path / "loose"
    real.write_bytes(b"old")
    link.symlink_to(real)
    loose.symlink_to(tmp_path / "there" / "later")
    atomic_write(link, b"new")
    atomic_write(loose, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == (tmp_path / "there" / "later").read_bytes() == b"new"


def test_what_is_no_regular_file_is_written_to_and_never_replaced(tmp_path):
    atomic_write("/dev/null", b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert "no space left" in refusal("/dev/full")
    command = "from imggen.files import atomic_write; atomic_write('/dev/stdout', b'picture')"
    assert subprocess.run([sys.executable, "-c", command], capture_output=True, check=True).stdout == b"picture"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no/card.png", "no such folder"),
        ("file/card.png", "no such folder"),
        (".", "it is a folder"),
        ("x" * 300, "the name is too long"),
        ("a\0b", "the disk or the name does not allow it"),
    ],
)
def test_a_place_that_can_not_be_written_to_is_named(tmp_path, name, message):
    (tmp_path / "file").write_bytes(b"old")
    told = refusal(tmp_path / name)
    assert message in told
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("call", "number", "message"),
    [
        ("os.fsync", errno.ENOSPC, "no space left on the disk"),
        ("os.fsync", errno.EDQUOT, "no space left on the disk"),
        ("os.fsync", errno.EIO, "the disk or the name does not allow it"),
        ("pathlib.Path.replace", errno.EACCES, "not allowed"),
        ("pathlib.Path.chmod", errno.EROFS, "the disk can only be read"),
    ],
)
def test_a_failure_at_any_step_leaves_what_was_there(tmp_path, monkeypatch, call, number, message):
    path = tmp_path / "card.png"
    path.write_bytes(b"old")
    monkeypatch.setattr(call, fail_with(number))
    assert refusal(path) == f"{path}: can't be written: {message}; name another file, in a folder that is there"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_what_was_there(tmp_path):
    path = tmp_path / "card.png"
    path.write_bytes(b"old")
    command = f"""
import resource
from imggen.errors import InputError
from imggen.files import atomic_write
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    atomic_write({str(path)!r}, b"n" * 5000)
except InputError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert "no space left for a file of this size" in run.stdout
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "card.png"
    path.write_bytes(b"old")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic_write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_may_only_be_read_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "card.png"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "not allowed" in refusal(path)
    assert path.read_bytes() == b"old"


def test_several_files_are_written_together_or_none(tmp_path):
    card, text = tmp_path / "card.png", tmp_path / "card.alt.txt"
    atomic_write_all({card: b"one", text: b"one"})
    with pytest.raises(InputError, match="no such folder"):
        atomic_write_all({card: b"two", tmp_path / "no" / "card.alt.txt": b"two"})
    assert card.read_bytes() == text.read_bytes() == b"one"
    assert sorted(tmp_path.iterdir()) == [text, card]


def test_what_a_kill_left_is_swept_away_and_nothing_else(tmp_path):
    """A run is killed in the middle of a write; one that comes an hour later cleans up, and one at once does not."""
    code = "import os, imggen.files as f; os.fsync = lambda _: os.kill(os.getpid(), 9); f.atomic_write('counts.csv', b'new')"
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    left = sorted(tmp_path.iterdir())
    assert [path.name[:8] for path in left] == 2 * [".imggen-"]
    others = [tmp_path / name for name in (".imggen-notes.tmp", ".imggen-0123456789abcdef.tmp.csv", "imggen-0123456789abcdef.tmp")]
    for path in (left[0], *others):
        path.write_bytes(b"old")
        os.utime(path, (1_700_000_000, 1_700_000_000))
    again = "import imggen.files as f; f.atomic_write('counts.csv', b'new'); f.atomic_write('counts.csv', b'newer')"
    subprocess.run([sys.executable, "-c", again], cwd=tmp_path, check=True)
    assert sorted(tmp_path.iterdir()) == sorted([left[1], *others, tmp_path / "counts.csv"])


def test_a_secret_is_never_in_a_file_that_others_may_open(tmp_path, monkeypatch):
    path, modes = tmp_path / "tokens.json", []
    path.write_bytes(b"{}")
    path.chmod(0o600)
    chmod = Path.chmod

    def watched(self, mode):
        modes.append(stat.S_IMODE(self.stat().st_mode))
        chmod(self, mode)

    monkeypatch.setattr(Path, "chmod", watched)
    atomic_write(path, b"secret")
    assert modes == [0o600]


def test_a_file_is_read_up_to_its_limit(tmp_path):
    (tmp_path / "counts.csv").write_bytes(b"x" * 1_000_000)
    assert len(read_file(tmp_path / "counts.csv", 1_000_000)) == 1_000_000
    (tmp_path / "counts.csv").write_bytes(b"x" * 1_000_001)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_file(tmp_path / "counts.csv", 1_000_000)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_file("/dev/zero", 1_000_000)
    with pytest.raises(InputError, match="larger than 200 kB"):
        read_file("/dev/zero", 200_000)


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "counts.csv").write_bytes(b"x")
    monkeypatch.setattr("pathlib.Path.open", fail_with(errno.EACCES))
    with pytest.raises(InputError, match=r"counts.csv: can't be read: not allowed"):
        read_file(tmp_path / "counts.csv", 10)
