"""Posting to a Mastodon over real HTTP, and through its troubles: pictures that take their time, limits, cut answers, hangs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import stamina
from mastodon_mock.config import SeedAccount, SeedConfig
from mastodon_mock.testing import MockServer
from posters.conftest import HURRIED, a_card, a_post
from posters.fakes import SECRET

from imggen.errors import CheckError, InputError, NoAnswerError, RefusedError, ServerError
from imggen.network import client as http
from imggen.network.client import Client
from imggen.posters import mastodon
from imggen.posting.deliver import deliver
from imggen.posting.post import Outcome
from imggen.posting.session import Session, open_session

STATUSES, MEDIA = "/api/v1/statuses", "/api/v2/media"


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    seed = SeedConfig(
        accounts=[SeedAccount(username="alice", access_token=SECRET), SeedAccount(username="bob", access_token="bobs-token-1234")]
    )
    with MockServer(seed=seed) as running:
        yield running


class Mock:
    """The server, empty, and an account on it."""

    def __init__(self, base: str, folder: Path, client: Client) -> None:
        self.base, self.folder, self.client = base, folder, client
        self.environment = {"IMGGEN_CONFIG": str(folder / "c"), "IMGGEN_JOURNAL": str(folder / "j"), "IMGGEN_TOKEN": SECRET}
        httpx.post(f"{base}/api/v1/_mock/reset")
        httpx.delete(f"{base}/api/v1/_mock/faults")

    def fault(self, path: str, effect: dict[str, Any], *methods: str, count: int = 1) -> None:
        rule = {"match": {"path": path, "methods": list(methods or ("POST",))}, "effect": effect, "count": count}
        httpx.post(f"{self.base}/api/v1/_mock/faults", json=rule).raise_for_status()

    def statuses(self) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Bearer {SECRET}"}
        own = httpx.get(f"{self.base}/api/v1/accounts/verify_credentials", headers=headers).json()["id"]
        return list(httpx.get(f"{self.base}/api/v1/accounts/{own}/statuses", headers=headers).json())

    def session(self) -> Session:
        return open_session(self.client, self.base, "", self.environment)

    def post(self, **changes: object) -> Outcome:
        session = self.session()
        with session.journal() as journal:
            return deliver(session.draft(a_post(**changes)), session.connection, journal, patience=HURRIED)


@pytest.fixture
def mock(server: MockServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mock]:
    monkeypatch.setattr(mastodon, "_READY_AFTER", (0, 0, 0, 0))
    with stamina.set_testing(True, attempts=3), Client(allow_local=True, sleep=lambda _: None) as client:
        yield Mock(server.base_url, tmp_path, client)


def test_a_card_is_on_the_server_with_picture_description_language_and_visibility(mock: Mock) -> None:
    outcome = mock.post(visibility="unlisted", warning="Counts")
    (status,) = mock.statuses()
    (picture,) = status["media_attachments"]
    assert (picture["type"], picture["description"]) == ("image", a_card().alt)
    assert (status["visibility"], status["language"], status["spoiler_text"], status["sensitive"]) == ("unlisted", "fr", "Counts", True)
    assert "5876" in status["content"]
    assert (outcome.state, outcome.url) == ("posted", status["url"])
    assert httpx.get(picture["url"]).content == a_post().image.data


def test_a_thread_of_updates(mock: Mock) -> None:
    first = mock.post()
    id_ = first.url.rpartition("/")[2]
    mock.post(alt=_Alt("The week after."), image=a_post(image=_other()).image, reply_to=f"{mock.base}/@alice/{id_}")
    newest, oldest = sorted(mock.statuses(), key=lambda status: int(status["id"]), reverse=True)
    assert newest["in_reply_to_id"] == oldest["id"]


def test_a_picture_that_takes_its_time_is_waited_for(mock: Mock) -> None:
    headers = {"Authorization": f"Bearer {SECRET}"}
    files = {"file": ("card.png", b"\x89PNG", "image/png")}
    ready = httpx.post(f"{mock.base}{MEDIA}", headers=headers, files=files, data={"description": a_card().alt}).json()
    mock.fault(MEDIA, {"type": "status", "status": 202, "body": {**ready, "url": None}})
    mock.fault(f"/api/v1/media/{ready['id']}", {"type": "status", "status": 206, "body": {**ready, "url": None}}, "GET", count=2)
    assert mock.post().state == "posted"
    assert [media["id"] for media in mock.statuses()[0]["media_attachments"]] == [ready["id"]]


def test_a_picture_that_is_never_ready_is_not_posted(mock: Mock) -> None:
    mock.fault(MEDIA, {"type": "status", "status": 202, "body": {"id": "9", "url": None}})
    mock.fault("/api/v1/media/9", {"type": "status", "status": 206, "body": {"id": "9"}}, "GET", count=9)
    with pytest.raises(ServerError, match="still being processed"):
        mock.post()
    assert mock.statuses() == []


@pytest.mark.parametrize("path", [MEDIA, STATUSES])
@pytest.mark.parametrize("effect", [{"type": "ratelimit"}, {"type": "status", "status": 429, "body": {"error": "Too many requests"}}])
def test_too_many_requests_are_told_and_posted_by_the_next_run(mock: Mock, path: str, effect: dict[str, Any], tmp_path: Path) -> None:
    mock.fault(path, effect)
    with pytest.raises(ServerError, match="429"):
        mock.post()
    assert mock.statuses() == []
    with Client(allow_local=True) as later:
        mock.client = later
        assert mock.post().state == "posted"
    assert len(mock.statuses()) == 1


@pytest.mark.parametrize("path", [MEDIA, STATUSES])
def test_a_server_that_is_busy_for_a_moment(mock: Mock, path: str) -> None:
    mock.fault(path, {"type": "status", "status": 503, "headers": {"Retry-After": "1"}})
    if path == MEDIA:
        with pytest.raises(ServerError, match="503"):
            mock.post()
    assert mock.post().state == "posted"
    assert len(mock.statuses()) == 1


def test_cut_off_json_after_the_upload_is_an_error_and_after_the_post_is_settled(mock: Mock) -> None:
    mock.fault(MEDIA, {"type": "malformed"})
    with pytest.raises(ServerError, match="no JSON"):
        mock.post()
    mock.fault(STATUSES, {"type": "malformed"})
    with pytest.raises(NoAnswerError, match="not known whether"):
        mock.post()
    assert mock.post().state == "posted"
    assert len(mock.statuses()) == 1


def test_a_server_that_hangs_is_left_and_the_next_run_posts(mock: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_TIMEOUT", httpx.Timeout(0.3))
    mock.fault(STATUSES, {"type": "latency", "delay_ms": 1000})
    with pytest.raises(NoAnswerError, match=r"not known whether.*did not answer in time"):
        mock.post()
    assert mock.post().state in ("posted", "found")
    assert len(mock.statuses()) == 1


def test_limits_are_those_that_the_server_names(mock: Mock) -> None:
    limits = mock.session().connection.limits()
    assert (limits.text, limits.alt, limits.bytes, limits.url_length) == (500, 1500, 10_485_760, 23)


def test_a_text_that_is_too_long_is_refused_before_anything_is_sent(mock: Mock) -> None:
    with pytest.raises(InputError, match="501 characters, and this server takes 500"):
        mock.post(text="x" * 501)
    assert mock.statuses() == []


def test_a_schedule_is_kept_and_a_scheduled_card_is_not_posted_twice(mock: Mock) -> None:
    when = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(CheckError, match="without its picture"):  # the mock's scheduled posts show no pictures
        mock.post(schedule=when)
    headers = {"Authorization": f"Bearer {SECRET}"}
    (scheduled,) = httpx.get(f"{mock.base}/api/v1/scheduled_statuses", headers=headers).json()
    assert scheduled["params"]["media_ids"]
    assert datetime.fromisoformat(scheduled["scheduled_at"]) == when
    assert mock.session().remove(scheduled["id"]).state == "removed"
    assert httpx.get(f"{mock.base}/api/v1/scheduled_statuses", headers=headers).json() == []


def test_a_schedule_in_the_past_is_refused_because_it_would_be_posted_now(mock: Mock) -> None:
    with pytest.raises(InputError, match="five minutes ahead"):
        mock.post(schedule=datetime.now(UTC) - timedelta(hours=1))


def test_the_token_of_another_account_is_not_used(mock: Mock) -> None:
    with pytest.raises(RefusedError, match=r"belongs to @alice@.* not to @bob"):
        open_session(mock.client, mock.base, "", mock.environment, expected="@bob")
    assert open_session(mock.client, mock.base, "", mock.environment, expected="alice").connection.who.acct.startswith("@alice@")


def test_a_post_of_another_account_is_not_found_as_ones_own(mock: Mock) -> None:
    url = mock.post().url
    bob = open_session(mock.client, mock.base, "", {**mock.environment, "IMGGEN_TOKEN": "bobs-token-1234"})
    assert bob.connection.locate(url) is None


class _Alt:
    def __init__(self, text: str) -> None:
        self.text = text

    def within(self, limit: int | None) -> str:
        return self.text


def _other() -> object:
    image = a_post().image
    return type(image)(a_card("en").encode("png"), "png", image.width, image.height)
