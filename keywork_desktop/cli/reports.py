"""`import`: reading the prison's reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from keywork_desktop.actions import importing_reports
from keywork_desktop.actions.shift_codes import checked_codes, code_from_text
from keywork_desktop.cli.printing import print_json, print_table, say, tell
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.shift_codes import CodeUse, code_text, usual_meaning
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.domain.wording import counted
from keywork_desktop.importing.problems import Problem
from keywork_desktop.importing.reconciling.outcome import FileOutcome

SHOWN = 20
"""Problems shown to people for each file; JSON has all of them."""


def register(app: typer.Typer) -> None:
    app.command("import")(import_)


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    kind: Annotated[ReportKind | None, typer.Option("--as", help="What the files are; else recognised.")] = None,
    date: Annotated[str | None, typer.Option(metavar="D", help="The day the reports were run.")] = None,
    accept_suggestions: Annotated[
        bool, typer.Option("--accept-suggestions", help="Say yes to every suggestion that has one candidate.")
    ] = False,
    code: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=MEANING", help='What a code of the detail means: "TX=Transfer escort 0730-1530".'),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
) -> None:
    """Read reports of the prison service and local workbooks."""
    here: Surroundings = context.obj
    run_on = day(date) if date else None
    explained = checked_codes([code_from_text(text) for text in code or ()])
    with here.desk(dry_run=dry_run) as desk:
        preview = importing_reports.preview(desk, files, kind, run_on, progress=_progress(here))
        change, outcomes = importing_reports.accept(
            desk, preview, "all" if accept_suggestions else (), explained=explained
        )
    said = {each.code for each in explained}
    questions = [use for use in preview.proposal.questions if use.code not in said]
    if here.json:
        print_json(
            {
                "applied": not dry_run,
                "change": change.id or None,
                "files": [_file(outcome) for outcome in outcomes],
                "questions": [question(use) for use in questions],
                "warnings": change.warnings,
            }
        )
        return
    headings = ("File", "What", "Run on", "Rows", "New", "Changed", "Unchanged", "Repeated", "Refused", "Gone")
    print_table(headings, [_numbers(outcome) for outcome in outcomes])
    for outcome in outcomes:
        _say_problems(outcome)
    waiting = 0 if accept_suggestions else len(preview.proposal.suggestions)
    if waiting:
        say(f"{waiting} suggestions wait for a yes: add --accept-suggestions, or look at them in the window.")
    for use in questions:
        say(f'What does {use.code} mean? {use.words} Say it with --code "{use.code}=… 0730-1530", or in Settings.')
    for warning in change.warnings:
        say(f"▲ {warning}")
    say("Nothing was written: this was a dry run." if dry_run else change.summary)


def question(use: CodeUse) -> dict[str, Any]:
    """A code that nobody has explained, and how it stands on the detail."""
    usual = usual_meaning(use.code)
    return {
        "code": use.code,
        "cells": use.cells,
        "with_key_work": use.with_key_work,
        "first": use.first,
        "last": use.last,
        "suggestion": code_text(usual) if usual else None,
    }


def _progress(here: Surroundings) -> Any:
    said: set[str] = set()

    def told(doing: str, _done: float) -> None:
        if doing not in said and not here.json:
            said.add(doing)
            tell(f"{doing} …")

    return told


def _numbers(outcome: FileOutcome) -> tuple[object, ...]:
    numbers = (outcome.rows, outcome.new, outcome.changed, outcome.unchanged, outcome.repeated, outcome.refused)
    return (Path(outcome.path).name, outcome.kind.value, outcome.report_date, *numbers, outcome.gone)


def _say_problems(outcome: FileOutcome) -> None:
    told = [problem for problem in outcome.problems if problem.severity != "note"]
    for problem in told[:SHOWN]:
        where = f"row {problem.row}" if problem.row else "the file"
        mend = f" → {problem.suggestion}" if problem.suggestion else ""
        say(f"{Path(outcome.path).name}, {where}, {problem.column} {problem.value!r}: {problem.message}{mend}")
    if len(told) > SHOWN:
        say(f"… and {len(told) - SHOWN} more in {Path(outcome.path).name}; --json lists them all.")
    if notes := len(outcome.problems) - len(told):
        say(f"{Path(outcome.path).name}: {counted(notes, 'note')}, such as cells left out; --json lists them.")


def _file(outcome: FileOutcome) -> dict[str, Any]:
    return {
        "path": outcome.path,
        "kind": outcome.kind,
        "report_date": outcome.report_date,
        "rows": outcome.rows,
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "repeated": outcome.repeated,
        "refused": outcome.refused,
        "gone": outcome.gone,
        "problems": [_problem(problem) for problem in outcome.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "severity": problem.severity,
        "message": problem.message,
        "suggestion": problem.suggestion,
        "sheet": problem.sheet,
    }
