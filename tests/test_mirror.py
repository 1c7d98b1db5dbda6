"""A card for readers from right to left: all places mirrored, all writing as it was."""

from __future__ import annotations

import io
import re
from datetime import date

import PIL.Image
import pytest
from strategies import campaign_for

import imggen
from imggen.checking.scene_check import check_scene
from imggen.kind import kinds
from imggen.layout.mirror import mirrored
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Affine, Group, Image, Outline, Path, Scene
from imggen.story import Choices
from imggen.theme import themes

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def drawn(kind: str, theme: str = "papier", size: str = "landscape") -> Scene:
    day = date(2023, 9, 2 if kind == "race" else 4)
    request = Request(card=kind, theme=theme, size=size, as_of=day, choices=Choices(hashtag="#Ça", source="Ada"))
    return make_card(campaign_for(kind), request).scene


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", kinds())
def test_a_mirrored_card_is_as_sound_as_the_card(kind: str, theme: str) -> None:
    assert not check_scene(mirrored(drawn(kind, theme)))


@pytest.mark.parametrize("size", ["landscape", "portrait"])
@pytest.mark.parametrize("kind", kinds())
def test_mirrored_twice_it_is_the_card_again(kind: str, size: str) -> None:
    scene = drawn(kind, size=size)
    once = mirrored(scene)
    assert once.dump() != scene.dump()
    twice, first = mirrored(once).dump(), scene.dump()
    assert NUMBER.sub("0", twice) == NUMBER.sub("0", first)
    assert [float(number) for number in NUMBER.findall(twice)] == pytest.approx(
        [float(number) for number in NUMBER.findall(first)], abs=0.011
    )


def test_texts_stand_at_the_mirrored_place_and_read_as_before() -> None:
    scene = drawn("duel")
    for before, after in zip(scene.texts(), mirrored(scene).texts(), strict=True):
        assert after.says == before.says
        assert after.ink.left - after.room.left == pytest.approx(before.room.right - before.ink.right)
        steps = {round(new.x - old.x, 6) for old, new in zip(before.glyphs, after.glyphs, strict=True)}
        assert len(steps) <= 1, "no glyph moves by itself"


def test_emoji_stay_among_the_letters_of_their_text() -> None:
    title = "الهدف 1️⃣ موسم 🐘 2023-2024"
    request = Request(card="duel", language="ar", theme="clair", choices=Choices(title=title))
    scene = make_card(campaign_for("duel"), request).scene
    (words,) = (text for text in scene.texts() if text.says == title)
    boxes = [placed.node.box for placed in scene.walk() if isinstance(placed.node, Image) and placed.node.says == title]
    letters = [glyph.outline.box() for glyph in words.glyphs]
    reaches = [(g.x + b.left * g.size, g.x + b.right * g.size) for g, b in zip(words.glyphs, letters, strict=True)]
    assert len(boxes) == 2
    assert all(words.ink.left <= box.left and box.right <= words.ink.right for box in boxes)
    assert not [1 for left, right in reaches for box in boxes if left < box.right and box.left < right]


def of_parts(scene: Scene, *parts: str) -> list[Outline]:
    return [placed.node.outline for placed in scene.walk() if isinstance(placed.node, Path) and placed.node.role in parts]


def steps(before: Outline, after: Outline) -> set[float]:
    return {round(new - old, 6) for old, new in zip(before.points[::2], after.points[::2], strict=True)}


def test_the_animal_is_turned_round_and_the_x_never_is() -> None:
    scene = drawn("victory")
    other = mirrored(scene)
    for before, after in zip(of_parts(scene, "x-block", "letter"), of_parts(other, "x-block", "letter"), strict=True):
        assert len(steps(before, after)) == 1
    animals = of_parts(scene, "torso", "trunk"), of_parts(other, "torso", "trunk")
    assert animals[0]
    for before, after in zip(*animals, strict=True):
        assert len(steps(before, after)) > 1


def test_the_contour_of_the_x_goes_with_the_x() -> None:
    scene = mirrored(drawn("victory"))
    blocks = {outline.points.tobytes() for outline in of_parts(scene, "x-block")}
    assert sum(outline.points.tobytes() in blocks for outline in of_parts(scene, "contour")) >= 5


def test_what_leans_leans_the_other_way() -> None:
    def leaning(scene: Scene) -> list[Affine]:
        return [placed.node.transform for placed in scene.walk() if isinstance(placed.node, Group) and placed.node.role == "badge"]

    for before, after in zip(leaning(drawn("victory")), leaning(mirrored(drawn("victory"))), strict=True):
        assert before.b
        assert (after.b, after.c, after.a) == (-before.b, -before.c, before.a)


def test_pictures_are_moved_and_stay_as_they_are() -> None:
    file = io.BytesIO()
    PIL.Image.new("RGB", (40, 40), "teal").save(file, "PNG")
    scene = imggen.render(
        {"mastodon": 5876, "x": 5832}, date="2023-09-04", avatar=file.getvalue(), logo=file.getvalue(), subject="Zoé"
    ).scene
    pairs = [
        (placed.node, other.node)
        for placed, other in zip(scene.walk(), mirrored(scene).walk(), strict=True)
        if isinstance(placed.node, Image)
    ]
    assert pairs
    for before, after in pairs:
        assert isinstance(after, Image)
        assert after.picture is before.picture
        assert after.box.width == pytest.approx(before.box.width)
