"""Tokens for reading: few servers want one, and each gets its own, from the environment or of an account that was logged in to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from imggen.errors import InputError
from imggen.network.addresses import Origin, origin_of
from imggen.network.cache import user_cache
from imggen.network.token import Token
from imggen.sources.servers import x

if TYPE_CHECKING:
    from imggen.network.client import Client

SERVER, TOKEN, X_TOKEN = "IMGGEN_SERVER", "IMGGEN_TOKEN", "IMGGEN_X_TOKEN"


def tokens_of(environment: Mapping[str, str]) -> Callable[[Origin], Token | None]:
    """What finds the token of a server: `IMGGEN_X_TOKEN` is X's, `IMGGEN_TOKEN` that of `IMGGEN_SERVER`; else a logged-in account's.

    Raises InputError for a variable that holds no token.
    """
    found: dict[Origin, Token] = {}
    if server := environment.get(SERVER, "").strip():
        origin = origin_of(server if "://" in server else f"https://{server}")
        if environment.get(TOKEN, "").strip():
            found[origin] = _token(origin, environment, TOKEN)
    if environment.get(X_TOKEN, "").strip():
        origin = origin_of(x.SERVER)
        found[origin] = _token(origin, environment, X_TOKEN)
    return lambda origin: found.get(origin) or _of_account(origin, environment)


def client_of(environment: Mapping[str, str], *, allow_local: bool) -> Client:
    """A client with the user's cache, which never repeats a token of the environment, whoever says it. Close it."""
    from imggen.network.client import Client

    client = Client(allow_local=allow_local, cache=user_cache())
    client.conceal(*(value.strip() for name, value in environment.items() if name.startswith((TOKEN, X_TOKEN))))
    return client


def _token(origin: Origin, environment: Mapping[str, str], name: str) -> Token:
    try:
        return Token(origin, environment[name].strip())
    except InputError as error:
        raise InputError(error.what, name, error.instead) from None


def _of_account(origin: Origin, environment: Mapping[str, str]) -> Token | None:
    """The token of the first account that was logged in to on that server; Bluesky's is an app password, and reads nothing."""
    from imggen.posting.accounts import Accounts
    from imggen.posting.places import accounts_folder

    accounts = Accounts(accounts_folder(environment), environment)
    account = next((one for one in accounts.all() if one.origin == str(origin) and one.poster != "bluesky"), None)
    return Token(origin, accounts.credentials(account).token) if account else None
