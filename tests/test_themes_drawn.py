"""The themes as they are drawn: no fault in any shape, contrast 7 where it is promised, and backdrops that the next card has too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from strategies import campaign, table

from imggen.card import Card
from imggen.checking import scene_check
from imggen.checking.scene_check import check_scene
from imggen.colour import contrast
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Group, Path, Scene
from imggen.series import Comparison, Subject
from imggen.story import Choices
from imggen.theme import find_theme, themes

pytestmark = pytest.mark.whole
"""The covering array draws every pair of values in `make test`; these are the themes' own cases."""

LONG = "Un titre que personne n’écrirait sur une carte, mais que quelqu’un écrira un jour ou l’autre pour voir ce que cela donne, et voilà"
HANDLE = "@une-personne-au-nom-interminable@un-serveur-au-domaine-interminable.example.org"
BEFORE = ("2023-09-02", 5090, 5840)
FACTS: dict[str, tuple[Comparison, str]] = {
    "far behind": (campaign("2023-08-30"), "Chiche !"),
    "closing": (campaign("2023-09-02"), "Le Mastodonte n’est plus sous X !"),
    "overtaken": (campaign(), "Le Mastodonte est passé devant !"),
    "level": (table(BEFORE, ("2023-09-04", 5836, 5836)), "Égalité parfaite !"),
    "big numbers": (table(("2023-09-02", 1_134_567, 987_600), ("2023-09-04", 1_234_567, 987_654)), ""),
    "long title": (campaign("2023-09-02"), LONG),
    "long handle": (Comparison(campaign().series, Subject("", "", HANDLE)), ""),
}
CLEAR = ("clair", "clair-sombre")


def drawn(facts: str, kind: str, theme: str, shape: str = "landscape", *, art: bool = True) -> Card:
    comparison, title = FACTS[facts]
    choices = Choices(title=title, hashtag="#TriompheModeste", art=art)
    return make_card(comparison, Request(card=kind, theme=theme, language="fr", size=shape, choices=choices))


def cards(theme: str) -> Iterator[tuple[str, Scene]]:
    for facts in FACTS:
        for kind in ("duel", "timeline") if facts != "far behind" else ("duel",):
            for shape in NAMED:
                for art in (True, False):
                    yield f"{facts} {kind} {shape} {art}", drawn(facts, kind, theme, shape, art=art).scene


def backdrops(scene: Scene) -> list[Group]:
    return [node for node in scene.nodes if isinstance(node, Group) and node.role == "background"]


@pytest.mark.parametrize("theme", themes())
def test_no_card_has_a_fault_with_a_drawing_or_without(theme: str) -> None:
    found = {what: [str(fault) for fault in check_scene(scene)] for what, scene in cards(theme)}
    assert {what: faults for what, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", CLEAR)
def test_the_themes_for_low_vision_have_a_contrast_of_seven(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of every size, and every mark but the ring, whose casing has it."""
    for limit in ("TEXT_CONTRAST", "LARGE_CONTRAST", "MARK_CONTRAST"):
        monkeypatch.setattr(scene_check, limit, 7.0)
    found = {what: [str(fault) for fault in check_scene(scene)] for what, scene in cards(theme)}
    assert {what: faults for what, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", CLEAR)
def test_the_themes_for_low_vision_are_not_decorated(theme: str) -> None:
    found = find_theme(theme)
    assert not found.art.decoration
    assert not found.backdrop.confetti
    assert all(not backdrops(scene) for _, scene in cards(theme))


@pytest.mark.parametrize("theme", ["papier", "nuit"])
@pytest.mark.parametrize("shape", NAMED)
def test_a_backdrop_is_the_same_for_the_next_card(theme: str, shape: str) -> None:
    """Equal, outline for outline, so that a painter that keeps it need not paint it again: also for other counts and another account."""
    one = drawn("closing", "duel", theme, shape).scene
    other = make_card(
        Comparison(table(("2024-01-01", 31, 90), ("2024-01-09", 61, 91)).series, Subject("Ly")),
        Request(card="duel", theme=theme, language="fr", size=shape, choices=Choices(title="Le mastodonte n’est plus sous X !")),
    ).scene
    assert len(backdrops(one)) == 1
    assert backdrops(one) == backdrops(other)
    assert backdrops(one)[0].children[-1].outline is backdrops(other)[0].children[-1].outline  # type: ignore[union-attr]


@pytest.mark.parametrize("theme", ["papier", "nuit"])
def test_a_backdrop_is_made_of_few_large_outlines(theme: str) -> None:
    for what, scene in cards(theme):
        paths = [placed.node for group in backdrops(scene) for placed in Scene(9, 9, 1, scene.paper, (group,), scene.safe, 1).walk()]
        assert 0 < len(paths) <= 60, what
        assert sum(len(node.outline.codes) for node in paths if isinstance(node, Path)) < 6000, what


@pytest.mark.parametrize("theme", ["papier", "nuit"])
@pytest.mark.parametrize("shape", NAMED)
def test_without_a_drawing_there_is_no_landscape_and_the_counts_are_larger(theme: str, shape: str) -> None:
    with_art, without = (drawn("closing", "duel", theme, shape, art=art).scene for art in (True, False))
    colours = find_theme(theme).backdrop.colour
    assert colours["mountain"] in fills(with_art)
    assert colours["mountain"] not in fills(without)
    assert counts(without) > counts(with_art)


def fills(scene: Scene) -> set[object]:
    return {placed.node.fill for placed in scene.walk() if isinstance(placed.node, Path)}


def counts(scene: Scene) -> float:
    return min(text.size for text in scene.texts() if text.role == "number")


@pytest.mark.parametrize("theme", themes())
def test_halos_and_the_edges_of_markers_have_the_colour_of_the_ground_they_are_on(theme: str) -> None:
    found = find_theme(theme)
    scene = drawn("overtaken", "timeline", theme).scene
    ground = found.paint(found.backdrop.chart.ground)
    halos = {text.halo.colour for text in scene.texts() if text.halo}
    paths = [placed.node for placed in scene.walk() if isinstance(placed.node, Path)]
    edges = {path.stroke.colour for path in paths if path.role == "marker" and path.stroke}
    assert halos | edges == {ground}


@pytest.mark.parametrize(("theme", "look"), [("papier", "marker"), ("nuit", "colour"), ("editorial", "none"), ("clair", "none")])
def test_the_last_words_of_a_title_are_set_off_as_the_theme_says(theme: str, look: str) -> None:
    found = find_theme(theme)
    assert found.title.highlight == look
    scene = drawn("closing", "duel", theme).scene
    words = [text for text in scene.texts() if text.role == "title"]
    accent = found.paint("accent")
    assert " ".join(text.shown or text.says for text in words) == "Le Mastodonte n’est plus sous X !"
    assert [text.says for text in words if text.fill == accent] == (["plus sous X !"] if look == "colour" else [])
    behind = [node for node in scene.nodes if isinstance(node, Path) and node.role == "decoration" and node.fill == accent]
    assert len(behind) == (look == "marker")
    assert look != "marker" or contrast(words[0].fill, accent) >= 4.5


def test_words_and_their_pieces_stay_apart() -> None:
    """A title in two colours is two texts on one line: the second begins after the first one ends."""
    first, second = (text for text in drawn("closing", "duel", "nuit").scene.texts() if text.role == "title")
    assert first.ink.right < second.ink.left < first.ink.right + first.size
