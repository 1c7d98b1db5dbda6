"""Follower counts become a card that people share and everyone can read.

The nouns, in the order in which they follow from each other:

* `Reading`: one count at one time. `Series`: one platform's readings, oldest first.
* `Comparison`: the series of one subject, the challenger first, the rival second.
* Facts: what the numbers say. Story: what a card says, as typed values. `Theme`: how it looks.
* `Scene`: the resolved drawing; `check_scene` tells what is wrong with one.
* `Card`: story and scene, finished: `save` it, read its `alt`, look at its `facts` and `warnings`.

`render` does it all: `imggen.render({"mastodon": 5876, "x": 5832}).save("card.png")`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from imggen.errors import CheckError, ImggenError, ImggenWarning, InputError, RefusedError, UnknownCountError
from imggen.version import VERSION

if TYPE_CHECKING:
    from imggen.api import check_alt, render
    from imggen.card import Card
    from imggen.checking.scene_check import Violation, check_scene
    from imggen.history.collect import collect
    from imggen.kind import CardKind
    from imggen.paint.mpl_style import mpl_style
    from imggen.rubric.finding import Finding
    from imggen.scene import Scene
    from imggen.series import Comparison, Reading, Series, Subject
    from imggen.sources.count import count
    from imggen.theme import Theme

__version__ = VERSION

_HOMES = {
    "Card": "card",
    "CardKind": "kind",
    "Comparison": "series",
    "Finding": "rubric.finding",
    "Reading": "series",
    "Scene": "scene",
    "Series": "series",
    "Subject": "series",
    "Theme": "theme",
    "Violation": "checking.scene_check",
    "check_alt": "api",
    "check_scene": "checking.scene_check",
    "collect": "history.collect",
    "count": "sources.count",
    "mpl_style": "paint.mpl_style",
    "render": "api",
}
"""Where the public names live. They are imported when first used, so that importing the package costs nothing."""

__all__ = [
    "Card",
    "CardKind",
    "CheckError",
    "Comparison",
    "Finding",
    "ImggenError",
    "ImggenWarning",
    "InputError",
    "Reading",
    "RefusedError",
    "Scene",
    "Series",
    "Subject",
    "Theme",
    "UnknownCountError",
    "Violation",
    "check_alt",
    "check_scene",
    "collect",
    "count",
    "mpl_style",
    "render",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
