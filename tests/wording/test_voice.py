"""Single values in both voices, the forms of names, and the pieces that a picture paints in colours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from unicodedata import normalize

import pytest
from corpus import ENGLISH, FRENCH
from hypothesis import given
from hypothesis import strategies as st
from strategies import MASTODON, X

from imggen.errors import InputError
from imggen.platforms import find_platform
from imggen.series import Subject
from imggen.story import (
    Account,
    Between,
    Change,
    Clock,
    Count,
    Day,
    Duration,
    Name,
    Percent,
    Period,
    Quote,
    Together,
    Value,
    phrase,
)
from imggen.wording.voice import Voice

WRITTEN, SPOKEN = Voice(FRENCH, spoken=False), Voice(FRENCH, spoken=True)
WRITTEN_EN, SPOKEN_EN = Voice(ENGLISH, spoken=False), Voice(ENGLISH, spoken=True)
AUGUST, SEPTEMBER, NEW_YEAR = date(2023, 8, 30), date(2023, 9, 4), date(2024, 1, 1)
INSTAGRAM = find_platform("instagram")


@pytest.mark.parametrize(
    ("value", "written", "spoken"),
    [
        (Count(0), "0", "0"),
        (Count(999), "999", "999"),
        (Count(5876), "5\u202f876", "5876"),
        (Count(1_234_567_890), "1\u202f234\u202f567\u202f890", "1234567890"),
        (Count(5800, about=True), "environ 5\u202f800", "environ 5800"),
        (Count(0, unit=True), "0 abonné", "0 abonné"),
        (Count(1, unit=True), "1 abonné", "1 abonné"),
        (Count(2, unit=True), "2 abonnés", "2 abonnés"),
        (Count(1_000_000, unit=True), "1\u202f000\u202f000 d’abonnés", "1000000 d'abonnés"),
        (Count(1_000_001, unit=True), "1\u202f000\u202f001 abonnés", "1000001 abonnés"),
        (Change(2190), "+2\u202f190", "2190 de plus"),
        (Change(-10), "−10", "10 de moins"),
        (Change(0), "±0", "0 de plus"),
        (Change(-900, about=True), "environ −900", "environ 900 de moins"),
        (Percent(47), "47\u202f%", "47 pour cent"),
        (Percent(1, "under"), "< 1\u202f%", "moins de 1 pour cent"),
        (Percent(99, "over"), "> 99\u202f%", "plus de 99 pour cent"),
        (Duration(1), "un jour", "un jour"),
        (Duration(5), "cinq jours", "cinq jours"),
        (Duration(16), "seize jours", "seize jours"),
        (Duration(17), "17 jours", "17 jours"),
        (Duration(1200), "1\u202f200 jours", "1200 jours"),
        (Clock(14, 5), "14 h 05", "14 heures 5"),
        (Clock(0, 0), "0 h", "0 heure"),
        (Name(X), "X", "X"),
        (Name(X, "label"), "ex-Twitter", "ex-Twitter"),
        (Name(X, "full"), "X (ex-Twitter)", "X (ex-Twitter)"),
        (Name(MASTODON, "label"), "Mastodon", "Mastodon"),
        (Quote("𝕏 & moi :  « oui »"), "𝕏 & moi :  « oui »", "X & moi : « oui »"),
        (Account(Subject(name="Le Libre Édu")), "compte Le Libre Édu", "compte Le Libre Édu"),
        (Account(Subject(handle="@lelibreedu@mastodon.mim-libre.fr")), "compte lelibreedu", "compte lelibreedu"),
        (Account(Subject()), "le compte", "le compte"),
        (Together((Name(MASTODON),)), "Mastodon", "Mastodon"),
        (Together((Name(MASTODON), Name(X), Name(INSTAGRAM))), "Mastodon, X et Instagram", "Mastodon, X et Instagram"),
        (Together((Count(1), Count(2), Count(3)), "notes"), "1 · 2 · 3", "1, 2, 3"),
    ],
)
def test_values_in_french(value: Value, written: str, spoken: str) -> None:
    assert (WRITTEN.say(value), SPOKEN.say(value)) == (written, spoken)


@pytest.mark.parametrize(
    ("value", "written", "spoken"),
    [
        (Count(5876), "5,876", "5876"),
        (Count(0, unit=True), "0 followers", "0 followers"),
        (Count(1, unit=True), "1 follower", "1 follower"),
        (Count(5800, about=True, unit=True), "about 5,800 followers", "about 5800 followers"),
        (Change(2190), "+2,190", "2190 more"),
        (Change(-10), "−10", "10 fewer"),
        (Percent(47), "47%", "47 per cent"),
        (Duration(1), "one day", "one day"),
        (Clock(14, 5), "14:05", "14:05"),
        (Clock(14, 0), "14:00", "14:00"),
        (Name(X, "full"), "X (formerly Twitter)", "X (formerly Twitter)"),
        (Day(SEPTEMBER), "4 September 2023", "4 September 2023"),
        (Day(SEPTEMBER, "short"), "4 Sep", "4 September"),
        (Period(AUGUST, SEPTEMBER), "30 August to 4 September 2023", "30 August to 4 September 2023"),
        (Between(date(2023, 9, 2), SEPTEMBER), "between 2 and 4 Sep", "between 2 and 4 September"),
    ],
)
def test_values_in_english(value: Value, written: str, spoken: str) -> None:
    assert (WRITTEN_EN.say(value), SPOKEN_EN.say(value)) == (written, spoken)


@pytest.mark.parametrize(
    ("value", "written", "spoken"),
    [
        (Day(SEPTEMBER), "4 septembre 2023", "4 septembre 2023"),
        (Day(SEPTEMBER, "long"), "4 septembre", "4 septembre"),
        (Day(SEPTEMBER, "medium"), "4 sept. 2023", "4 septembre 2023"),
        (Day(SEPTEMBER, "short"), "4 sept.", "4 septembre"),
        (Day(SEPTEMBER, "month"), "sept. 2023", "septembre 2023"),
        (Day(NEW_YEAR), "1er janvier 2024", "1er janvier 2024"),
        (Day(date(1582, 10, 1), "short"), "1er oct.", "1er octobre"),
        (Period(AUGUST, SEPTEMBER), "du 30 août au 4 septembre 2023", "du 30 août au 4 septembre 2023"),
        (Period(date(2023, 9, 1), SEPTEMBER), "du 1er au 4 septembre 2023", "du 1er au 4 septembre 2023"),
        (Period(SEPTEMBER, SEPTEMBER), "le 4 septembre 2023", "le 4 septembre 2023"),
        (Period(AUGUST, NEW_YEAR), "du 30 août 2023 au 1er janvier 2024", "du 30 août 2023 au 1er janvier 2024"),
        (Period(date(2022, 9, 4), SEPTEMBER), "du 4 septembre 2022 au 4 septembre 2023", "du 4 septembre 2022 au 4 septembre 2023"),
        (Period(AUGUST, SEPTEMBER, "medium"), "du 30 août au 4 sept. 2023", "du 30 août au 4 septembre 2023"),
        (Between(date(2023, 9, 2), SEPTEMBER), "entre le 2 et le 4 sept.", "entre le 2 et le 4 septembre"),
        (Between(AUGUST, SEPTEMBER), "entre le 30 août et le 4 sept.", "entre le 30 août et le 4 septembre"),
        (Between(SEPTEMBER, SEPTEMBER), "le 4 sept.", "le 4 septembre"),
        (Between(AUGUST, NEW_YEAR), "entre le 30 août 2023 et le 1er janv. 2024", "entre le 30 août 2023 et le 1er janvier 2024"),
    ],
)
def test_days_and_periods_in_french(value: Value, written: str, spoken: str) -> None:
    assert (WRITTEN.say(value), SPOKEN.say(value)) == (written, spoken)


@given(st.dates(), st.sampled_from(("fr", "en")), st.booleans())
def test_every_day_is_said_with_its_own_numbers(day: date, language: str, spoken: bool) -> None:
    """Also on days that a time zone skipped, and before the calendar of today."""
    said = Voice({"fr": FRENCH, "en": ENGLISH}[language], spoken).say(Day(day))
    first, _, year = said.split(" ")
    assert (first.removesuffix("er"), year) == (str(day.day), str(day.year))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mastodon", "se rapproche de Mastodon"),
        ("X", "se rapproche de X"),
        ("Instagram", "se rapproche d’Instagram"),
        ("Élan", "se rapproche d’Élan"),
        ("YouTube", "se rapproche de YouTube"),
        ("Hubzilla", "se rapproche de Hubzilla"),
    ],
)
def test_french_elides_before_a_vowel(name: str, said: str) -> None:
    closing = phrase("relation.closing", rival=Name(find_platform(name)))
    assert WRITTEN.say(closing) == said
    assert SPOKEN.say(closing) == said.replace("’", "'")


def test_french_elides_before_a_rounded_count() -> None:
    values = {"platform": Name(MASTODON), "first": Count(5800, about=True), "last": Count(11, unit=True)}
    assert SPOKEN.say(phrase("move.up", **values)) == "Mastodon progresse d'environ 5800 à 11 abonnés"


def test_inclusive_french() -> None:
    written, spoken = replace(WRITTEN, inclusive=True), replace(SPOKEN, inclusive=True)
    assert written.say(Count(1, unit=True)) == "1 abonné·e"
    assert written.say(Count(5876, unit=True)) == "5\u202f876 abonné·e·s"
    assert spoken.say(Count(5876, unit=True)) == "5876 personnes abonnées"
    source = phrase("source.on", day=Day(date(2023, 9, 2), "medium"))
    assert written.say(source) == "Abonné·e·s au 2 sept. 2023"


def test_pieces_are_the_words_with_the_names_set_apart() -> None:
    subtitle = phrase(
        "timeline.subtitle",
        platforms=Together((phrase("timeline.on", platform=Name(MASTODON)), phrase("timeline.on", platform=Name(INSTAGRAM)))),
        period=Period(AUGUST, SEPTEMBER),
    )
    assert WRITTEN.pieces(subtitle) == (
        ("Abonnés du compte sur ", None),
        ("Mastodon", Name(MASTODON)),
        (" et sur ", None),
        ("Instagram", Name(INSTAGRAM)),
        (", ", None),
        ("du 30 août au 4 septembre 2023", Period(AUGUST, SEPTEMBER)),
    )


def test_pieces_set_a_name_apart_from_what_it_elides() -> None:
    assert WRITTEN.pieces(phrase("relation.closing", rival=Name(INSTAGRAM))) == (("se rapproche d’", None), ("Instagram", Name(INSTAGRAM)))


@given(st.text(max_size=80))
def test_the_users_words_are_never_changed_on_the_picture_and_are_plain_in_speech(text: str) -> None:
    """Braces, apostrophes and the marks that stand for values included."""
    said = phrase("source.by", text=Quote(text))
    assert WRITTEN.say(said) == f"Source\u00a0: {text}"
    assert "".join(words for words, _ in WRITTEN.pieces(said)) == WRITTEN.say(said)
    assert SPOKEN.say(said).removeprefix("Source : ") == " ".join(normalize("NFKC", text).split())


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (999_499, "999\u202f499", "999,499"),
        (1_000_000, "1,00\u00a0M", "1.00\u00a0M"),
        (1_234_567, "1,23\u00a0M", "1.23\u00a0M"),
        (9_996_000, "10,0\u00a0M", "10.0\u00a0M"),
        (123_456_789, "123\u00a0M", "123\u00a0M"),
        (999_999_999, "1,00\u00a0Md", "1.00\u00a0B"),
        (1_234_567_890, "1,23\u00a0Md", "1.23\u00a0B"),
    ],
)
def test_compact_counts_have_three_digits(count: int, french: str, english: str) -> None:
    assert (WRITTEN.compact(Count(count)), WRITTEN_EN.compact(Count(count))) == (french, english)


@given(st.integers(1_000_000, 10**12))
def test_compact_counts_are_right_to_half_a_unit_of_their_last_digit(count: int) -> None:
    digits, sign = WRITTEN_EN.compact(Count(count)).split("\u00a0")
    size = {"M": 10**6, "B": 10**9}[sign]
    decimals = len(digits.partition(".")[2])
    assert abs(float(digits) * size - count) <= 0.51 * size / 10**decimals


@given(st.integers(0, 10**30))
def test_numbers_of_any_size_have_a_plural(count: int) -> None:
    assert WRITTEN.say(Count(count, unit=True)).rstrip("s").endswith("abonné")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (Subject("Le Libre Édu"), "compte Le Libre Édu"),
        (Subject("Ministère de l’Éducation nationale", "Éducation"), "compte Éducation"),
        (Subject("Ministère de l’Éducation nationale", handle="@lelibreedu@mim-libre.fr"), "compte lelibreedu"),
        (Subject("Ministère de l’Éducation nationale"), "compte Ministère de l’Éducation"),
        (Subject("W" * 60), "compte " + "W" * 24),
        (Subject("Île-de-France, et toutes les autres"), "compte Île-de-France, et toutes"),
        (Subject("Toutes les îles d’or & Cie"), "compte Toutes les îles d’or"),
    ],
)
def test_long_names_take_their_short_form_where_room_is_short(subject: Subject, said: str) -> None:
    assert replace(SPOKEN, longest_name=24).say(Account(subject)) == said


def test_an_unknown_unit_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="followers, members, subscribers"):
        Voice(FRENCH, spoken=False, unit="likes")


def test_a_missing_message_is_a_mistake_that_is_seen() -> None:
    with pytest.raises(KeyError):
        WRITTEN.say(phrase("headline.nonsense"))
    with pytest.raises(KeyError):
        WRITTEN.say(phrase("headline.level"))


def test_warm_words_compile_no_message() -> None:
    from imggen.wording.message import find_message

    value = Together(tuple(Day(AUGUST + timedelta(days)) for days in range(40)))
    WRITTEN.say(value)
    before = find_message.cache_info().misses
    WRITTEN.say(value)
    assert find_message.cache_info().misses == before
