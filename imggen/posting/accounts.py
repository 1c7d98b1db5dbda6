"""Accounts by name, and their tokens: in the system's keyring, in a file that only its owner can read, or in the environment in CI."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from imggen.errors import InputError, did_you_mean
from imggen.files import atomic_write, read_file
from imggen.locking import locked
from imggen.network.addresses import origin_of
from imggen.posting.poster import Credentials

_SERVICE = "imggen"
_LARGEST = 1_000_000
_NAME = re.compile(r"[\w.@-]{1,100}")
_SECRETS = ("token", "client_id", "client_secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account that was logged in to."""

    name: str
    """What the user calls it."""
    poster: str
    origin: str
    """Its server, as a web address."""
    software: str
    acct: str
    """`@name@server`."""
    id: str
    user: str = ""
    """The name to log in with, where there is one."""
    kept: str = "file"
    """Where its secrets are: `keyring`, `file` or `environment`."""
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """They themselves, where they were read from the environment."""


def check_name(name: str) -> None:
    """Raises InputError for what can't be the name of an account."""
    if not _NAME.fullmatch(name):
        raise InputError(f"not a name: {name[:40]!r}", "--as", "use letters, digits, and . - _ @")


class Accounts:
    """The accounts of a folder."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._environment = folder, environment

    def all(self) -> list[Account]:
        """Every account, by name. Raises InputError for a file that was damaged."""
        found = _read(self._folder / "accounts.json")
        try:
            return [Account(**{**values, "name": name}) for name, values in sorted(found.items())]
        except TypeError:
            raise InputError("it was damaged", str(self._folder / "accounts.json"), "delete it, and log in again") from None

    def named(self, name: str) -> Account:
        """The account of that name. Raises InputError, with a suggestion, when there is none."""
        accounts = {account.name: account for account in self.all()}
        if name not in accounts:
            known = f"there are {', '.join(accounts)}{did_you_mean(name, accounts)}" if accounts else "log in with imggen login SERVER"
            raise InputError(f"no account named {name[:60]!r}", instead=known)
        return accounts[name]

    def credentials(self, account: Account) -> Credentials:
        """What lets imggen post from an account: from the environment where it is there, else as it was kept. Raises InputError."""
        token = self._environment.get(token_variable(account.name), "").strip()
        if token and not account.secrets:
            self._check_variable(account)
        secrets = dict(account.secrets) or ({"token": token} if token else self._secrets(account))
        if not secrets.get("token"):
            raise InputError("its token is gone", account.name, f"log in again: imggen login {account.origin} --as {account.name}")
        return Credentials(
            poster=account.poster,
            origin=origin_of(account.origin),
            software=account.software,
            user=account.user,
            **{name: str(secrets.get(name, "")) for name in _SECRETS},
        )

    def _check_variable(self, account: Account) -> None:
        """Raises InputError where an account of another server has the same variable: its token would be sent to the wrong one."""
        variable = token_variable(account.name)
        for other in self.all():
            if token_variable(other.name) == variable and other.origin != account.origin:
                raise InputError(
                    f"it is the variable of {other.name} too, on another server", variable, "log in to one of them by another name"
                )

    def keep(self, account: Account, credentials: Credentials) -> Account:
        """Keep an account and its secrets, over one of the same name. Raises InputError for a name that is none, or where it can't."""
        check_name(account.name)
        secrets = {name: value for name in _SECRETS if (value := getattr(credentials, name))}
        kept = "keyring" if _into_keyring(account.name, json.dumps(secrets)) else "file"
        values = {name: value for name, value in asdict(account).items() if name not in ("name", "secrets")} | {"kept": kept}
        with locked(self._folder / "accounts.json"):
            if kept == "file":
                self._keep_in_file({**self._file(), account.name: secrets})
            self._write("accounts.json", _read(self._folder / "accounts.json") | {account.name: values})
        return Account(name=account.name, **values)

    def forget(self, account: Account) -> None:
        """Delete an account and its secrets from this machine."""
        if account.kept == "keyring":
            _out_of_keyring(account.name)
        with locked(self._folder / "accounts.json"):
            secrets = self._file()
            if secrets.pop(account.name, None) is not None:
                self._keep_in_file(secrets)
            accounts = _read(self._folder / "accounts.json")
            accounts.pop(account.name, None)
            self._write("accounts.json", accounts)

    def _secrets(self, account: Account) -> dict[str, Any]:
        if account.kept != "keyring":
            found = self._file().get(account.name, {})
            return found if isinstance(found, dict) else {}
        with suppress(ValueError, TypeError):
            found = json.loads(_from_keyring(account.name) or "{}")
            return found if isinstance(found, dict) else {}
        return {}

    def _file(self) -> dict[str, Any]:
        """The secrets in the file. Raises InputError when others may read it."""
        path = self._folder / "tokens.json"
        with suppress(FileNotFoundError):
            if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise InputError("others may read the tokens in it", str(path), f"type: chmod 600 '{path}', and log in again if others did")
        return _read(path)

    def _keep_in_file(self, secrets: Mapping[str, Any]) -> None:
        """Write the secrets to a file that was its owner's alone before anything was in it."""
        path = self._folder / "tokens.json"
        self._make_folder()
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._write("tokens.json", secrets)

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise InputError(
                f"the folder can't be made: {error.strerror}", str(self._folder), "name another one in IMGGEN_CONFIG"
            ) from None

    def _write(self, name: str, values: Mapping[str, Any]) -> None:
        self._make_folder()
        atomic_write(self._folder / name, json.dumps(values, ensure_ascii=False, indent=1).encode())


def token_variable(name: str) -> str:
    """The variable that holds an account's token in CI: `IMGGEN_TOKEN_LELIBREEDU` for `lelibreedu`."""
    return "IMGGEN_TOKEN_" + re.sub(r"\W", "_", name).upper()


def _read(path: Path) -> dict[str, Any]:
    """The object in a JSON file; nothing when there is no file. Raises InputError for anything else."""
    if not path.exists():
        return {}
    try:
        found = json.loads(read_file(path, _LARGEST) or b"{}")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InputError("it was damaged", str(path), "delete it, and log in again")
    return found


def _into_keyring(name: str, secrets: str) -> bool:
    """Keep secrets in the system's keyring. Says whether there is one that took them."""
    with suppress(Exception):  # whatever a desktop's keyring raises, there is the file
        import keyring

        if keyring.get_keyring().priority >= 1:
            keyring.set_password(_SERVICE, name, secrets)
            return keyring.get_password(_SERVICE, name) == secrets
    return False


def _from_keyring(name: str) -> str | None:
    try:
        import keyring

        return keyring.get_password(_SERVICE, name)
    except Exception as error:
        raise InputError(f"the system's keyring does not answer: {type(error).__name__}", name, "unlock it, or log in again") from None


def _out_of_keyring(name: str) -> None:
    with suppress(Exception):  # what is not there need not be deleted
        import keyring

        keyring.delete_password(_SERVICE, name)
