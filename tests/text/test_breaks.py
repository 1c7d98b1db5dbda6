"""Where lines may break."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.text import breaks
from imggen.text.breaks import break_opportunities


def pieces(words: str, language: str = "fr") -> list[str]:
    places = (0, *break_opportunities(words, language), len(words))
    return [words[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Le Mastodonte n’est plus sous X !", ["Le ", "Mastodonte ", "n’est ", "plus ", "sous ", "X !"]),
        ("On a réussi\u202f!!!", ["On ", "a ", "réussi\u202f!!!"]),
        ("Il dit : « oui » ; non ?", ["Il ", "dit : ", "« oui » ; ", "non ?"]),
        ("+2\u202f190 abonné·e·s, 5 876 et 47 %", ["+2\u202f190 ", "abonné·e·s, ", "5 876 ", "et ", "47 %"]),
        ("Voir @lelibreedu@mastodon.mim-libre.fr vite", ["Voir ", "@lelibreedu@mastodon.mim-libre.fr ", "vite"]),
        ("#Triomphe-Modeste ici", ["#Triomphe-Modeste ", "ici"]),
        ("sur https://mastodon.social/@ab-cd oui", ["sur ", "https://mastodon.social/@ab-cd ", "oui"]),
        ("ex-Twitter", ["ex-", "Twitter"]),
        ("😀 a 👩‍💻 b", ["😀 ", "a ", "👩‍💻 ", "b"]),
        ("", [""]),
        ("mot", ["mot"]),
    ],
)
def test_a_line_breaks_between_words_and_never_in_a_number_a_handle_or_before_french_punctuation(words, expected):
    assert pieces(words) == expected


def test_thai_and_japanese_break_without_spaces():
    assert pieces("ภาษาไทยง่าย", "th") == ["ภาษา", "ไทย", "ง่าย"]
    assert pieces("MastodonがXを5日間で追い越しました。", "ja") == ["Mastodonが", "Xを", "5日間で", "追い越しました。"]
    assert pieces("@ada@example.orgさんが勝った", "ja") == ["@ada@example.orgさんが", "勝った"]
    assert pieces("Mastodon在5天内反超X。", "zh-Hans") == ["Mastodon", "在", "5天", "内", "反", "超", "X。"]
    assert pieces("마스토돈이 이겼다", "ko") == ["마스토돈이 ", "이겼다"]
    assert not any(piece.startswith("。") for piece in pieces("勝った。勝った。", "ja"))


@given(words=st.text(alphabet="abÉé19., ", max_size=30))
def test_plain_words_break_where_icu_says(words):
    slow = tuple(sorted(place for place in breaks._by_icu(words, "en") if breaks._may_break(words, place))) if words else ()
    if breaks._SIMPLE.fullmatch(words):
        assert break_opportunities(words, "en") == slow


@given(words=st.text(max_size=40))
def test_any_text_has_places_inside_it(words):
    places = break_opportunities(words, "fr")
    assert list(places) == sorted(set(places))
    assert all(0 < place < len(words) for place in places)
