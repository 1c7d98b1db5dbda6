"""`imggen cards`, `themes` and `languages`: what there is, as a table and as JSON."""

from __future__ import annotations

import json

import pytest
from cli.conftest import Imggen

import imggen as package
from imggen.kind import kinds
from imggen.theme import themes
from imggen.wording.language import languages

LISTS = [
    (("cards",), "name", kinds),
    (("themes",), "name", themes),
    (("themes", "list"), "name", themes),
    (("languages",), "code", languages),
]


@pytest.mark.parametrize(("words", "key", "known"), LISTS, ids=lambda each: " ".join(each) if isinstance(each, tuple) else "")
def test_a_list_names_all_there_is(words: tuple[str, ...], key: str, known: object, imggen: Imggen) -> None:
    told = json.loads(imggen(*words, "--json").out)
    rows = imggen(*words).out.splitlines()[1:]
    assert tuple(one[key] for one in told) == known()  # type: ignore[operator]
    assert [row.split()[0] for row in rows] == [one[key] for one in told]


def test_the_version_is_the_packages(imggen: Imggen) -> None:
    assert imggen("--version").out == f"imggen {package.__version__}\n"


def test_plain_is_accepted_everywhere(imggen: Imggen) -> None:
    assert imggen("cards", "--plain").out == imggen("cards").out
    assert imggen("--plain", "themes", "list", "--plain").code == 0
