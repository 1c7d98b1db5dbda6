"""Drawing is pure: the same comparison and request give the same card, and nothing else in the world is asked."""

from __future__ import annotations

import ast
import builtins
import io
import os
import socket
import time
from datetime import date, datetime
from itertools import cycle, product
from pathlib import Path

import pytest
from strategies import campaign_for

import imggen
from imggen.encode.formats import WRITERS
from imggen.kind import kinds
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.story import Choices
from imggen.theme import themes
from imggen.wording.language import languages

PACKAGE = Path(imggen.__file__).parent
WORLDLY = (
    "campaign",
    "cli",
    "sources",
    "posters",
    "posting",
    "network",
    "theming",
    "api.py",
    "__main__.py",
    "files.py",
    "locking.py",
    "history",
    "paint/public.py",
)
"""What may look at the world: the command line, the readers, the client, the public door, whole files, and the import of matplotlib."""
CLOCK_AND_ENVIRONMENT = {
    "now",
    "utcnow",
    "today",
    "environ",
    "getenv",
    "time_ns",
    "monotonic",
    "perf_counter",
    "gethostname",
    "getcwd",
    "home",
}
NETWORK = {"socket", "ssl", "http", "urllib", "httpx", "requests", "asyncio", "subprocess", "secrets", "uuid"}


def pure_files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not path.relative_to(PACKAGE).as_posix().startswith(WORLDLY)]


@pytest.mark.parametrize("path", pure_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_below_the_sources_nothing_asks_for_clock_environment_or_network(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCK_AND_ENVIRONMENT, f"line {node.lineno}"
        if isinstance(node, ast.Import):
            assert not {name.name.split(".")[0] for name in node.names} & NETWORK, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert (node.module or "").split(".")[0] not in NETWORK, f"line {node.lineno}"


class Unasked(dict[str, str]):
    """An environment that nobody may look at."""

    def __getitem__(self, key: str) -> str:
        raise AssertionError(f"the environment was asked for {key}")

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        return self[key]


def _day(kind: str) -> date:
    """The day of the campaign on which that kind fits: the race was over on 4 September."""
    return date(2023, 9, 2 if kind == "race" else 4)


SLOW_OR_CURIOUS = {"avif", "pdf"}
"""AVIF takes long to write; matplotlib asks for the date of a PDF, and leaves it out as it is told: tests/paint/test_artist.py."""


def draw(kind: str, language: str, theme: str) -> dict[str, bytes]:
    """A card of that kind in every format, its scene and its alt texts."""
    choices = Choices(title="𝕏 → 🐘, ça y est", hashtag="#TriompheModeste", source="relevé à la main", credit="Ada")
    card = make_card(campaign_for(kind), Request(card=kind, language=language, theme=theme, as_of=_day(kind), choices=choices))
    texts = {tier: card.alt_text(tier).encode() for tier in ("short", "standard", "extended")}
    return {
        **texts,
        "scene": card.scene.dump().encode(),
        **{ending: card.encode(ending) for ending in WRITERS if ending not in SLOW_OR_CURIOUS},
    }


CASES = [(kind, theme, language) for (kind, theme), language in zip(product(kinds(), themes()), cycle(languages()), strict=False)]
"""Every kind in every theme, and every language in one of them."""


@pytest.mark.parametrize(("kind", "theme", "language"), CASES)
def test_nothing_is_opened_asked_or_looked_up_while_drawing(kind: str, language: str, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a first card has filled the caches, files, sockets, clock and environment are gone, and the card is the same."""
    warm = draw(kind, language, theme)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the world was asked")

    for place, name in [
        (builtins, "open"),
        (io, "open"),
        (os, "open"),
        (os, "listdir"),
        (os, "scandir"),
        (os, "getcwd"),
        (os, "urandom"),
        (Path, "open"),
        (socket, "socket"),
        (socket, "create_connection"),
        (socket, "getaddrinfo"),
        (time, "time"),
        (time, "time_ns"),
        (time, "localtime"),
        (time, "gmtime"),
        (time, "strftime"),
    ]:
        monkeypatch.setattr(place, name, never)
    monkeypatch.setattr(os, "environ", Unasked())
    cold = draw(kind, language, theme)
    monkeypatch.undo()
    assert cold == warm


def test_the_day_it_is_never_reaches_a_card() -> None:
    """A comparison with dates of its own looks the same today and in a hundred years."""
    first, second = (imggen.render({"mastodon": 5876, "x": 5832}, date=day) for day in ("2023-09-04", datetime(2023, 9, 4, 18)))
    assert first.alt == second.alt
    assert first.encode("svg", metadata=False) == second.encode("svg", metadata=False)
