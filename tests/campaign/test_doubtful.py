"""A post that is online and lacks something is told with its address by every run until it is mended or gone, and so is a doubtful one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from campaign.conftest import Campaign
from loopback import Reply
from posters.fakes import Dropped, Fake, FakeMastodon

from imggen.campaign.ledger import Ledger
from imggen.campaign.report import lines
from imggen.errors import InputError

WEEKLY = '[post]\nevery = "monday 09:00"\n'


class Forgetful(FakeMastodon):
    """A server that loses descriptions, and takes none afterwards."""

    forgets = True

    def edit(self, post: dict[str, Any], body: dict[str, Any]) -> None:
        kept = [each["description"] for each in post["media_attachments"]]
        super().edit(post, body)
        if self.forgets:
            for each, description in zip(post["media_attachments"], kept, strict=True):
                each["description"] = description


@pytest.fixture(params=[WEEKLY, ""])
def forgetful(request: pytest.FixtureRequest, campaigns: Callable[[Fake], Campaign]) -> Campaign:
    campaign = campaigns(Forgetful(loses="description", use_keys=False))
    campaign.write(request.param)
    return campaign


def fake(campaign: Campaign) -> Any:
    return campaign.fake


def test_a_post_without_its_description_is_told_until_it_is_mended(forgetful: Campaign) -> None:
    for number in range(3):
        report = forgetful.run()
        (found,) = report.results
        assert (found.state, report.exit_code, len(forgetful.posts)) == ("incomplete", 4, 1), number
        assert found.url == fake(forgetful).posts[0]["url"]
        assert lines(report.results)[0][-1] == f"{found.url}: it was posted without its description"
        assert (found.error[: len(found.url)], found.visibility) == (found.url, "unlisted")
        forgetful.count(f"2023-09-05T1{number}:00,599{number},5830")
    fake(forgetful).loses = ""
    fake(forgetful).posts[0]["media_attachments"][0]["description"] = "Une carte, décrite à la main."
    report = forgetful.run()
    assert (report.results[0].state, report.exit_code) == ("found", 0)
    assert forgetful.run().exit_code == 0


def test_a_post_without_its_description_is_told_until_it_is_gone(forgetful: Campaign) -> None:
    assert forgetful.run().exit_code == 4
    fake(forgetful).posts.clear()
    report = forgetful.run()
    assert (report.results[0].state, report.exit_code, forgetful.posts) == ("deleted", 0, [])
    assert (forgetful.run().exit_code, forgetful.posts) == (0, [])


def test_it_is_told_by_a_run_that_sends_an_outbox_too(forgetful: Campaign) -> None:
    outbox = forgetful.folder / "outbox"
    forgetful.run(prepare=outbox)
    for _ in range(2):
        report = forgetful.send(outbox)
        assert (report.results[0].state, report.exit_code, len(forgetful.posts)) == ("incomplete", 4, 1)
    assert forgetful.one(dry_run=True).state == "would look"


def test_without_its_picture_it_is_told_as_well(campaigns: Callable[[Fake], Campaign]) -> None:
    campaign = campaigns(FakeMastodon(loses="picture", use_keys=False))
    campaign.write()
    found = campaign.one()
    assert (found.state, found.why, found.url) == ("incomplete", "it was posted without its picture", fake(campaign).posts[0]["url"])


@pytest.mark.parametrize("trouble", ["lost", "dropped"])
def test_a_post_of_which_nobody_knows_is_not_called_failed(trouble: str, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign.write(WEEKLY)
    fake(campaign).troubles = [trouble]
    page = fake(campaign).page

    def away(query: Any) -> Any:
        """Once it was asked to post, the server can't be asked what is there."""
        if any(one.path == "/api/v1/statuses" for one in fake(campaign).seen):
            raise Dropped
        return page(query)

    monkeypatch.setattr(fake(campaign), "page", away)
    found = campaign.one()
    assert (found.state, found.exit_code) == ("unknown", 3)
    assert "it may have been posted" in found.why
    monkeypatch.undo()
    assert campaign.one().state in ("found", "posted")
    assert len(campaign.posts) == 1


def test_a_post_that_the_server_refused_is_not_there(campaign: Campaign) -> None:
    campaign.write()
    fake(campaign).troubles = [Reply({"error": "No"}, 422)]
    assert campaign.one().state == "failed"


def test_a_post_that_can_not_be_written_down_is_posted_all_the_same(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign.write(WEEKLY)

    def full(*_: object) -> None:
        raise InputError("what was posted can't be written down: No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "add", full)
        report = campaign.run()
    (found,) = report.results
    assert (found.state, report.exit_code, len(campaign.posts)) == ("posted", 2, 1)
    assert found.url.startswith("http")
    assert "No space left" in found.error
    assert [campaign.one().state for _ in range(2)] == ["found", "not due"]
