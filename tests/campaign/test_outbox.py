"""An outbox is what will be posted: it can be looked at, mended and approved, and nothing else is sent, and nothing out of date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from campaign.conftest import Campaign
from posters.fakes import FAKES, Fake, FakeMastodon

from imggen.errors import InputError

NAME = "lelibreedu-mastodon.mim-libre.fr-card-fr-here"


@pytest.fixture
def prepared(campaign: Campaign) -> Campaign:
    campaign.write()
    assert campaign.one(prepare=campaign.folder / "outbox").state == "prepared"
    assert campaign.posts == []
    return campaign


def outbox(campaign: Campaign) -> Path:
    return campaign.folder / "outbox"


def test_what_is_prepared_can_be_looked_at_and_is_sent_byte_for_byte(prepared: Campaign) -> None:
    folder = outbox(prepared)
    assert {path.name for path in folder.iterdir()} == {
        "plan.json",
        "index.html",
        "summary.md",
        f"{NAME}.png",
        f"{NAME}.txt",
        f"{NAME}.alt.txt",
    }
    alt, text = ((folder / f"{NAME}{ending}").read_text("utf-8").rstrip("\n") for ending in (".alt.txt", ".txt"))
    for page in ("index.html", "summary.md"):
        shown = (folder / page).read_text("utf-8")
        assert f"{NAME}.png" in shown
        assert "5876 abonnés sur Mastodon" in shown
    sent = prepared.send(folder)
    assert [one.state for one in sent.results] == ["posted"]
    assert prepared.posts[0][1] == alt
    assert text.partition("\n")[0] in prepared.posts[0][0]
    assert isinstance(prepared.fake, FakeMastodon)
    uploaded = next(asked for asked in prepared.fake.seen if asked.path == "/api/v2/media")
    assert (folder / f"{NAME}.png").read_bytes() in uploaded.body
    assert [one.state for one in prepared.send(folder).results] == ["found"]
    assert prepared.one().state == "not due"
    assert len(prepared.posts) == 1


def test_the_outbox_of_a_campaign_of_the_same_name_is_not_sent(prepared: Campaign) -> None:
    other = replace(prepared, folder=prepared.folder / "other")
    other.folder.mkdir()
    other.write()
    with pytest.raises(InputError, match="it is another campaign's outbox"):
        other.send(outbox(prepared))
    assert prepared.posts == []
    prepared.path.unlink()
    assert [one.state for one in other.send(outbox(prepared)).results] == ["posted"], "the campaign may have been moved"


@pytest.mark.parametrize("poster", list(FAKES))
def test_it_is_fitted_to_each_kind_of_server_before_it_is_approved(poster: str, campaigns: Callable[[Fake], Campaign]) -> None:
    campaign = campaigns(FAKES[poster]())
    campaign.write()
    campaign.run(prepare=outbox(campaign))
    assert [(one.state, one.error) for one in campaign.send(outbox(campaign)).results] == [("posted", "")]


def test_without_an_account_it_is_prepared_and_says_what_is_not_known(campaign: Campaign) -> None:
    campaign.write()
    token = campaign.environment.pop("IMGGEN_TOKEN")
    found = campaign.one(prepare=outbox(campaign))
    assert found.state == "prepared"
    assert "not known whether the server takes it" in found.notes[0]
    campaign.environment["IMGGEN_TOKEN"] = token
    assert [one.state for one in campaign.send(outbox(campaign)).results] == ["posted"]


def test_without_an_account_it_is_prepared_for_a_server_that_gets_a_bare_picture(campaigns: Callable[[Fake], Campaign]) -> None:
    campaign = campaigns(FAKES["misskey"]())
    campaign.write()
    campaign.one(prepare=outbox(campaign), offline=True)
    assert [(one.state, one.error) for one in campaign.send(outbox(campaign)).results] == [("posted", "")]


def test_it_is_prepared_offline_too(campaign: Campaign) -> None:
    campaign.write()
    assert campaign.one(prepare=outbox(campaign), offline=True).state == "prepared"
    assert campaign.fake
    assert campaign.fake.seen == []


def test_a_mended_description_is_checked_and_sent(prepared: Campaign) -> None:
    path = outbox(prepared) / f"{NAME}.alt.txt"
    path.write_text(path.read_text("utf-8").replace("passe devant X", "est devant X"), "utf-8")
    assert [one.state for one in prepared.send(outbox(prepared)).results] == ["posted"]
    assert "est devant X" in prepared.posts[0][1]


def test_an_edited_text_is_set_aside_when_it_is_prepared_anew(prepared: Campaign) -> None:
    folder = outbox(prepared)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for mine in ("Mine", "Mine again"):
        for ending in (".alt.txt", ".txt"):
            (folder / f"{NAME}{ending}").write_text(mine, "utf-8")
        report = prepared.run(prepare=folder)
    assert [path.name for path in report.edited] == [f"{NAME}.alt.edited.2.txt", f"{NAME}.edited.2.txt"]
    assert [path.read_text("utf-8") for path in report.edited] == ["Mine again"] * 2
    assert [(folder / f"{NAME}{ending}").read_text("utf-8") for ending in (".alt.edited.txt", ".edited.txt")] == ["Mine"] * 2
    assert all((folder / name).read_bytes() == data for name, data in before.items() if name.endswith(".txt"))
    assert prepared.run(prepare=folder).edited == ()


@pytest.mark.parametrize(("ending", "old", "new"), [(".alt.txt", "5876", "6876"), (".txt", "5876", "9876"), (".alt.txt", "5832", "")])
def test_a_text_that_was_changed_and_is_not_true_is_refused(prepared: Campaign, ending: str, old: str, new: str) -> None:
    path = outbox(prepared) / f"{NAME}{ending}"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    (found,) = prepared.send(outbox(prepared)).results
    assert (found.state, found.exit_code, prepared.posts) == ("failed", 4, [])
    assert f"{NAME}{ending}: it was changed, and is not right" in found.error


@pytest.mark.parametrize("mention", ["@fan", "@fan@other.example", "＠fan", "@fan.bsky.social", "!libre@jlai.lu", "(@fan)"])
def test_a_text_that_was_changed_mentions_nobody_unless_the_campaign_says_so(prepared: Campaign, mention: str) -> None:
    path = outbox(prepared) / f"{NAME}.txt"
    path.write_text(f"Merci {mention} ! 5876 abonnés sur Mastodon.\n", "utf-8")
    (found,) = prepared.send(outbox(prepared)).results
    assert (found.state, found.exit_code, prepared.posts) == ("failed", 4, [])
    assert f"{NAME}.txt: it mentions {mention}; take its @ or ! away" in found.error
    prepared.path.write_text(prepared.path.read_text("utf-8").replace("[[places]]", "[post]\nmention = true\n[[places]]"), "utf-8")
    assert [(one.state, one.error) for one in prepared.send(outbox(prepared)).results] == [("posted", "")]
    assert mention in prepared.posts[0][0]


@pytest.mark.parametrize("text", ["", "\n", " \ufeff\u200b\u00a0\n"])
def test_a_text_that_was_emptied_is_refused(prepared: Campaign, text: str) -> None:
    (outbox(prepared) / f"{NAME}.txt").write_text(text, "utf-8")
    (found,) = prepared.send(outbox(prepared)).results
    assert (found.state, found.exit_code, prepared.posts) == ("failed", 4, [])
    assert f"{NAME}.txt: it was changed, and is empty; write the post's text, or delete {NAME}.png" in found.error


def test_a_description_that_was_emptied_is_refused(prepared: Campaign) -> None:
    (outbox(prepared) / f"{NAME}.alt.txt").write_bytes(b"")
    (found,) = prepared.send(outbox(prepared)).results
    assert (found.exit_code, prepared.posts) == (4, [])


def test_a_campaign_without_words_is_sent_without_words(campaign: Campaign) -> None:
    campaign.write('[post]\ntext = ""\n')
    campaign.run(prepare=outbox(campaign))
    assert [(one.state, one.error) for one in campaign.send(outbox(campaign)).results] == [("posted", "")]


def test_a_text_that_was_changed_and_is_true_is_sent(prepared: Campaign) -> None:
    path = outbox(prepared) / f"{NAME}.txt"
    path.write_text("On a réussi ! 5876 abonnés sur Mastodon, 5832 abonnés sur X.\n\n#TriompheModeste\n", "utf-8")
    assert [(one.state, one.error) for one in prepared.send(outbox(prepared)).results] == [("posted", "")]
    assert "On a réussi" in prepared.posts[0][0]


def test_a_picture_that_was_changed_is_refused(prepared: Campaign) -> None:
    path = outbox(prepared) / f"{NAME}.png"
    path.write_bytes(path.read_bytes() + b"\0")
    (found,) = prepared.send(outbox(prepared)).results
    assert (found.exit_code, prepared.posts) == (4, [])
    assert "the picture was changed" in found.error


def test_newer_counts_overtake_what_was_prepared(prepared: Campaign) -> None:
    prepared.count("2023-09-05,5990,5830")
    report = prepared.send(outbox(prepared))
    assert (report.exit_code, prepared.posts) == (4, [])
    assert "newer counts are there; prepare it again" in report.results[0].error


def test_counts_that_were_mended_since_are_seen(prepared: Campaign) -> None:
    table = prepared.folder / "counts.csv"
    table.write_text(table.read_text().replace("5090", "5080"))
    assert "are others now" in prepared.send(outbox(prepared)).results[0].error


def test_what_is_taken_away_is_left_out(prepared: Campaign) -> None:
    (outbox(prepared) / f"{NAME}.png").unlink()
    report = prepared.send(outbox(prepared))
    assert ([one.state for one in report.results], report.exit_code, prepared.posts) == (["left out"], 0, [])


def test_a_plan_that_was_changed_is_refused(prepared: Campaign) -> None:
    path = outbox(prepared) / "plan.json"
    plan = json.loads(path.read_text("utf-8"))
    plan["posts"][0]["place"] = "elsewhere"
    path.write_text(json.dumps(plan), "utf-8")
    with pytest.raises(InputError, match=r"plan.json: it was changed"):
        prepared.send(outbox(prepared))


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "[" * 100_000, '{"seal": 3, "posts": 3, "form": 1}', '{"seal": "x", "posts": [{}], "form": 1}']
)
def test_a_damaged_plan_is_refused(campaign: Campaign, content: str) -> None:
    campaign.write()
    outbox(campaign).mkdir()
    (outbox(campaign) / "plan.json").write_text(content)
    with pytest.raises(InputError, match=r"plan\.json"):
        campaign.send(outbox(campaign))


def test_a_plan_does_not_lead_out_of_its_folder(prepared: Campaign) -> None:
    from imggen.campaign.items import _seal

    path = outbox(prepared) / "plan.json"
    plan = json.loads(path.read_text("utf-8"))
    plan.pop("seal")
    plan["posts"][0]["name"] = "../secret"
    path.write_text(json.dumps({**plan, "seal": _seal(plan)}), "utf-8")
    with pytest.raises(InputError, match="damaged"):
        prepared.send(outbox(prepared))


def test_no_other_file_is_posted_in_the_place_of_a_text(prepared: Campaign) -> None:
    secret, path = prepared.folder / "secret.txt", outbox(prepared) / f"{NAME}.txt"
    secret.write_text("A secret.")
    path.unlink()
    path.symlink_to(secret)
    with pytest.raises(InputError, match="leads elsewhere"):
        prepared.send(outbox(prepared))
    assert prepared.posts == []


def test_a_card_that_the_campaign_has_no_more_is_not_sent(prepared: Campaign) -> None:
    prepared.path.write_text(prepared.path.read_text("utf-8").replace('lang = "fr"', 'lang = "de"'), "utf-8")
    (found,) = prepared.send(outbox(prepared)).results
    assert (found.exit_code, prepared.posts) == (2, [])
    assert "no such card, language or place any more" in found.error


def test_an_outbox_is_made_anew_and_other_folders_are_left_alone(prepared: Campaign) -> None:
    prepared.count("2023-09-05,5990,5830")
    prepared.path.write_text(prepared.path.read_text("utf-8").replace('lang = "fr"', 'lang = "en"'), "utf-8")
    prepared.run(prepare=outbox(prepared))
    assert not (outbox(prepared) / f"{NAME}.png").exists()
    assert (outbox(prepared) / f"{NAME.replace('-fr-here', '-en-here')}.png").exists()
    with pytest.raises(InputError, match="not empty"):
        prepared.run(prepare=prepared.folder)


def test_a_folder_is_written_when_it_is_approved(offline: Campaign) -> None:
    offline.write(text='lang = "fr"\ncounts = "counts.csv"\n[[places]]\nfolder = "site"\n')
    offline.run(prepare=outbox(offline))
    assert not (offline.folder / "site").exists()
    assert [one.state for one in offline.send(outbox(offline)).results] == ["written"]
    assert (offline.folder / "site" / "latest.html").exists()


def test_what_waits_for_counts_stands_in_the_summary(campaign: Campaign) -> None:
    campaign.write(counts="date,mastodon,x\n2023-09-02,5090,5840\n2023-09-04,5876,\n")
    campaign.run(prepare=outbox(campaign))
    for page in ("index.html", "summary.md"):
        assert "x=COUNT" in (outbox(campaign) / page).read_text("utf-8")


def test_hostile_words_stay_words(campaign: Campaign) -> None:
    text = "<script>alert(1)</script> ``` [x](javascript:1) {{5876}}"
    campaign.write(f"[post]\ntext = '{text}'\n")
    campaign.run(prepare=outbox(campaign))
    page, summary = ((outbox(campaign) / name).read_text("utf-8") for name in ("index.html", "summary.md"))

    class Tags(HTMLParser):
        found: tuple[str, ...] = ()

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.found += (tag,)

    parser = Tags()
    parser.feed(page)
    assert "script" not in parser.found
    assert {"img", "pre", "article"} <= set(parser.found)
    assert re.search(r"^````text\n<script>", summary, re.MULTILINE)
