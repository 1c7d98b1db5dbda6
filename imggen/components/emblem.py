"""The user's own pictures on a card: an avatar before the handle, a logo at the foot.

They are decoration: they carry no fact, so no tier of the alt text tells them.
"""

from __future__ import annotations

from imggen.art.logo import Logo
from imggen.colour import Colour, contrast
from imggen.layout.shapes import disc, rectangle
from imggen.scene import Box, Group, Image, Path, Picture, Stroke
from imggen.stage import Stage

_OVER = 32.0
"""How far a logo reaches over the baseline of the source line, in units: clear of the rule above it."""
LARGEST_LOGO = (216.0, 48.0)
"""How wide and how high a logo may be, in units."""
_SAMPLES = 24
_FAINT = 1.6
"""A pixel with less contrast than this is hardly seen."""
_PLATE, _CORNER = 6.0, 6.0
"""How far a plate reaches beyond its logo, and how round its corners are, in units."""


def avatar_side(stage: Stage) -> float:
    """How wide and high an avatar is: as the badge that it stands for, in units."""
    return 1.46 * stage.size("kicker")


def avatar(stage: Stage, picture: Picture, box: Box) -> Group:
    """A round picture in a square box, with a thin ring so that its edge is seen on any ground."""
    width, radius = stage.theme.chart.leader, box.width / 2
    ring = Path(disc(*box.middle, radius - width / 2), "avatar", stroke=Stroke(stage.colour("ink"), width))
    return Group((Image(picture, box.grown(-width / 2), "avatar"), ring), "avatar")


def logo_room(stage: Stage, baseline: float) -> Box:
    """The room of a logo at the foot of a card: at its right margin, beside the source line that stands on the baseline."""
    top, right, (width, height) = baseline - _OVER, stage.canvas.right, LARGEST_LOGO
    return Box(right - width, top, right, min(stage.canvas.safe.bottom, top + height))


def logo(stage: Stage, shown: Picture | Logo, room: Box) -> tuple[Group, Box]:
    """The logo as large as its room allows, at its right or left end as the theme says, and the box that is to be kept clear around it.

    It stands on a plate where it is cut out and most of it would hardly be seen on the card's paper.
    """
    look = stage.theme.defaults.logo
    free = look.clear * room.height / (1 + 2 * look.clear)
    room = Box(room.left + free, room.top + free, room.right - free, room.bottom - free)
    plate = _is_faint(shown, stage.colour("paper"))
    inner = room.grown(-_PLATE) if plate else room
    width = min(inner.width, inner.height * shown.proportion)
    height, middle = width / shown.proportion, inner.middle[1]
    left = inner.left if look.place == "left" else inner.right - width
    box = Box(left, middle - height / 2, left + width, middle + height / 2)
    drawn = Image(shown, box, "logo") if isinstance(shown, Picture) else Group((shown.draw(box),), "logo", clip=box)
    if not plate:
        return Group((drawn,), "logo"), box.grown(free)
    around = box.grown(_PLATE)
    return Group((Path(rectangle(around, _CORNER), "logo", stage.colour("ink")), drawn), "logo"), around.grown(free)


def _is_faint(shown: Picture | Logo, paper: Colour) -> bool:
    """Whether a logo without a ground of its own is mostly as dark, or as light, as the paper."""
    colours = _sampled(shown) if isinstance(shown, Picture) else [*shown.colours.values()]
    clear = [colour for colour in colours if colour.alpha < 0.5]
    seen = [colour for colour in colours if colour.alpha >= 0.5]
    if isinstance(shown, Picture) and not clear:
        return False
    return 2 * sum(contrast(colour.over(paper), paper) < _FAINT for colour in seen) > len(seen)


def _sampled(picture: Picture) -> list[Colour]:
    """The colours of some pixels, evenly over the picture."""
    columns, rows = ([side * i // _SAMPLES for i in range(_SAMPLES)] for side in (picture.width, picture.height))
    starts = (4 * (row * picture.width + column) for row in rows for column in columns)
    pixels = (picture.pixels[start : start + 4] for start in starts)
    return [Colour(red, green, blue, alpha / 255) for red, green, blue, alpha in pixels]
