"""Running a command line: the order of options, exit statuses, and errors as JSON where that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from keywork_desktop.cli.ended import Ended
from keywork_desktop.cli.printing import print_json
from keywork_desktop.domain.errors import Bug, KeyworkError

if TYPE_CHECKING:
    from keywork_desktop.exporting.paper import PaperWriter

ANYWHERE = {"--json": False, "--store": True, "--as-of": True, "--passphrase-file": True}
"""Options that may stand before or after the command, and whether each takes a value."""


def ordered(arguments: Sequence[str]) -> list[str]:
    """The arguments with the options of every command moved before it; what follows `--` stays where it is."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
            break
        name = argument.partition("=")[0]
        if name not in ANYWHERE or (name == argument and rest and rest[-1] in TAKES_TEXT):
            rest.append(argument)
            continue
        front.append(argument)
        if ANYWHERE[name] and name == argument:
            value = next(waiting, None)
            front += [] if value is None else [value]
    return front + rest


TAKES_TEXT = frozenset({"--reason"})
"""Options whose value is free text, even one that looks like an option."""


def run(arguments: Sequence[str], paper: PaperWriter | None = None) -> Ended:
    """Run one command line, without the program's name. Prints, and never raises for what a user can mend.

    `paper` draws the pages of a PDF, where somebody can.
    """
    import typer

    from keywork_desktop.cli.commands import application

    usage_error: type[Exception] = typer.BadParameter.__mro__[1]  # its public name is that of the child only
    arguments = ordered(arguments)
    as_json = "--json" in arguments
    try:
        answer = application()(args=arguments, prog_name="keywork-desktop", standalone_mode=False, obj=paper)
    except typer.Exit as end:
        return Ended(end.exit_code)
    except typer.Abort:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return Ended(1)
    except KeyworkError as error:
        return _failed(error, as_json)
    except usage_error as misuse:
        return _misused(misuse, as_json)
    except BrokenPipeError:
        sys.stderr.close()
        return Ended(0)
    return answer if isinstance(answer, Ended) else Ended(answer if isinstance(answer, int) else 0)


def _misused(misuse: Any, as_json: bool) -> Ended:
    """A command line that makes no sense; `misuse` knows how to say so."""
    if as_json:
        print_json({"error": {"code": "usage", "message": misuse.format_message(), "details": {}}})
    else:
        misuse.show()
    return Ended(2)


def _failed(error: KeyworkError, as_json: bool) -> Ended:
    if as_json:
        print_json({"error": {"code": error.code, "message": error.message, "details": error.details}})
    else:
        print(error.message, file=sys.stderr)
        if isinstance(error, Bug):
            print("This is a mistake of ours. Nothing was changed.", file=sys.stderr)
    return Ended(error.exit_status)
