"""Each campaign file has a ledger of its own, which it keeps on another machine, and takes along where it is moved or imggen is updated."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from campaign.conftest import COUNTS, MONDAY, Campaign
from loopback import Reply
from posters.fakes import Fake, FakeMastodon

from imggen.campaign.identity import address_of, is_ledger_of, ledger_name
from imggen.campaign.ledger import Ledger

WEEKLY = '[post]\nevery = "monday 09:00"\n'
LEADERBOARD = """\
timezone = "Europe/Paris"
[[subjects]]
name = "{name} un"
counts = "counts.csv"
[[subjects]]
name = "{name} deux"
counts = "deux.csv"
[[cards]]
card = "leaderboard"
{due}
[[places]]
name = "here"
to = "{to}"
"""


def beside(campaign: Campaign, name: str) -> Campaign:
    """Another campaign file so called, in a folder of its own, with the same journal and account."""
    folder = campaign.folder / name
    folder.mkdir(exist_ok=True)
    return Campaign(folder, campaign.environment, campaign.to, campaign.fake)


def leaderboard(campaign: Campaign, name: str, counts: str = COUNTS, due: str = 'every = "monday 09:00"') -> None:
    campaign.write(text=LEADERBOARD.format(name=name, to=campaign.to, due=due), counts=counts)
    (campaign.folder / "deux.csv").write_text(counts.replace("58", "48"))


def without_addresses(ledger: Path) -> str:
    """The lines of a ledger as they were before each campaign file had one of its own."""
    lines = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    return "".join(json.dumps({key: value for key, value in line.items() if key != "campaign"}) + "\n" for line in lines)


@pytest.fixture
def both(campaign: Campaign) -> tuple[Campaign, Campaign]:
    return beside(campaign, "A"), beside(campaign, "B")


@pytest.mark.parametrize("due", ['every = "monday 09:00"', ""])
def test_campaigns_of_one_file_name_do_not_take_each_others_posts_for_their_own(both: tuple[Campaign, Campaign], due: str) -> None:
    first, second = both
    leaderboard(first, "A", due=due)
    leaderboard(second, "B", COUNTS.replace("5876", "7876"), due=due)
    assert [one.one().state for one in (first, second, first, second)] == ["posted", "posted", "not due", "not due"]
    assert len(first.posts) == 2
    assert first.ledger != second.ledger


def test_the_same_subject_in_files_of_one_name_goes_to_both_servers(campaigns: Callable[[Fake], Campaign]) -> None:
    first, second = (beside(campaigns(FakeMastodon(use_keys=False)), name) for name in ("A", "B"))
    for one in (first, second):
        one.write(WEEKLY)
    second.environment["IMGGEN_JOURNAL"] = first.environment["IMGGEN_JOURNAL"]
    assert (first.one().state, second.one().state) == ("posted", "posted")
    assert (len(first.posts), len(second.posts)) == (1, 1)


def test_what_one_campaign_is_sending_is_not_taken_for_the_others(both: tuple[Campaign, Campaign]) -> None:
    first, second = both
    leaderboard(first, "A")
    leaderboard(second, "B", COUNTS.replace("5876", "7876"))
    assert first.fake
    first.fake.troubles = [Reply({"error": "No"}, 422)]
    assert first.one().state == "failed"
    assert (second.one().state, first.one().state, len(first.posts)) == ("posted", "posted", 2)


def test_a_repository_elsewhere_has_the_same_ledger(campaign: Campaign) -> None:
    """As a runner of CI has it: another path for each run, and the journal in the repository."""
    campaign.write(WEEKLY)
    assert campaign.one().state == "posted"
    elsewhere = campaign.folder / "runner" / "7"
    elsewhere.mkdir(parents=True)
    for name in ("campaign.toml", "counts.csv"):
        shutil.copy(campaign.folder / name, elsewhere)
    shutil.copytree(campaign.folder / "journal", elsewhere / "journal")
    assert campaign.fake
    campaign.fake.posts.clear()
    moved = Campaign(elsewhere, {**campaign.environment, "IMGGEN_JOURNAL": str(elsewhere / "journal")}, campaign.to, campaign.fake)
    assert moved.one().why.startswith("posted at its last time")


def test_a_file_that_is_moved_takes_its_ledger_along(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    assert campaign.one().state == "posted"
    moved = beside(campaign, "moved")
    for name in ("campaign.toml", "counts.csv"):
        (campaign.folder / name).rename(moved.folder / name)
    assert campaign.fake
    campaign.fake.posts.clear()
    moved.count("2023-09-05,5990,5830")
    assert (moved.one().why[:24], moved.posts) == ("posted at its last time,", [])
    moved.count("2023-09-11,6100,5820")
    moved.now = MONDAY.replace(day=11)
    assert moved.one().state == "posted"
    assert [json.loads(line)["campaign"] for line in moved.ledger.read_text("utf-8").splitlines()] == ["../moved/campaign.toml"] * 2


def test_a_file_that_is_copied_and_changed_begins_anew(both: tuple[Campaign, Campaign]) -> None:
    first, second = both
    leaderboard(first, "A")
    leaderboard(second, "B")
    assert [one.one().state for one in both] == ["posted", "posted"]


@pytest.mark.parametrize("due", [WEEKLY, "", '[post]\non = ["overtaken"]\n'])
def test_after_an_update_nothing_is_posted_twice(campaign: Campaign, due: str) -> None:
    campaign.write(due)
    assert campaign.one().state == "posted"
    before, text = campaign.ledger.with_name("campaign.jsonl"), without_addresses(campaign.ledger)
    before.write_text(text, "utf-8")
    campaign.ledger.unlink()
    assert campaign.fake
    campaign.fake.posts.clear()  # the ledger alone must know
    assert (campaign.one().state, campaign.posts) == ("not due", [])
    assert (before.read_text("utf-8"), campaign.ledger.exists()) == (text, False)


def test_after_an_update_a_leaderboard_knows_its_own_posts_from_anothers(both: tuple[Campaign, Campaign]) -> None:
    first, second = both
    leaderboard(first, "A")
    leaderboard(second, "B", COUNTS.replace("5876", "7876"))
    assert first.one().state == "posted"
    first.ledger.with_name("campaign.jsonl").write_text(without_addresses(first.ledger), "utf-8")
    first.ledger.unlink()
    assert (first.one().state, second.one().state) == ("not due", "posted")


def test_after_an_update_the_post_at_another_server_is_not_its_own(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    campaign.one()
    text = without_addresses(campaign.ledger).replace("http://127.0.0.1", "https://elsewhere.example")
    campaign.ledger.with_name("campaign.jsonl").write_text(text, "utf-8")
    campaign.ledger.unlink()
    assert campaign.fake
    campaign.fake.posts.clear()
    assert "posted at its last time" not in campaign.one().why


def test_a_new_subject_and_a_new_card_leave_the_others_posts_known(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    assert campaign.one().state == "posted"
    more = '[[cards]]\nname = "card"\nevery = "monday 09:00"\n[[cards]]\nname = "more"\ncard = "timeline"\nevery = "monday 09:00"\n'
    campaign.write(more)
    assert [one.state for one in campaign.run().results] == ["not due", "posted"]


def test_the_address_of_a_campaign_is_seen_from_its_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repository" / "A").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "repository")
    monkeypatch.chdir(tmp_path / "repository")
    journal = tmp_path / "repository" / "journal"
    addresses = {
        address_of("A/campaign.toml", journal),
        address_of(tmp_path / "repository" / "A" / "campaign.toml", Path("journal")),
        address_of(tmp_path / "link" / "A" / "campaign.toml", journal),
        address_of("A/../A/campaign.toml", tmp_path / "link" / "journal"),
    }
    assert addresses == {"../A/campaign.toml"}


def test_names_of_ledgers_are_short_and_known_again(tmp_path: Path) -> None:
    name = ledger_name("é" * 120 + ".toml", "a")
    assert len(name.encode()) < 120
    assert is_ledger_of(name, "é" * 120 + ".toml")
    assert is_ledger_of("campaign", "B/campaign.toml")
    assert not is_ledger_of("campaign-lyon-0123abcd", "campaign.toml")
    assert not is_ledger_of("campaigns", "campaign.toml")


def test_a_line_of_no_address_harms_nothing(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    folder = campaign.ledger.parent
    folder.mkdir(parents=True)
    lines = [{"campaign": address, "key": "k"} for address in ("\0", "a" * 5000, 3, ["x"], "/etc/passwd")]
    (folder / "campaign-0123abcd.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert Ledger(campaign.environment, campaign.path).strays("k") == []
    assert campaign.one().state == "posted"
