"""Backdrops, panels and highlighted titles: named by the theme, and refused in one line when it names what there is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.art.patch import Place
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.highlight import highlight_start
from imggen.components.panel import panel, panel_box, panel_inset
from imggen.errors import InputError
from imggen.layout.canvas import find_canvas
from imggen.scene import Box, Group, Path
from imggen.stage import Stage, settled
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.theme import find_theme
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

PLACE = Place(1200, 675, 560, Box(500, 202, 1140, 584), ())


def stage(name: str) -> Stage:
    theme, ruler, language = find_theme(name), Ruler(vendored(), language="fr"), find_language("fr")
    voice = Voice(language, spoken=False, tone="plain", inclusive=False, unit="followers")
    return Stage(find_canvas("landscape"), theme, voice, ruler, settled(theme, ruler, ("a",)))


def test_plain_paper_has_no_backdrop_and_no_panel() -> None:
    plain = stage("editorial")
    assert backdrop(plain, find_setting(plain, "scene"), PLACE) == ()
    assert panel_box(plain, Box(0, 0, 9, 9)) is None
    assert panel_inset(plain) == 0


def test_a_panel_hangs_out_of_the_margin_and_its_content_is_inset() -> None:
    """SPEC section 1: panels start 14 outside the margin and are inset 28."""
    comic = stage("papier")
    box = panel_box(comic, Box(60, 212, 460, 588))
    assert box == Box(46, 198, 474, 602)
    assert panel_inset(comic) == 14
    shadow, sheet = panel(comic, Box(46, 198, 474, 602))
    assert isinstance(shadow, Group)
    assert (shadow.role, shadow.transform[4:]) == ("panel-shadow", (7, 8))
    assert isinstance(sheet, Path)
    assert sheet.fill == comic.colour("panel")
    (dark,) = panel(stage("nuit"), Box(46, 198, 474, 602))
    assert isinstance(dark, Path)
    assert dark.stroke is None


def test_on_a_ground_paper_has_its_colour_and_nothing_else_changes() -> None:
    comic = stage("papier")
    there = comic.on("sky")
    assert there.colour("paper") == comic.colour("sky") != comic.colour("paper")
    assert there.colour("ink") == comic.colour("ink")
    assert there.on("panel").colour("paper") == comic.colour("panel")


def test_a_layer_that_is_none_is_named_with_the_place_and_what_there_is() -> None:
    comic = stage("papier")
    wrong = find_setting(comic, "scene").model_copy(update={"layers": ("mountain",)})
    with pytest.raises(InputError, match=r"no layer named 'mountain'.*did you mean mountains") as error:
        backdrop(comic, wrong, PLACE)
    assert "\n" not in str(error.value)


def test_a_colour_that_a_layer_lacks_is_named() -> None:
    comic = stage("papier")
    behind = comic.theme.backdrop.model_copy(update={"colour": {}})
    bare = replace(comic, theme=comic.theme.model_copy(update={"backdrop": behind}))
    with pytest.raises(InputError, match=r"no colour named halftone.*backdrop\.colour"):
        backdrop(bare, find_setting(bare, "scene"), PLACE)


@pytest.mark.parametrize(
    ("title", "run"),
    [
        ("Le Mastodonte n’est plus sous X !", "plus sous X !"),
        ("Égalité parfaite !", "parfaite !"),
        ("On a réussi !!!", "réussi !!!"),
        ("Chiche !", "Chiche !"),
        ("Mastodon passe devant X en cinq jours", "en cinq jours"),
        ("Mastodon se rapproche de X", "rapproche de X"),
        ("Mastodon gagne 2\u202f976 abonnés", "2\u202f976 abonnés"),
        ("The challenge: 2,950 followers to catch up!", "followers to catch up!"),
        ("X", "X"),
    ],
)
def test_the_words_set_off_are_the_last_ones(title: str, run: str) -> None:
    assert title[highlight_start(title, 0.40, 3) :] == run


@given(st.text(alphabet="ab1 !«é’\u00a0", max_size=60))
def test_the_words_set_off_begin_a_word_and_leave_the_greater_part(title: str) -> None:
    start = highlight_start(title, 0.40, 3)
    run = title[start:]
    assert start == 0 or title[start - 1] == " "
    assert not title or run
    words = [word for word in run.split(" ") if any(map(str.isalnum, word))]
    assert len(run) <= 0.64 * len(title) or len(words) <= 1
