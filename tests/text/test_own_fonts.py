"""Font files from strangers: ttf, otf, ttc and woff2 are used, whatever is broken or hostile is refused in one line that names it."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import brotli
import pytest
import uharfbuzz as hb
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given
from hypothesis import strategies as st

from imggen.assets import folder
from imggen.errors import InputError
from imggen.text.fonts import vendored
from imggen.text.inspection import inspect
from imggen.text.listing import listed
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

FONTS = folder("fonts")
ATKINSON = FONTS / "atkinson" / "AtkinsonHyperlegibleNext-Medium.ttf"
WORDS = "Hamburg 5\u202f876 שלום العربية 年月日 😀 fi"


def subset(path: Path, letters: str) -> bytes:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, letters))
    wanted.name_id_set.update(range(26))
    return bytes(hb.subset(hb.Face(hb.Blob.from_file_path(str(path))), wanted).blob.data)


def packed(data: bytes) -> bytes:
    target = BytesIO()
    with TTFont(BytesIO(data)) as font:
        font.flavor = "woff2"
        font.save(target)
    return target.getvalue()


PLAIN = ATKINSON.read_bytes()
_BOMB = brotli.compress(bytes(50_000_000), quality=1)
SORTS = {
    "ttf": PLAIN,
    "variable": (FONTS / "noto" / "NotoSansHebrew[wght].ttf").read_bytes(),
    "joined": subset(FONTS / "noto" / "NotoSansArabic[wght].ttf", "العربية"),
    "cff2": subset(FONTS / "noto-cjk" / "NotoSansSC-Messages[wght].ttf", "年月日"),
    "colour": subset(FONTS / "noto-emoji" / "NotoColorEmoji-core.ttf", "😀🌈"),
    "woff2": packed(PLAIN),
}


def drawn(path: Path) -> Ruler:
    """Words set with the families of one file."""
    fonts = vendored().with_folder(path)
    vendored()._enlarged.clear()
    ruler = Ruler(fonts)
    line = ruler.set(WORDS, TextStyle((*fonts.own, "Inter"), 700, 40))
    assert all(glyph.number for glyph in line.glyphs)
    assert all(picture.width * picture.height < 5_000_000 for picture, _ in line.pictures)
    return ruler


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        drawn(path)
    told = str(refused.value)
    assert path.name in told
    assert "\n" not in told
    return told


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_of_font_is_used(tmp_path, sort):
    path = tmp_path / f"mine.{sort}"
    path.write_bytes(SORTS[sort])
    fonts = vendored().with_folder(path)
    (name,) = fonts.own or fonts.emoji[:1]
    assert fonts.family(name).files[0].path == path
    assert listed(fonts.family(name)).licence == "OFL-1.1"
    assert drawn(path).degraded == ()


def test_a_woff2_font_is_the_font_that_was_packed(tmp_path):
    path = tmp_path / "mine.woff2"
    path.write_bytes(SORTS["woff2"])
    with TTFont(BytesIO(inspect(path).data)) as font, TTFont(ATKINSON) as original:
        assert font.getBestCmap() == original.getBestCmap()
        assert font["glyf"]["A"] == original["glyf"]["A"]


def test_a_collection_has_a_family_for_each_of_its_names(tmp_path):
    collection = TTCollection()
    collection.fonts = [TTFont(ATKINSON), TTFont(FONTS / "source-serif" / "SourceSerif4-Bold.ttf")]
    collection.save(tmp_path / "both.ttc")
    assert vendored().with_folder(tmp_path).own == ("Atkinson Hyperlegible Next", "Source Serif 4")


class TestHostile:
    """Files that were made to do harm."""

    def test_a_woff_of_the_first_kind_is_refused_with_what_to_do(self, tmp_path):
        (tmp_path / "old.woff").write_bytes(b"wOFF" + bytes(60))
        assert "give it as woff2" in refusal(tmp_path / "old.woff")

    def test_a_woff2_bomb_is_not_unpacked(self, tmp_path):
        (tmp_path / "bomb.woff2").write_bytes(_woff2(claimed=1000, stream=_BOMB))
        assert "another size than it says" in refusal(tmp_path / "bomb.woff2")

    def test_a_woff2_that_would_be_too_large_is_told_how_to_be_unpacked(self, tmp_path):
        (tmp_path / "large.woff2").write_bytes(_woff2(claimed=30_000_000, stream=_BOMB))
        assert "fonttools ttLib.woff2 decompress large.woff2" in refusal(tmp_path / "large.woff2")

    def test_a_bomb_in_the_metadata_is_not_even_looked_at(self, tmp_path):
        data, bomb = bytearray(SORTS["woff2"]), _BOMB
        struct.pack_into(">III", data, 28, len(data), len(bomb), 50_000_000)
        struct.pack_into(">I", data, 8, len(data) + len(bomb))
        (tmp_path / "bomb.woff2").write_bytes(data + bomb)
        assert drawn(tmp_path / "bomb.woff2").degraded == ()

    def test_a_woff2_that_counts_with_endless_numbers_is_refused(self, tmp_path):
        (tmp_path / "odd.woff2").write_bytes(_woff2(claimed=0, stream=b"", table=b"\x80\x80\x80\x80\x80\x80"))
        assert "list of tables" in refusal(tmp_path / "odd.woff2")

    def test_a_file_that_is_far_too_large_is_not_read(self, tmp_path):
        with (tmp_path / "huge.ttf").open("wb") as file:
            file.truncate(65 * 2**20)
        assert "larger than 64 MB" in refusal(tmp_path / "huge.ttf")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
    def test_a_named_pipe_is_refused_and_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.ttf")
        assert "it is no regular file" in refusal(tmp_path / "pipe.ttf")
        with pytest.raises(InputError, match="it is no regular file"):
            drawn(tmp_path)

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices")
    def test_a_link_to_a_device_is_refused_and_not_read(self, tmp_path):
        (tmp_path / "zero.ttf").symlink_to("/dev/zero")
        assert "it is no regular file" in refusal(tmp_path / "zero.ttf")

    @pytest.mark.skipif(not Path("/proc/self/pagemap").exists(), reason="there are no files that tell no size")
    def test_a_file_without_end_that_tells_no_size_is_refused(self, tmp_path):
        (tmp_path / "odd.ttf").symlink_to("/proc/self/pagemap")
        assert "larger than 64 MB" in refusal(tmp_path / "odd.ttf")

    def test_a_link_to_a_font_is_the_font(self, tmp_path):
        (tmp_path / "link.ttf").symlink_to(ATKINSON)
        assert drawn(tmp_path).degraded == ()

    def test_a_folder_of_too_much_is_not_read(self, tmp_path):
        for name in "ab":
            with (tmp_path / f"{name}.ttf").open("wb") as file:
                file.truncate(60 * 2**20)
        with pytest.raises(InputError, match="120 MB of fonts"):
            vendored().with_folder(tmp_path)

    def test_a_glyph_without_end_is_refused_when_it_is_drawn(self, tmp_path):
        _font(tmp_path / "long.ttf", _zigzag(30_000))
        assert "endless" in refusal(tmp_path / "long.ttf")

    def test_a_font_that_makes_a_crowd_of_a_letter_is_refused(self, tmp_path):
        _font(tmp_path / "crowd.ttf", _zigzag(10), "feature liga { sub A by " + "A " * 60 + "; } liga;")
        assert "far too much" in refusal(tmp_path / "crowd.ttf")

    def test_letters_that_are_long_together_are_refused(self, tmp_path):
        _font(tmp_path / "many.ttf", _zigzag(15_000), "feature liga { sub A by " + "A " * 15 + "; } liga;")
        assert "far too much" in refusal(tmp_path / "many.ttf")

    def test_an_emoji_that_claims_the_whole_wall_is_painted_small(self, tmp_path):
        with TTFont(BytesIO(SORTS["colour"])) as font:
            for clip in font["COLR"].table.ClipList.clips.values():
                clip.xMin, clip.yMin, clip.xMax, clip.yMax = 30_000, -32_000, -32_000, 32_000
            font.save(tmp_path / "wall.ttf")
        drawn(tmp_path / "wall.ttf")


def _woff2(claimed: int, stream: bytes, table: bytes | None = None) -> bytes:
    """A woff2 file of one table that isn't transformed, which claims to be so long."""
    digits = [claimed >> 7 * place & 127 | (128 if place else 0) for place in range(4, -1, -1)]
    while len(digits) > 1 and digits[0] == 128:
        digits = digits[1:]
    entry = bytes([0]) + bytes(digits) if table is None else bytes([0]) + table
    length = 48 + len(entry) + len(stream)
    head = struct.pack(">4s4sIHHIIHHIIIII", b"wOF2", b"\0\1\0\0", length, 1, 0, claimed, len(stream), 1, 0, 0, 0, 0, 0, 0)
    return head + entry + stream


def _zigzag(points: int) -> list[tuple[int, int]]:
    return [(place % 1000, 700 * (place % 2)) for place in range(points)]


def _font(path: Path, points: list[tuple[int, int]], features: str = "") -> None:
    """A font with one letter for all words of the test, drawn along these points."""
    pen = TTGlyphPen(None)
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap(dict.fromkeys(map(ord, "Hambur"), "A"))
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "A": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Hostile", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    builder.save(path)


@pytest.mark.parametrize("sort", SORTS)
@given(seed=st.integers(0, 2**32))
def test_damaged_fonts_are_refused_or_drawn_with_never_a_crash(tmp_path_factory, sort, seed):
    path = tmp_path_factory.mktemp("fonts") / "odd.ttf"
    path.write_bytes(damaged(SORTS[sort], random.Random(seed)))
    try:
        drawn(path)
    except InputError as refused:
        assert "odd.ttf" in str(refused)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """A file cut short, or with bits, bytes and words of it overwritten, half of them where its tables are listed."""
    if dice.random() < 0.15:
        return data[: dice.randrange(len(data))]
    odd = bytearray(data)
    for _ in range(dice.choice((1, 2, 5, 20, 60))):
        at = dice.randrange(len(odd) - 4 if dice.random() < 0.5 else 1500)
        match dice.randrange(4):
            case 0:
                odd[at] ^= 1 << dice.randrange(8)
            case 1:
                odd[at] = dice.randrange(256)
            case 2:
                odd[at : at + 2] = b"\xff\xff"
            case _:
                odd[at : at + 4] = bytes(4)
    return bytes(odd)


STATUS = Path("/proc/self/status")
_COST = """
import sys, time
from pathlib import Path
from imggen.errors import InputError
from imggen.text.fonts import vendored

begun = time.process_time()
try:
    vendored().with_folder(Path(sys.argv[1]))
except InputError:
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(time.process_time() - begun, peak.split()[1])
"""


@pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process is read from /proc")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("large.ttf", PLAIN[:2000] + bytes(63 * 2**20)),
        ("large.woff2", _woff2(claimed=24_000_000, stream=brotli.compress(bytes(24_000_000), quality=1))),
    ],
    ids=["ttf", "woff2"],
)
def test_a_broken_font_costs_no_work_without_end_and_less_than_200_megabytes(tmp_path, name, data):
    """In a process of its own, as large as it may be, and not a font: CPU seconds and kibibytes."""
    (tmp_path / name).write_bytes(data)
    ran = subprocess.run([sys.executable, "-c", _COST, str(tmp_path / name)], capture_output=True, text=True, check=True)
    seconds, peak = map(float, ran.stdout.split())
    assert seconds < 3
    assert peak < 200 * 1024
