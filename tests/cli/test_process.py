"""`imggen` as a process of its own: its streams, its signals, what it imports and what it leaves behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
COUNTS = str(EXAMPLES / "lelibreedu.csv")
ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name not in {"PYTHONWARNINGS", "IMGGEN_LANG"}}, "LC_ALL": "C.UTF-8"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, signals and limits as POSIX has them")


def start(words: tuple[str, ...], folder: Path, **options: object) -> subprocess.Popen[bytes]:
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-m", "imggen", *words], cwd=folder, **{"env": ENVIRONMENT, **streams, **options})  # type: ignore[call-overload,no-any-return]


def run(*words: str, folder: Path, **options: object) -> tuple[int, str, str]:
    process = start(words, folder, **options)
    out, err = process.communicate(timeout=60)
    return process.returncode, (out or b"").decode(), err.decode()


def test_a_reader_that_goes_away_is_no_failure_to_talk_about(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code, _, err = run("alt", COUNTS, folder=tmp_path, stdout=writing)
    os.close(writing)
    assert (code, err) == (1, "")


@pytest.mark.parametrize(
    ("closed", "words", "code"),
    [
        ("<&-", f"render {COUNTS}", 0),
        ("<&-", f"alt {COUNTS}", 0),
        ("<&-", "alt -", 2),
        ("<&-", "init town", 0),
        (">&-", f"render {COUNTS} --json", 0),
        (">&-", f"render {COUNTS} -o -", 2),
        (">&-", "themes list", 0),
        (">&-", "--version", 0),
        ("<&- >&- 2>&-", f"alt {COUNTS}", 0),
    ],
)
def test_a_closed_stream_is_one_of_nothing(closed: str, words: str, code: int, tmp_path: Path) -> None:
    process = subprocess.run(
        ["sh", "-c", f'exec "$0" -m imggen {words} {closed}', sys.executable],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        timeout=60,
    )
    assert (process.returncode, b"internal" in process.stderr) == (code, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_behind_standard_output_is_one_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        code, _, err = run("alt", COUNTS, folder=tmp_path, stdout=full)
    assert code == 2
    assert err == "error: No space left on device\n"


def test_a_full_disk_leaves_the_old_card_and_nothing_half_written(tmp_path: Path) -> None:
    import resource

    (tmp_path / "card.png").write_bytes(b"the picture that was there")
    (tmp_path / "card.alt.txt").write_bytes(b"the text that was there")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    code, out, err = run("render", COUNTS, folder=tmp_path, preexec_fn=limited, env={**ENVIRONMENT, "PYTHONDONTWRITEBYTECODE": "1"})
    assert (code, out) == (2, "")
    assert err.startswith("error: card.png: can't be written: no space left")
    assert err.count("\n") == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "card.png": b"the picture that was there",
        "card.alt.txt": b"the text that was there",
    }


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850"])
def test_output_never_fails_on_a_narrow_code_page(encoding: str, tmp_path: Path) -> None:
    narrow = {**ENVIRONMENT, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    words = ("--title", "Ça y est 𝕏 → 🎉", "--subject", "Łódź", "--lang", "fr")
    process = start(("render", COUNTS, *words, "--alt", "extended"), tmp_path, env=narrow)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert out.startswith(b"card.png\n")
    assert "Łódź" in (tmp_path / "card.alt.txt").read_text("utf-8")


def test_an_interrupt_is_quiet_and_leaves_nothing(tmp_path: Path) -> None:
    """Also where what started the tests ignores interrupts, as a job in the background does."""
    process = start(("render", "-"), tmp_path, stdin=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    assert process.stdin
    process.stdin.write(b"," * 1_000_000)  # more than a pipe holds: once it is gone, the command is reading
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert not list(tmp_path.iterdir())


MODULES = """
import sys
from imggen.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""
DRAWING = {"matplotlib", "numpy", "httpx", "fontTools", "PIL"}
NOT_DRAWN = [
    (),
    ("--help",),
    ("render", "--help"),
    ("cards",),
    ("languages",),
    ("themes",),
    ("alt", COUNTS),
    ("add", "--help"),
    ("init", "town"),
]


def modules(words: tuple[str, ...], folder: Path) -> set[str]:
    """The modules that a command imported."""
    ran = subprocess.run(
        [sys.executable, "-c", MODULES, *words],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    code, *names = ran.stderr.splitlines()[-1].split()
    assert code == "0", ran
    return set(names)


@pytest.mark.parametrize("words", NOT_DRAWN, ids=" ".join)
def test_what_does_not_draw_imports_nothing_that_draws(words: tuple[str, ...], tmp_path: Path) -> None:
    assert not modules(words, tmp_path) & DRAWING


def test_drawing_imports_no_figures_and_no_network(tmp_path: Path) -> None:
    names = modules(("render", COUNTS), tmp_path)
    assert "numpy" in names
    assert not names & {
        "matplotlib.pyplot",
        "matplotlib.figure",
        "matplotlib.axes",
        "matplotlib.font_manager",
        "httpx",
        "http.client",
        "ssl",
    }


@pytest.mark.parametrize("place", ["the rest is written there", "not writable"])
def test_the_first_run_ever_prints_nothing_extra_and_leaves_nothing_at_home(place: str, tmp_path: Path) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    work.mkdir()
    if place == "not writable":
        home.write_bytes(b"a file: nobody, root included, can write under it")
    else:
        home.mkdir()
    bare = {name: value for name, value in ENVIRONMENT.items() if name not in {"MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"}}
    code, out, err = run("render", COUNTS, folder=work, env={**bare, "HOME": str(home)})
    assert (code, err, out.count("\n")) == (0, "", 2)
    assert sorted(path.name for path in work.iterdir()) == ["card.alt.txt", "card.png"]
    assert home.is_file() or not list(home.rglob("*"))


def test_same_input_same_bytes_whatever_the_machine_is_set_to(tmp_path: Path) -> None:
    """Time zone, locale, home, working folder and matplotlib's settings change nothing."""
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("gallery"))
    (there / "matplotlibrc").write_text(
        "path.simplify: True\npath.simplify_threshold: 1\nagg.path.chunksize: 3\nlines.antialiased: False\nfont.size: 99\n"
    )
    hostile = {
        **ENVIRONMENT,
        "TZ": "Pacific/Apia",
        "LC_ALL": "C",
        "HOME": str(there / "matplotlibrc"),
        "PYTHONHASHSEED": "7",
        "LANG": "fr_FR",
    }
    for ending in ("png", "svg"):
        words = ("render", "lelibreedu.toml", "-o", f"card.{ending}")
        assert run(*words, folder=here, env={**ENVIRONMENT, "TZ": "UTC", "PYTHONHASHSEED": "1"})[0] == 0
        assert run(*words, folder=there, env=hostile)[0] == 0
        assert (here / f"card.{ending}").read_bytes() == (there / f"card.{ending}").read_bytes()
    assert (here / "card.alt.txt").read_bytes() == (there / "card.alt.txt").read_bytes()
