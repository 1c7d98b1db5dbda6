"""Numbers in letters, as ICU spells them: `forty-four`, `quarante-quatre`, `vierundvierzig`, `cuarenta y cuatro`."""

from __future__ import annotations

from functools import cache

_LAST = 100


@cache
def spelled(code: str) -> dict[str, int]:
    """The numbers up to a hundred by their words in a language, as it writes them and with a space for each hyphen."""
    from icu4py.messageformat import MessageFormat  # loaded with the first message, not with the package

    say = MessageFormat("{n, spellout}", code)
    # ICU marks with soft hyphens where a word may be broken.
    words = {say.format({"n": number}).replace("\xad", ""): number for number in range(_LAST + 1)}
    return {form: number for word, number in words.items() for form in (word, word.replace("-", " "))}
