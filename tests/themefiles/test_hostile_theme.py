"""A theme from a stranger: one clear error that names the key or the file, within a second and 200 MB."""

from __future__ import annotations

import io
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import cpu_seconds
from theme_makers import SQUARE, SVG, make, picture, zipped

import imggen
from imggen.errors import InputError
from imggen.themefiles.find import load_theme
from imggen.theming.check import check_theme
from imggen.toml_places import line_of

LOGO = '[defaults]\nlogo = {{ file = "{}" }}\n'
PHOTO = '[background]\npicture = {{ file = "{}", veil = "#fffffff0" }}\n'


def png_of_size(width: int, height: int) -> bytes:
    """A small file that claims to be a large picture, and unpacks to one."""
    rows = zlib.compress(b"\0" * ((width * 3 + 1) * height), 9) if width * height < 5e7 else zlib.compress(b"\0" * 1000)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


TOML: dict[str, tuple[str, str]] = {
    "path outside": (LOGO.format("../secret.svg"), "defaults.logo.file"),
    "path from the root": (LOGO.format("/etc/passwd"), "defaults.logo.file"),
    "drive": (LOGO.format("C:/secret.svg"), "defaults.logo.file"),
    "backslash": ("[defaults]\nlogo = { file = '..\\secret.svg' }\n", "defaults.logo.file"),
    "address": (PHOTO.format("https://evil.example/x.png"), "background.picture.file"),
    "address without scheme": (PHOTO.format("//evil.example/x.png"), "background.picture.file"),
    "file address": (PHOTO.format("file:///etc/passwd"), "background.picture.file"),
    "art outside": ('[art]\nfolder = "../.."\n', "art.folder"),
    "nothing there": (LOGO.format("none.svg"), "defaults.logo.file"),
    "no number": ('[chart]\ngrid = "two"\n', "chart.grid"),
    "not a number": ("[chart]\ngrid = nan\n", "chart.grid"),
    "a number without end": ("[chart]\naxis = inf\n", "chart.axis"),
    "a huge number": (f"[chart]\ntick = {'9' * 5000}\n", "theme.toml"),
    "a truth for a number": ("[chart]\ntick = true\n", "chart.tick"),
    "below nothing": ("[panel]\nradius = -1\n", "panel.radius"),
    "a colour of numbers": ("[colour]\nink = [1, 2, 3]\n", "colour.ink"),
    "no colour": ('[colour]\nink = "red; import os"\n', "colour.ink"),
    "itself": ('extends = "{name}"\n', "extends"),
    "no theme": ('extends = "../../themes/papier"\n', "extends"),
    "found keys": ('art-folders = ["/etc"]\n', "art-folders"),
    "other found keys": ('logo-file = "/etc/passwd"\n', "logo-file"),
    "deep lists": (f"x = {'[' * 50_000}", "theme.toml"),
    "deep tables": (f"[{'.'.join('a' * 2_000)}]\n", "theme.toml"),
    "a key without end": (f"{'a.' * 20_000}a = 1\n", "theme.toml"),
    "a key without end, beside quotes": ("x = { a = '''it's''', " + '"#".' * 9_000 + "b = 'y' }\n", "theme.toml"),
    "many spaces": (f'text = """\n{" " * 50_000}\n"""\n', "text"),
    "an escape in a key": ('"\\u001b[31mred\\nfoo" = 1\n', "[31mred"),
    "an escape in a text": ('summary = "\\u001b[31m"\n', "summary"),
    "a text that turns": ('licence = "\\u202e"\n', "licence"),
    "a line break in a hashtag": ('[defaults]\nhashtag = "a\\nb"\n', "defaults.hashtag"),
    "a key twice": ('[colour]\npaper = "#fff"\npaper = "#000"', "theme.toml:3: found no TOML"),
    "no families": ("[fonts.title]\nfamilies = []\n", "expected a list with something in it"),
    "many keys": ("".join(f"k{i} = 1\n" for i in range(15_000)), "theme.toml"),
    "too large": ("#" * 1_000_000, "theme.toml"),
    "many layers": ("[backdrop]\nscene = { layers = [" + '"grain",' * 9_000 + "] }\n", "backdrop.scene.layers"),
}


def told(theme: Path) -> str:
    """What is said of a theme that can't be used; it must not take long, nor much memory."""
    before, errors = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, list[pytest.ExceptionInfo[InputError]]()

    def refused() -> None:
        with pytest.raises(InputError) as error:
            imggen.render({"mastodon": 5876, "x": 5832}, date="2023-09-04", theme=theme, card="duel").encode("png")
        errors.append(error)

    assert cpu_seconds(refused, 1) < 1
    error = errors[-1]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 700
    return str(error.value)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """What is imported once is not the theme's doing."""
    imggen.render({"mastodon": 5876, "x": 5832}, date="2023-09-04", card="duel").encode("png")


@pytest.mark.parametrize("name", TOML)
def test_a_hostile_file_is_one_error_that_names_the_key(tmp_path: Path, name: str) -> None:
    text, key = TOML[name]
    folder = make(tmp_path / "town", text.replace("{name}", "town"))
    (tmp_path / "secret.svg").write_text(SQUARE)
    said = told(folder)
    assert key in said
    if "." in key and key != "theme.toml" and " " not in key:
        line = line_of((folder / "theme.toml").read_text(), tuple(key.split(".")))
        assert f"theme.toml:{line} {key}" in said


ZIGZAG = "M0 0" + "".join(f"L{7 * i % 100} {61 * i % 100}" for i in range(15_000))
ARCS = "M50 50" + "a1 1 0 0 1 1 1a1 1 0 0 1 -1 -1" * 6_000
FILES: dict[str, tuple[str, dict[str, str | bytes], str]] = {
    "script": ("", {"art/pose-top.svg": SVG.format("<script/>")}, "town/art/pose-top.svg"),
    "outside picture": ("", {"art/pose-top.svg": SVG.format('<image href="file:///etc/passwd"/>')}, "pose-top.svg"),
    "large file": ("", {"art/pose-top.svg": SVG.format(" " * 1_100_000)}, "pose-top.svg"),
    "laughs": ("", {"art/pose-top.svg": '<!DOCTYPE s [<!ENTITY a "ha">]><svg/>'}, "pose-top.svg"),
    "million nodes": ("", {"art/pose-top.svg": '<svg viewBox="0 0 1 1">' + "<g/>" * 249_000 + "</svg>"}, "pose-top.svg"),
    "to and fro": ("", {"art/pose-top.svg": SVG.format(f'<path d="{ZIGZAG}" stroke="#123"/>')}, "town/art/pose-top.svg"),
    "many points": ("", {"art/pose-top.svg": SVG.format(f'<path d="{ZIGZAG * 2}"/>')}, "town/art/pose-top.svg"),
    "logo of arcs": (LOGO.format("l.svg"), {"l.svg": SVG.format(f'<path d="{ARCS}"/>')}, "l.svg"),
    "unknown token": ("", {"art/pose-top.svg": SVG.format('<path d="M0 0H9V9Z" data-fill="zz"/>')}, "pose-top"),
    "logo with a script": (LOGO.format("l.svg"), {"l.svg": SVG.format("<script/>")}, "l.svg"),
    "logo that is none": (LOGO.format("l.svg"), {"l.svg": b"\0\1\2"}, "l.svg"),
    "bomb": (PHOTO.format("p.png"), {"p.png": png_of_size(60_000, 60_000)}, "p.png"),
    "large picture": (PHOTO.format("p.png"), {"p.png": png_of_size(5_000, 5_000)}, "p.png"),
    "no picture": (PHOTO.format("p.png"), {"p.png": b"GIF89a" + b"\xff" * 99}, "p.png"),
    "cut picture": (PHOTO.format("p.png"), {"p.png": picture()[:200]}, "p.png"),
    "empty font": ("", {"fonts/a.ttf": b""}, "a.ttf"),
    "font of noise": ("", {"fonts/a.otf": bytes(range(256)) * 50}, "a.otf"),
    "font that claims tables": ("", {"fonts/a.ttf": b"\0\1\0\0" + b"\xff" * 64}, "a.ttf"),
    "collection without end": ("", {"fonts/a.ttc": b"ttcf\0\1\0\0\xff\xff\xff\xff"}, "a.ttc"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_beside_it_is_one_error_that_names_the_file(tmp_path: Path, name: str) -> None:
    toml, files, said = FILES[name]
    assert said in told(make(tmp_path / "town", toml, files))


@pytest.mark.parametrize("name", [*FILES, "path outside", "art outside", "many keys", "a key without end"])
def test_a_hostile_theme_is_checked_at_once(tmp_path: Path, name: str) -> None:
    """No card is drawn to say that a file can't be used."""
    toml, files = FILES[name][:2] if name in FILES else (TOML[name][0], {})
    theme, drawn = make(tmp_path / "town", toml, files), list[object]()

    reports = []

    def checked() -> None:
        reports.append(check_theme(theme, tell=lambda: drawn.append(None)))

    seconds = cpu_seconds(checked, 1)
    if name != "unknown token":  # which is no danger: all the rest is checked too
        assert not drawn
        assert seconds < 1
    assert all(finding.expected and not finding.expected.startswith("give") for finding in reports[-1].findings)
    assert reports[-1].findings


def test_what_a_check_tells_moves_no_cursor(tmp_path: Path) -> None:
    (finding,) = check_theme(make(tmp_path / "town", TOML["an escape in a key"][0])).findings
    assert str(finding).isprintable()


def test_too_many_files_are_told_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"art/{number}.txt": "" for number in range(501)}
    (finding,) = check_theme(make(tmp_path / "town", "", files)).findings
    assert "at most 500 files" in str(finding)


def test_many_names_that_no_card_asks_for_are_told_in_no_time(tmp_path: Path) -> None:
    theme = make(tmp_path / "town", "[colour]\n" + "".join(f'inkpaper{number} = "#123"\n' for number in range(8_000)))
    assert cpu_seconds(lambda: check_theme(theme), 1) < 1
    assert "40 faults or more" in str(check_theme(theme).findings[-1])


def test_a_file_that_windows_wrote_is_read(tmp_path: Path) -> None:
    assert load_theme(make(tmp_path / "town", '\ufeffsummary = "Blue"\r\n')).summary == "Blue"


def test_a_file_in_a_zip_is_named_with_the_zip(tmp_path: Path) -> None:
    files = {"theme.toml": "", "art/pose-top.svg": SVG.format("<script/>")}
    assert "town.zip/art/pose-top.svg" in told(zipped(tmp_path / "town.zip", files))
    assert load_theme(zipped(tmp_path / "plain.zip", {"theme.toml": ""})).name == "plain"


@pytest.mark.parametrize("where", ["logo.svg", "art/pose-top.svg", "fonts/a.ttf"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, where: str) -> None:
    (tmp_path / "secret").write_text(SQUARE)
    folder = make(tmp_path / "town", LOGO.format("logo.svg") if where == "logo.svg" else "")
    (folder / where).parent.mkdir(exist_ok=True)
    (folder / where).symlink_to(tmp_path / "secret")
    assert "no link out of it" in told(folder)


def test_themes_that_extend_each_other_are_told_apart_from_a_chain(tmp_path: Path) -> None:
    make(tmp_path / "hen", 'extends = "egg"\n')
    make(tmp_path / "egg", 'extends = "hen"\n')
    assert "hen > egg > hen" in told(tmp_path / "hen")
    for number in range(12):
        make(tmp_path / f"n{number}", f'extends = "n{number + 1}"\n')
    assert "more than 8 themes that extend each other" in told(tmp_path / "n0")


def linked(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("theme.toml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return path


def nested(path: Path) -> Path:
    """A small zip that unpacks to 300 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("theme.toml", "")
        for number in range(5):
            archive.writestr(f"{number}.txt", b"\0" * 60_000_000)
    return path


def lying(path: Path) -> Path:
    """A zip whose directory says that a large file is small."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("theme.toml", b"#" * 5_000_000)
    path.write_bytes(file.getvalue().replace(struct.pack("<I", 5_000_000), struct.pack("<I", 50)))
    return path


ZIPS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "out": (lambda path: zipped(path, {"theme.toml": "", "../../evil.toml": "x"}), "evil.toml"),
    "from the root": (lambda path: zipped(path, {"/etc/evil.toml": "x"}), "evil.toml"),
    "backslash": (lambda path: zipped(path, {"..\\evil.toml": "x"}), "evil.toml"),
    "drive": (lambda path: zipped(path, {"C:evil.toml": "x"}), "evil.toml"),
    "link": (linked, "theme.toml"),
    "bomb": (nested, "MB"),
    "lie": (lying, "town.zip"),
    "many": (lambda path: zipped(path, {f"{number}.txt": "" for number in range(2_000)}), "2000 files"),
    "two themes": (lambda path: zipped(path, {"a/theme.toml": "", "b/theme.toml": ""}), "2 themes"),
    "two of a name": (lambda path: zipped(path, {"theme.toml": "", "Theme.toml": ""}), "two files of that name"),
    "no theme": (lambda path: zipped(path, {"readme.txt": ""}), "theme.toml"),
    "no zip": (lambda path: path.write_bytes(b"PK\3\4nothing") and path, "town.zip"),  # type: ignore[dict-item, return-value]
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_hostile_zip_is_one_error_and_leaves_nothing_elsewhere(tmp_path: Path, name: str) -> None:
    maker, said = ZIPS[name]
    (tmp_path / "in").mkdir()
    path = maker(tmp_path / "in" / "town.zip")
    assert said in told(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["in"]
    assert [entry.name for entry in (tmp_path / "in").iterdir()] == ["town.zip"]


# Anything at all


def as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {as_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return '"' + "".join(c if c.isalnum() or c in " #./-:_" else "-" for c in value) + '"' if isinstance(value, str) else str(value)


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.just("#123456") | st.booleans() | NUMBERS | st.text(max_size=12)
NAMES = st.sampled_from(["landscape", "file", "colour", "font", "start"])
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=5)
KEYS = (
    "name extends credit colour.ink colour.paper fonts.title type.title type-limits.smallest title.words shape.bar-gap panel.radius "
    "frame.stroke wobble.reach wobble.step backdrop.scene backdrop.confetti background.gradient chart.grid-dash chart.halo art.folder "
    "art.speaks.top defaults.logo defaults.tone defaults.locked font-files.x abstract nonsense"
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(st.dictionaries(st.sampled_from(KEYS.split()), VALUES, max_size=3))
def test_any_file_is_a_theme_or_one_clear_error(tmp_path: Path, said: dict[str, Any]) -> None:
    text = "".join(f"{key} = {as_toml(value)}\n" for key, value in said.items())
    folder = make(tmp_path / "any", text)

    def loaded() -> None:
        try:
            load_theme(folder)
        except InputError as error:
            assert "\n" not in str(error)
            assert "theme.toml" in str(error)

    assert cpu_seconds(loaded, 1) < 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_no_zip(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.zip"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"any\.zip"):
        load_theme(path)
