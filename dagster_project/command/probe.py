"""`scoreline probe`: which layouts fit a file, and the source lines to paste."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dagster_project.command.arguments import HomeOption, PolicyOption, SourcesOption
from dagster_project.command.screen import table
from dagster_project.errors import UsageError
from dagster_project.orchestration.options import resolve
from dagster_project.record.log import append
from dagster_project.record.mask import masked

if TYPE_CHECKING:
    from dagster_project.ingest.declared.layout import Layout
    from dagster_project.probe.fit import Fit
    from dagster_project.probe.look import Look

NEAR = 3
COLUMNS = 9
WIDE = 60


def probe(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export, as it came.")],
    rows: Annotated[int, typer.Option("--rows", min=0, help="Rows to show.")] = 5,
    encoding: Annotated[
        str, typer.Option("--encoding", help="Try this one instead of looking for it: big5, cp1252, ...")
    ] = "detect",
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show names and numbers whole; it is recorded.")
    ] = False,
    sources: SourcesOption = None,
    policy: PolicyOption = None,
    home: HomeOption = None,
) -> None:
    """Name the layouts that fit a file, show rows as they would be read, print the source lines to paste.

    Example: scoreline probe Master.csv
    """
    from dagster_project.ingest.declared.layout_file import is_text_encoding
    from dagster_project.ingest.decode.unpack import Unreadable
    from dagster_project.policy.load import load_policy
    from dagster_project.probe.fit import fits, layouts_for
    from dagster_project.probe.look import look_at
    from dagster_project.probe.suggest import own_layouts

    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    options = resolve(sources=sources, policy=policy, home=home)
    if encoding != "detect" and not is_text_encoding(encoding):
        raise UsageError(f"--encoding: {encoding!r} is not known; expected big5, cp1252, gb18030, ...")
    folder = Path(tempfile.mkdtemp(prefix="scoreline-probe-"))
    try:
        look = look_at(file, folder, encoding)
        layouts = list(layouts_for(own_layouts(options.sources)))
        declared = None if encoding == "detect" else encoding
        found = fits(look, layouts, folder, rows, declared)
        if reveal:
            append(options.home, "revealed", command="probe", what=str(file))
        _say_look(look)
        _say_fits(look, found, load_policy(options.policy).settings.time_zone, declared, reveal=reveal)
        if not any(fit.fits for fit in found):
            _say_beginning(look, layouts)
    except Unreadable as error:
        raise UsageError(f"{file}: {error}") from error
    finally:
        shutil.rmtree(folder)


def _say_look(look: Look) -> None:
    packed = f", packed as {look.packing}" if look.packing else ""
    typer.echo(f"{look.name}: {look.size:,} bytes{packed}, {look.kind}")
    if look.encoding is not None:
        typer.echo(f"encoding {look.encoding}, line ends {look.line_ends}")
    if look.delimiter is not None:
        typer.echo(f"delimiter {look.delimiter!r}")
    if not look.whole:
        typer.echo("large: only its head was looked at")


def _say_fits(look: Look, found: list[Fit], site_zone: str, declared: str | None, *, reveal: bool) -> None:
    from dagster_project.probe.suggest import source_lines

    fitting = [fit for fit in found if fit.fits]
    if fitting:
        typer.echo("\nLayouts that fit:")
        table(
            ["layout", "entity", "rows", "understood", "refused", "unknown columns", "what"],
            [_row(f) for f in fitting],
        )
        _say_columns(fitting[0], look)
        _say_rows(fitting[0], reveal=reveal)
        for note in fitting[0].layout.note:
            typer.echo(f"  note: {note}")
        if fitting[0].layout.certainty == "template":
            typer.echo(f"\nA template: copy {fitting[0].layout.path}")
            typer.echo("into layouts/ beside your sources file and finish it there.")
        typer.echo("\nPaste below `sources:` (before an entry whose path takes the file too):")
        for line in source_lines(fitting[0], site_zone, declared):
            typer.echo(line)
    else:
        typer.echo("\nNo layout fits.")
        for fit in [fit for fit in found if fit.shared][:NEAR]:
            typer.echo(f"  not {fit.layout.name} ({fit.entity.name}): {fit.reason}")


def _say_columns(fit: Fit, look: Look) -> None:
    from dagster_project.probe.fit import columns_read

    typer.echo(f"\nColumns that {fit.layout.name} reads: {', '.join(columns_read(fit, look)[:WIDE])}")
    unknown = fit.counts.unknown_columns if fit.counts else []
    if unknown:
        typer.echo(f"kept, but read by nobody: {', '.join(unknown[:WIDE])}")


def _row(fit: Fit) -> list[str]:
    counts = fit.counts
    if counts is None:
        return [fit.layout.name, fit.entity.name, "", "", "", "", fit.layout.title]
    unknown = ", ".join(counts.unknown_columns[:COLUMNS]) or "-"
    numbers = [str(counts.rows_read), str(fit.good), str(counts.rows_refused)]
    return [
        fit.layout.name,
        fit.entity.name,
        *numbers,
        unknown,
        f"{fit.layout.title} [{fit.layout.certainty}]",
    ]


def _say_rows(fit: Fit, *, reveal: bool) -> None:
    filled = [name for name in fit.entity.names if any(row[name] for row in fit.rows)]
    if not filled:
        return
    typer.echo(f"\nAs {fit.layout.name} would read the first rows:")
    shown = [
        [str(row["line_no"]), *((row[n] or "") if reveal else masked(n, row[n]) for n in filled)]
        for row in fit.rows
    ]
    table(["line", *filled], shown)


def _say_beginning(look: Look, layouts: list[Layout]) -> None:
    from dagster_project.probe.suggest import skeleton

    if not look.first_cells:
        return
    if look.begins_with_a_record:
        typer.echo("\nThe first line looks like a record: a layout of your own needs names, header: false.")
        return
    typer.echo("\nA layout of your own begins like this (calls; for another entity change the second line):")
    for line in skeleton(look, "calls", layouts):
        typer.echo(f"  {line}")
