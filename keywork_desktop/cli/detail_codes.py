"""`detail codes`: what the codes of the detail mean in this prison."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from keywork_desktop.actions import shift_codes
from keywork_desktop.actions.shift_codes import ListedCode
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table
from keywork_desktop.cli.surroundings import Surroundings
from keywork_desktop.domain.shift_codes import hours_words

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]


def register(detail: typer.Typer) -> None:
    codes = typer.Typer(no_args_is_help=True, help="What the codes of the detail mean here.")
    codes.command("list")(list_)
    codes.command("set")(set_)
    codes.command("forget")(forget)
    detail.add_typer(codes, name="codes")


def list_(context: typer.Context) -> None:
    """Every code, first those that nobody has explained; with its hours and who said so."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = shift_codes.list_codes(desk)
    if here.json:
        print_json({"items": [_item(listed) for listed in found]})
        return
    headings = ("Code", "Meaning", "Works", "Where from", "Cells", "With key work time", "Not counted")
    print_table(headings, [_row(listed) for listed in found])


def set_(
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE=MEANING…")],
    dry_run: DryRun = False,
) -> None:
    """Remember what codes mean: "TX=Transfer escort 0730-1530"; without hours nobody is in the prison."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = shift_codes.explain_codes(desk, [shift_codes.code_from_text(text) for text in codes])
    answer_change(here, change)


def forget(
    context: typer.Context, code: Annotated[str, typer.Argument(metavar="CODE")], dry_run: DryRun = False
) -> None:
    """Forget what is remembered of a code; a built-in one means again what it did."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = shift_codes.forget_code(desk, code)
    answer_change(here, change)


def _source(listed: ListedCode) -> str:
    if listed.remembered is None:
        return "built_in" if listed.built_in else "unexplained"
    return "remembered"


def _item(listed: ListedCode) -> dict[str, Any]:
    meaning, use = listed.meaning, listed.use
    return {
        "code": listed.code,
        "meaning": meaning.meaning if meaning else None,
        "start": meaning.start if meaning else None,
        "end": meaning.end if meaning else None,
        "works": meaning.works if meaning else None,
        "source": _source(listed),
        "by": listed.by or None,
        "at": listed.at,
        "cells": use.cells if use else 0,
        "with_key_work": use.with_key_work if use else 0,
        "not_counted": listed.withheld,
        "first": use.first if use else None,
        "last": use.last if use else None,
    }


def _row(listed: ListedCode) -> tuple[str, ...]:
    meaning, use = listed.meaning, listed.use
    by = f"{listed.by}, {listed.at:%d/%m/%Y}" if listed.at else ""
    return (
        listed.code,
        meaning.meaning if meaning else "?",
        hours_words(meaning) if meaning else "?",
        by or _source(listed).replace("_", " "),
        str(use.cells if use else 0),
        str(use.with_key_work if use else 0),
        str(listed.withheld),
    )
