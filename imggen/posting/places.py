"""Where imggen keeps what it must remember between runs: accounts and tokens, and the journal of posts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path, user_state_path


def accounts_folder(environment: Mapping[str, str]) -> Path:
    """The folder of accounts and tokens: `IMGGEN_CONFIG`, else the user's own."""
    return Path(environment["IMGGEN_CONFIG"]) if environment.get("IMGGEN_CONFIG") else user_config_path("imggen")


def journal_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the journal: `IMGGEN_JOURNAL`, such as one in a repository that CI pushes; else the user's own."""
    return Path(environment["IMGGEN_JOURNAL"]) if environment.get("IMGGEN_JOURNAL") else user_state_path("imggen") / "posts"
