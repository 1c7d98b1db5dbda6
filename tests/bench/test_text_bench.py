"""The measurement of words measures words that were not kept."""

from __future__ import annotations

from text_bench import COUNT, WORDS, measure, open_fonts

from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle


def test_it_measures_both_figures():
    assert all(figure > 0 for figure in measure(2).values())


def test_the_fonts_are_really_opened():
    assert open_fonts() > 10_000


def test_the_words_are_of_many_scripts_and_can_all_be_drawn():
    ruler = Ruler(vendored())
    faces = {glyph.face for words in WORDS for glyph in ruler.set(words, TextStyle(("Grandstander",), 700, 20)).glyphs}
    assert len(faces) >= 8
    assert ruler.degraded == ()
    assert COUNT == 30
