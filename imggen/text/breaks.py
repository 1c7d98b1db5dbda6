"""Where a line may break: by ICU, but never inside a number, a handle or a hashtag, nor before French punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

_SIMPLE = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ]+(?:[.,]? [A-Za-z0-9À-ÖØ-öø-ÿ]+)*[.,]?")
"""Words of Latin letters and digits with single spaces between them: a line breaks after every space, and nowhere else."""

_NUMBER = r"[+±−-]?\d+(?:[.,  \u202f’']\d+)*(?:[\u00a0\u202f]?%|[\u3400-\u9fff])?"
_WHOLE = rf"@[^\s«»\u3000-\u9fff\uff00-\uffef]+|#[^\s«»]+|{_NUMBER}|(?:https?://|www\.)\S+"
"""What stays on one line: handles, hashtags, numbers with the character that counts (5日, 5天), addresses."""
_PHRASED = (("[\u3041-\u30ff]", "ja-u-lw-phrase"), ("[\uac00-\ud7a3]", "ko-u-lw-phrase"))
"""Kana and hangul break between phrases (UTS #35, `lw`): a line that begins in the midst of a word is hard to read."""

_CLINGS_BACK = "!?;:»%…)]}"
_CLINGS_ON = "«([{"


def break_opportunities(words: str, language: str) -> tuple[int, ...]:
    """The places where a new line may begin, in characters from the start; the start and the end are not among them."""
    if _SIMPLE.fullmatch(words):
        return tuple(match.end() for match in re.finditer(" ", words))
    return _opportunities(words, language)


@lru_cache(1024)
def _opportunities(words: str, language: str) -> tuple[int, ...]:
    places = _by_icu(words, language)
    for match in re.finditer(_WHOLE, words):
        places -= set(range(match.start() + 1, match.end()))
    return tuple(sorted(place for place in places if _may_break(words, place)))


def _may_break(words: str, place: int) -> bool:
    before = place
    while before and words[before - 1].isspace():
        before -= 1
    return words[place] not in _CLINGS_BACK and before > 0 and words[before - 1] not in _CLINGS_ON


def _by_icu(words: str, language: str) -> set[int]:
    from icu4py.breakers import LineBreaker

    whole = words.encode("utf-8", "replace").decode("utf-8")
    language = next((locale for letters, locale in _PHRASED if re.search(letters, whole)), language)
    ends = (end for _, end in LineBreaker(whole, language).segments())
    if max(whole, default="") <= "\uffff":
        return set(ends) - {len(words)}
    return {len(whole.encode("utf-16-le")[: 2 * end].decode("utf-16-le", "replace")) for end in ends} - {len(words)}
