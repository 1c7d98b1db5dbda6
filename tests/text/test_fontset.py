"""The vendored families, and what strangers' font files do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from imggen.assets import folder
from imggen.errors import InputError
from imggen.text.face import FontFile
from imggen.text.fonts import FontSet, vendored
from imggen.text.inspection import inspect
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

FONTS = folder("fonts")
FILES = sorted(FONTS.glob("*/*.ttf"))
ATKINSON = FONTS / "atkinson" / "AtkinsonHyperlegibleNext-Medium.ttf"


def families() -> list[str]:
    return [family.name for family in vendored().families.values()]


def test_the_vendored_fonts_are_under_nine_megabytes_and_each_has_its_licence():
    assert sum(file.stat().st_size for file in FILES) < 9_000_000
    assert all((file.parent / "OFL.txt").is_file() for file in FILES)


def test_every_vendored_file_is_in_fonts_toml_and_the_other_way_round():
    named = {file.path for family in vendored().families.values() for cut in family.cuts for file in cut.files if not file.package}
    assert named == set(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vendored_file_passes_the_inspection_of_strangers(file):
    assert inspect(file).faces == 1


@pytest.mark.parametrize("family", vendored().families.values(), ids=lambda family: family.name)
def test_variable_families_stay_within_their_axes(family):
    for cut in family.cuts:
        file = cut.files[0]
        if cut.lightest != cut.heaviest and file.place:
            assert file.axes["wght"] == (cut.lightest, cut.heaviest)
            assert all(file.axes["opsz"][0] <= size <= file.axes["opsz"][1] for _, size in family.optical)


@pytest.mark.parametrize("file", sorted((FONTS / "noto").glob("*.ttf")), ids=lambda file: file.stem)
def test_no_character_is_lost_to_the_ranges_that_a_family_is_asked_for(file):
    chain = vendored().chain(("Inter",), 400)
    assert [hex(code) for code in FontFile(file).coverage if code >= 0x20 and not chain.draws(chr(code))] == []


def test_nothing_is_opened_before_it_is_needed():
    code = (
        "from imggen.text.ruler import Ruler; from imggen.text.fonts import vendored; from imggen.text.style import TextStyle; import sys\n"
        "fonts = vendored(); ruler = Ruler(fonts)\n"
        "opened = lambda: [f.path.name for y in fonts.families.values() for c in y.cuts for f in c.files if 'opened' in vars(f)]\n"
        "assert opened() == [], opened()\n"
        "ruler.set('Le Mastodonte n’est plus sous X\\u202f! 5\\u202f876', TextStyle(('Source Sans 3',), 700, 40))\n"
        "assert opened() == ['SourceSans3-Bold.ttf'], opened()\n"
        "heavy = {'regex', 'icu4py', 'fontTools', 'numpy', 'PIL', 'matplotlib'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("family", "wanted", "found"),
    [
        ("Source Sans 3", 500, "Source Sans 3 600"),
        ("Source Sans 3", 900, "Source Sans 3 700"),
        ("Source Serif 4", 400, "Source Serif 4 700"),
        ("Grandstander", 700, "Grandstander 800"),
        ("Bricolage Grotesque", 650, "Bricolage Grotesque 650"),
        ("Bricolage Grotesque", 900, "Bricolage Grotesque 800"),
    ],
)
def test_a_missing_weight_is_the_nearest_one(family, wanted, found):
    assert vendored().family(family).face(wanted).name == found


def test_only_a_face_that_is_far_too_light_is_thickened():
    math, serif = vendored().family("Noto Sans Math"), vendored().family("Source Sans 3")
    assert math.face(800).advance(0x1D54F) > math.face(400).advance(0x1D54F)
    assert serif.face(800).advance(ord("X")) == serif.face(700).advance(ord("X"))


def test_an_unknown_family_is_refused_with_the_nearest_name():
    with pytest.raises(InputError, match="did you mean Source Sans 3"):
        vendored().chain(("Source Sans",), 400)


def test_a_language_gets_its_own_face_of_a_collection():
    family = vendored().family("Noto Sans CJK")
    indexes = [family.face(400, language).file.index for language in ("ja", "ko", "zh", "zh-Hant", "zh-Hant-HK", "zh-HK", "fr")]
    assert indexes == [0, 1, 2, 3, 3, 4, 0]


class TestFolders:
    """Fonts of a theme or of --font-path."""

    def test_a_folder_adds_its_families_and_goes_before_vendored_ones(self, tmp_path):
        shutil.copy(ATKINSON, tmp_path / "mine.ttf")
        fonts = vendored().with_folder(tmp_path)
        family = fonts.family("Atkinson Hyperlegible Next")
        assert family.cuts[0].files[0].path == tmp_path / "mine.ttf"
        assert fonts.own == (family.name,)
        assert "mine.ttf" not in str(vendored().families)

    def test_a_folders_family_helps_out_where_the_vendored_ones_end(self, tmp_path):
        (tmp_path / "runes.ttf").write_bytes(_subset("DejaVu Sans", "ⵣ"))
        ruler = Ruler(vendored().with_folder(tmp_path))
        assert ruler.set("ⵣ", TextStyle(("Inter",), 400, 20)).glyphs[0].face.startswith("DejaVu Sans 400")

    def test_a_folder_is_looked_at_again_only_when_its_files_change(self, tmp_path):
        shutil.copy(ATKINSON, tmp_path / "mine.ttf")
        before = vendored().with_folder(tmp_path)
        assert vendored().with_folder(tmp_path) is before
        shutil.copy(ATKINSON.with_name("AtkinsonHyperlegibleNext-ExtraBold.ttf"), tmp_path / "bold.ttf")
        after = vendored().with_folder(tmp_path)
        assert [cut.heaviest for cut in after.family("Atkinson Hyperlegible Next").cuts] == [800, 500]

    def test_one_file_will_do(self):
        assert vendored().with_folder(ATKINSON).own == ("Atkinson Hyperlegible Next",)

    def test_a_colour_font_draws_emoji_before_the_vendored_one(self, tmp_path):
        shutil.copy(FONTS / "noto-emoji" / "NotoColorEmoji-core.ttf", tmp_path)
        fonts = vendored().with_folder(tmp_path)
        assert fonts.emoji == ("Noto Color Emoji",)
        assert fonts.family("Noto Color Emoji").cuts[0].files[0].path.parent == tmp_path

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0\1\0\0",
            b"not a font at all",
            b"ttcf\0\1\0\0\0\0\0\0",
            b"ttcf\0\1\0\0\xff\xff\xff\xff",
            b"ttcf\0\1\0\0\0\0\0\1\xff\xff\xff\xff",
            b"wOF2" + bytes(60),
            ATKINSON.read_bytes()[:20_000],
            ATKINSON.read_bytes()[:1000],
            ATKINSON.read_bytes().replace(b"glyf", b"gone", 1),
            ATKINSON.read_bytes()[:500] + bytes(45_400),
        ],
        ids=["empty", "head only", "text", "no faces", "many faces", "far face", "woff2", "cut", "cut short", "no outlines", "zeroed"],
    )
    def test_a_broken_font_is_refused_in_one_line_that_names_it(self, tmp_path, content):
        (tmp_path / "evil.ttf").write_bytes(content)
        with pytest.raises(InputError, match=r"evil\.ttf") as refused:
            vendored().with_folder(tmp_path)
        assert "\n" not in str(refused.value)

    def test_a_folder_that_is_missing_or_empty_is_refused(self, tmp_path):
        with pytest.raises(InputError, match="can't be read"):
            vendored().with_folder(tmp_path / "none")
        with pytest.raises(InputError, match="no font file"):
            vendored().with_folder(tmp_path)

    @given(places=st.lists(st.tuples(st.integers(0, 45_899), st.integers(0, 255)), max_size=40))
    def test_damaged_bytes_are_refused_or_drawn_never_a_crash(self, tmp_path_factory, places):
        data = bytearray(ATKINSON.read_bytes())
        for place, value in places:
            data[place] = value
        path = tmp_path_factory.mktemp("fonts") / "odd.ttf"
        path.write_bytes(data)
        try:
            fonts: FontSet = vendored().with_folder(path)
        except InputError:
            return
        line = Ruler(fonts).set("Hamburg 5\u202f876", TextStyle((*fonts.own, "Inter"), 400, 20))
        assert all(glyph.number for glyph in line.glyphs)


def _subset(family: str, letters: str) -> bytes:
    file: FontFile = vendored().family(family).face(400).file
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, letters))
    return bytes(hb.subset(file.opened, wanted).blob.data)


def test_the_tests_know_where_the_fonts_are():
    assert Path(FONTS).is_dir()
    assert len(FILES) > 20
    assert "Inter" in families()
