"""The commands and their options. Names, options and JSON keys are a contract: add freely, never rename or drop."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from keywork_desktop.cli import (
    acknowledging,
    allocations,
    appointments,
    changes,
    checks,
    core_day,
    detail,
    due,
    exploring,
    groups,
    induction,
    keeping,
    qa,
    reports,
    rota,
    rota_changes,
    rules,
    staff,
    stats,
    stores,
)
from keywork_desktop.cli.surroundings import surroundings


def _options(
    context: typer.Context,
    store: Annotated[Path | None, typer.Option(help="The store; else KEYWORK_STORE, else your own.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="What day it is.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")] = False,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its first line is the passphrase of the store.")
    ] = None,
) -> None:
    """Plan key work: who is due, who has whom, the four-week rota. Without a command the window opens."""
    here = surroundings(store, as_of, json, passphrase_file)
    here.paper = context.obj
    context.obj = here


@cache
def application() -> typer.Typer:
    """The command line as Typer knows it."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    people = (due, acknowledging, checks, allocations, induction, staff)
    work = (rota, rota_changes, exploring, detail, core_day, appointments)
    for module in (stores, keeping, reports, *people, *work, stats, qa, rules, groups, changes):
        module.register(app)
    return app
