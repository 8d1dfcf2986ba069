"""The command line: parse, call an action, print. A contract that scripts rely on."""

from keywork_desktop.cli.running import Ended, run

__all__ = ["Ended", "run"]
