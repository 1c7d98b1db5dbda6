"""Sheets: every kind in every shape, as others see them, on pages that need nothing else, and soon after a save."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from town_themes import write

from imggen.colour import Colour, lab, luminance
from imggen.errors import InputError
from imggen.kind import kinds
from imggen.paint.pixels import Pixels
from imggen.paint.simulation import SIMULATIONS, simulated
from imggen.theme import find_theme
from imggen.theming.preview import ROW, as_page, as_picture, draw_all
from imggen.theming.watching import Preview, serve, watch

LANGUAGES = ("en", "fr")


def pixels(*colours: tuple[int, int, int]) -> Pixels:
    rgba = np.array([[(*colour, 255) for colour in colours]], np.uint8)
    return Pixels(len(colours), 1, rgba)


@pytest.mark.parametrize("sight", ["protan", "deutan", "tritan"])
def test_a_simulation_shows_what_the_check_goes_by(sight: str) -> None:
    """The colour on the simulated picture, seen by everyone, is the colour as that sight sees the card's."""
    colours = [(100, 64, 222), (242, 169, 0), (11, 110, 117), (200, 30, 40)]
    seen = simulated(pixels(*colours), sight)
    for place, colour in enumerate(colours):
        shown = seen.getpixel((place, 0))
        assert isinstance(shown, tuple)
        one, other = lab(Colour(*colour), sight), lab(Colour(*(int(channel) for channel in shown)))  # type: ignore[arg-type]
        assert all(abs(a - b) < 1.5 for a, b in zip(one, other, strict=True))


def test_grey_keeps_lightness_and_400px_is_as_wide() -> None:
    shown = simulated(pixels((200, 30, 40)), "grey").getpixel((0, 0))
    assert isinstance(shown, tuple)
    assert len(set(shown)) == 1
    assert abs(luminance(Colour(*(int(channel) for channel in shown))) - luminance(Colour(200, 30, 40))) < 0.01
    wide = Pixels(1600, 900, np.zeros((900, 1600, 4), np.uint8))
    assert simulated(wide, "400px").size == (400, 225)


@pytest.mark.parametrize("simulation", ["", "deutan", "400px"])
def test_a_sheet_has_every_kind_in_every_shape(simulation: str) -> None:
    cards = draw_all(find_theme("papier"), LANGUAGES, simulation, height=ROW)
    assert [(card.sample.kind, card.sample.shape) for card in cards] == [
        (kind, shape) for kind in kinds() for shape in ("landscape", "portrait", "square", "link")
    ]
    sheet = Image.open(BytesIO(as_picture(cards)))
    assert sheet.height > len(kinds()) * 200
    if simulation == "400px":
        assert {card.image.width for card in cards} == {400}


def test_a_page_needs_nothing_else_and_describes_every_card() -> None:
    page = as_page(find_theme("editorial"), draw_all(find_theme("editorial"), LANGUAGES))
    sources = re.findall(r'<img src="([^"]*)"', page)
    assert len(sources) == 4 * len(kinds())
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert not re.search(r"""(?:href|src)="(?!data:)|url\(|<script""", page)
    assert all(len(alt) > 20 for alt in re.findall(r' alt="([^"]*)"', page))


# Watching


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Preview, Path, int]]:
    folder = write(tmp_path / "town", '[colour]\nchallenger = "#1f6f43"\n')
    shown, stop = Preview(str(folder), LANGUAGES), threading.Event()
    shown.check = lambda: None  # type: ignore[method-assign]
    shown.follow()
    server = serve(shown)
    follower = threading.Thread(target=watch, args=(shown, lambda: None, stop))
    follower.start()
    yield shown, folder, server.server_port
    stop.set()
    follower.join()
    server.shutdown()
    server.server_close()


def get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_the_page_asks_for_each_picture_and_gets_it(watched: tuple[Preview, Path, int]) -> None:
    _, _, port = watched
    status, page = get(port, "/")
    sources = re.findall(r'<img src="([^"]*)"', page.decode())
    assert status == 200
    assert len(sources) == 4 * len(kinds())
    status, picture = get(port, sources[0])
    assert status == 200
    assert Image.open(BytesIO(picture)).size == (640, 360)
    assert get(port, "/card/999.png")[0] == get(port, "/card/x.png")[0] == get(port, "/etc/passwd")[0] == 404


def test_another_site_s_page_can_t_ask_for_it(watched: tuple[Preview, Path, int]) -> None:
    assert get(watched[2], "/", host="evil.example")[0] == 403


def test_a_save_is_told_at_once_and_what_is_looked_at_is_drawn_anew(watched: tuple[Preview, Path, int]) -> None:
    """Within half a second of processor time, of which drawing one card takes the most."""
    shown, folder, port = watched
    before = get(port, "/card/0.png")[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/events")
    stream = connection.getresponse()
    assert [stream.readline().decode().strip() for _ in range(6)] == ["event: drawn", "data: 1", "", "event: findings", 'data: ""', ""]
    started = time.process_time()
    (folder / "theme.toml").write_text('[colour]\nchallenger = "#7a1f6f"\n')
    lines = [stream.readline().decode().strip() for _ in range(2)]
    assert lines == ["event: drawn", "data: 2"]
    after = get(port, f"/card/0.png?v={shown.version}")[1]
    assert time.process_time() - started < 0.5
    assert after != before
    connection.close()


def test_a_mistake_is_shown_and_the_last_good_cards_stay(watched: tuple[Preview, Path, int]) -> None:
    shown, folder, port = watched
    before = get(port, "/card/0.png")[1]
    (folder / "theme.toml").write_text('[colour]\nchallenger = "green"\n')
    for _ in range(100):
        if shown.said:
            break
        time.sleep(0.05)
    assert "theme.toml:2 colour.challenger" in shown.said
    assert "theme.toml:2 colour.challenger" in get(port, "/")[1].decode()
    assert get(port, "/card/0.png")[1] == before


def test_what_is_wrong_with_the_cards_is_told_too(tmp_path: Path) -> None:
    shown = Preview(str(write(tmp_path / "town", '[colour]\nmuted = "#cccccc"\n')), ("en",))
    shown.follow()
    shown.check()
    assert "colour.muted" in shown.said
    told = shown.events()
    assert next(told).startswith("event: drawn")
    assert "contrast" in next(told)


def test_a_theme_that_is_not_there_is_an_error() -> None:
    with pytest.raises(InputError):
        Preview("./nowhere", LANGUAGES).follow()


def test_the_names_of_simulations_are_those_of_the_command() -> None:
    from imggen.cli.themes_preview import SIMULATIONS as OFFERED

    assert OFFERED == SIMULATIONS
