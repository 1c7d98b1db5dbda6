"""`imggen run` prints what became of each card, what is to be typed where errors go, and an exit code for cron."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from cli.conftest import Imggen, everything
from posters.conftest import environment_of
from posters.fakes import FakeMastodon, running

SITE = 'challenger = "mastodon"\nrival = "x"\ncounts = "counts.csv"\n[[places]]\nfolder = "site"\n'
PAGE = Path(__file__).parents[2] / "docs" / "campaigns.md"


@pytest.fixture(autouse=True)
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGGEN_JOURNAL", str(tmp_path / "journal"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def start(folder: Path, count: str = "5832") -> None:
    from datetime import UTC, datetime

    today = datetime.now(UTC).date().isoformat()
    (folder / "campaign.toml").write_text(SITE)
    (folder / "counts.csv").write_text(f"date,mastodon,x\n{today},5876,{count}\n")


def test_a_table_of_what_was_done_and_then_nothing_is_due(imggen: Imggen, folder: Path) -> None:
    start(folder)
    ran = imggen("run", "campaign.toml")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^- +card \(en\) +site +- +written +new counts$", ran.out, re.MULTILINE)
    assert (imggen("run", "campaign.toml").out, (folder / "site" / "latest.png").exists()) == ("nothing is due\n", True)


def test_the_line_to_type_works_when_it_is_filled_in(imggen: Imggen, folder: Path) -> None:
    start(folder, "")
    ran = imggen("run", "campaign.toml")
    assert (ran.code, ran.out) == (3, "nothing was posted\n")
    line = shlex.split(ran.err.splitlines()[-1].replace("COUNT", "5832"))
    assert line[0] == "imggen"
    assert imggen(*line[1:]).code == 0
    assert "written" in imggen("run", "campaign.toml").out


def test_a_post_that_lacks_its_picture_is_shown_with_its_address(imggen: Imggen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(folder)
    with running(FakeMastodon(loses="picture")) as fake:
        (folder / "campaign.toml").write_text(SITE.replace('folder = "site"', f'name = "here"\nto = "{fake.base}"'))
        for name, value in environment_of("mastodon", folder).items():
            monkeypatch.setenv(name, value)
        for _ in range(2):
            ran = imggen("run", "campaign.toml", "--allow-local")
            (post,) = fake.posts
            assert (ran.code, "nothing was posted" in ran.out) == (4, False)
            assert re.search(rf"here +unlisted +incomplete +{re.escape(post['url'])}: it was posted without its picture$", ran.out, re.M)
            assert f"imggen unpost {post['url']}" in ran.err


def test_json_says_it_to_machines(imggen: Imggen, folder: Path) -> None:
    start(folder, "")
    ran = imggen("run", "campaign.toml", "--json")
    report = json.loads(ran.out)
    assert report["exit_code"] == ran.code == 3
    assert [(one["state"], one["add"]) for one in report["posts"]] == [("waiting", ["imggen add campaign.toml x=COUNT"])]


def test_a_dry_run_and_offline_together_write_nothing(imggen: Imggen, folder: Path) -> None:
    before = everything(folder)
    ran = imggen("run", "examples/weekly.toml", "--offline", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 5
    assert everything(folder) == before


def test_an_outbox_is_prepared_and_sent(imggen: Imggen, folder: Path) -> None:
    start(folder)
    assert "prepared" in imggen("run", "campaign.toml", "--prepare", "outbox").out
    assert not (folder / "site").exists()
    sent = imggen("run", "campaign.toml", "--send", "outbox")
    assert (sent.code, "written" in sent.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("missing.toml",), "no such file"),
        (("examples/lelibreedu.toml",), "nowhere to post to"),
        (("campaign.toml", "--send", "nowhere"), "plan.json"),
        (("campaign.toml", "--send", "a", "--prepare", "b"), "--prepare: it does not go with --send"),
        (("campaign.toml", "--send", "a", "--offline"), "--offline: it does not go with --send"),
        (("campaign.toml", "--prepare", ""), "no folder is named"),
        (("campaign.toml", "--prepare", "examples"), "it is not empty, and has no plan"),
    ],
)
def test_bad_input_is_one_line(words: tuple[str, ...], said: str, imggen: Imggen, folder: Path) -> None:
    start(folder)
    ran = imggen("run", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("error: ")
    assert said in ran.err


def test_the_commands_of_the_page_run(imggen: Imggen, folder: Path) -> None:
    for line in "".join(re.findall(r"^```sh\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)).splitlines():
        assert imggen(*shlex.split(line)[1:]).code == 0, line


def test_the_campaign_of_the_page_is_one(folder: Path) -> None:
    from imggen.sources.campaign_file import read_campaign

    (shown,) = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert [card.name for card in read_campaign(shown.encode(), "page").settings.cards] == ["weekly", "victory"]


def test_the_page_names_every_key_and_every_field() -> None:
    from imggen.posting.template import FIELDS
    from imggen.sources.posts import EVENTS, CardTable, PlaceTable

    page = PAGE.read_text("utf-8")
    keys = [field.alias or name for table in (CardTable, PlaceTable) for name, field in table.model_fields.items()]
    assert [key for key in (*keys, *EVENTS) if f"`{key}`" not in page] == []
    assert [name for name in FIELDS if f"{{{name}}}" not in page and not name.startswith("rival.")] == []
