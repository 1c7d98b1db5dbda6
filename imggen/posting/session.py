"""From the words of a command to an account that can post: which server, whose token, and whether it is the account that was named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from imggen.errors import InputError, RefusedError, ServerError
from imggen.network.addresses import Origin
from imggen.network.client import Client
from imggen.network.token import Token
from imggen.posting.accounts import Account, Accounts, check_name, token_variable
from imggen.posting.deliver import Patience, deliver, find_posted
from imggen.posting.detecting import detect, origin_named
from imggen.posting.fitting import fit
from imggen.posting.journal import Journal, journal_of
from imggen.posting.mending import aim, mend, remove
from imggen.posting.places import accounts_folder, journal_folder
from imggen.posting.post import Draft, Outcome, Post, Seen
from imggen.posting.poster import Connection, Person, find_poster

_COMMUNITY = re.compile(r"!([\w.-]+)@([\w.:\[\]-]+)|((?:https?://)?[\w.:\[\]-]+)/c/([\w.-]+(?:@[\w.:-]+)?)/?")
_BLUESKY_PAGES = "bsky.app"
"""Where posts of every Bluesky server are read."""
_HANDLE = re.compile(r"@[\w.-]+(@[\w.:-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What `--to` and `--as` name."""

    server: str = ""
    name: str = ""
    """The name of an account."""
    place: str = ""
    """A community, `name` or `name@server`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An account that was found to work."""

    account: Account
    connection: Connection
    origin: Origin
    place: str
    environment: Mapping[str, str]

    def draft(self, post: Post, *, visibility: str = "", max_bytes: int | None = None, now: datetime | None = None) -> Draft:
        """The post as this server takes it; `visibility` is for a post that names none, in the place of the account's own.

        Raises InputError for what can't be made to fit.
        """
        limits, own = self.connection.limits(), self.connection.who.visibility
        return fit(post, limits, default_visibility=visibility or own, max_bytes=max_bytes, now=now or datetime.now(UTC))

    def post(self, draft: Draft, *, again: bool = False, patience: Patience | None = None) -> Outcome:
        """Post a draft once, as `imggen.posting.deliver.deliver` does, while no other run posts from the account."""
        with self.journal() as journal:
            return deliver(draft, self.connection, journal, again=again, patience=patience)

    def find(self, draft: Draft) -> Seen | None:
        """The post of a draft's card that is there already."""
        with self.journal() as journal:
            return find_posted(draft, self.connection, journal)

    def mend(self, url: str, draft: Draft, *, picture: bool, which: int | None = None) -> Outcome:
        """Replace the description of the post at an address, and its picture where that is asked for, as `imggen.posting.mending.mend`."""
        with self.journal() as journal:
            return mend(url, draft, self.connection, journal, picture=picture, which=which)

    def check_mendable(self, url: str, draft: Draft, which: int | None = None) -> None:
        """Raises InputError for a post that is not there, or where it can't be told which picture would be mended."""
        with self.journal() as journal:
            aim(url, draft, self.connection, journal, which)

    def remove(self, url: str) -> Outcome:
        """Delete the post at an address."""
        with self.journal() as journal:
            return remove(url, self.connection, journal)

    def journal(self) -> AbstractContextManager[Journal]:
        """The account's journal, while no other run has it."""
        return journal_of(journal_folder(self.environment), self.origin.authority, self.connection.who.acct, self.place)


def log_in(client: Client, server: str, name: str, person: Person, environment: Mapping[str, str]) -> Account:
    """Log in to a server, and keep the account by `name`, else by its handle. Raises InputError or ServerError where that can't be."""
    if name:
        check_name(name)  # before anybody is asked for anything
    found = detect(client, origin_named(server))
    if found.origin != origin_named(server):
        person.show(f"{server} is at home on {found.origin.authority}: that is where you log in.")
    credentials = found.poster.sign_in(client, found.origin, found.software, person)
    who = found.poster.connect(client, credentials, "").who
    account = Account(
        name=name or who.acct.lstrip("@"),
        poster=found.poster.name,
        origin=str(found.origin),
        software=found.software,
        acct=who.acct,
        id=who.id,
        user=credentials.user,
    )
    return Accounts(accounts_folder(environment), environment).keep(account, credentials)


def log_out(client: Client, name: str, environment: Mapping[str, str]) -> str:
    """Make an account's token worthless and forget it. Returns what is left for the user to do, if anything."""
    accounts = Accounts(accounts_folder(environment), environment)
    account = accounts.named(name)
    left = ""
    try:
        credentials = accounts.credentials(account)
        client.conceal(*credentials.secrets)
        left = find_poster(account.poster).connect(client, credentials, "").revoke()
    except ServerError as error:
        left = f"the token was not revoked, do it on {account.origin}: {error}"
    finally:
        accounts.forget(account)
    return left


def open_session(client: Client, to: str, name: str, environment: Mapping[str, str], *, expected: str = "") -> Session:
    """The account that `--to` and `--as` name, checked with its server.

    `expected` is the handle that it must have, for an account named in a file. Raises InputError when no account fits, RefusedError when
    the token belongs to another account.
    """
    target = find_target(to, name)
    accounts = Accounts(accounts_folder(environment), environment)
    account, place = _from_environment(client, target, accounts, environment) or _kept(target, accounts)
    credentials = accounts.credentials(account)
    client.conceal(*credentials.secrets)
    connection = find_poster(account.poster).connect(client, credentials, place)
    who = connection.who
    if account.id and who.id != account.id:
        raise RefusedError(f"its token belongs to {who.acct}, not to {account.acct}", account.name, "log in again")
    handle = expected or (name if _HANDLE.fullmatch(name) else "")
    if handle and not _same_handle(handle, who.acct):
        raise RefusedError(
            f"its token belongs to {who.acct}, not to {handle}", origin_named(account.origin).authority, "log in as that one"
        )
    return Session(account=account, connection=connection, origin=origin_named(account.origin), place=place, environment=environment)


def find_target(to: str, name: str) -> Target:
    """Read what `--to` says: a server, the name of an account, or a community, `!name@server` or `server/c/name`."""
    if found := _COMMUNITY.fullmatch(to):
        return Target(server=found[2] or found[3], name=name, place=found[1] or found[4])
    return Target(server=to, name=name)


def _from_environment(client: Client, target: Target, accounts: Accounts, environment: Mapping[str, str]) -> tuple[Account, str] | None:
    """The account whose token the environment has. A token for one server is never sent to another."""
    token = environment.get(token_variable(target.name), "") if target.name else environment.get("IMGGEN_TOKEN", "")
    home = environment.get("IMGGEN_SERVER", "").strip()
    if not token.strip() or (target.name and any(account.name == target.name for account in accounts.all())):
        return None
    server = target.server or home
    if not server:
        raise InputError("a token in the environment, and no server that it belongs to", instead="set IMGGEN_SERVER, or give --to SERVER")
    if home and _same_server(home, server):
        server = home
    elif home and not target.name:
        return None
    found = detect(client, origin_named(server))
    if found.origin != origin_named(server):
        instead = f"when the token is of that server, name it: IMGGEN_SERVER={found.origin.authority}"
        raise InputError(f"it sends elsewhere, to {found.origin.authority}", server, instead)
    Token(found.origin, token.strip())
    account = Account(
        name=target.name or "environment",
        poster=found.poster.name,
        origin=str(found.origin),
        software=found.software,
        acct="",
        id="",
        kept="environment",
        secrets={"token": token.strip()},
    )
    return account, target.place


def _kept(target: Target, accounts: Accounts) -> tuple[Account, str]:
    """The account that was logged in to, and the community by the name that its server has for it."""
    if target.name and not _HANDLE.fullmatch(target.name):
        account = accounts.named(target.name)
        return account, _place(target, account)
    known = [account for account in accounts.all() if not target.name or _same_handle(target.name, account.acct)]
    fitting = [account for account in known if target.server in (account.name, account.acct, "") or _serves(account, target.server)]
    if not fitting and target.place:
        fitting = [account for account in known if account.poster == "lemmy"]
    if len(fitting) != 1:
        raise _unclear(fitting, target)
    return fitting[0], _place(target, fitting[0])


def _unclear(fitting: list[Account], target: Target) -> InputError:
    """The error for a target that several accounts fit, or none."""
    if fitting:
        names = ", ".join(account.name for account in fitting)
        return InputError(f"{len(fitting)} accounts fit", target.server, f"name one with --as: {names}")
    return InputError("no account there", target.server or target.name, f"log in first: imggen login {target.server or 'SERVER'}")


def _serves(account: Account, server: str) -> bool:
    return _same_server(account.origin, server) or (account.poster == "bluesky" and server == _BLUESKY_PAGES)


def _same_server(one: str, other: str) -> bool:
    """Whether two names are one server's; the scheme counts where both have one."""
    first, second = origin_named(one), origin_named(other)
    return first == second or (first.authority == second.authority and not ("://" in one and "://" in other))


def _place(target: Target, account: Account) -> str:
    """A community of another server is `name@server` to the account's own. Raises InputError for a server that is neither."""
    if not target.server or target.server in (account.name, account.acct) or _serves(account, target.server):
        return target.place
    if not target.place or account.poster != "lemmy":
        raise InputError(
            f"{account.name} is an account of {account.origin}", f"--to {target.server}", "name its server, or another account"
        )
    return target.place if "@" in target.place else f"{target.place}@{target.server}"


def _same_handle(one: str, other: str) -> bool:
    """Whether two handles are one account's; the server may be left out."""
    (first, server), (second, home) = (handle.strip().lstrip("@").lower().partition("@")[::2] for handle in (one, other))
    # `@name@example.org` may live on `social.example.org`.
    near = not server or server == home or home.endswith(f".{server}") or server.endswith(f".{home}")
    return first == second and near
