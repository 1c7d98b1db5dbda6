"""What is posted by itself is unlisted unless the campaign says so, and every report says who sees it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from campaign.conftest import Campaign
from posters.fakes import FAKES, Fake, FakeMastodon

from imggen.campaign.report import COLUMNS, lines
from imggen.campaign.report_json import as_values


def posted_as(campaign: Campaign) -> str:
    """Who sees the last post, in the server's words."""
    assert campaign.fake
    return str(campaign.fake.posts[-1]["visibility"])


@pytest.mark.parametrize(
    ("own", "named", "sent", "said"),
    [
        ("public", "", "unlisted", "unlisted"),
        ("unlisted", "", "unlisted", "unlisted"),
        ("private", "", "private", "followers"),
        ("public", "public", "public", "public"),
        ("private", "public", "public", "public"),
        ("public", "followers", "private", "followers"),
    ],
)
@pytest.mark.parametrize("way", ["at once", "approved"])
def test_it_is_unlisted_unless_the_campaign_says_so(
    own: str, named: str, sent: str, said: str, way: str, campaigns: Callable[[Fake], Campaign]
) -> None:
    campaign = campaigns(FakeMastodon(privacy=own))
    campaign.write()
    campaign.path.write_text(campaign.path.read_text() + (f'visibility = "{named}"\n' if named else ""))
    assert campaign.one(dry_run=True).visibility == said
    if way == "at once":
        report = campaign.run()
    else:
        outbox = campaign.folder / "outbox"
        assert campaign.one(prepare=outbox).visibility == said
        assert json.loads((outbox / "plan.json").read_text())["posts"][0]["visibility"] == said
        assert f"<dt>Visibility</dt><dd>{said}</dd>" in (outbox / "index.html").read_text("utf-8")
        assert f", {said}: new counts" in (outbox / "summary.md").read_text("utf-8")
        report = campaign.send(outbox)
    assert (report.results[0].state, posted_as(campaign)) == ("posted", sent)
    assert as_values(report)["posts"][0]["visibility"] == said
    assert lines(report.results)[0][COLUMNS.index("visibility")] == said


@pytest.mark.parametrize(
    ("poster", "said"), [("mastodon", "unlisted"), ("misskey", "unlisted"), ("lemmy", "public"), ("bluesky", "public")]
)
@pytest.mark.parametrize("token", ["there", "elsewhere"])
def test_a_server_without_unlisted_posts_has_what_it_has(poster: str, said: str, token: str, campaigns: Callable[[Fake], Campaign]) -> None:
    """Also where it was prepared without the account, and so without knowing the server."""
    campaign = campaigns(FAKES[poster]())
    campaign.write()
    outbox = campaign.folder / "outbox"
    prepared = campaign.one(prepare=outbox, offline=token == "elsewhere")
    assert prepared.visibility == ("unlisted" if token == "elsewhere" else said)
    assert [(one.state, one.visibility) for one in campaign.send(outbox).results] == [("posted", said)]


def test_offline_says_what_is_asked_for_and_a_folder_has_none(offline: Campaign) -> None:
    offline.write('[[places]]\nname = "site"\nfolder = "site"\n')
    found = {one.place: one.visibility for one in offline.run(offline=True).results}
    assert found == {"here": "unlisted", "site": ""}


def test_who_sees_a_post_that_was_found_is_not_known(campaign: Campaign) -> None:
    campaign.write()
    assert campaign.one().visibility == "unlisted"
    campaign.ledger.unlink()
    assert (campaign.one(dry_run=True).visibility, campaign.one().visibility) == ("", "")
