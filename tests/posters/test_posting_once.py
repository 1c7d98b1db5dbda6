"""A card is posted once, whatever happens: time-outs, lost answers, lost journals, other machines, two runs at once."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import Asked, Reply
from posters.conftest import World, a_card, a_post
from posters.fakes import FAKES, Fake, FakeMastodon, FakeMisskey, settled

from imggen.errors import CheckError, InputError, NoAnswerError, RefusedError, ServerError
from imggen.posting.deliver import find_posted
from imggen.posting.mending import mend, remove


def test_a_card_is_posted_with_its_description(world: World) -> None:
    outcome = world.post()
    ((text, alt),) = world.fake.told()
    assert (outcome.state, alt) == ("posted", a_card().alt)
    assert "5876" in text
    assert "5832" in text
    assert outcome.url.startswith(("http://127.0.0.1", "https://bsky.app/profile/alice.test/post/"))


def test_a_second_time_it_is_found(world: World) -> None:
    first = world.post()
    second = world.post()
    assert (second.state, second.url) == ("found", first.url)
    assert len(world.fake.told()) == 1


def test_without_the_journal_it_is_found_among_the_recent_posts(world: World) -> None:
    first = world.post()
    world.forget()
    second = world.post(text="In other words.")
    assert (second.state, second.url) == ("found", first.url)
    assert len(world.fake.told()) == 1


def test_without_the_journal_it_is_found_behind_many_newer_posts(world: World) -> None:
    first = world.post()
    _crowd(world.fake, 390)
    world.forget()
    assert world.post().url == first.url
    assert world.post(again=True).url != first.url


def test_posts_from_before_the_newest_count_are_not_looked_through(world: World) -> None:
    world.post()
    _crowd(world.fake, 390, "2023-08-01T00:00:00Z")
    world.forget()
    counted = datetime(2023, 9, 4, tzinfo=UTC)
    session = world.session()
    draft = session.draft(a_post(since=counted, alt=_Said("Another card."), image=_other_image()))
    before = len(world.fake.seen)
    assert find_posted(draft, session.connection) is None
    assert len(world.fake.seen) - before <= 3


def test_another_card_is_another_post(world: World) -> None:
    world.post()
    world.post(alt=_Said("Another card."), image=_other_image())
    assert len(world.fake.told()) == 2


@pytest.mark.parametrize("trouble", ["lost", "cut", "late"])
@pytest.mark.parametrize("journal", ["kept", "lost"])
def test_a_lost_answer_is_settled_by_looking(world: World, trouble: str, journal: str) -> None:
    world.fake.troubles = [trouble]
    try:
        state = world.post().state
    except NoAnswerError as error:
        assert "run the same command again" in str(error)
        settled(world.fake)
        if journal == "lost":
            world.forget()
        state = world.post().state
    assert state in ("posted", "found")
    assert len(settled(world.fake)) == 1


def test_what_never_arrived_is_posted_by_the_next_run(world: World) -> None:
    world.fake.troubles = ["dropped"]
    with pytest.raises(NoAnswerError) as caught:
        world.post()
    assert caught.value.exit_code == 3
    assert world.fake.told() == []
    assert world.post().state == "posted"
    assert len(world.fake.told()) == 1


@pytest.mark.parametrize("status", [502, 504])
def test_what_a_proxy_says_is_no_answer(world: World, status: int) -> None:
    world.fake.troubles = [Reply(b"<html><title>Bad gateway</title>", status)]
    with pytest.raises(NoAnswerError, match="not known whether"):
        world.post()
    assert world.post().state == "posted"
    assert len(world.fake.told()) == 1


def test_a_server_that_is_busy_is_asked_once_more(world: World) -> None:
    world.fake.troubles = [Reply({"error": "try again"}, 503, {"Retry-After": "1"})]
    assert world.post().state == "posted"
    assert len(world.fake.told()) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 422, 429, 500])
def test_a_refusal_is_told_and_nothing_is_left_open(world: World, status: int) -> None:
    world.fake.troubles = [Reply({"error": "No, thank you"}, status)]
    with pytest.raises(ServerError, match="No, thank you") as caught:
        world.post()
    assert (caught.value.exit_code, caught.value.status) == (3, status)
    assert world.post().state == "posted"


def test_two_runs_at_once_are_one_post(world: World) -> None:
    states: list[str] = []
    threads = [threading.Thread(target=lambda: states.append(world.post().state)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(states) == ["found", "found", "found", "posted"]
    assert len(world.fake.told()) == 1


def test_a_post_that_somebody_deleted_is_not_posted_again_unless_asked(world: World) -> None:
    first = world.post()
    session = world.session()
    session.connection.delete(session.connection.locate(first.url))  # type: ignore[arg-type]
    with pytest.raises(RefusedError, match="deleted since; add --again"):
        world.post()
    assert world.post(again=True).state == "posted"
    assert len(world.fake.told()) == 1


def test_again_is_one_more_post_even_when_its_answer_is_lost(world: World) -> None:
    first = world.post()
    world.fake.troubles = ["lost"]
    second = world.post(again=True)
    assert second.state == "posted"
    assert second.url != first.url
    assert len(world.fake.told()) == 2


def test_what_was_unposted_stays_away(world: World) -> None:
    first, session = world.post(), world.session()
    with session.journal() as journal:
        assert remove(first.url, session.connection, journal).state == "removed"
    assert world.fake.told() == []
    with pytest.raises(RefusedError):
        world.post()


def test_nothing_is_deleted_or_mended_that_is_not_there(world: World) -> None:
    session = world.session()
    for url in (
        f"{world.fake.base}/@alice/424242",
        f"{world.fake.base}/notes/n9",
        f"{world.fake.base}/post/77",
        "https://bsky.app/profile/alice.test/post/2222222222222",
    ):
        with session.journal() as journal, pytest.raises(InputError, match="has no such post"):
            remove(url, session.connection, journal)


def test_a_description_is_mended_without_losing_the_picture(world: World) -> None:
    first, session = world.post(), world.session()
    draft = session.draft(a_post(alt=_Said("Said better.")))
    with session.journal() as journal:
        assert mend(first.url, draft, session.connection, journal, picture=False).state == "mended"
    ((text, alt),) = world.fake.told()
    assert alt == "Said better."
    assert "5876" in text
    assert world.post(alt=_Said("Said better.")).state == "found"


@pytest.mark.parametrize("name", [name for name in FAKES if name != "misskey"])
def test_a_picture_is_mended_without_losing_text_or_description(name: str, worlds: Callable[[Fake], World]) -> None:
    world = worlds(FAKES[name]())
    first, session = world.post(), world.session()
    draft = session.draft(a_post(image=_other_image()))
    before = world.fake.told()
    pictures = _pictures(world.fake)
    with session.journal() as journal:
        mend(first.url, draft, session.connection, journal, picture=True)
    assert world.fake.told() == before
    assert _pictures(world.fake) != pictures


def test_a_note_says_that_its_picture_stays(worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMisskey())
    first, session = world.post(), world.session()
    with session.journal() as journal, pytest.raises(InputError, match="can't be replaced"):
        mend(first.url, session.draft(a_post()), session.connection, journal, picture=True)


@pytest.mark.parametrize(
    ("loses", "said"),
    [("picture", "without its picture"), ("description", "without its description"), ("words", "without its description")],
)
def test_a_post_that_lost_something_is_an_error_with_its_address_each_time(loses: str, said: str, worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMastodon(loses=loses))
    world.fake.edit = lambda *_: None  # type: ignore[attr-defined]
    for _ in range(3):
        with pytest.raises(CheckError, match=said) as caught:
            world.post()
        assert f"imggen unpost {world.fake.base}/@alice/" in str(caught.value)
        assert caught.value.exit_code == 4
    assert len(world.fake.told()) == 1
    edits = [asked for asked in world.fake.seen if asked.method == "PUT"]
    assert len(edits) == (0 if loses == "picture" else 3)


@pytest.mark.parametrize("loses", ["description", "words"])
def test_a_post_that_lost_its_description_is_found_once_it_has_one(loses: str, worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMastodon(loses=loses))
    world.fake.edit = lambda *_: None  # type: ignore[attr-defined]
    with pytest.raises(CheckError):
        world.post()
    _describe(world.fake, "Said by hand.")
    for _ in range(2):
        assert world.post().state == "found"
    assert [alt for _, alt in world.fake.told()] == ["Said by hand."]


def test_a_lost_description_that_a_later_run_can_give_back(worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMastodon(loses="description"))
    honest, world.fake.edit = world.fake.edit, lambda *_: None  # type: ignore[attr-defined]
    with pytest.raises(CheckError):
        world.post()
    world.fake.edit = honest  # type: ignore[attr-defined]
    for _ in range(2):
        assert world.post().state == "found"
    assert [alt for _, alt in world.fake.told()] == [a_card().alt]


def test_a_description_that_got_lost_after_it_was_posted_is_given_back(world: World) -> None:
    world.post()
    _describe(world.fake, "")
    assert world.post().state == "found"
    assert [alt for _, alt in world.fake.told()] == [a_card().alt]


def test_a_description_that_somebody_wrote_better_stays(world: World) -> None:
    first, session = world.post(), world.session()
    _describe(world.fake, "Said better, by hand.")
    seen = session.find(session.draft(a_post()))
    assert seen is not None
    assert seen.url == first.url
    assert world.post().state == "found"
    assert [alt for _, alt in world.fake.told()] == ["Said better, by hand."]


def test_a_journal_of_before_pictures_had_names_is_read(world: World) -> None:
    world.post()
    (path,) = (world.folder / "journal").glob("*.jsonl")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    older = [{name: value for name, value in line.items() if name not in ("media", "shown")} for line in lines]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in older))
    assert world.post().state == "found"


@pytest.mark.parametrize("loses", ["picture", "description"])
def test_what_a_server_lost_is_not_posted_once_more_when_its_answer_is_lost_too(loses: str, worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMastodon(loses=loses, troubles=["lost"], use_keys=False))
    with suppress(CheckError):
        world.post()
    assert len(world.fake.told()) == 1


def test_a_post_that_can_not_be_looked_at_is_an_error_with_its_address(worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMastodon(loses="picture"))
    honest = world.fake.handle

    def closed(asked: Asked) -> Reply:
        away = asked.method == "GET" and asked.path.startswith("/api/v1/statuses/")
        return Reply({"error": "Too many requests"}, 429) if away else honest(asked)

    world.fake.handle = closed  # type: ignore[method-assign]
    with pytest.raises(CheckError, match=r"/@alice/\d+: it was posted, and can't be looked at: said 429: Too many requests; see there"):
        world.post()
    assert len(world.fake.told()) == 1


def test_a_description_that_got_lost_is_mended_at_once(worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMastodon(loses="description"))
    assert world.post().state == "posted"
    assert world.fake.told()[0][1] == a_card().alt


def test_the_journal_says_what_happened_and_no_secret(world: World) -> None:
    world.post()
    (path,) = (world.folder / "journal").glob("*.jsonl")
    events = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [event["state"] for event in events] == ["begun", "sending", "posted"]
    assert world.environment["IMGGEN_TOKEN"].rpartition(":")[2] not in path.read_text("utf-8")


def test_a_damaged_journal_is_no_reason_to_post_twice(world: World) -> None:
    world.post()
    (path,) = (world.folder / "journal").glob("*.jsonl")
    path.write_bytes(b'{"attempt": 3}\n\xff\xfe[[[\n' + path.read_bytes()[:-20])
    assert world.post().state == "found"
    assert len(world.fake.told()) == 1
    assert world.post().state == "found"


def test_nothing_is_posted_that_can_not_be_written_down(world: World) -> None:
    (world.folder / "file").write_text("in the way")
    world.environment["IMGGEN_JOURNAL"] = str(world.folder / "file" / "journal")
    with pytest.raises(InputError, match="IMGGEN_JOURNAL"):
        world.post()
    assert world.fake.told() == []


class _Said:
    """A description as it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def within(self, limit: int | None) -> str:
        return self.text


def _other_image() -> object:
    image = a_post().image
    return type(image)(a_card("en").encode("png"), "png", image.width, image.height)


def _crowd(fake: Fake, count: int, when: str = "") -> None:
    """Let the account post many other things after its first post, or at another time."""
    for number in range(2000, 2000 + count):
        if fake.poster == "bluesky":
            record = deepcopy(next(iter(fake.records.values())))  # type: ignore[attr-defined]
            record["embed"]["images"] = []
            fake.records[f"zzzzzzz{number}"] = {**record, "createdAt": when or record["createdAt"]}  # type: ignore[attr-defined]
            continue
        post = deepcopy(fake.posts[0])
        if fake.poster == "lemmy":
            post["post"] |= {"id": number, "alt_text": "Another one.", "published": when or post["post"]["published"]}
        elif fake.poster == "misskey":
            post |= {"id": f"n{number}", "files": [], "createdAt": when or post["createdAt"]}
        else:
            post |= {"id": str(number), "media_attachments": [], "created_at": when or post["created_at"]}
        fake.posts.append(post)


def _describe(fake: Fake, words: str) -> None:
    """Let somebody write another description of the picture of the first post."""
    if fake.poster == "lemmy":
        fake.posts[0]["post"]["alt_text"] = words
    elif fake.poster == "misskey":
        fake.posts[0]["files"][0]["comment"] = words
    elif isinstance(fake, FakeMastodon):
        fake.posts[0]["media_attachments"][0]["description"] = words
    else:
        next(iter(fake.records.values()))["embed"]["images"][0]["alt"] = words  # type: ignore[attr-defined]


def _pictures(fake: Fake) -> str:
    """Which pictures the posts show."""
    if isinstance(fake, FakeMastodon):
        return json.dumps([[each["id"] for each in post["media_attachments"]] for post in fake.posts])
    if fake.poster == "lemmy":
        return json.dumps([view["post"]["url"] for view in fake.posts])
    return json.dumps([record["embed"]["images"][0]["image"] for record in fake.records.values()])  # type: ignore[attr-defined]


def test_the_journal_of_another_folder_is_made(tmp_path: Path, world: World) -> None:
    world.environment["IMGGEN_JOURNAL"] = str(tmp_path / "deep" / "down")
    assert world.post().state == "posted"
