"""`detail`: what belongs to the daily deployment of staff beside importing it. A group of commands for each idea."""

from __future__ import annotations

import typer

from keywork_desktop.cli import detail_codes, detail_patterns, detail_read


def register(app: typer.Typer) -> None:
    detail = typer.Typer(no_args_is_help=True, help="The detail: its codes, working patterns, what was read.")
    for module in (detail_codes, detail_patterns, detail_read):
        module.register(detail)
    app.add_typer(detail, name="detail")
