"""What no font can draw is drawn as something near it, and said once."""

from __future__ import annotations

import pytest

from imggen.text.fonts import vendored
from imggen.text.ruler import Degraded, Ruler, SetLine
from imggen.text.style import TextStyle

STYLE = TextStyle(("Source Sans 3",), 600, 40.0)


def drawn(words: str) -> tuple[SetLine, tuple[Degraded, ...]]:
    ruler = Ruler(vendored())
    return ruler.set(words, STYLE), ruler.degraded


@pytest.mark.parametrize(
    ("written", "instead", "why"),
    [
        ("👍🏽", "👍", "drawn without its skin tone"),
        ("👨🏽‍🚀", "👨‍🚀", "drawn without its skin tone"),
        ("🐘‍🚀", "🐘🚀", "drawn as its parts, side by side"),
        ("🇦🇩", "AD", "drawn as letters"),
        ("🏴\U000e0075\U000e0073\U000e0074\U000e0078\U000e007f", "🏴", "drawn without its region"),
        ("㎞", "km", "drawn in its plain form"),
        ("q\u1ab0", "q", "drawn without its marks"),
        ("龘", "□", "drawn as an empty box"),
        ("\ud800", "\ufffd", None),
    ],
)
def test_the_nearest_thing_that_can_be_drawn_is_drawn_and_said(written, instead, why):
    line, degraded = drawn(written)
    wanted = drawn(instead)[0]
    assert [(glyph.number, glyph.face) for glyph in line.glyphs] == [(glyph.number, glyph.face) for glyph in wanted.glyphs]
    assert [picture for picture, _ in line.pictures] == [picture for picture, _ in wanted.pictures]
    assert [one.why for one in degraded] == [why] * (why is not None)


def test_a_degradation_is_reported_once_a_ruler_with_its_code_points_and_cure():
    ruler = Ruler(vendored())
    for words in ("👍🏽", "Bravo 👍🏽👍🏽", "👍🏽"):
        ruler.set(words, STYLE)
    (one,) = ruler.degraded
    assert one.code_points == ("U+1F44D", "U+1F3FD")
    assert str(one) == f"no font has 👍🏽 (U+1F44D, U+1F3FD): drawn without its skin tone; cure: {ruler.degraded[0].cure}"


def test_what_shares_a_cure_is_one_report():
    ruler = Ruler(vendored())
    ruler.set("龘驫", STYLE)
    ruler.set("驫籲", STYLE)
    assert [one.text for one in ruler.degraded] == ["龘驫籲"]


def test_what_can_be_drawn_is_not_reported():
    assert drawn("👩‍💻 🇫🇷 ❤️ 1️⃣ 𝕏 é e\u0301")[1] == ()
