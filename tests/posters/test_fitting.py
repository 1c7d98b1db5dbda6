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
from imggen.posting.text import count_graphemes, default_text, hashtag, headline, unmentioned

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


def test_nobody_is_mentioned_by_a_handle() -> None:
    assert unmentioned("Compte @lelibreedu@mastodon.mim-libre.fr, et a@b.fr.") == "Compte lelibreedu, et a@b.fr."
    assert unmentioned("https://server.example/@name@other.example") == "https://server.example/@name@other.example"


@pytest.mark.parametrize("changed", ["  A  card:\r\n5 &amp; 6.\n", "<p>A card: 5 &amp; 6.</p>", "A card: 5 & 6."])
def test_a_description_is_the_same_however_a_server_keeps_it(changed: str) -> None:
    assert plain(changed) == "A card: 5 & 6."
    assert fingerprint(changed) == fingerprint("A card: 5 & 6.")
