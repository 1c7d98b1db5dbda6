"""Each kind of server has its ways, seen on real ones: limits, refusals, missing addresses, and answers that are none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from loopback import Asked, Reply
from posters.conftest import HURRIED, World, a_card, a_picture, a_post
from posters.fakes import FAKES, Fake, FakeBluesky, FakeLemmy, FakeMastodon, FakeMisskey

from imggen.errors import CheckError, ImggenError, InputError, NoAnswerError, RefusedError, ServerError
from imggen.network.addresses import origin_of
from imggen.posters import mastodon
from imggen.posters.bluesky import digest_in, facets, record_key
from imggen.posting.deliver import Patience, deliver
from imggen.posting.detecting import detect
from imggen.posting.fitting import bare
from imggen.posting.mending import mend
from imggen.posting.poster import find_poster, posters
from imggen.posting.session import find_target

Worlds = Callable[[Fake], World]
LONG = " ".join(f"Sentence number {number} is said here." for number in range(600))


class Said:
    """A description whose last sentences may go."""

    def within(self, limit: int | None) -> str:
        return LONG if limit is None else LONG[:limit].rpartition(".")[0] + "."


def last(world: World, path: str) -> Asked:
    """The last request to a path."""
    return [asked for asked in world.fake.seen if asked.path.partition("?")[0] == path][-1]


def test_every_poster_says_what_it_knows() -> None:
    assert posters() == ("bluesky", "lemmy", "mastodon", "misskey")
    for name in posters():
        poster = find_poster(name)
        assert (poster.name, bool(poster.summary), bool(poster.software)) == (name, True, True)


@pytest.mark.parametrize(("name", "limit"), [("mastodon", 10_000), ("misskey", 512), ("lemmy", 1500), ("bluesky", 2000)])
def test_descriptions_fit_each_server(name: str, limit: int, worlds: Worlds) -> None:
    world = worlds(FAKES[name]())
    outcome = world.post(alt=Said())
    assert limit - 50 < len(world.fake.told()[0][1]) <= limit
    assert f"this server takes {limit}" in outcome.notes[0]


@pytest.mark.parametrize(
    ("about", "limit"),
    [
        ({}, 1500),
        ({"description_limit": 5000}, 5000),
        ({"pleroma": {"metadata": {"description_limit": 3000}}}, 3000),
        ({"configuration": 3}, 1500),
    ],
)
def test_a_limit_stands_in_many_places_or_nowhere(about: dict[str, Any], limit: int, worlds: Worlds) -> None:
    assert worlds(FakeMastodon(about=about)).session().connection.limits().alt == limit


@pytest.mark.parametrize("number", [0, None, 2**31 - 1, -1, "many", True])
def test_what_means_no_limit_is_no_limit(number: object, worlds: Worlds) -> None:
    about = {"configuration": {"media_attachments": {"image_size_limit": number, "supported_mime_types": ["application/octet-stream"]}}}
    limits = worlds(FakeMastodon(about=about)).session().connection.limits()
    assert (limits.bytes, limits.kinds) == (None, None)


def test_an_instance_that_speaks_the_older_address_alone(worlds: Worlds) -> None:
    class Snac(FakeMastodon):
        software = "snac"

        def answer(self, asked: Asked, path: str) -> Reply:
            if path == "/api/v2/instance":
                return Reply(b"<!DOCTYPE html><h1>404 Not Found</h1>", 404)
            return Reply({"uri": "x", "max_toot_chars": 700}) if path == "/api/v1/instance" else super().answer(asked, path)

    assert worlds(Snac()).session().connection.limits().text == 700


def test_a_picture_that_is_processed_for_a_while(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mastodon, "_READY_AFTER", (0,) * 5)
    world = worlds(FakeMastodon(slow_media=3))
    assert world.post().state == "posted"
    assert len([asked for asked in world.fake.seen if asked.path.startswith("/api/v1/media/")]) == 3


def test_a_refusal_because_the_picture_is_not_ready_is_waited_out(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mastodon, "_READY_AFTER", (0,) * 5)

    class Hasty(FakeMastodon):
        """Takes the picture as if it were ready."""

        def upload(self, asked: Asked) -> Reply:
            return Reply({**super().upload(asked).body, "url": "there"}, 200)

    world = worlds(Hasty(slow_media=3, troubles=[Reply({"error": "Cannot attach files that have not finished processing."}, 422)]))
    assert world.post().state == "posted"


def test_the_last_upload_that_a_limit_allows_is_posted(worlds: Worlds) -> None:
    class Spent(FakeMastodon):
        def upload(self, asked: Asked) -> Reply:
            reset = (datetime.now(UTC) + timedelta(minutes=25)).isoformat().replace("+00:00", "Z")
            return replace(super().upload(asked), headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset})

    assert worlds(Spent()).post().state == "posted"


def test_gotosocial_says_that_the_picture_is_on_a_post_already(worlds: Worlds) -> None:
    """Something on the way sent the post twice; the first try did it."""

    class Twice(FakeMastodon):
        def make(self, asked: Asked) -> Reply:
            super().make(asked)
            return Reply({"error": f"Bad Request: media already attached to status: {self.posts[-1]['id']}"}, 400)

    world = worlds(Twice())
    assert world.post().state == "posted"
    assert len(world.fake.told()) == 1


def test_pixelfed_gets_no_key_and_wide_rights(worlds: Worlds) -> None:
    class Pixelfed(FakeMastodon):
        software = "pixelfed"

    world = worlds(Pixelfed(about={}))
    assert world.post().state == "posted"
    assert "idempotency-key" not in last(world, "/api/v1/statuses").headers
    limits = world.session().connection.limits()
    assert (limits.alt, limits.visibilities, limits.schedules) == (1000, ("public", "unlisted", "followers"), False)
    assert (limits.pixels, limits.warning) == (3_686_400, 140)


@pytest.mark.parametrize(
    ("software", "taken"), [("mastodon", False), ("gotosocial", False), ("pleroma", True), ("akkoma", True), ("snac", True)]
)
def test_what_a_file_says_of_itself_is_taken_out_where_the_server_does_not(software: str, taken: bool, worlds: Worlds) -> None:
    fake = FakeMastodon()
    fake.software = software  # type: ignore[misc]
    world = worlds(fake)
    world.post()
    assert (b"iTXt" not in last(world, "/api/v2/media").body) is taken


def test_the_key_is_the_same_on_every_machine_and_another_one_when_it_is_posted_again(worlds: Worlds) -> None:
    world = worlds(FakeMastodon(troubles=["dropped"]))
    with pytest.raises(NoAnswerError):
        world.post()
    first = last(world, "/api/v1/statuses").headers["idempotency-key"]
    world.forget()
    world.post()
    assert last(world, "/api/v1/statuses").headers["idempotency-key"] == first
    world.post(again=True)
    assert last(world, "/api/v1/statuses").headers["idempotency-key"] != first


def test_a_schedule_is_found_before_and_after_it_appears(worlds: Worlds) -> None:
    world = worlds(FakeMastodon())
    when = datetime.now(UTC) + timedelta(days=1)
    first = world.post(schedule=when)
    assert (first.state, first.scheduled, first.url) == ("posted", when, "")
    assert world.post(schedule=when).state == "found"
    world.forget()
    assert world.post().state == "found"
    (scheduled,) = world.fake.posts
    id_ = "2000"
    url = f"{world.fake.base}/@alice/{id_}"
    world.fake.posts[:] = [{**scheduled, "scheduled_at": None, "id": id_, "url": url, "account": {"id": "7"}, "text": "x"}]
    assert world.post().url == url


def test_a_scheduled_post_is_removed_by_its_id_and_stays_away(worlds: Worlds) -> None:
    world = worlds(FakeMastodon())
    outcome = world.post(schedule=datetime.now(UTC) + timedelta(days=1))
    session = world.session()
    with pytest.raises(InputError, match=f"can't be mended; delete it, and schedule it --again: imggen unpost {outcome.id}"):
        session.mend(outcome.id, session.draft(a_post()), picture=False)
    with pytest.raises(InputError, match="it has an address now"):
        session.remove("424242")
    removed = session.remove(outcome.id)
    assert (removed.state, removed.url, world.fake.posts) == ("removed", outcome.id, [])
    with pytest.raises(RefusedError, match="deleted since"):
        world.post()


def test_a_scheduled_post_that_lost_its_picture_says_how_it_is_removed(worlds: Worlds) -> None:
    world = worlds(FakeMastodon(loses="picture"))
    for _ in range(2):
        with pytest.raises(CheckError, match=r"(\d+): it is scheduled without its picture; .* imggen unpost \1$"):
            world.post(schedule=datetime.now(UTC) + timedelta(days=1))


def test_an_address_of_another_server_names_no_post_of_ones_own(worlds: Worlds) -> None:
    world = worlds(FakeMastodon())
    id_ = world.post().id
    connection = world.session().connection
    assert connection.locate(f"https://elsewhere.example/@bob/{id_}") is None
    assert connection.locate(f"{world.fake.base}/web/statuses/{id_}")


def test_an_edit_keeps_the_other_pictures_text_warning_and_language(worlds: Worlds) -> None:
    world = worlds(FakeMastodon())
    first = world.post(warning="Counts")
    fake, post = world.fake, world.fake.posts[0]
    fake.files["extra"] = {"id": "extra", "description": "Another picture"}
    post["media_attachments"].append(fake.files["extra"])
    before = {name: post[name] for name in ("text", "spoiler_text", "language", "sensitive")}
    session = world.session()
    with session.journal() as journal:
        mend(first.url, session.draft(a_post(alt=_Text("Mended."))), session.connection, journal, picture=True)
    assert [media["description"] for media in post["media_attachments"]] == ["Mended.", "Another picture"]
    assert {name: post[name] for name in before} == before


@pytest.mark.parametrize("name", ["mastodon", "misskey", "bluesky"])
@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("picture", [False, True])
def test_an_edit_finds_the_card_among_other_pictures(name: str, changed: bool, picture: bool, worlds: Worlds) -> None:
    """By what the server calls its picture, also where somebody changed the description by hand."""
    if name == "misskey" and picture:
        pytest.skip("the picture of a note can't be replaced")
    world = worlds(FAKES[name]())
    url = world.post().url
    own = with_a_photo(world.fake)
    if changed:
        own[1]["comment" if name == "misskey" else "alt" if name == "bluesky" else "description"] = "By hand."
    session = world.session()
    draft = session.draft(a_post(alt=_Text("Mended.")))
    assert session.mend(url, draft, picture=picture).state == "mended"
    assert descriptions_of(world.fake) == ["A group of people", "Mended."]
    assert world.post(alt=_Text("Mended.")).state == "found"


def test_an_edit_finds_the_card_by_the_words_that_were_written_for_it(worlds: Worlds) -> None:
    world = worlds(FakeMastodon())
    url = world.post().url
    (path,) = (world.folder / "journal").glob("*.jsonl")
    path.write_text(re.sub(r'"media": "\w+"', '"media": ""', path.read_text("utf-8")), "utf-8")
    with_a_photo(world.fake)
    session = world.session()
    session.mend(url, session.draft(a_post(alt=_Text("Mended."))), picture=True)
    assert descriptions_of(world.fake) == ["A group of people", "Mended."]


@pytest.mark.parametrize("name", ["mastodon", "misskey", "bluesky"])
def test_an_edit_that_can_not_find_the_card_says_how_many_pictures_there_are(name: str, worlds: Worlds) -> None:
    world = worlds(FAKES[name]())
    url = world.post().url
    with_a_photo(world.fake)
    world.forget()
    session = world.session()
    draft = replace(session.draft(a_post()), alt="Mended.")
    with pytest.raises(InputError, match=r'it has 2 pictures, and it is not known which one.*--picture: 1 is "A group of people", 2 is "'):
        session.mend(url, draft, picture=False)
    assert descriptions_of(world.fake) == ["A group of people", a_card().alt]
    with pytest.raises(InputError, match="the post has 2 pictures"):
        session.mend(url, draft, picture=False, which=3)
    session.mend(url, draft, picture=False, which=2)
    assert descriptions_of(world.fake) == ["A group of people", "Mended."]


def with_a_photo(fake: Fake) -> list[dict[str, Any]]:
    """Put another picture before the card of the first post."""
    if isinstance(fake, FakeMastodon):
        fake.files["photo"] = {"id": "photo", "description": "A group of people"}
        pictures = fake.posts[0]["media_attachments"]
        pictures.insert(0, fake.files["photo"])
    elif isinstance(fake, FakeMisskey):
        fake.files["photo"] = {"id": "photo", "md5": "0", "comment": "A group of people"}
        pictures = fake.posts[0]["files"]
        pictures.insert(0, fake.files["photo"])
    else:
        pictures = next(iter(fake.records.values()))["embed"]["images"]  # type: ignore[attr-defined]
        pictures.insert(0, {**pictures[0], "alt": "A group of people", "image": {"ref": {"$link": "bafyphoto"}, "size": 9}})
    return list(pictures)


def descriptions_of(fake: Fake) -> list[str]:
    """What the pictures of the first post are described as."""
    if isinstance(fake, FakeMastodon):
        return [each["description"] for each in fake.posts[0]["media_attachments"]]
    if isinstance(fake, FakeMisskey):
        return [each["comment"] for each in fake.posts[0]["files"]]
    return [each["alt"] for each in next(iter(fake.records.values()))["embed"]["images"]]  # type: ignore[attr-defined]


def test_misskey_gets_a_bare_picture_and_keeps_the_new_description_of_old_bytes(worlds: Worlds) -> None:
    world = worlds(FakeMisskey())
    world.post()
    assert b"iTXt" not in last(world, "/api/drive/files/create").body
    assert world.session().connection.limits().side == 2048
    world.post(alt=_Text("Another description."), again=True)
    assert [alt for _, alt in world.fake.told()] == [a_card().alt, "Another description."]


@pytest.mark.parametrize(
    ("asked", "word"), [("public", "public"), ("unlisted", "home"), ("followers", "followers"), ("direct", "specified")]
)
def test_misskey_has_its_own_words_for_who_sees_it(asked: str, word: str, worlds: Worlds) -> None:
    world = worlds(FakeMisskey())
    world.post(visibility=asked, warning="Counts")
    assert (world.fake.posts[0]["visibility"], world.fake.posts[0]["cw"]) == (word, "Counts")


def test_a_lemmy_post_has_a_headline_a_language_and_a_community(worlds: Worlds) -> None:
    world = worlds(FakeLemmy())
    outcome = world.post()
    post = world.fake.posts[0]["post"]
    assert (post["name"], post["community_id"], post["language_id"]) == ("Mastodon passe devant X", 12, 47)
    assert outcome.url == f"{world.fake.base}/post/{post['id']}"


def test_a_lemmy_without_descriptions_has_it_in_the_text(worlds: Worlds) -> None:
    world = worlds(FakeLemmy(version="0.19.3"))
    assert world.post().state == "posted"
    assert world.fake.posts[0]["post"]["body"].endswith(a_card().alt)
    world.forget()
    assert world.post().state == "found"


@pytest.mark.parametrize("added", ["", "\n\nAdded by hand.\r\n\r\n\r\nTwice."])
def test_a_lemmy_without_descriptions_has_it_mended_in_the_text(added: str, worlds: Worlds) -> None:
    world = worlds(FakeLemmy(version="0.19.3"))
    url = world.post(text="Said first.\n\n#LogicielLibre").url
    post = world.fake.posts[0]["post"]
    post["body"] += added
    before, session = dict(post), world.session()
    assert session.mend(url, session.draft(a_post(alt=_Text("Mended."))), picture=False).state == "mended"
    assert post == {**before, "body": f"Said first.\n\n#LogicielLibre\n\nMended.{added}"}
    assert session.mend(url, session.draft(a_post(alt=_Text("Once more."))), picture=True).state == "mended"
    assert post["body"] == f"Said first.\n\n#LogicielLibre\n\nOnce more.{added}"
    assert post["url"] != before["url"]
    assert world.post(alt=_Text("Once more.")).state == "found"


def test_a_lemmy_text_of_which_nothing_is_known_is_not_overwritten(worlds: Worlds) -> None:
    world = worlds(FakeLemmy(version="0.19.3"))
    url = world.post().url
    world.forget()
    before, session = dict(world.fake.posts[0]["post"]), world.session()
    for which in (None, 1):
        with pytest.raises(InputError, match="not known which words of its text are the description; change them there"):
            session.mend(url, session.draft(a_post(alt=_Text("Mended."))), picture=False, which=which)
    assert world.fake.posts[0]["post"] == before


def test_a_lemmy_text_that_lost_the_description_gets_it_back(worlds: Worlds) -> None:
    class Cutting(FakeLemmy):
        def one(self, asked: Asked, query: dict[str, str]) -> Reply:
            reply = super().one(asked, query)
            if asked.method == "POST":
                self.posts[-1]["post"]["body"] = "Said first."
            return reply

    world = worlds(Cutting(version="0.19.3"))
    assert world.post(text="Said first.").state == "posted"
    assert world.fake.posts[0]["post"]["body"] == f"Said first.\n\n{a_card().alt}"


def test_the_newer_lemmy_is_posted_to_mended_and_deleted_by_what_it_kept_of_the_older(worlds: Worlds) -> None:
    world = worlds(FakeLemmy(version="1.0.0-beta.1"))
    outcome = world.post()
    post = world.fake.posts[0]["post"]
    assert (outcome.state, post["community_id"], post["language_id"], post["alt_text"]) == ("posted", 12, 47, a_card().alt)
    assert post["url"].startswith(f"{world.fake.base}/api/v4/image/")
    world.forget()
    assert world.post().state == "found"
    session = world.session()
    better = replace(session.draft(a_post()), alt="Mastodon 5876, X 5832.")
    assert session.mend(outcome.url, better, picture=True).state == "mended"
    assert world.fake.told()[0][1] == "Mastodon 5876, X 5832."
    assert session.remove(outcome.url).state == "removed"
    assert world.fake.told() == []


def test_a_lemmy_post_needs_a_community_that_is_there(worlds: Worlds, client: Any) -> None:
    world = worlds(FakeLemmy())
    for place, error in (("", InputError), ("nowhere", ServerError)):
        from imggen.posting.session import open_session

        session = open_session(client, f"{world.fake.base}/c/{place}" if place else world.fake.base, "", world.environment)
        with session.journal() as journal, pytest.raises(error):
            deliver(session.draft(a_post()), session.connection, journal, patience=HURRIED)
    assert world.fake.told() == []


def test_bluesky_finds_links_and_hashtags_by_bytes() -> None:
    found = facets("Été à https://example.org/é. #LogicielLibre (#non) #2026 #Été2026")
    assert [next(iter(each["features"][0].items()))[1] for each in found] == [
        "app.bsky.richtext.facet#link",
        "app.bsky.richtext.facet#tag",
        "app.bsky.richtext.facet#tag",
    ]
    encoded = "Été à https://example.org/é. #LogicielLibre (#non) #2026 #Été2026".encode()
    shown = [encoded[each["index"]["byteStart"] : each["index"]["byteEnd"]].decode() for each in found]
    assert shown == ["https://example.org/é", "#LogicielLibre", "#Été2026"]


def test_bluesky_keys_are_one_a_day_and_sort_as_days_do() -> None:
    morning, evening = datetime(2023, 9, 4, 0, 1, tzinfo=UTC), datetime(2023, 9, 4, 23, 59, tzinfo=UTC)
    assert record_key("ab" * 32, morning) == record_key("ab" * 32, evening)
    assert record_key("ab" * 32, morning) != record_key("cd" * 32, morning)
    assert record_key("00" * 32, morning) < record_key("ff" * 32, morning + timedelta(days=3))
    assert len(record_key("0" * 64, morning)) == 13


def test_bluesky_pictures_are_told_by_their_bytes(worlds: Worlds) -> None:
    world = worlds(FakeBluesky())
    world.post()
    link = next(iter(world.fake.records.values()))["embed"]["images"][0]["image"]["ref"]["$link"]  # type: ignore[attr-defined]
    assert digest_in(link) == bare(a_post().image).sha256
    assert [digest_in(each) for each in ("", "bafy", "b!!", "zQm", "b" + "a" * 60)] == [""] * 5
    world.forget()
    assert world.post(alt=_Text("The same picture, described anew.")).state == "found"


def test_bluesky_takes_replies_of_a_thread(worlds: Worlds) -> None:
    world = worlds(FakeBluesky())
    first = world.post()
    image = a_post().image
    other = type(image)(a_card("en").encode("png"), "png", image.width, image.height)
    world.post(alt=_Text("Next week."), image=other, reply_to=first.url)
    newest = [record for record in world.fake.records.values() if "reply" in record]  # type: ignore[attr-defined]
    assert newest[0]["reply"]["root"]["uri"] == newest[0]["reply"]["parent"]["uri"] == first.id


@pytest.mark.parametrize("name", list(FAKES))
def test_servers_are_known_by_nodeinfo_and_without_it(name: str, worlds: Worlds, client: Any) -> None:
    world = worlds(FAKES[name]())
    assert detect(client, origin_of(world.fake.base)).poster.name == name

    class Silent(FAKES[name]):  # type: ignore[name-defined, misc]
        software = ""

        def answer(self, asked: Asked, path: str) -> Reply:
            if path == "/api/v1/instance" and name == "mastodon":
                return Reply({"uri": "here"})
            if path == "/api/meta" and name == "misskey":
                return Reply({"version": "13"})
            return Reply(super().answer(asked, path).body, super().answer(asked, path).status)

    silent = worlds(Silent())
    assert detect(client, origin_of(silent.fake.base)).poster.name == name


def test_what_is_no_server_for_posts_is_named(worlds: Worlds, client: Any) -> None:
    class Blog(FakeMastodon):
        software = "writefreely"

        def answer(self, asked: Asked, path: str) -> Reply:
            return Reply(b"<html>", 404)

    with pytest.raises(InputError, match="it runs writefreely, which imggen can't post to"):
        detect(client, origin_of(worlds(Blog()).fake.base))


HOSTILE = (
    b"<!doctype html><title>Not today</title>",
    b"",
    b"null",
    b"[]",
    b'{"id": {"a": 1}}',
    b'{"id": "../../x", "url": 3}',
    b'{"error": {"error": {"error": "deep"}}}',
    b"[" * 5000,
    b'{"id": "1", "media_attachments": "none", "account": [], "posts": {"a": 1}, "records": 7}',
    b"\xff\xfe\x00",
    b"x" * 2_100_000,
)


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: answer[:20].decode("latin-1"))
def test_answers_that_are_none_are_an_error_of_one_line_and_never_a_second_post(world: World, answer: bytes) -> None:
    """Whatever address gives it: each in turn, while all others work."""
    session = world.session()
    draft = session.draft(a_post())
    seen = len(world.fake.seen)
    with session.journal() as journal:
        deliver(draft, session.connection, journal, patience=HURRIED)
    paths = dict.fromkeys(asked.path.partition("?")[0] for asked in world.fake.seen[seen:])
    for path in paths:
        world.start_over(FAKES[world.fake.poster](), f"journal {path.replace('/', '-')}")
        honest = world.fake.handle
        world.fake.handle = lambda asked, path=path, honest=honest: _hostile(asked, path, honest, answer)  # type: ignore[method-assign]
        try:
            world.post()
        except ImggenError as error:
            assert len(str(error).splitlines()) == 1
        world.fake.handle = honest  # type: ignore[method-assign]
        try:
            world.post()
        except ImggenError as error:
            assert len(str(error).splitlines()) == 1
        assert len(world.fake.told()) <= 1, path


def test_an_answer_that_is_no_list_does_not_mean_that_nothing_is_there(world: World) -> None:
    world.post()
    world.forget()
    paths = [asked.path.partition("?")[0] for asked in world.fake.seen]
    listing = [path for path in paths if re.search(r"statuses$|notes$|/user$|listRecords", path)]
    honest = world.fake.handle
    for path in dict.fromkeys(path for path in listing if path not in (world.fake.make_path, "/api/v1/scheduled_statuses")):
        world.fake.handle = lambda asked, path=path: _hostile(asked, path, honest, b"{}")  # type: ignore[method-assign]
        with pytest.raises(ServerError, match="no list"):
            world.post()
    assert len(world.fake.told()) == 1


def _hostile(asked: Asked, path: str, honest: Callable[[Asked], Reply], answer: bytes) -> Reply:
    reply = honest(asked)
    return Reply(answer, headers={"Content-Type": "application/json"}) if asked.path.partition("?")[0] == path else reply


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("mastodon.example", ("mastodon.example", "")),
        ("!libre@jlai.lu", ("jlai.lu", "libre")),
        ("jlai.lu/c/libre", ("jlai.lu", "libre")),
        ("https://jlai.lu/c/libre@other.example", ("https://jlai.lu", "libre@other.example")),
        ("http://127.0.0.1:80/c/libre", ("http://127.0.0.1:80", "libre")),
    ],
)
def test_a_target_is_a_server_or_a_community(to: str, expected: tuple[str, str]) -> None:
    target = find_target(to, "")
    assert (target.server, target.place) == expected


def test_patience_looks_for_a_minute() -> None:
    assert 50 <= sum(Patience().looks) <= 90
    assert Patience().settled >= 60


def test_the_journal_holds_no_text_of_the_post(world: World) -> None:
    world.post()
    (path,) = (world.folder / "journal").glob("*.jsonl")
    assert "Mastodon passe" not in path.read_text("utf-8")
    assert all(set(json.loads(line)) >= {"attempt", "state", "time"} for line in path.read_text("utf-8").splitlines())


class _Text:
    def __init__(self, text: str) -> None:
        self.text = text

    def within(self, limit: int | None) -> str:
        return self.text


def test_a_picture_is_sent_as_it_was_drawn(worlds: Worlds) -> None:
    world = worlds(FakeMastodon())
    world.post()
    assert a_picture() in last(world, "/api/v2/media").body
