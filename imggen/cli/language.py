"""Which language a person at a terminal reads, from the environment and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress

from imggen.errors import InputError
from imggen.wording.language import find_language


def terminal_language(environment: Mapping[str, str]) -> str:
    """The code of IMGGEN_LANG, else of the terminal's locale if we have it, else `en`.

    Raises InputError for an IMGGEN_LANG that we don't have.
    """
    if wanted := environment.get("IMGGEN_LANG"):
        return find_language(wanted).code
    with suppress(InputError):
        return find_language(_locale(environment)).code
    return "en"


def _locale(environment: Mapping[str, str]) -> str:
    """The name of the locale of messages, such as `pt_BR.UTF-8`: the first variable that is set, as POSIX orders them."""
    found = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if not found and sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return found
