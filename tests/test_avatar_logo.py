"""Avatars and logos: drawn round, clear of all words, small in the file; and whatever is no picture is refused in one line."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from cli.conftest import Imggen, folder, imggen  # noqa: F401 - fixtures
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from strategies import campaign

import imggen as public
from imggen.art.logo import Logo, parse_logo
from imggen.checking.drawn import take_apart
from imggen.checking.scene_check import check_scene
from imggen.errors import InputError, RefusedError
from imggen.kind import kinds
from imggen.layout.canvas import NAMED
from imggen.paint.emblem import MOST_PIXELS, decode_emblem
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Box, Group, Picture, Scene
from imggen.scene import Path as Drawn
from imggen.story import Choices
from imggen.theme import themes

RED, BLUE = (200, 20, 60, 255), (20, 60, 200, 255)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><g fill="#1f6f43"><path d="M0 0H100V50H0Z"/></g>{}</svg>'


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def halves(width: int = 80, height: int = 80) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGBA", (width, height), RED)
    ImageDraw.Draw(image).rectangle((0, height // 2, width, height), BLUE)
    return image


def noisy(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 60).convert("RGB")


def cut_out(colour: str, width: int = 400, height: int = 100) -> bytes:
    """A logo of one colour on nothing."""
    image = Image.new("RGBA", (width, height))
    ImageDraw.Draw(image).ellipse((0, 0, width - 1, height - 1), colour)
    return saved(image)


def pixel(picture: Picture, x: float, y: float) -> tuple[int, ...]:
    """The pixel at a place given in parts of width and height."""
    start = 4 * (int(y * picture.height) * picture.width + int(x * picture.width))
    return tuple(picture.pixels[start : start + 4])


def images(scene: Scene, role: str) -> list[Picture]:
    return [placed.node.picture for placed in scene.walk() if placed.node.role == role and hasattr(placed.node, "picture")]


def boxes(scene: Scene, role: str) -> list[Box]:
    """Where the avatar, or the logo and its plate, lie."""
    mine = [placed.node for placed in scene.walk() if set(placed.roles) == {role}]
    return [
        node.clip if isinstance(node, Group) else node.outline.box() if isinstance(node, Drawn) else node.box
        for node in mine
        if getattr(node, "clip", True)
    ]


def drawn(**asked: object) -> Scene:
    """The scene of the campaign's duel."""
    return make_card(campaign(), Request(card="duel", **asked)).scene


AVATAR = decode_emblem(saved(halves()), "avatar")
WIDE = decode_emblem(cut_out("#c0143c", 900, 120), "logo")
TALL = parse_logo(SVG.format("").replace("0 0 100 50", "0 0 30 50").encode(), "logo")


@pytest.mark.parametrize("logo", [WIDE, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize("size", [*NAMED, "400x400", "4096x900"])
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", kinds())
def test_they_stand_clear_of_all_else_on_every_card(kind: str, theme: str, size: str, logo: Picture | Logo) -> None:
    choices = Choices(hashtag="#TriompheModeste", source="relevé à la main, tous les jours, par les élèves du lycée")
    try:
        card = make_card(campaign(), Request(card=kind, theme=theme, size=size, language="fr", choices=choices, avatar=AVATAR, logo=logo))
    except RefusedError:
        pytest.skip("the kind does not fit these counts")
    scene = card.scene
    assert check_scene(scene) == ()
    apart = take_apart(scene)
    for role in ("avatar", "logo"):
        assert boxes(scene, role)
        for box in boxes(scene, role):
            assert all(not box.overlaps(words.ink) for words in apart.words)
            assert all(not box.overlaps(mark.box) for mark in apart.marks)
            assert scene.safe.contains(box, 0.5)


def test_the_avatar_stands_for_the_badge_and_is_round() -> None:
    def badges(scene: Scene) -> int:
        return sum(placed.node.role == "icon" and placed.roles == ("icon",) for placed in scene.walk())

    scene = drawn(avatar=AVATAR)
    assert badges(scene) == badges(drawn()) - 1
    (picture,) = images(scene, "avatar")
    assert picture.width == picture.height
    assert [pixel(picture, x, y)[3] for x in (0, 0.99) for y in (0, 0.99)] == [0] * 4
    assert pixel(picture, 0.5, 0.25) == RED
    assert pixel(picture, 0.5, 0.75) == BLUE


def test_a_photo_that_is_not_square_is_cut_not_squeezed() -> None:
    image = Image.new("RGB", (300, 100), "white")
    ImageDraw.Draw(image).rectangle((100, 0, 199, 99), RED[:3])
    (picture,) = images(drawn(avatar=decode_emblem(saved(image), "avatar")), "avatar")
    assert pixel(picture, 0.02, 0.5) == pixel(picture, 0.97, 0.5) == RED


def test_twice_the_scale_has_twice_the_pixels_of_an_avatar() -> None:
    large = decode_emblem(saved(halves(900, 900)), "avatar")
    one, two = (images(drawn(avatar=large, scale=scale), "avatar")[0].width for scale in (1.0, 2.0))
    assert abs(two - 2 * one) <= 1


def test_they_are_no_part_of_the_story() -> None:
    plain, decorated = (
        make_card(campaign(), Request(card="duel", avatar=avatar, logo=logo)) for avatar, logo in ((None, None), (AVATAR, WIDE))
    )
    assert plain.story == decorated.story
    assert plain.alt_text("extended") == decorated.alt_text("extended")


@pytest.mark.parametrize("theme", ["editorial", "papier"])
def test_a_card_with_a_photo_and_a_logo_stays_small(theme: str) -> None:
    photo = decode_emblem(saved(noisy(600, 800), "JPEG"), "avatar")
    card = make_card(campaign(), Request(card="duel", theme=theme, avatar=photo, logo=WIDE))
    assert len(card.encode("png")) < 150_000
    assert len(card.encode("svg")) < 300_000


def test_a_logo_that_would_not_be_seen_stands_on_a_plate() -> None:
    def plates(scene: Scene) -> int:
        groups = (placed.node for placed in scene.walk() if isinstance(placed.node, Group) and placed.roles == ("logo",))
        return sum(isinstance(child, Drawn) for group in groups for child in group.children)

    dark, light = (decode_emblem(cut_out(colour), "logo") for colour in ("#14121c", "#fdfdff"))
    black = parse_logo(SVG.format("").replace("#1f6f43", "black").encode(), "logo")
    assert [plates(drawn(theme=theme, logo=dark)) for theme in ("clair", "nuit")] == [0, 1]
    assert [plates(drawn(theme=theme, logo=light)) for theme in ("clair", "nuit")] == [1, 0]
    assert [plates(drawn(theme=theme, logo=black)) for theme in ("clair", "nuit")] == [0, 1]
    ground = decode_emblem(saved(Image.new("RGB", (200, 80), "white")), "logo")
    assert plates(drawn(theme="clair", logo=ground)) == 0


# What files hold


def test_the_orientation_that_a_camera_wrote_is_followed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    turned = decode_emblem(saved(halves().convert("RGB"), "JPEG", exif=exif, quality=100), "avatar")
    assert pixel(turned, 0.5, 0.2)[2] > 150 > 100 > pixel(turned, 0.5, 0.2)[0]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_shown(kind: str) -> None:
    first, second = (Image.new("RGB", (40, 40), colour[:3]) for colour in (RED, BLUE))
    data = saved(first, kind, save_all=True, append_images=[second], duration=100, **({"lossless": True} if kind == "WEBP" else {}))
    assert pixel(decode_emblem(data, "avatar"), 0.5, 0.5) == RED


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("L", "PNG"),
        ("LA", "PNG"),
        ("P", "GIF"),
        ("RGB", "BMP"),
        ("RGBA", "WEBP"),
        ("CMYK", "JPEG"),
        ("CMYK", "TIFF"),
        ("RGB", "JPEG"),
    ],
)
def test_every_mode_is_read(mode: str, kind: str) -> None:
    picture = decode_emblem(saved(halves().convert(mode), kind), "avatar")
    assert (picture.width, picture.height) == (80, 80)
    assert len(picture.pixels) == 4 * 80 * 80


@pytest.mark.parametrize("kind", ["ICO", "ICNS", "SPIDER", "TGA", "QOI", "DDS", "PCX", "SGI", "XBM", "MSP", "JPEG2000"])
def test_rarer_kinds_are_read(kind: str) -> None:
    mode = {"SPIDER": "F", "XBM": "1", "MSP": "1"}.get(kind, "RGBA" if kind in ("ICO", "ICNS") else "RGB")
    picture = decode_emblem(
        saved(halves(128, 128).convert("L").convert(mode) if mode in "F1" else halves(128, 128).convert(mode), kind), "avatar"
    )
    assert picture.proportion == 1.0
    above, below = (pixel(picture, 0.5, down) for down in (0.2, 0.8))
    assert mode == "1" or above != below


@pytest.mark.parametrize("kind", ["ICO", "ICNS"])
def test_a_bomb_in_an_icon_is_refused_before_it_is_decoded(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb, length = png_of_size(10_000, 9_000), len(png_of_size(10_000, 9_000))
    held = b"ic07" + struct.pack(">L", length + 8) + bomb
    icon = struct.pack("<HHHBBBBHHLL", 0, 1, 1, 64, 64, 0, 0, 1, 32, length, 22) + bomb
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda self: pytest.fail("decoded"))
    with pytest.raises(InputError, match="more than 40 million pixels"):
        decode_emblem(icon if kind == "ICO" else b"icns" + struct.pack(">L", len(held) + 8) + held, "avatar")


def test_what_another_program_would_draw_is_named() -> None:
    with pytest.raises(InputError, match="EPS, PDF and WMF, which other programs would have to draw, are not read"):
        decode_emblem(HOSTILE["PostScript"], "avatar")


def test_sixteen_bits_a_pixel_are_brought_to_eight() -> None:
    grey = Image.new("I;16", (20, 20), 128 * 257)
    assert abs(pixel(decode_emblem(saved(grey), "avatar"), 0.5, 0.5)[0] - 128) <= 1


def test_a_clear_border_is_cut_off() -> None:
    image = Image.new("RGBA", (300, 200))
    image.paste(halves(100, 60), (150, 20))
    picture = decode_emblem(saved(image), "logo")
    assert (picture.width, picture.height) == (100, 60)


def test_a_large_photo_is_kept_small() -> None:
    picture = decode_emblem(saved(noisy(3000, 2000), "JPEG", quality=40), "avatar")
    assert max(picture.width, picture.height) <= 1024
    assert abs(picture.proportion - 1.5) < 0.01


# Hostile files


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


HOSTILE = {
    "nothing": b"",
    "words": b"date,mastodon,x\n2023-09-04,5876,5832\n",
    "a bomb": png_of_size(200_000, 200_000),
    "a lesser bomb": png_of_size(10_000, 9_000),
    "one pixel too many": png_of_size(MOST_PIXELS // 1000 + 1, 1000),
    "cut off": saved(noisy(80, 80))[:300],
    "holding nothing": png_of_size(50, 50),
    "all clear": saved(Image.new("RGBA", (30, 30))),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n%%EOF\n",
    "a PDF": b"%PDF-1.7\n%%EOF\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(HOSTILE[name])
    for option in ("avatar", "logo"):
        with pytest.raises(InputError, match=r"picture\.png: ") as refused, warnings.catch_warnings(action="error"):
            public.render({"mastodon": 3, "x": 4}, date="2023-09-04", **{option: path})
        assert "\n" not in str(refused.value)
        assert refused.value.instead


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(InputError, match="more than 40 million pixels"):
        decode_emblem(png_of_size(10_000, 9_000), "avatar")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_broken_pictures_are_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "TGA", "PPM", "ICO", "ICNS", "PCX", "SGI", "DDS")))
    whole = bytearray(saved(halves(*((64, 64) if kind == "ICNS" else (40, 30))).convert("P" if kind == "GIF" else "RGB"), kind))
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8)):
        whole[place] = value
    try:
        picture = decode_emblem(bytes(whole[: data.draw(st.integers(0, len(whole)))]), "avatar")
    except InputError as refused:
        assert "\n" not in str(refused)
    else:
        assert len(picture.pixels) == 4 * picture.width * picture.height


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data: bytes) -> None:
    for read in (decode_emblem, parse_logo):
        with pytest.raises(InputError):
            read(data, "logo")


REFUSED_SVG = {
    "a document type": '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(""),
    "a script": SVG.format("<script>alert(1)</script>"),
    "a picture inside": SVG.format('<image href="http://example.com/a.png"/>'),
    "a shape without end": SVG.format('<rect width="1e300" height="10"/>'),
    "a transform without end": SVG.format('<path transform="scale(1e300)" d="M0 0H1V1Z"/>'),
    "a style": SVG.format('<path style="filter:blur(3px)" d="M0 0H1V1Z"/>'),
    "a class": SVG.format('<path class="a" d="M0 0H1V1Z"/>'),
    "a gradient": SVG.format('<path fill="url(#a)" d="M0 0H1V1Z"/>'),
    "a named colour": SVG.format('<path fill="rebeccapurple" d="M0 0H1V1Z"/>'),
    "a hole": SVG.format('<path fill-rule="evenodd" d="M0 0H1V1Z"/>'),
    "a clear group": SVG.format('<g opacity="0.5"><path d="M0 0H1V1Z"/></g>'),
    "no number": SVG.format('<path d="M0 0Hnan"/>'),
    "a number without end": SVG.format('<path d="M0 0H1e300V5Z"/>'),
    "a wide stroke": SVG.format('<path stroke="#000" stroke-width="nan" d="M0 0H1V1Z"/>'),
    "no box": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0H1V1Z"/></svg>',
    "a box of nothing": SVG.format("").replace("0 0 100 50", "0 0 nan 50"),
    "a thread": SVG.format("").replace("0 0 100 50", "0 0 100000 1"),
    "no path": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>',
    "another encoding": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg>' + SVG.format(""),
    "too much": SVG.format("<g/>" * 200_000),
    "depth": SVG.format("<g>" * 3000 + "</g>" * 3000),
}


@pytest.mark.parametrize("name", REFUSED_SVG)
def test_an_svg_that_would_not_look_as_meant_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(InputError, match=r"^logo: .*; save it as a PNG picture") as refused:
        parse_logo(REFUSED_SVG[name].encode("utf-16" if "utf-16" in REFUSED_SVG[name] else "utf-8"), "logo")
    assert "\n" not in str(refused.value)


def test_an_svg_logo_keeps_its_colours_and_stays_in_its_box() -> None:
    logo = parse_logo(SVG.format('<path fill="none" stroke="white" stroke-width="4" d="M-900 -900L900 900"/>').encode(), "logo")
    assert {colour.hexadecimal() for colour in logo.colours.values()} == {"#1f6f43", "#ffffff"}
    scene = drawn(logo=logo)
    clips = [
        placed.node.clip for placed in scene.walk() if isinstance(placed.node, Group) and placed.node.role == "logo" and placed.node.clip
    ]
    assert len(clips) == 1
    assert scene.safe.contains(clips[0], 0.5)
    assert check_scene(scene) == ()


# How they are asked for


def test_python_takes_paths_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "me.png"
    path.write_bytes(saved(halves()))
    (tmp_path / "logo.svg").write_text(SVG.format(""))
    cards = [
        public.render({"mastodon": 3, "x": 4}, date="2023-09-04", avatar=avatar, logo=tmp_path / "logo.svg")
        for avatar in (path, str(path), path.read_bytes())
    ]
    assert len({card.scene.dump() for card in cards}) == 1
    assert len(images(cards[0].scene, "avatar")) == 1


def test_a_campaign_file_names_them_from_its_own_folder(imggen: Imggen, folder: Path) -> None:  # noqa: F811
    (folder / "campaign").mkdir()
    (folder / "campaign" / "me.png").write_bytes(saved(halves()))
    (folder / "campaign" / "logo.svg").write_text(SVG.format(""))
    (folder / "campaign" / "c.toml").write_text('avatar = "me.png"\nlogo = "logo.svg"\ncounts = { mastodon = 5876, x = 5832 }\n')
    assert imggen("render", "campaign/c.toml", "--date", "2023-09-04", "-o", "with.svg").code == 0
    assert "<image" in (folder / "with.svg").read_text("utf-8")
    (folder / "campaign" / "logo.svg").unlink()
    ran = imggen("render", "campaign/c.toml", "--date", "2023-09-04", "-o", "without.svg")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "logo.svg: no such file" in ran.err
    assert not (folder / "without.svg").exists()


def test_the_command_line_draws_them_and_never_over_them(imggen: Imggen, folder: Path) -> None:  # noqa: F811
    data = saved(halves())
    (folder / "card.png").write_bytes(data)
    ran = imggen("render", "examples/lelibreedu.csv", "--avatar", "card.png")
    assert (ran.code, ran.out) == (2, "")
    assert "card.png: it would be overwritten" in ran.err
    assert (folder / "card.png").read_bytes() == data
    assert imggen("render", "examples/lelibreedu.csv", "--avatar", "card.png", "--logo", "card.png", "-o", "a.png").code == 0


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(InputError, match="larger than 20 MB"):
        public.render({"mastodon": 3, "x": 4}, date="2023-09-04", avatar=path)
