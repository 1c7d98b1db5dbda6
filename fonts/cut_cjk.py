"""Cut the Japanese and the Chinese face of the base install anew: `python fonts/cut_cjk.py`, after the messages have changed.

It needs the whole fonts, `pip install 'imggen[cjk]'`, and writes what imggen itself says in these languages, and what Japanese and
Chinese sentences are made of besides: kana, numerals, the words of dates, punctuation. `tests/text/test_cjk.py` says when to run it.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "fonts" / "noto-cjk"
MESSAGES = ROOT / "imggen" / "wording" / "messages"
_PUNCTUATION = "、。・「」『』【】〈〉《》〔〕〜ー々〇〻" + "".join(map(chr, range(0xFF01, 0xFF5F)))
_NUMERALS = "〇一二三四五六七八九十百千年月日時分秒曜火水木金土週"
_KANA = "".join(map(chr, (*range(0x3041, 0x3097), *range(0x309B, 0x30A0), *range(0x30A1, 0x3100))))
_UPRIGHT = ("VORG", "VVAR", "vhea", "vmtx", "BASE", "DSIG")
"""Tables for text that runs from top to bottom, and a signature that the cut breaks."""
_FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk", "calt")
_NAMES = range(26)
"""What the font says of itself, its copyright and licence too."""
_LIGHTEST, _HEAVIEST = 400, 900


class Face(NamedTuple):
    """A file to be cut: the language whose messages it has, its place in the collection, and what it has besides."""

    name: str
    language: str
    index: int
    more: str


FACES = (
    Face("NotoSansJP-Messages[wght].ttf", "ja", 0, _PUNCTUATION + _NUMERALS + "万億兆" + _KANA),
    Face("NotoSansSC-Messages[wght].ttf", "zh-Hans", 2, _PUNCTUATION + _NUMERALS + "万亿兆时周星期天"),
)


def characters(face: Face) -> set[str]:
    """The Chinese, Japanese and full-width characters that a face has to have."""
    file = MESSAGES / f"{face.language}.toml"
    tables = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    said = _strings({name: table for name, table in tables.items() if name != "lexicon"})
    return {character for character in said + face.more if ord(character) >= 0x2E80 and not 0xE000 <= ord(character) < 0xF900}


def cut(face: Face, whole: Path) -> bytes:
    """The face with these characters alone, at all its weights from regular to black."""
    source = hb.Face(hb.Blob.from_file_path(str(whole)), face.index)
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, characters(face)))
    wanted.drop_table_tag_set.update(map(_number, _UPRIGHT))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_number, _FEATURES))
    wanted.name_id_set.update(_NAMES)
    wanted.set_axis_range(source, "wght", _LIGHTEST, _HEAVIEST, _LIGHTEST)
    return bytes(hb.subset(source, wanted).blob.data)


def _number(tag: str) -> int:
    return int.from_bytes(tag.encode())


def _strings(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(_strings(one) for one in value.values())
    if isinstance(value, list):
        return "".join(map(_strings, value))
    return str(value)


def main() -> None:
    """Write both files."""
    package = find_spec("manimgx_fonts_cjk")
    if package is None or package.origin is None:
        sys.exit("error: the whole fonts are not installed; pip install 'imggen[cjk]'")
    for face in FACES:
        data = cut(face, Path(package.origin).with_name("NotoSansCJK-VF.otf.ttc"))
        (FOLDER / face.name).write_bytes(data)
        sys.stdout.write(f"{face.name}: {len(characters(face))} characters, {len(data)} bytes\n")


if __name__ == "__main__":
    main()
