"""Which language the command line takes: the option's, the campaign file's, the environment's, English."""

from __future__ import annotations

import json

import pytest
from cli.conftest import Imggen

CAMPAIGN, COUNTS = "examples/lelibreedu.toml", "examples/lelibreedu.csv"
LANGUAGES = [
    ({"LANG": "fr_FR.UTF-8"}, (), "fr"),
    ({"LANG": "C.UTF-8"}, (), "en"),
    ({"LANG": "tlh_KX"}, (), "en"),
    ({"LC_ALL": "fr_CA@euro", "LANG": "en_US"}, (), "fr"),
    ({"LC_MESSAGES": "en_GB", "LANG": "fr_FR"}, (), "en"),
    ({"IMGGEN_LANG": "fr", "LC_ALL": "en_US"}, (), "fr"),
    ({"IMGGEN_LANG": "fr"}, ("--lang", "en"), "en"),
]


@pytest.mark.parametrize(("environment", "options", "language"), LANGUAGES)
def test_the_language_is_the_option_else_the_environments(
    environment: dict[str, str], options: tuple[str, ...], language: str, imggen: Imggen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert json.loads(imggen("alt", COUNTS, "--json", *options).out)["lang"] == language


def test_the_campaign_files_language_goes_before_the_environments(imggen: Imggen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGGEN_LANG", "en")
    assert json.loads(imggen("alt", CAMPAIGN, "--json").out)["lang"] == "fr"


def test_an_unknown_language_in_the_environment_is_said_so(imggen: Imggen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGGEN_LANG", "klingon")
    assert imggen("alt", COUNTS).code == 2
