"""What Catalan, Dutch, German, Italian, Portuguese and Spanish have of their own: digits, days, cases, articles, elision."""

from __future__ import annotations

from datetime import date

import pytest
from corpus import GROUPS, boards

from imggen.platforms import find_platform
from imggen.story import Clock, Count, Day, Duration, Name, Percent, Period, Tally, Value, phrase
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

X, MASTODON, INSTAGRAM = (Name(find_platform(name)) for name in ("x", "mastodon", "instagram"))
FIRST, FOURTH, EIGHTH, ELEVENTH = (date(2023, 9, day) for day in (1, 4, 8, 11))
AUGUST = date(2023, 8, 30)


def voice(code: str, *, spoken: bool = True, inclusive: bool = False) -> Voice:
    return Voice(find_language(code), spoken, inclusive=inclusive)


@pytest.mark.parametrize(
    ("code", "four_digits", "five_digits", "percent", "former"),
    [
        ("de", "5.876", "12.345", "47\u202f%", "X (ehemals Twitter)"),
        ("es", "5876", "12\u202f345", "47\u202f%", "X (antes Twitter)"),
        ("it", "5.876", "12.345", "47%", "X (ex Twitter)"),
        ("nl", "5.876", "12.345", "47%", "X (voorheen Twitter)"),
        ("pt", "5.876", "12.345", "47%", "X (antigo Twitter)"),
        ("pt-PT", "5876", "12\u202f345", "47%", "X (antigo Twitter)"),
        ("ca", "5.876", "12.345", "47\u202f%", "X (abans Twitter)"),
    ],
)
def test_digits_and_names_on_the_picture(code: str, four_digits: str, five_digits: str, percent: str, former: str) -> None:
    written, spoken = voice(code, spoken=False), voice(code)
    assert [written.say(value) for value in (Count(5876), Count(12_345), Percent(47), Name(X.platform, "full"))] == [
        four_digits,
        five_digits,
        percent,
        former,
    ]
    assert [spoken.say(value) for value in (Count(5876), Count(12_345))] == ["5876", "12345"]


@pytest.mark.parametrize(
    ("code", "value", "written", "spoken"),
    [
        ("de", Day(FOURTH, "medium"), "4. Sept. 2023", "4. September 2023"),
        ("de", Period(FIRST, FOURTH), "vom 1. bis 4. September 2023", "vom 1. bis 4. September 2023"),
        ("es", Day(FOURTH, "medium"), "4 sept 2023", "4 de septiembre de 2023"),
        ("es", Period(AUGUST, FOURTH), "del 30 de agosto al 4 de septiembre de 2023", "del 30 de agosto al 4 de septiembre de 2023"),
        ("it", Period(FIRST, EIGHTH), "dal 1º all’8 settembre 2023", "dal 1º all'8 settembre 2023"),
        ("it", Period(ELEVENTH, ELEVENTH), "l’11 settembre 2023", "l'11 settembre 2023"),
        ("nl", Period(AUGUST, FOURTH, "medium"), "van 30 aug tot 4 sep 2023", "van 30 augustus tot 4 september 2023"),
        ("pt", Day(FIRST, "short"), "1º de set.", "1º de setembro"),
        ("pt", Period(FOURTH, FOURTH), "em 4 de setembro de 2023", "em 4 de setembro de 2023"),
        ("pt-PT", Day(FIRST, "short"), "1 de set.", "1 de setembro"),
        ("pt-PT", Period(FOURTH, FOURTH), "a 4 de setembro de 2023", "a 4 de setembro de 2023"),
        ("ca", Period(FIRST, FOURTH), "de l’1 al 4 de setembre de 2023", "de l'1 al 4 de setembre de 2023"),
        ("ca", Period(AUGUST, ELEVENTH, "medium"), "del 30 d’ag. a l’11 de set. de 2023", "del 30 d'agost a l'11 de setembre de 2023"),
    ],
)
def test_days(code: str, value: Value, written: str, spoken: str) -> None:
    assert (voice(code, spoken=False).say(value), voice(code).say(value)) == (written, spoken)


@pytest.mark.parametrize(
    ("code", "hour", "minute", "written", "spoken"),
    [
        ("de", 14, 5, "um 14:05 Uhr", "um 14 Uhr 5"),
        ("es", 1, 5, "a la 1:05", "a la 1:05"),
        ("es", 14, 0, "a las 14:00", "a las 14 horas"),
        ("it", 1, 5, "all’1:05", "all'1:05"),
        ("it", 14, 0, "alle 14:00", "alle 14:00"),
        ("nl", 14, 5, "om 14.05 uur", "om 14 uur 5"),
        ("pt", 14, 5, "às 14h05", "às 14:05"),
        ("pt", 1, 0, "à 1h", "à 1 hora"),
        ("ca", 14, 5, "a les 14:05", "a les 14:05"),
    ],
)
def test_times_of_day(code: str, hour: int, minute: int, written: str, spoken: str) -> None:
    value = phrase("when.clock", clock=Clock(hour, minute))
    assert (voice(code, spoken=False).say(value), voice(code).say(value)) == (written, spoken)


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("de", phrase("move.same", platform=X, last=Count(5876, unit=True)), "X bleibt bei 5876 Followern"),
        (
            "de",
            phrase("headline.overtaken_in", challenger=MASTODON, rival=X, duration=Duration(5)),
            "Mastodon überholt X binnen fünf Tagen",
        ),
        ("de", phrase("gap.behind", challenger=MASTODON, gap=Count(1, unit=True)), "Mastodon fehlt 1 Follower"),
        ("es", phrase("headline.level", challenger=MASTODON, rival=INSTAGRAM), "Mastodon e Instagram están empatados"),
        ("es", phrase("headline.level", challenger=MASTODON, rival=X), "Mastodon y X están empatados"),
        ("es", Count(1_000_000, unit=True), "1000000 de seguidores"),
        ("it", phrase("race.at", challenger=MASTODON, percent=Percent(80), rival=X, first=Count(8), second=Count(10)), "l'80 per cento"),
        ("it", phrase("race.at", challenger=MASTODON, percent=Percent(47), rival=X, first=Count(8), second=Count(17)), "il 47 per cento"),
        ("it", phrase("race.at", challenger=X, percent=Percent(1, "under"), rival=X, first=Count(1), second=Count(900)), "meno dell'1 per"),
        ("nl", phrase("doubt.stale", platform=X, day=Day(FOURTH)), "De laatste telling van X is van 4 september 2023."),
        ("pt", phrase("headline.closing", challenger=MASTODON, rival=X), "Mastodon se aproxima do X"),
        ("pt-PT", phrase("headline.closing", challenger=MASTODON, rival=X), "Mastodon aproxima-se do X"),
        ("pt-PT", phrase("headline.overtaken_in", challenger=MASTODON, rival=X, duration=Duration(1)), "Mastodon ultrapassa o X num dia"),
        ("ca", phrase("headline.behind", challenger=MASTODON, rival=INSTAGRAM), "Mastodon va per darrere d'Instagram"),
        ("ca", phrase("move.up", platform=X, first=Count(11), last=Count(20)), "X puja d'11 a 20"),
        ("ca", phrase("move.up", platform=X, first=Count(12), last=Count(20)), "X puja de 12 a 20"),
        ("ca", phrase("move.up", platform=X, first=Count(11_000), last=Count(20_000)), "X puja d'11000 a 20000"),
        ("ca", phrase("move.up", platform=X, first=Count(1000), last=Count(2000)), "X puja de 1000 a 2000"),
    ],
)
def test_words_take_the_form_that_their_place_asks_for(code: str, value: Value, said: str) -> None:
    assert said in voice(code).say(value)


@pytest.mark.parametrize(
    ("code", "written", "spoken"),
    [
        ("de", "5.876 Follower:innen", "5876 Followerinnen und Follower"),
        ("es", "5876 seguidores/as", "5876 personas seguidoras"),
        ("it", "5.876 follower", "5876 follower"),
        ("nl", "5.876 volgers", "5876 volgers"),
        ("pt", "5.876 seguidores(as)", "5876 pessoas seguidoras"),
        ("pt-PT", "5876 seguidores/as", "5876 pessoas seguidoras"),
        ("ca", "5.876 seguidors/es", "5876 persones seguidores"),
    ],
)
def test_inclusive_forms_are_signs_on_the_picture_and_words_in_speech(code: str, written: str, spoken: str) -> None:
    said = [voice(code, spoken=aloud, inclusive=True).say(Count(5876, unit=True)) for aloud in (False, True)]
    assert said == [written, spoken]


@pytest.mark.parametrize(
    ("code", "unit", "said"),
    [
        ("pt", "followers", "duas contas"),
        ("pt", "subscribers", "dois canais"),
        ("ca", "members", "dues comunitats"),
        ("it", "followers", "due profili"),
    ],
)
def test_two_agree_with_what_is_counted(code: str, unit: str, said: str) -> None:
    assert Voice(find_language(code), spoken=True, unit=unit).say(Tally(2)) == said


@pytest.mark.parametrize("name", GROUPS)
def test_portuguese_of_portugal_contracts_its_prepositions(name: str) -> None:
    story = dict(zip(GROUPS, boards(), strict=True))[name]
    for sentence in story.sentences:
        said = Voice(find_language("pt-PT"), spoken=True, unit=story.unit).say(sentence.says)
        assert not {"em um", "em uma", "de o", "em o"} & {
            " ".join(two) for two in zip(said.lower().split(), said.lower().split()[1:], strict=False)
        }
