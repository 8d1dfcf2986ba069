"""`python -m keywork_desktop` and the `keywork-desktop` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run with the arguments of this process; gives back the exit status."""
    from keywork_desktop.app import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
