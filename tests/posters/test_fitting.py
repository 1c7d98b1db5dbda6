"""What is posted fits the server: sentences go, pixels go, and what nobody may shorten is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from posters.conftest import a_card, a_picture, a_post

import imggen
from imggen.errors import InputError
from imggen.posting.alt import CardAlt, WrittenAlt, find_alt
from imggen.posting.fitting import fit, fit_image, image_of
from imggen.posting.post import Draft, Limits
from imggen.posting.sameness import fingerprint, plain
from imggen.posting.text import count_graphemes, default_text, hashtag, headline

NOW = datetime(2023, 9, 4, 12, tzinfo=UTC)


def fitted(limits: Limits, **changes: object) -> Draft:
    max_bytes = changes.pop("max_bytes", None)
    return fit(a_post(**changes), limits, default_visibility="", max_bytes=max_bytes, now=NOW)  # type: ignore[arg-type]


def test_a_card_whose_facts_are_known_leaves_out_its_least_important_sentences() -> None:
    card = a_card()
    for limit in (140, 180, 250, 500):
        text = CardAlt(card).within(limit)
        assert len(text) <= limit
        assert text == " ".join(card.alt_text("standard", limit).split())
        assert "5876" in text


def test_the_draft_says_what_was_left_out() -> None:
    draft = fitted(Limits(alt=180))
    assert len(draft.alt) <= 180
    assert f"was shortened from {len(a_card().alt)} to {len(draft.alt)} characters: this server takes 180" in draft.notes[0]
    assert fitted(Limits()).notes == ()


def test_what_somebody_wrote_is_cut_between_sentences() -> None:
    alt = WrittenAlt("First one. Second: 5.876 of them! Third…")
    assert alt.within(None) == alt.within(40) == "First one. Second: 5.876 of them! Third…"
    assert alt.within(35) == "First one. Second: 5.876 of them!"
    assert alt.within(20) == "First one."
    assert WrittenAlt("A single sentence without an end", ("Short.",)).within(10) == "Short."
    assert WrittenAlt("A single sentence without an end").within(12) == "A single…"


@given(st.text(min_size=1), st.integers(8, 200))
def test_a_description_always_fits_and_is_never_empty(text: str, limit: int) -> None:
    found = WrittenAlt(text).within(limit)
    assert len(found) <= limit
    assert found


def test_the_text_beside_the_picture_is_the_one(tmp_path: Path) -> None:
    picture = tmp_path / "card.png"
    picture.write_bytes(a_picture())
    assert find_alt(picture).within(None) == a_card().alt
    (tmp_path / "card.alt.txt").write_text("\ufeffEdited:\nby hand.\n", "utf-8")
    assert find_alt(picture).within(None) == "Edited: by hand."


@pytest.mark.parametrize("most", [60_000, 20_000, 9_000])
def test_a_picture_gets_smaller_and_never_fails(most: int) -> None:
    image = fit_image(a_post().image, Limits(bytes=most))
    with Pillow.open(BytesIO(image.data)) as opened:
        assert (opened.format, opened.size) == ("PNG" if image.kind == "png" else "JPEG", (image.width, image.height))
    assert len(image.data) <= most
    assert abs(image.width / image.height - 16 / 9) < 0.02


def test_a_photograph_too_gets_as_small_as_asked() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (450, 800, 3), np.uint8)
    file = BytesIO()
    Pillow.fromarray(noise).save(file, "PNG")
    image = fit_image(image_of(file.getvalue()), Limits(bytes=80_000))
    assert len(image.data) <= 80_000


def test_an_absurd_limit_gives_the_smallest_picture_and_says_so() -> None:
    draft = fitted(Limits(), max_bytes=10)
    assert 10 < len(draft.image.data) < 10_000
    assert "can't be made as small as 10 bytes" in draft.notes[-1]


def test_what_fits_is_sent_as_it_is() -> None:
    assert fit_image(a_post().image, Limits(bytes=10_000_000)).data == a_picture()


@pytest.mark.parametrize("ending", ["webp", "avif"])
def test_kinds_that_servers_make_worse_are_sent_as_png(ending: str) -> None:
    image = fit_image(image_of(a_card().encode(ending)), Limits(kinds=frozenset(("png", "jpg", "webp", "avif"))))
    assert image.kind == "png"


def test_a_picture_has_no_more_pixels_than_the_server_takes() -> None:
    large = imggen.render({"mastodon": 5876, "x": 5832}, date="2023-09-04", scale=2)
    image = fit_image(image_of(large.encode("png")), Limits(pixels=1_000_000))
    assert 900_000 < image.width * image.height <= 1_000_000


def test_a_bare_picture_has_the_same_pixels_and_no_words() -> None:
    image = fit_image(a_post().image, Limits(bare_picture=True))
    assert b"iTXt" not in image.data
    assert b"eXIf" not in image.data
    with Pillow.open(BytesIO(image.data)) as bare, Pillow.open(BytesIO(a_picture())) as whole:
        assert bare.convert("RGB").tobytes() == whole.convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("pixels", "limits"),
    [
        (np.random.default_rng(1).integers(0, 255, (850, 900, 3), np.uint8), Limits(bytes=16_777_216, pixels=33_177_600)),
        (np.full((2200, 3800), 200, np.uint8), Limits()),
    ],
    ids=["heavy", "large"],
)
def test_a_picture_has_two_megabytes_and_eight_megapixels_at_most_whatever_the_server_says(pixels: np.ndarray, limits: Limits) -> None:
    whole = image_of(_picture(pixels))
    assert len(whole.data) > 2_000_000 or whole.width * whole.height > 8_294_400
    image = fit_image(whole, limits)
    assert len(image.data) <= 2_000_000
    assert image.width * image.height <= 8_294_400
    assert image.width > 0.9 * whole.width
    assert fit_image(image, limits) == image


@pytest.mark.parametrize(("width", "height", "size"), [(4800, 2700, (2048, 1152)), (300, 9000, (68, 2048)), (2048, 900, (2048, 900))])
def test_a_picture_has_no_longer_side_than_the_server_shows(width: int, height: int, size: tuple[int, int]) -> None:
    image = fit_image(image_of(_picture(np.full((height, width, 3), 90, np.uint8))), Limits(side=2048))
    assert (image.width, image.height) == size


def test_a_bare_photograph_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    upright = Pillow.new("RGB", (60, 30), "red")
    upright.paste("blue", (0, 0, 60, 15))
    exif = Pillow.Exif()
    exif[0x0112], exif[0x010E] = 8, "where it was taken"
    file = BytesIO()
    upright.rotate(-90, expand=True).save(file, "JPEG", quality=95, exif=exif, comment=b"where it was taken")
    image = image_of(file.getvalue())
    for limits in (Limits(bare_picture=True), Limits(pixels=1000)):
        sent = fit_image(image, limits)
        assert b"where it was" not in sent.data
        with Pillow.open(BytesIO(sent.data)) as opened:
            assert opened.width == 2 * opened.height
            assert opened.getpixel((5, 2))[2] > 200  # type: ignore[index]
            assert opened.getpixel((5, opened.height - 2))[0] > 200  # type: ignore[index]
        assert fit_image(sent, limits) == sent


def test_a_bare_picture_ends_where_it_ends() -> None:
    image = fit_image(image_of(a_picture() + b"where it was cropped from"), Limits(bare_picture=True))
    assert image.data.endswith(b"IEND\xaeB`\x82")


def test_a_picture_with_two_frames_is_one_of_the_two() -> None:
    file = BytesIO()
    Pillow.new("RGB", (60, 30)).save(file, "MPO", save_all=True, append_images=[Pillow.new("RGB", (20, 10))])
    assert image_of(file.getvalue()).kind == "jpg"
    assert len(fit_image(image_of(file.getvalue()), Limits(bare_picture=True)).data) < len(file.getvalue())


def test_what_one_sees_through_becomes_white_in_a_smaller_picture() -> None:
    clear = np.zeros((900, 1600, 4), np.uint8)
    with Pillow.open(BytesIO(fit_image(image_of(_picture(clear)), Limits(pixels=1000)).data)) as opened:
        assert opened.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_warning_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="--content-warning: 200 characters, and this server takes 140; shorten it"):
        fitted(Limits(warning=140), warning="w" * 200)


def _picture(pixels: np.ndarray) -> bytes:
    file = BytesIO()
    Pillow.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


@settings(max_examples=60)
@given(st.binary(max_size=200) | st.integers(1, 3000).map(lambda cut: a_picture()[:cut]))
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"not a picture|no server shows SVG"):
        image_of(data)


def test_a_text_is_never_cut() -> None:
    with pytest.raises(InputError, match="301 characters, and this server takes 300"):
        fitted(Limits(text=300), text="é" * 301)
    with pytest.raises(InputError, match="bytes"):
        fitted(Limits(text=3000, text_bytes=3000), text="é" * 1501)
    assert fitted(Limits(text=300), text="👩‍👩‍👧‍👦" * 300).text


def test_addresses_and_mentions_count_as_servers_count_them() -> None:
    assert count_graphemes("see https://example.org/" + "x" * 400, 23) == 4 + 23
    assert count_graphemes("@name@a.very.long.server.example", 23) == len("@name")
    assert count_graphemes("https://example.org", None) == 19


def test_a_visibility_that_the_server_lacks_is_refused() -> None:
    with pytest.raises(InputError, match="no unlisted posts"):
        fitted(Limits(visibilities=("public",)), visibility="unlisted")
    assert fitted(Limits(visibilities=("public",))).visibility == "public"
    assert fit(a_post(), Limits(), default_visibility="unlisted", max_bytes=None, now=NOW).visibility == "unlisted"


def test_the_default_text_says_the_takeaway_and_both_counts_and_mentions_nobody() -> None:
    card = imggen.render("examples/lelibreedu.toml", lang="fr")
    text = default_text(card.story, card.voice, ("logiciel libre", "#Éducation", "2023"))
    said, tags = text.split("\n\n")
    assert said == "Mastodon passe devant X. Compte lelibreedu, 5876 abonnés sur Mastodon et 5832 abonnés sur X."
    assert tags.split()[-2:] == ["#LogicielLibre", "#Éducation"]
    assert "@" not in text
    assert "\n\n@lelibreedu@mastodon.mim-libre.fr\n\n#" in default_text(card.story, card.voice, mention=True)
    assert headline(card.story, card.voice) in ("Mastodon passe devant X", said)


@pytest.mark.parametrize("kind", ["duel", "timeline", "victory", "update"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_has_a_text_with_both_counts(kind: str, language: str) -> None:
    card = imggen.render("examples/lelibreedu.csv", card=kind, lang=language)
    text = default_text(card.story, card.voice)
    assert "5876" in text
    assert "5832" in text
    assert "\u202f" not in text
    assert len(text) < 300


def test_counts_of_different_days_keep_their_dates() -> None:
    with pytest.warns(imggen.ImggenWarning):
        card = imggen.render({"mastodon": [5876, None], "x": [None, 5832], "date": ["2023-09-04", "2023-08-01"]}, lang="en", card="duel")
    text = default_text(card.story, card.voice)
    assert "4 September" in text
    assert "1 August" in text


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("logiciel libre", "#LogicielLibre"),
        ("#LibreÉdu", "#LibreÉdu"),
        ("logiciel-libre", "#LogicielLibre"),
        ("l'école", "#LÉcole"),
        ("2026", ""),
        ("été 2026", "#Été2026"),
        ("#!?", ""),
    ],
)
def test_hashtags_can_be_read_aloud(words: str, tag: str) -> None:
    assert hashtag(words) == tag


@pytest.mark.parametrize("changed", ["  A  card:\r\n5 &amp; 6.\n", "<p>A card: 5 &amp; 6.</p>", "A card: 5 & 6."])
def test_a_description_is_the_same_however_a_server_keeps_it(changed: str) -> None:
    assert plain(changed) == "A card: 5 & 6."
    assert fingerprint(changed) == fingerprint("A card: 5 & 6.")
