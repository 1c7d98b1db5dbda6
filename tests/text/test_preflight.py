"""Before anything is drawn: which face draws what, and what none can."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from imggen.text.coverage import Chain
from imggen.text.fonts import vendored
from imggen.text.preflight import preflight
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle
from imggen.text.words import tidy


def chain() -> Chain:
    return vendored().chain(("Grandstander",), 700, "en")


def test_runs_are_told_in_reading_order_with_script_and_direction():
    runs, degraded = preflight("ab שלום 12 🐘", chain(), 0)
    told = [(run.text.strip(), run.face.name.rsplit(" ", 1)[0], run.script, run.direction) for run in runs if run.text.strip()]
    assert told == [
        ("ab", "Grandstander", "Latn", "ltr"),
        ("שלום", "Noto Sans Hebrew", "Hebr", "rtl"),
        ("12", "Grandstander", "", "ltr"),
        ("🐘", "Noto Color Emoji", "", "ltr"),
    ]
    assert degraded == ()


def test_what_is_missing_is_told_once_and_shown_as_it_will_be_drawn():
    runs, degraded = preflight("龘 a 龘 👍🏽", chain(), 0)
    assert "".join(run.text for run in runs) == "□ a □ 👍"
    assert [one.code_points for one in degraded] == [("U+9F98",), ("U+1F44D", "U+1F3FD")]


def test_nothing_needs_nobody():
    assert preflight("", chain(), 0) == ((), ())


@given(words=st.text(max_size=20))
def test_it_says_what_the_ruler_says(words):
    runs, degraded = preflight(words, chain(), int(Ruler(vendored()).direction_of(words) == "rtl"))
    ruler = Ruler(vendored())
    ruler.set(words, TextStyle(("Grandstander",), 700, 40))
    assert {one.text for one in ruler.degraded} <= {one.text for one in degraded}
    if not degraded:
        assert "".join(run.text for run in runs) == tidy(words)
