"""`scoreline quarantine`: what was refused, why, and the file to correct and drop again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from dagster_project.command.arguments import HomeOption, SourcesOption
from dagster_project.command.screen import table
from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve
from dagster_project.quarantine.store import (
    RefusedFile,
    RefusedLine,
    is_known,
    refused_files,
    refused_lines,
)
from dagster_project.record.log import append
from dagster_project.record.mask import masked_misfit

app = typer.Typer(
    help="What was refused and is not mended yet: file, line, column, value, and what was expected.",
    no_args_is_help=True,
)

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Path below the landing folder, or the start of its SHA-256."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")]
NOTHING = "nothing is in quarantine"
NEXT = (
    "to mend lines: `scoreline quarantine export --out DIR`, correct the files, put them into the landing "
    "folder and run; a file refused whole is landed again as its reason says"
)


@app.command("list")
def list_(home: HomeOption = None, as_json: AsJson = False) -> None:
    """Files with refused lines, and files that were refused whole."""
    place = brought_up(resolve(home=home).home)
    lines, files = refused_lines(place), refused_files(place)
    numbers = {(line.entity, line.file_name, line.file_id, line.line_no) for line in lines}
    counted = Counter((entity, name, file_id) for entity, name, file_id, _ in numbers)
    first = {line.file_id: line for line in reversed(lines)}
    if as_json:
        told = [
            {
                "entity": entity,
                "file": name,
                "sha256": file_id,
                "lines": count,
                "first_line": first[file_id].line_no,
            }
            for (entity, name, file_id), count in sorted(counted.items())
        ]
        _document(told, files)
        return
    if not lines and not files:
        typer.echo(NOTHING)
        return
    rows = [
        [entity, name, file_id[:12], str(count), f"line {first[file_id].line_no}: {first[file_id].expected}"]
        for (entity, name, file_id), count in sorted(counted.items())
    ]
    rows += [[file.entity, file.file_name, file.file_id[:12], "all", file.reason] for file in files]
    table(["entity", "file", "sha256", "lines", "the first of them"], rows)


@app.command()
def show(
    files: Files = None,
    home: HomeOption = None,
    sources: SourcesOption = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show names and numbers whole; it is recorded.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Every refused line: file, line, column, value, what was expected, and what to do."""
    from dagster_project.quarantine.columns import FileColumns

    options = resolve(home=home, sources=sources)
    brought_up(options.home)
    words = files or []
    whole, lines = refused_files(options.home, words), refused_lines(options.home, words)
    _check_known(options.home, words)
    if reveal:
        append(options.home, "revealed", command="quarantine show", what=" ".join(words) or "every file")
    else:
        lines = [replace(line, value=masked_misfit(line.column_name, line.value)) for line in lines]
    columns = FileColumns(options.home, options.sources) if lines else None
    fixes = [line.fix(columns.made_of(line.file_id, line.column_name) if columns else ()) for line in lines]
    if as_json:
        _document([_line(line, fix) for line, fix in zip(lines, fixes, strict=True)], whole)
        return
    said = [f"{file.file_name}: {file.reason}" for file in whole]
    said += [f"{line}; to do: {fix}" for line, fix in zip(lines, fixes, strict=True)]
    typer.echo("\n".join(said) or NOTHING)
    if said:
        typer.echo(NEXT, err=True)


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files to correct.")],
    files: Files = None,
    home: HomeOption = None,
    sources: SourcesOption = None,
) -> None:
    """Write the refused lines with their header and reasons, one file per file, to correct and drop again.

    They are whole, with names and numbers: that is recorded.
    """
    from dagster_project.quarantine.correction import write_corrections

    options = resolve(home=home, sources=sources)
    brought_up(options.home)
    lines = refused_lines(options.home, files or [])
    if lines:
        what = f"{' '.join(files or []) or 'every file'} to {out}"
        append(options.home, "revealed", command="quarantine export", what=what)
    written = write_corrections(options.home, options.sources, lines, out)
    for path in written.files:
        typer.echo(str(path))
    for problem in written.problems:
        typer.echo(f"scoreline: {problem}", err=True)
    typer.echo(
        f"{len(written.files)} file(s) written; correct the lines and put the files into the landing folder, "
        "under the same path and name"
    )


def _check_known(home: Home, words: list[str]) -> None:
    """Refuse words that name no file at all: a slip of the pen is no all-clear."""
    for word in words:
        if not is_known(home, word):
            raise UsageError(f"{word}: no file of that path or SHA-256 was ever delivered")


def _document(lines: list[dict[str, Any]], files: list[RefusedFile]) -> None:
    whole = [
        {"entity": file.entity, "file": file.file_name, "sha256": file.file_id, "reason": file.reason}
        for file in files
    ]
    typer.echo(json.dumps({"lines": lines, "files": whole}, ensure_ascii=False, indent=2))


def _line(line: RefusedLine, fix: str) -> dict[str, Any]:
    return {
        "entity": line.entity,
        "file": line.file_name,
        "sha256": line.file_id,
        "line": line.line_no,
        "column": line.column_name,
        "value": line.value,
        "expected": line.expected,
        "fix": fix,
    }
