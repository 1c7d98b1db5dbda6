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


def test_languages_say_who_has_read_them_and_how_they_run(imggen: Imggen) -> None:
    told = {one["code"]: one for one in json.loads(imggen("languages", "--json").out)}
    assert (told["ar"]["direction"], told["fr"]["direction"]) == ("rtl", "ltr")
    rows = {row.split()[0]: row for row in imggen("languages").out.splitlines()}
    assert "right to left" in rows["ar"]
    assert all(rows[code].endswith("yes" if one["reviewed"] else "not yet") for code, one in told.items())


def test_the_version_is_the_packages(imggen: Imggen) -> None:
    assert imggen("--version").out == f"imggen {package.__version__}\n"


def test_plain_is_accepted_everywhere(imggen: Imggen) -> None:
    assert imggen("cards", "--plain").out == imggen("cards").out
    assert imggen("--plain", "themes", "list", "--plain").code == 0
