"""Chinese and Japanese: what imggen says is in the base install, what users write is in `imggen[cjk]`, each in its region's shapes."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from imggen.assets import folder
from imggen.text.face import FontFile
from imggen.text.fonts import FontSet, vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

CUT = runpy.run_path(str(folder("fonts") / "cut_cjk.py"))
STYLE = TextStyle(("Source Sans 3",), 700, 40.0)
FOLDER = folder("fonts") / "noto-cjk"


@pytest.mark.parametrize("face", CUT["FACES"], ids=lambda face: face.language)
def test_the_base_install_has_every_character_that_imggen_says(face):
    lacking = CUT["characters"](face) - set(map(chr, FontFile(FOLDER / face.name).coverage))
    assert not lacking, f"{''.join(sorted(lacking))}: run python fonts/cut_cjk.py, with imggen[cjk] installed"


def test_the_cut_faces_are_named_in_the_right_order():
    family = vendored().family("Noto Sans CJK Messages")
    assert [file.path.name for file in family.files] == [face.name for face in CUT["FACES"]]
    assert [family.face(700, language).file.path.name for language in ("ja", "zh-Hans", "fr")] == [CUT["FACES"][n].name for n in (0, 1, 0)]


def test_what_a_region_lacks_comes_from_the_other():
    ruler = Ruler(vendored(), language="zh-Hans")
    assert ruler.set("マストドン", STYLE).glyphs
    assert ruler.degraded == ()


def test_a_shared_character_has_the_shape_of_its_region():
    japanese, chinese = (Ruler(vendored(), language=language).set("百", STYLE).glyphs for language in ("ja", "zh-Hans"))
    assert japanese[0].outline is not chinese[0].outline


REGIONS = ("JP", "KR", "SC", "TC", "HK")


@pytest.fixture
def with_cjk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FontSet:
    """The families as they are when the package of `imggen[cjk]` is installed: a collection with a face a region."""
    package = tmp_path / "manimgx_fonts_cjk"
    package.mkdir()
    (package / "__init__.py").touch()
    collection = TTCollection()
    for region in REGIONS:
        font = TTFont(FOLDER / CUT["FACES"][0].name)
        for number in (1, 16):
            font["name"].setName(f"Region {region}", number, 3, 1, 0x409)
        collection.fonts.append(font)
    collection.save(package / "NotoSansCJK-VF.otf.ttc")
    monkeypatch.syspath_prepend(tmp_path)
    return vendored.__wrapped__()


@pytest.mark.parametrize(
    ("language", "region"),
    [("ja", "JP"), ("ko", "KR"), ("zh-Hans", "SC"), ("zh", "SC"), ("zh-Hant", "TC"), ("zh-TW", "TC"), ("zh-HK", "HK"), ("fr", "JP")],
)
def test_the_whole_fonts_come_first_each_language_in_its_regions_face(with_cjk, language, region):
    face = with_cjk.chain(("Inter",), 700, language).face("日")
    assert face is not None
    assert face.file.family == f"Region {region}"


@pytest.mark.parametrize(("language", "region"), [("ja", "JP"), ("zh-Hans", "SC"), ("zh-Hant-TW", "TC"), ("en", "JP")])
def test_a_collection_of_ones_own_gives_each_language_its_region_too(tmp_path, language, region):
    collection = TTCollection()
    for name in REGIONS:
        font = TTFont(FOLDER / CUT["FACES"][0].name)
        for number in (1, 16):
            font["name"].setName(f"My Sans CJK {name}", number, 3, 1, 0x409)
        collection.fonts.append(font)
    collection.save(tmp_path / "mine.ttc")
    face = vendored().with_folder(tmp_path).chain(("Inter",), 700, language).face("日")
    assert face is not None
    assert face.file.family == f"My Sans CJK {region}"


def test_without_them_what_is_missing_is_said_with_the_package_that_has_it():
    ruler = Ruler(vendored(), language="ja")
    ruler.set("驫", STYLE)
    assert "pip install 'imggen[cjk]'" in str(*ruler.degraded)
