"""The folder that a website takes the newest card from."""

from __future__ import annotations

import json
import os
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from posters.conftest import a_card

import imggen
from imggen.errors import InputError
from imggen.posters.folder import write_folder
from imggen.posting.page import page

DAY = date(2023, 9, 4)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_writes_picture_drawing_data_and_page_and_the_same_by_day(tmp_path: Path) -> None:
    changed = write_folder(a_card(), tmp_path / "public", DAY)
    names = {str(path.relative_to(tmp_path / "public")) for path in changed}
    endings = ("png", "svg", "json", "html")
    assert names == {f"latest.{ending}" for ending in endings} | {f"archive/2023-09-04.{ending}" for ending in endings}
    assert (tmp_path / "public/latest.png").read_bytes() == a_card().encode("png")
    assert {path for path in (tmp_path / "public").rglob("*") if path.is_file()} == set(changed)


def test_what_is_as_it_would_be_is_not_touched(tmp_path: Path) -> None:
    write_folder(a_card(), tmp_path, DAY)
    for path in tmp_path.rglob("*.*"):
        os.utime(path, (1, 1))
    assert write_folder(a_card(), tmp_path, DAY) == ()
    assert {path.stat().st_mtime for path in tmp_path.rglob("*.*")} == {1.0}
    changed = write_folder(a_card("en"), tmp_path, date(2023, 9, 5))
    assert len(changed) == 8
    assert (tmp_path / "archive/2023-09-04.png").stat().st_mtime == 1


def test_the_page_has_a_figure_the_long_text_and_a_real_table(tmp_path: Path) -> None:
    card = a_card()
    shown = Page(page(card, "latest.png"))
    assert shown.open == []
    (image,) = shown.named("img")
    assert (image["src"], image["alt"], image["width"]) == ("latest.png", card.alt, "1600")
    assert shown.named("html") == [{"lang": "fr", "dir": "ltr"}]
    assert image["aria-describedby"] == shown.named("figcaption")[0]["id"]
    assert [scope["scope"] for scope in shown.named("th")] == ["col", "col", "row", "row"]
    assert all(line in shown.words for line in card.alt_text("extended").splitlines())
    for number in ("5090", "5840", "5876", "5832"):
        assert number in shown.words
    assert [time["datetime"] for time in shown.named("time")] == ["2023-09-02", "2023-09-04"]


def test_what_was_not_counted_stays_blank_and_what_was_rounded_says_so(tmp_path: Path) -> None:
    card = imggen.render(
        {"mastodon": [2900, None, 5876], "x": ["5.8K", 5840, 5832], "date": ["2023-08-30", "2023-09-02", "2023-09-04"]}, lang="en"
    )
    shown = page(card, "a.png")
    assert "<td></td><td>5840</td>" in shown
    assert "<td>about 5800</td>" in shown


def test_the_words_of_users_are_words(tmp_path: Path) -> None:
    card = imggen.render({"mastodon": 5, "x": 3}, title='<script>alert("1")</script>', subject='"><img src=x onerror=y>', date="2023-09-04")
    shown = Page(page(card, "latest.png"))
    assert len(shown.named("img")) == 1
    assert not shown.named("script")


def test_the_data_say_the_facts_and_nothing_of_the_machine(tmp_path: Path) -> None:
    write_folder(a_card(), tmp_path, DAY)
    told = json.loads((tmp_path / "latest.json").read_text("utf-8"))
    assert told["alt"]["standard"] == a_card().alt
    assert told["facts"]["pair"]["lead"] == 44
    assert str(tmp_path) not in json.dumps(told)


def test_several_subjects_have_a_table_each() -> None:
    card = imggen.render({"subject": ["A", "B"], "date": ["2023-09-04"] * 2, "mastodon": [3, 5], "x": [4, 1]})
    assert [each.strip() for each in Page(page(card, "a.png")).words if each in ("A", "B")] == ["A", "B"]


def test_a_folder_that_can_not_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="can't be made"):
        write_folder(a_card(), tmp_path / "file", DAY)
