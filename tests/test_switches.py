"""What is on or off in Python: words that mean no are not taken for yes."""

from __future__ import annotations

import pytest

import imggen
from imggen.errors import InputError

COUNTS = {"mastodon": 5876, "x": 5832}
SWITCHES = ("art", "inclusive", "system_fonts", "strict_fonts")


def test_off_means_off() -> None:
    for off in (False, "off", 0):
        assert imggen.render(COUNTS, art=off, date="2023-09-04").story.pose == ""  # type: ignore[arg-type]
        assert imggen.render(COUNTS, art=off, theme="nuit", date="2023-09-04").story.pose == ""  # type: ignore[arg-type]
    assert imggen.render(COUNTS, art="on", date="2023-09-04").story.pose
    assert "abonnées" not in imggen.render(COUNTS, inclusive="off", lang="fr", date="2023-09-04").alt


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("value", ["no", "", "false", 2, [False], 0.5])
def test_any_other_word_is_refused(name: str, value: object) -> None:
    with pytest.raises(InputError, match="expected True or False, 'on' or 'off'"):
        imggen.render(COUNTS, date="2023-09-04", **{name: value})  # type: ignore[arg-type]
