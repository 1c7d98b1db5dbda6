"""An outbox to look at: a page with every picture, description and text, and the same as Markdown for a pull request or a job's summary."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from html import escape
from pathlib import Path

from imggen.campaign.items import Item
from imggen.campaign.report import Result

_STYLE = (
    "body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1b1b1f;background:#fff}"
    "img{max-width:100%;height:auto}"
    "pre{white-space:pre-wrap;font:inherit;border-inline-start:.3rem solid #767680;padding-inline-start:1rem}"
    "dt{font-weight:600}dd{margin:0 0 .6rem}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f5;background:#17171c}}"
)
_HOW = "Edit a .txt or .alt.txt file to change its words: they are checked again. Delete a post's picture to leave it out."


def page(campaign: str, items: Sequence[Item], left: Sequence[Result], time: str) -> str:
    """The page. Nothing on it is fetched from elsewhere."""
    title = escape(f"{_counted(items)} of {Path(campaign).name}")
    posts = "".join(map(_post, items))
    rest = "".join(f"<li>{escape(_why(one))}</li>" for one in left)
    missing = f"<h2>Not prepared</h2>\n<ul>{rest}</ul>\n" if left else ""
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n<p>Prepared at {escape(time)}. {escape(_HOW)}</p>\n{posts}{missing}</main>\n</body>\n</html>\n"
    )


def _post(item: Item) -> str:
    language, alt = escape(item.language), escape(item.alt)
    facts = {
        "Place": item.place,
        "Visibility": item.visibility,
        "Title": item.title,
        "Content warning": item.warning,
        "Why": str(item.reason),
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value)
    return (
        f'<article>\n<h2>{escape(item.name)}</h2>\n<img src="{escape(item.files["picture"])}" alt="{alt}" lang="{language}">\n'
        f'<h3>Text</h3>\n<pre lang="{language}">{escape(item.text)}</pre>\n<h3>Description</h3>\n<pre lang="{language}">{alt}</pre>\n'
        f"<dl>{rows}</dl>\n</article>\n"
    )


def summary(campaign: str, items: Sequence[Item], left: Sequence[Result], time: str, folder: Path) -> str:
    """The summary. Words are shown as they are: nothing in them is taken for Markdown."""
    command = f"imggen run {shlex.quote(campaign)} --send {shlex.quote(str(folder))}"
    parts = [f"# {_counted(items)} of {_plain(Path(campaign).name)}", f"Prepared at {time}. {_HOW} To send them:", _block(command)]
    for item in items:
        where = f"To {_plain(item.place)}{f', {item.visibility}' if item.visibility else ''}: {_plain(str(item.reason))}."
        parts += [
            f"## {_plain(item.name)}",
            f"![{_plain(item.alt)}]({item.files['picture']})",
            where,
            "Text:",
            _block(item.text),
            "Description:",
            _block(item.alt),
        ]
    if left:
        parts += ["## Not prepared", *(f"* {_plain(_why(one))}" for one in left)]
    return "\n\n".join(parts) + "\n"


def _counted(items: Sequence[Item]) -> str:
    return f"{len(items)} post{'' if len(items) == 1 else 's'}"


def _why(one: Result) -> str:
    said = one.error or "; ".join((one.why, *one.add))
    return f"{one.subject or '-'}, {one.card}, {one.place}: {said}"


def _plain(text: str) -> str:
    """Words on one line, of which Markdown makes nothing."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]()#+-!|<>~@" else mark for mark in " ".join(text.split()))


def _block(text: str) -> str:
    """Words as they are, in a fence that is longer than any in them."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text}\n{fence}"
