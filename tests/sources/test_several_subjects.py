"""A campaign file may have several subjects: each with its name, its accounts and its table."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from imggen.errors import InputError
from imggen.series import Subject
from imggen.sources.campaign_file import read_campaign
from imggen.sources.read import Choices, read

CAMPAIGN = """
lang = "fr"
timezone = "Europe/Paris"
[[subjects]]
name = "Ville de Lyon"
counts = "lyon.csv"
accounts = { mastodon = "@lyon@social.example", x = "lyon" }
[[subjects]]
handle = "@nantes@social.example"
counts = "nantes.csv"
[subjects.accounts]
mastodon = "@nantes@social.example"
"""


def test_each_subject_has_the_settings_of_the_file_and_its_own() -> None:
    lyon, nantes = read_campaign(CAMPAIGN.encode(), "c.toml").subjects
    assert (lyon.subject, lyon.counts, lyon.lang) == (Subject("Ville de Lyon"), "lyon.csv", "fr")
    assert lyon.accounts == {"mastodon": "@lyon@social.example", "x": "lyon"}
    assert (nantes.subject.handle, nantes.counts, nantes.timezone) == ("@nantes@social.example", "nantes.csv", "Europe/Paris")


def test_a_file_about_one_subject_has_one() -> None:
    campaign = read_campaign(b'counts = "a.csv"\nsubject = "Lyon"', "c.toml")
    assert campaign.subjects == (campaign.settings,)


def test_all_of_them_are_read(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(CAMPAIGN)
    (tmp_path / "lyon.csv").write_text("date,mastodon,x\n2026-11-20,12,30\n")
    (tmp_path / "nantes.csv").write_text("date,mastodon,x\n2026-11-20,15,20\n")
    data = read([str(tmp_path / "c.toml")], Choices(now=datetime(2026, 11, 22, tzinfo=UTC)))
    assert [(one.subject.shown, one.challenger.readings[0].count) for one in data.comparisons] == [
        ("Ville de Lyon", 12),
        ("@nantes@social.example", 15),
    ]
    assert data.settings.lang == "fr"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('counts = "a.csv"\n[[subjects]]\nname = "a"\ncounts = "b.csv"', r"c\.toml:1 counts: found both counts and subjects"),
        ('[[subjects]]\nname = "a"', r"c\.toml:1 subjects\[0\]\.counts: found nothing"),
        ('[[subjects]]\ncounts = "a.csv"', "found a subject without name or handle"),
        ('[[subjects]]\nname = "a"\ncounts = "a.csv"\n[[subjects]]\nname = "A"\ncounts = "b.csv"', 'found a second "A"'),
        ('[[subjects]]\nname = "a"\ncounts = "a.csv"\n[[subjects]]\nname = "b"\ncounts = "a.csv"', r'c\.toml:6 .*: found "a\.csv" twice'),
        ('[[subjects]]\nname = "a"\ncounts = "a.csv"\nacounts = {}', "did you mean accounts"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_campaign(text.encode(), "c.toml")
