"""A finished card: what it says, where everything stands, and its alt text. Encoding is asked of `encode`."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from imggen.encode import encode
from imggen.encode.metadata import Metadata
from imggen.facts import Facts
from imggen.facts_json import facts_hash
from imggen.files import atomic_write
from imggen.scene import Scene
from imggen.story import Quote, Story
from imggen.wording.alt import alt_text, describe
from imggen.wording.voice import Voice

if TYPE_CHECKING:
    from imggen.paint.artist import SceneArtist


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story and its scene, finished."""

    story: Story
    scene: Scene
    facts: Facts | tuple[Facts, ...]
    """Those of one comparison; those of each for a kind that shows several."""
    voice: Voice
    """The spoken voice, in the card's language."""
    theme: str
    source: str = ""
    """Where the counts come from, as the user said it."""
    rights: str = ""
    """Who may use the card, and how."""
    warnings: tuple[str, ...] = ()
    """What was drawn with a doubt, one sentence each."""

    @property
    def alt(self) -> str:
        """The alt text, in the standard tier."""
        return self.alt_text()

    @property
    def language(self) -> str:
        """The code of the card's language."""
        return self.voice.language.code

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.scene.pixels

    def alt_text(self, tier: str = "standard", limit: int | None = None) -> str:
        """Write the alt text in a tier: `short`, `standard` or `extended`, in at most `limit` characters.

        Whole sentences are left out to fit. Raises InputError for an unknown tier, or for a limit that no true text fits.
        """
        return alt_text(self.story, self.voice, tier, limit)

    def metadata(self) -> Metadata:
        """What the file says of itself: title, language, the alt text in all tiers, credit, rights, source and the hash of the facts."""
        alt = describe(self.story, self.voice)
        headline = self.story.headline
        title = headline.text if isinstance(headline, Quote) else self.voice.say(headline)
        return Metadata(
            title=title,
            language=self.language,
            creator=self.story.credit,
            rights=self.rights,
            source=self.source or self.story.subject.handle,
            identifier=facts_hash(self.facts),
            short=alt.short,
            standard=alt.standard,
            extended=alt.extended,
        )

    def encode(self, ending: str = "png", *, metadata: bool = True, max_bytes: int | None = None) -> bytes:
        """Encode the picture by a file ending such as `png` or `svg`, with the alt text inside.

        Raises InputError for an ending that can't be written, or when `max_bytes` can't be met.
        """
        return encode(self.scene, ending, self.metadata() if metadata else None, max_bytes=max_bytes)

    def save(self, path: str | Path, *, metadata: bool = True, max_bytes: int | None = None) -> Path:
        """Write the picture, whole or not at all, and return its path. The alt text's own file is the command line's to write."""
        path = Path(path)
        atomic_write(path, self.encode(path.suffix, metadata=metadata, max_bytes=max_bytes))
        return path

    def artist(self, box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)) -> SceneArtist:
        """Make a matplotlib Artist of the card: `figure.add_artist(card.artist())` puts it on a figure, as large as fits.

        `box` is left, bottom, width and height in the coordinates of what the artist is added to: parts of the figure, or the data
        of axes.
        """
        from imggen.paint.artist import SceneArtist

        return SceneArtist(self.scene, box)

    def _repr_png_(self) -> bytes:
        return self.encode("png")

    def _repr_html_(self) -> str:
        from base64 import b64encode

        data = b64encode(self.encode("png")).decode()
        alt, language = escape(self.alt, quote=True), escape(self.language, quote=True)
        picture = f'<img src="data:image/png;base64,{data}" alt="{alt}" style="max-width:100%;height:auto">'
        return f'<figure lang="{language}">{picture}<figcaption>{alt}</figcaption></figure>'
