"""The policy sets that ship with the program, read from `resources/policies/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from keywork_desktop import paths
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.domain.rules import PolicyMistake, PolicySet, policy_set_from


@lru_cache(maxsize=1)
def shipped_policies() -> Mapping[str, PolicySet]:
    """All shipped policy sets by id, in the order of their file names.

    Raises `EnvironmentProblem` (`bad_policy`) naming the file and the field where one cannot be right.
    """
    found: dict[str, PolicySet] = {}
    for file in sorted(paths.policies().glob("*.toml")):
        try:
            policy = policy_set_from(tomllib.loads(file.read_text(encoding="utf-8")))
        except (PolicyMistake, tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
            raise EnvironmentProblem(
                f"The policy set {file.name} cannot be read: {mistake}. Correct it or install Keywork Desktop again.",
                code="bad_policy",
                details={"file": file.name},
            ) from mistake
        found[policy.id] = policy
    return MappingProxyType(found)


def policy(policy_id: str) -> PolicySet:
    """The policy set with this id; `RequestError` (`unknown_policy`) naming those that exist."""
    known = shipped_policies()
    if policy_id not in known:
        raise RequestError(
            f"There is no policy set {policy_id!r}. Use one of: {', '.join(known)}.",
            code="unknown_policy",
            details={"known": list(known)},
        )
    return known[policy_id]
