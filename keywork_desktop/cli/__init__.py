"""The command line: parse, call an action, print. A contract that scripts rely on."""

from keywork_desktop.cli.ended import Ended
from keywork_desktop.cli.running import run

__all__ = ["Ended", "run"]
