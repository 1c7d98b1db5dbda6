"""A card as a web page of its own: the picture with its alt text, the long description, and the counts as a real table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from imggen.card import Card
from imggen.facts import Facts
from imggen.posting.text import headline
from imggen.series import Reading, Series
from imggen.story import Count, Day, Name

_STYLE = (
    "body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1b1b1f;background:#fff}"
    "figure{margin:0}img{max-width:100%;height:auto}"
    "table{border-collapse:collapse;margin:1.5rem 0}caption{text-align:start;font-weight:600}"
    "th,td{border:1px solid #767680;padding:.3rem .8rem;text-align:start}td{text-align:end;font-variant-numeric:tabular-nums}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f5;background:#17171c}}"
)


def page(card: Card, picture: str) -> str:
    """The page, in the card's language; `picture` is the address of the picture. Nothing on it is fetched from elsewhere."""
    width, height = card.size
    language, title = escape(card.language), escape(headline(card.story, card.voice))
    lines = "".join(f"<p>{escape(line)}</p>" for line in card.alt_text("extended").splitlines())
    image = f'<img src="{escape(picture)}" width="{width}" height="{height}" alt="{escape(card.alt)}" aria-describedby="description">'
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{card.voice.language.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n'
        f'<body>\n<main>\n<h1>{title}</h1>\n<figure>\n{image}\n<figcaption id="description">{lines}</figcaption>\n</figure>\n'
        f"{''.join(_tables(card))}</main>\n</body>\n</html>\n"
    )


def _tables(card: Card) -> Iterator[str]:
    """A table of counts for each subject."""
    several = (card.facts,) if isinstance(card.facts, Facts) else card.facts
    for facts in several:
        comparison = facts.comparison
        caption = comparison.subject.shown or headline(card.story, card.voice)
        yield _table(card, caption, comparison.series)


def _table(card: Card, caption: str, series: Sequence[Series]) -> str:
    """Days in rows, platforms in columns; where nothing was counted, nothing stands."""
    columns = [_by_day(one) for one in series]
    days = sorted({day for column in columns for day in column})
    names = "".join(f'<th scope="col">{escape(card.voice.say(Name(one.platform)))}</th>' for one in series)
    rows = "".join(
        f'<tr><th scope="row"><time datetime="{day.isoformat()}">{escape(card.voice.say(Day(day)))}</time></th>'
        + "".join(f"<td>{_count(card, column.get(day))}</td>" for column in columns)
        + "</tr>\n"
        for day in days
    )
    head = f"<thead>\n<tr><td></td>{names}</tr>\n</thead>"
    return f"<table>\n<caption>{escape(caption)}</caption>\n{head}\n<tbody>\n{rows}</tbody>\n</table>\n"


def _by_day(series: Series) -> dict[date, Reading]:
    """The last reading of each day."""
    return {reading.day: reading for reading in series.readings}


def _count(card: Card, reading: Reading | None) -> str:
    return escape(card.voice.say(Count(reading.count, about=not reading.exact))) if reading else ""
