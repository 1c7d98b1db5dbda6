"""Counts by hand go into the tables of all subjects, or into none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from imggen.errors import InputError
from imggen.history.by_hand import How, plan, write
from imggen.sources.dates import moment_of
from imggen.sources.edit import changes_of_table, changes_of_words
from imggen.sources.inputs import conventions_of

CAMPAIGN = """
[[subjects]]
name = "Ville de Lyon"
handle = "@lyon@social.example"
counts = "lyon.csv"
[[subjects]]
name = "Nantes"
counts = "nantes.csv"
"""
LYON, NANTES = (
    b"date,mastodon,x\n2026-11-20,12,30\n",
    b"date,platform,count,exactness,source\n2026-11-20,mastodon,15,exact,social.example\n",
)


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "campaign.toml").write_text(CAMPAIGN)
    (tmp_path / "lyon.csv").write_bytes(LYON)
    (tmp_path / "nantes.csv").write_bytes(NANTES)
    return tmp_path / "campaign.toml"


def how(campaign: Path, **choices: object) -> How:
    return How(conventions=conventions_of(campaign, datetime(2026, 11, 22, 12, tzinfo=UTC)), **choices)  # type: ignore[arg-type]


def put(campaign: Path, pasted: str, **choices: object) -> None:
    chosen = how(campaign, **choices)
    write(plan(str(campaign), changes_of_table(pasted.encode(), "pasted.csv", chosen.conventions), chosen), chosen)


def test_many_subjects_at_once(campaign: Path) -> None:
    put(campaign, "subject\tX\n@lyon@social.example\t31\nnantes\t~50\n")
    assert (campaign.parent / "lyon.csv").read_bytes() == LYON + b"2026-11-22,,31\n"
    assert (campaign.parent / "nantes.csv").read_bytes() == NANTES + b"2026-11-22,x,~50,rounded,by hand\n"


@pytest.mark.parametrize(
    ("pasted", "message"),
    [
        ("subject,x\nLyon,31\nNantes,50\n", "no subject named Lyon"),
        ("subject,date,x\nNantes,2026-11-22,50\nVille de Lyon,2026-11-20,31\n", 'X has "30" on 2026-11-20 already'),
        ("subject,x\nNantes,50\nVille de Lyon,many\n", 'found "many"'),
        ("date,x\n2026-11-22,50\n", "it has several subjects; say whose with --subject: @lyon@social.example, Nantes"),
    ],
)
def test_all_or_nothing(campaign: Path, pasted: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        put(campaign, pasted)
    assert (campaign.parent / "lyon.csv").read_bytes() == LYON
    assert (campaign.parent / "nantes.csv").read_bytes() == NANTES


def test_a_subject_is_named(campaign: Path) -> None:
    put(campaign, "date,x\n2026-11-22,50\n", subject="nantes")
    assert (campaign.parent / "nantes.csv").read_bytes() == NANTES + b"2026-11-22,x,50,exact,by hand\n"


def test_a_campaigns_table_is_started(campaign: Path) -> None:
    (campaign.parent / "nantes.csv").unlink()
    put(campaign, "date,x\n2026-11-22,50\n", subject="Nantes")
    assert (campaign.parent / "nantes.csv").read_bytes() == b"date,platform,count,exactness,source\n2026-11-22,x,50,exact,by hand\n"


def test_what_was_written_meanwhile_is_kept(campaign: Path) -> None:
    """Between the question and its answer, `imggen collect` writes: neither reading is lost."""
    chosen = how(campaign, subject="Nantes")
    moment = changes_of_table(b"date,x\n2026-11-22,50\n", "pasted.csv", chosen.conventions)[0].moment
    planned = plan(str(campaign), changes_of_words(["x=50"], moment), chosen)
    (campaign.parent / "nantes.csv").write_bytes(NANTES + b"2026-11-21,mastodon,16,exact,social.example\n")
    write(planned, chosen)
    written = (campaign.parent / "nantes.csv").read_bytes()
    assert written == NANTES + b"2026-11-21,mastodon,16,exact,social.example\n2026-11-22,x,50,exact,by hand\n"


def test_a_table_of_several_subjects_is_told_whose_counts_they_are(tmp_path: Path) -> None:
    table = tmp_path / "board.csv"
    table.write_text("date,subject,mastodon,x\n2026-11-15,Marées,10,40\n2026-11-15,Brumes,20,40\n", "utf-8")
    chosen = how(table, subject="marées")
    moment = moment_of(date(2026, 11, 22), UTC)
    write(plan(str(table), changes_of_words(["mastodon=14", "x=39"], moment), chosen), chosen)
    assert "2026-11-22,Marées,14,39\n" in table.read_text("utf-8")
    with pytest.raises(InputError, match=r"no subject named Brune; the subjects are .*; did you mean Brumes\?$"):
        plan(str(table), changes_of_words(["x=1"], moment), how(table, subject="Brune"))
    with pytest.raises(InputError, match="say whose with --subject"):
        plan(str(table), changes_of_words(["x=1"], moment), how(table))
