"""What the tests of posting share: a card, accounts on servers of the tests' own, and no patience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import httpx
import pytest
import stamina
from posters.fakes import APP_PASSWORD, FAKES, SECRET, Fake, running, serve

import imggen
from imggen.card import Card
from imggen.network.client import Client
from imggen.posting.alt import CardAlt
from imggen.posting.deliver import Patience
from imggen.posting.fitting import image_of
from imggen.posting.post import Outcome, Post
from imggen.posting.session import Session, open_session
from imggen.posting.text import default_text, headline

HURRIED = Patience(looks=(0.0, 0.01, 0.01), settled=0.02)
"""For servers on this machine, which have finished when they are asked again."""


@cache
def a_card(language: str = "fr") -> Card:
    return imggen.render({"mastodon": [5090, 5876], "x": [5840, 5832], "date": ["2023-09-02", "2023-09-04"]}, lang=language, card="duel")


@cache
def a_picture() -> bytes:
    return a_card().encode("png")


def a_post(**changes: object) -> Post:
    card = a_card()
    words = {"text": default_text(card.story, card.voice), "title": headline(card.story, card.voice), "language": "fr"}
    return Post(**{"image": image_of(a_picture()), "alt": CardAlt(card), **words, **changes})  # type: ignore[arg-type]


@dataclass
class World:
    """A server, an account on it, and the folder that remembers."""

    fake: Fake
    folder: Path
    client: Client
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def to(self) -> str:
        return f"{self.fake.base}/c/libre" if self.fake.poster == "lemmy" else self.fake.base

    def session(self) -> Session:
        return open_session(self.client, self.to, "", self.environment)

    def post(self, *, again: bool = False, **changes: object) -> Outcome:
        session = self.session()
        return session.post(session.draft(a_post(**changes)), again=again, patience=HURRIED)

    def start_over(self, fake: Fake, name: str) -> None:
        """Be another server at the same address, with a journal of that name, in which nothing is."""
        assert self.fake.server
        serve(fake, self.fake.server)
        self.fake, self.environment = fake, {**self.environment, "IMGGEN_JOURNAL": str(self.folder / name)}

    def forget(self) -> None:
        """Lose the journal, or be on another machine."""
        for path in Path(self.environment["IMGGEN_JOURNAL"]).glob("*"):
            path.unlink()


def environment_of(fake_poster: str, folder: Path) -> dict[str, str]:
    token = f"alice.test:{APP_PASSWORD}" if fake_poster == "bluesky" else SECRET
    return {"IMGGEN_CONFIG": str(folder / "config"), "IMGGEN_JOURNAL": str(folder / "journal"), "IMGGEN_TOKEN": token}


@pytest.fixture(scope="session", autouse=True)
def one_certificate_store() -> Iterator[None]:
    """The same for all clients of these tests: to read it takes longer than a post."""
    patch = pytest.MonkeyPatch()
    patch.setattr(httpx, "create_ssl_context", cache(httpx.create_ssl_context))
    yield
    patch.undo()


@pytest.fixture
def client() -> Iterator[Client]:
    with stamina.set_testing(True, attempts=3), Client(allow_local=True, sleep=lambda _: None) as one:
        yield one


@pytest.fixture
def worlds(tmp_path: Path, client: Client) -> Iterator[Callable[[Fake], World]]:
    """Run a fake with settings of its own: `worlds(FakeMastodon(slow_media=2))`."""
    stack = []

    def start(fake: Fake) -> World:
        context = running(fake)
        context.__enter__()
        stack.append(context)
        return World(fake, tmp_path, client, environment_of(fake.poster, tmp_path))

    yield start
    for context in stack:
        context.__exit__(None, None, None)


@pytest.fixture(params=list(FAKES))
def world(request: pytest.FixtureRequest, worlds: Callable[[Fake], World]) -> World:
    """Every poster's server in turn."""
    return worlds(FAKES[request.param]())
