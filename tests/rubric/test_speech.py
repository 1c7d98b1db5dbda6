"""Numbers are heard as numbers: eSpeak NG reads those of an alt text as it reads them alone. Left out where it is not installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from difflib import SequenceMatcher

import pytest
from texts import LANGUAGES, written

VOICES = {"fr": "fr-fr", "en": "en-gb", "pt": "pt-br", "pt-PT": "pt", "zh-Hans": "cmn"}
"""The synthesiser's names of languages, where they are not ours."""
_MOST = 0.6
"""So much of a number must be heard in one go: its ends are bound to the words beside it, as `d` is softened in Spanish."""


def heard(code: str, text: str) -> str:
    """The phonemes of a text, without stress and pauses."""
    words = ["espeak-ng", "-q", "--ipa", "-v", VOICES.get(code, code), text]
    return re.sub(r"[ˈˌ\s_‿-]+", " ", subprocess.run(words, capture_output=True, text=True, check=True).stdout).strip()


def speaks(code: str) -> bool:
    """Whether the synthesiser is there and has a voice of a language."""
    if shutil.which("espeak-ng") is None:
        return False
    known = subprocess.run(["espeak-ng", "--voices"], capture_output=True, text=True, check=False).stdout
    return VOICES.get(code, code) in known.split()


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_are_heard_as_numbers(code: str) -> None:
    if not speaks(code):
        pytest.skip("eSpeak NG has no voice for it here")
    text = next(each.text for each in written(code) if each.name == "overtaken, timeline" and each.tier == "extended")
    said = heard(code, text)
    for number in sorted(set(re.findall(r"\d{3,}", text))):
        alone = heard(code, number)
        longest = SequenceMatcher(None, alone, said, autojunk=False).find_longest_match().size
        assert longest >= _MOST * len(alone), (number, alone)


def test_what_the_rubric_forbids_is_not_heard_as_it_is_meant() -> None:
    if not speaks("fr"):
        pytest.skip("eSpeak NG is not here")
    assert heard("fr", "5\u202f876") != heard("fr", "5876")
    assert heard("fr", "𝕏") != heard("fr", "X")
    assert heard("fr", "4 sept.") != heard("fr", "4 septembre")
