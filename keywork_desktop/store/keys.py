"""The key of an encrypted store: a passphrase, or a random key that lives in the system's credential store.

A passphrase is SQLCipher's own: it opens the file on any PC with nothing beside it. The random key is kept under the
store's salt, the first 16 bytes of the file, so that the store may be moved or renamed.
"""

from __future__ import annotations

import secrets
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from keywork_desktop.domain.errors import EnvironmentProblem, RequestError

SERVICE = "Keywork Desktop store"
SALT_BYTES = 16
_KEY_BYTES = 32


class CredentialStore(Protocol):
    """What is needed of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class StoreKey:
    """How a store is to be opened or made. Use one of the three constructors; the passphrase is never shown."""

    kind: str
    _passphrase: str = ""

    @classmethod
    def passphrase(cls, text: str) -> StoreKey:
        """A passphrase; `RequestError` (`empty_passphrase`) if there is none."""
        if not text or "\0" in text:
            raise RequestError(
                "The passphrase is empty or holds a character that cannot be typed. Choose another one.",
                code="empty_passphrase",
            )
        # The same letters can be written in two ways; another PC's keyboard may use the other.
        return cls("passphrase", unicodedata.normalize("NFC", text))

    @classmethod
    def from_credential_store(cls) -> StoreKey:
        """The key that the system's credential store keeps."""
        return cls("credential_store")

    @classmethod
    def none(cls) -> StoreKey:
        """No encryption, because somebody asked for that by name."""
        return cls("none")

    def __repr__(self) -> str:
        return f"StoreKey({self.kind})"


@dataclass(frozen=True, slots=True, repr=False)
class CipherKey:
    """What `PRAGMA key` is given: a quoted passphrase, or a raw key with its salt."""

    text: str

    @classmethod
    def of_passphrase(cls, passphrase: str) -> CipherKey:
        return cls("'" + passphrase.replace("'", "''") + "'")

    @classmethod
    def raw(cls, key: str, salt: str) -> CipherKey:
        return cls(f"\"x'{key}{salt}'\"")


def credential_store() -> CredentialStore:
    """The system's credential store; on Windows its Credential Manager, by name.

    Raises `EnvironmentProblem` (`no_credential_store`) where there is none, as on a Linux machine without a desktop.
    """
    import keyring
    from keyring.backends import fail, null
    from keyring.errors import KeyringError

    try:
        if sys.platform == "win32":
            from keyring.backends.Windows import WinVaultKeyring

            vault = WinVaultKeyring()
            vault.persist = "local machine"
            return vault
        backend = keyring.get_keyring()
    except KeyringError as error:
        raise _no_credential_store() from error
    if isinstance(backend, fail.Keyring | null.Keyring):
        raise _no_credential_store()
    return backend


def _no_credential_store() -> EnvironmentProblem:
    return EnvironmentProblem(
        "This machine has no credential store that could keep the key. Give a passphrase: --passphrase-file FILE, "
        "or KEYWORK_PASSPHRASE. (--no-encryption makes a store that anyone can read.)",
        code="no_credential_store",
    )


def new_cipher_key(key: StoreKey, path: Path) -> CipherKey | None:
    """The key for a store about to be made at `path`; a random one is kept before the file exists."""
    if key.kind == "none":
        return None
    if key.kind == "passphrase":
        return CipherKey.of_passphrase(key._passphrase)
    from keyring.errors import KeyringError

    raw, salt = secrets.token_hex(_KEY_BYTES), secrets.token_hex(SALT_BYTES)
    try:
        credential_store().set_password(SERVICE, salt, raw)
    except KeyringError as error:
        raise EnvironmentProblem(
            f"The credential store would not keep the key of {path} ({type(error).__name__}). Unlock it and try again, "
            "or give a passphrase: --passphrase-file FILE.",
            code="no_credential_store",
        ) from error
    return CipherKey.raw(raw, salt)


def forget_cipher_key(key: CipherKey) -> None:
    """Takes a random key out of the credential store again, after its store could not be made."""
    if key.text.startswith('"x'):
        from keyring.errors import PasswordDeleteError

        salt = key.text[-2 - 2 * SALT_BYTES : -2]
        try:
            credential_store().delete_password(SERVICE, salt)
        except PasswordDeleteError:
            return  # it was never kept: then there is nothing to take out


def cipher_key(key: StoreKey, path: Path, salt: str) -> CipherKey:
    """The key that opens the encrypted store at `path`, whose first bytes are `salt` (hex).

    Raises `EnvironmentProblem`: `no_credential_store`, or `passphrase_needed` where the credential store knows nothing.
    """
    if key.kind == "passphrase":
        return CipherKey.of_passphrase(key._passphrase)
    if key.kind == "credential_store":
        from keyring.errors import KeyringError

        try:
            raw = credential_store().get_password(SERVICE, salt)
        except KeyringError as error:
            raise _no_credential_store() from error
        if raw is not None:
            return CipherKey.raw(raw, salt)
    raise EnvironmentProblem(
        f"{path} is encrypted and this machine's credential store does not have its key. "
        "Give its passphrase: --passphrase-file FILE, or KEYWORK_PASSPHRASE.",
        code="passphrase_needed",
        details={"path": str(path)},
    )
