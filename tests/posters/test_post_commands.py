"""The commands that post: log in, look, post, mend, delete, log out, and no secret anywhere but where it is kept."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import stat
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import keyring
import pytest
import stamina
from keyring.backend import KeyringBackend
from loopback import Reply
from posters.conftest import World, a_card, a_picture
from posters.fakes import APP_PASSWORD, FAKES, SECRET, Fake, FakeLemmy, FakeMastodon, FakeMisskey

from imggen.cli.main import main
from imggen.posting.accounts import Accounts

ANSWERS = {
    "mastodon": "the-code\n",
    "misskey": "\n",
    "lemmy": "alice\np4ssw0rd-of-alice\n123456\n",
    "bluesky": f"@alice.test\n{APP_PASSWORD}\n",
}
SECRETS = {
    "mastodon": (SECRET, "app-secret-77"),
    "misskey": (SECRET,),
    "lemmy": (SECRET,),
    "bluesky": (APP_PASSWORD, "jwt-0f-a-s3ssion-x8", "refr3sh-jwt-9"),
}
"""What each account is reached with."""
TYPED = ("the-code", "p4ssw0rd-of-alice", APP_PASSWORD, "wr0ng-c0de-qqqq", "wr0ng-p4ssword")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Imggen = Callable[..., Ran]


@pytest.fixture
def imggen(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Imggen:
    """Run a command in a folder with a card, an own configuration and no token in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("IMGGEN")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("IMGGEN_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("IMGGEN_JOURNAL", str(tmp_path / "journal"))
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setattr(keyring, "get_keyring", lambda: _Keyring(priority=0))
    (tmp_path / "card.png").write_bytes(a_picture())
    (tmp_path / "card.alt.txt").write_text(a_card().alt + "\n", "utf-8")

    def run(*words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with stamina.set_testing(True, attempts=3):
            code = main([*words, *([] if words[0] == "accounts" else ["--allow-local"])])
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run


class _Keyring(KeyringBackend):
    """A keyring in memory, or one that can't be used."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, priority: float = 5) -> None:
        self.priority, self.kept = priority, {}  # type: ignore[assignment, misc, var-annotated]

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))  # type: ignore[no-any-return]

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def logged_in(imggen: Imggen, world: World, name: str = "me") -> Ran:
    ran = imggen("login", world.fake.base, "--as", name, stdin=ANSWERS[world.fake.poster])
    assert ran.code == 0, ran.err
    return ran


def test_a_word_that_is_no_languages_code_posts_nothing(imggen: Imggen) -> None:
    ran = imggen("post", "card.png", "--to", "127.0.0.1:1", "--lang", "klingon", "--yes")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert ran.err.startswith("error: --lang: no language 'klingon'")


def test_a_name_that_is_none_is_refused_before_anybody_is_asked(imggen: Imggen, world: World) -> None:
    ran = imggen("login", world.fake.base, "--as", "../x")
    assert (ran.code, "--as: not a name" in ran.err, world.fake.seen) == (2, True, [])


def test_a_mistyped_code_is_told_as_one(imggen: Imggen, world: World) -> None:
    if world.fake.poster != "mastodon":
        pytest.skip("no code to paste")
    ran = imggen("login", world.fake.base, "--as", "me", stdin="wr0ng-c0de-qqqq\n")
    assert (ran.code, "the code was not accepted; run imggen login" in ran.err) == (3, True)


def test_log_in_post_find_mend_delete_log_out(world: World, imggen: Imggen) -> None:
    assert logged_in(imggen, world).out.startswith("me: @alice")
    shown = imggen("post", "card.png", "--to", world.to, "--dry-run")
    assert (shown.code, world.fake.told()) == (0, [])
    for expected in ("card.png, 1600x900", a_card().alt, "5876", "@alice", "visibility:"):
        assert expected in shown.out
    unasked = imggen("post", "card.png", "--to", world.to)
    assert (unasked.code, world.fake.told()) == (2, [])
    assert "--yes" in unasked.err
    posted = imggen("post", "card.png", "--to", world.to, "--yes")
    assert (posted.code, len(world.fake.told())) == (0, 1)
    url = posted.out.strip()
    assert re.fullmatch(r"https?://\S+", url)
    assert a_card().alt in posted.err
    again = imggen("post", "card.png", "--to", world.to, "--yes")
    assert (again.code, again.out.strip(), len(world.fake.told())) == (0, url, 1)
    assert "posted already" in again.err
    Path("card.alt.txt").write_text("Mended by hand.\n")
    mended = imggen("post", "card.png", "--edit", url, "--as", "me", "--yes", "--json")
    assert (json.loads(mended.out)["state"], world.fake.told()[0][1]) == ("mended", "Mended by hand.")
    assert imggen("unpost", url).code == 2
    deleted = imggen("unpost", url, "--yes")
    assert (deleted.code, world.fake.told()) == (0, []), deleted.err
    refused = imggen("post", "card.png", "--to", world.to, "--yes")
    assert (refused.code, refused.err.count("--again")) == (2, 1)
    left = imggen("logout", "me")
    assert left.code == 0
    assert imggen("accounts").out == "none yet: imggen login SERVER\n"
    assert imggen("post", "card.png", "--to", world.to, "--yes").code == 2


def test_no_secret_in_any_output_of_any_command(
    world: World, imggen: Imggen, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A server that repeats all that it is told, in errors of every kind, is no reason to show it."""
    caplog.set_level(logging.DEBUG)
    secrets = SECRETS[world.fake.poster]
    echo = {"error": f"bad: {' '.join(secrets)}", "message": f"Bearer {secrets[0]}"}
    said = [imggen("login", world.fake.base, "--as", "me", stdin="wr0ng-c0de-qqqq\nwr0ng-p4ssword\n\n")]
    said += [logged_in(imggen, world), imggen("accounts"), imggen("accounts", "--json")]
    said += [
        imggen("post", "card.png", "--to", world.to, *more) for more in (["--dry-run"], ["--dry-run", "--json"], ["--visibility", "none"])
    ]
    for status in (400, 401, 403, 422, 500):
        world.fake.troubles = [Reply(echo, status)]
        said.append(imggen("post", "card.png", "--to", world.to, "--yes"))
    world.fake.troubles = [Reply(f"<html><title>{secrets}</title>".encode(), 403)]
    said.append(imggen("post", "card.png", "--to", world.to, "--yes"))
    said += [imggen("post", "card.png", "--to", world.to, "--yes", *more) for more in ([], ["--json"], ["--again"], ["--as", "nobody"])]
    url = said[-4].out.strip()
    said += [imggen("post", "card.png", "--edit", url, "--as", "me", "--yes"), imggen("unpost", url, "--yes", "--json")]
    monkeypatch.setenv("IMGGEN_DEBUG", "1")
    world.fake.troubles = [Reply(echo, 403)]
    with pytest.raises(Exception, match="403") as caught:
        imggen("post", "card.png", "--to", world.to, "--yes", "--again")
    monkeypatch.delenv("IMGGEN_DEBUG")
    kept = [
        path.read_text("utf-8") for path in tmp_path.rglob("*") if path.suffix in (".json", ".jsonl", ".txt") and path.name != "tokens.json"
    ]
    said.append(imggen("logout", "me"))
    everything = "\n".join([*(ran.out + ran.err for ran in said), *kept, caplog.text, *traceback.format_exception(caught.value)])
    for secret in (*secrets, *TYPED):
        assert secret not in everything
    assert len([ran for ran in said if ran.code == 0]) >= 8


def test_the_token_is_in_a_file_of_its_owner_alone(world: World, imggen: Imggen, tmp_path: Path) -> None:
    logged_in(imggen, world)
    assert stat.S_IMODE((tmp_path / "config/tokens.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "config").stat().st_mode) == 0o700
    (tmp_path / "config/tokens.json").chmod(0o644)
    ran = imggen("post", "card.png", "--to", world.to, "--dry-run")
    assert (ran.code, "chmod 600" in ran.err) == (2, True)


def test_the_token_is_in_the_keyring_where_there_is_one(
    world: World, imggen: Imggen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = _Keyring()
    for name in ("set_password", "get_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(ring, name))
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    assert "keyring" in logged_in(imggen, world).out
    assert not (tmp_path / "config/tokens.json").exists()
    assert imggen("post", "card.png", "--to", world.to, "--yes").code == 0
    assert imggen("logout", "me").code == 0
    assert ring.kept == {}


@pytest.mark.parametrize("variables", [{"IMGGEN_TOKEN": "", "IMGGEN_SERVER": ""}, {"IMGGEN_TOKEN": ""}, {"IMGGEN_TOKEN_CAMPAIGN": ""}])
def test_in_ci_the_token_is_in_the_environment(
    variables: dict[str, str], world: World, imggen: Imggen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    token = f"alice.test:{APP_PASSWORD}" if world.fake.poster == "bluesky" else SECRET
    for name in variables:
        monkeypatch.setenv(name, world.fake.base if name == "IMGGEN_SERVER" else token)
    words = ["--as", "campaign"] if "IMGGEN_TOKEN_CAMPAIGN" in variables else []
    to = [] if "IMGGEN_SERVER" in variables and world.fake.poster != "lemmy" else ["--to", world.to]
    ran = imggen("post", "card.png", *to, *words, "--yes")
    assert (ran.code, len(world.fake.told())) == (0, 1), ran.err
    assert not (tmp_path / "config").exists()


def test_a_token_of_one_server_is_never_sent_to_another(
    worlds: Callable[[Fake], World], imggen: Imggen, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, other = worlds(FakeMastodon()), worlds(FakeMastodon())
    other.fake.token = "another-token-5555"
    monkeypatch.setenv("IMGGEN_TOKEN", SECRET)
    monkeypatch.setenv("IMGGEN_SERVER", home.fake.base)
    ran = imggen("post", "card.png", "--to", other.fake.base, "--yes")
    assert (ran.code, "no account there" in ran.err) == (2, True)
    assert all(SECRET not in str(asked) for asked in other.fake.seen)
    monkeypatch.delenv("IMGGEN_TOKEN")
    logged_in(imggen, home)
    assert imggen("post", "card.png", "--as", "me", "--to", other.fake.base, "--yes").code == 2
    assert all(SECRET not in str(asked) for asked in other.fake.seen)


def test_a_redirect_takes_no_token_along(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    home, other = worlds(FakeMastodon()), worlds(FakeMastodon())
    logged_in(imggen, home)
    home.fake.troubles = [Reply(b"", 307, {"Location": f"{other.fake.base}/api/v1/statuses"})]
    ran = imggen("post", "card.png", "--as", "me", "--yes")
    assert (ran.code, other.fake.seen) == (3, [])


def test_a_token_of_the_environment_stays_when_its_server_names_another(
    worlds: Callable[[Fake], World], imggen: Imggen, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, other = worlds(FakeMastodon()), worlds(FakeMastodon())
    redirecting(home, other)
    monkeypatch.setenv("IMGGEN_TOKEN", SECRET)
    for words in (("--to", home.fake.base), ()):
        monkeypatch.setenv("IMGGEN_SERVER", home.fake.base)
        ran = imggen("post", "card.png", "--yes", *words)
        assert (ran.code, f"name it: IMGGEN_SERVER={other.fake.base[7:]}" in ran.err) == (2, True)
    assert SECRET not in str(other.fake.seen)


def test_who_logs_in_elsewhere_is_told_where(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    home, other = worlds(FakeLemmy()), worlds(FakeLemmy())
    redirecting(home, other)
    ran = imggen("login", home.fake.base, "--as", "me", stdin=ANSWERS["lemmy"])
    assert (ran.code, f"{home.fake.base} is at home on {other.fake.base[7:]}: that is where you log in." in ran.err) == (0, True)
    assert "p4ssw0rd" not in str(home.fake.seen)


def redirecting(home: World, other: World) -> None:
    """Let a server send whoever asks what it runs to another one."""
    honest = home.fake.handle
    elsewhere = Reply(b"", 302, {"Location": f"{other.fake.base}/.well-known/nodeinfo"})
    home.fake.handle = lambda asked: elsewhere if asked.path == "/.well-known/nodeinfo" else honest(asked)  # type: ignore[method-assign]


def test_a_variable_that_two_accounts_share_is_not_sent_to_either(
    worlds: Callable[[Fake], World], imggen: Imggen, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = worlds(FakeMastodon()), worlds(FakeMastodon())
    logged_in(imggen, first, "my.account")
    logged_in(imggen, second, "my-account")
    monkeypatch.setenv("IMGGEN_TOKEN_MY_ACCOUNT", "a-token-in-the-environment")
    for name in ("my.account", "my-account"):
        ran = imggen("post", "card.png", "--as", name, "--yes")
        assert (ran.code, "IMGGEN_TOKEN_MY_ACCOUNT: it is the variable of" in ran.err) == (2, True)
    assert "a-token-in-the-environment" not in str(first.fake.seen + second.fake.seen)


def test_an_account_is_forgotten_though_its_server_is_away(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    logged_in(imggen, world)
    world.fake.handle = lambda _: Reply({"error": "out of order"}, 500)  # type: ignore[method-assign]
    ran = imggen("logout", "me")
    assert (ran.code, ran.out) == (0, "me: forgotten\n")
    assert f"the token was not revoked, do it on {world.fake.base}" in ran.err
    assert json.loads(imggen("accounts", "--json").out) == []


@pytest.mark.usefixtures("imggen")
def test_logins_at_once_lose_no_account(worlds: Callable[[Fake], World]) -> None:
    world = worlds(FakeMastodon())
    session = world.session()
    accounts = Accounts(world.folder / "config", {})
    named = [replace(session.account, name=f"a{number}", id="7", kept="file") for number in range(6)]
    threads = [threading.Thread(target=accounts.keep, args=(account, session.connection.credentials)) for account in named]  # type: ignore[attr-defined]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [account.name for account in accounts.all()] == [account.name for account in named]
    assert all(accounts.credentials(account).token == SECRET for account in accounts.all())


def test_several_accounts_have_names(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    first, second = worlds(FakeMastodon()), worlds(FakeMisskey())
    logged_in(imggen, first, "a")
    logged_in(imggen, second, "b")
    assert [row["name"] for row in json.loads(imggen("accounts", "--json").out)] == ["a", "b"]
    unclear = imggen("post", "card.png", "--yes")
    assert (unclear.code, "name one with --as: a, b" in unclear.err) == (2, True)
    assert imggen("post", "card.png", "--as", "b", "--yes").code == 0
    assert imggen("post", "card.png", "--to", first.fake.base, "--yes").code == 0
    assert (len(first.fake.told()), len(second.fake.told())) == (1, 1)
    assert "did you mean" in imggen("post", "card.png", "--as", "bb", "--yes").err


def test_the_account_must_be_the_one_that_was_logged_in_to(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    logged_in(imggen, world)
    accounts = Path("config/accounts.json")
    accounts.write_text(accounts.read_text().replace('"id": "7"', '"id": "8"'))
    ran = imggen("post", "card.png", "--as", "me", "--yes")
    assert (ran.code, "its token belongs to @alice" in ran.err) == (2, True)
    assert world.fake.told() == []


def test_asked_for_are_no_more_rights_than_posting_takes(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    shown = logged_in(imggen, world).err
    assert "scope=read%3Aaccounts+read%3Astatuses+write%3Amedia+write%3Astatuses&" in shown
    assert "code_challenge_method=S256" in shown
    misskey = worlds(FakeMisskey())
    assert "permission=read%3Aaccount%2Cwrite%3Adrive%2Cwrite%3Anotes" in logged_in(imggen, misskey, "b").err


def test_bluesky_passwords_that_can_do_everything_are_refused(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FAKES["bluesky"]())
    ran = imggen("login", world.fake.base, stdin="alice.test\nmy main password\n")
    assert (ran.code, "no app password" in ran.err) == (2, True)
    assert not [asked for asked in world.fake.seen if "createSession" in asked.path]


def test_never_without_a_description(world: World, imggen: Imggen) -> None:
    logged_in(imggen, world)
    Path("card.alt.txt").write_text(" \n")
    ran = imggen("post", "card.png", "--to", world.to, "--yes")
    assert (ran.code, "nothing is posted without a description" in ran.err) == (2, True)
    Path("card.alt.txt").unlink()
    Path("card.png").write_bytes(a_card().encode("png", metadata=False))
    ran = imggen("post", "card.png", "--to", world.to, "--text", "Look!", "--yes")
    assert (ran.code, world.fake.told()) == (2, [])
    Path("card.png").write_bytes(a_picture())
    assert imggen("post", "card.png", "--to", world.to, "--yes").code == 0
    assert world.fake.told()[0][1] == a_card().alt


def test_json_says_what_was_done(world: World, imggen: Imggen) -> None:
    logged_in(imggen, world)
    told = json.loads(imggen("post", "card.png", "--to", world.to, "--yes", "--json").out)
    assert (told["state"], told["alt"], told["lang"], told["path"]) == ("posted", a_card().alt, "fr", "card.png")
    assert (told["width"], told["height"], told["notes"]) == (1600, 900, [])
    assert told["url"].startswith("http")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--visibility", "publik"], "did you mean public?"),
        (["--schedule", "tomorrow"], "2026-12-01T09:00+01:00"),
        (["--schedule", "2026-12-01T09:00"], "not a time with its offset"),
        (["--max-bytes", "many"], "--max-bytes"),
        (["--image"], "--edit URL"),
        (["--reply-to", "https://elsewhere.example/1"], "no post of this server is there"),
    ],
)
def test_bad_input_is_one_line_and_posts_nothing(words: list[str], said: str, worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    logged_in(imggen, world)
    ran = imggen("post", "card.png", "--as", "me", "--yes", *words)
    assert (ran.code, world.fake.told()) == (2, [])
    assert said in ran.err.splitlines()[-1]


def test_what_was_scheduled_is_removed_as_it_says(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    logged_in(imggen, world)
    ran = imggen("post", "card.png", "--as", "me", "--yes", "--schedule", "2099-12-01T09:00+01:00")
    assert (ran.code, ran.out) == (0, "scheduled as 1001\n")
    command = ran.err.splitlines()[-1].partition(": imggen ")[2].split()
    assert imggen(*command, "--yes").out == "deleted: 1001\n"
    assert world.fake.posts == []


@pytest.mark.parametrize("name", ["card.svg", "card.txt", "missing.png"])
def test_what_is_no_picture_for_a_post_is_refused(name: str, worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    logged_in(imggen, world)
    Path("card.svg").write_bytes(a_card().encode("svg"))
    Path("card.txt").write_text("no picture")
    ran = imggen("post", name, "--as", "me", "--yes")
    assert (ran.code, ran.err.count("\n"), world.fake.told()) == (2, 1, [])


def test_servers_on_this_machine_are_asked_only_when_that_is_allowed(worlds: Callable[[Fake], World], imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    assert main(["login", world.fake.base]) == 3
    assert world.fake.seen == []


@pytest.mark.parametrize("command", ["login", "logout", "accounts", "post", "unpost"])
def test_help_is_plain_text_with_examples(command: str, imggen: Imggen, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    shown = capfd.readouterr().out
    assert not re.search("[\x1b─-╿]", shown)
    assert f"imggen {command}" in shown.partition("Examples:")[2]
