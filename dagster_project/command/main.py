"""The command `scoreline`: its commands, and what happens when one of them ends badly."""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import version
from typing import Annotated

import typer

from dagster_project.command import (
    appeal,
    backup,
    check,
    close,
    diff,
    export,
    forget,
    generate,
    layouts,
    log,
    preview,
    probe,
    prune,
    publish_to,
    quarantine,
    restore,
    rollback,
    run,
    statement,
    trace,
    ui,
    upgrade,
    verify,
    versions,
)
from dagster_project.command.failure import explain

app = typer.Typer(
    name="scoreline",
    help="Telesales scorecards: exports in, published and traceable numbers out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("check")(check.check)
app.command("layouts")(layouts.layouts)
app.command("probe")(probe.probe)
app.command("trace")(trace.trace)
app.command("statement")(statement.statement)
app.command("versions")(versions.versions)
app.command("verify")(verify.verify)
app.command("diff")(diff.diff)
app.command("preview")(preview.preview)
app.command("close")(close.close)
app.command("reopen")(close.reopen)
app.command("export")(export.export)
app.command("forget")(forget.forget)
app.command("rollback")(rollback.rollback)
app.command("prune")(prune.prune)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("upgrade")(upgrade.upgrade)
app.command("log")(log.log)
app.add_typer(appeal.app, name="appeal")
app.add_typer(quarantine.app, name="quarantine")
app.command("generate")(generate.generate)
app.command("publish-to")(publish_to.publish_to)
app.command("ui")(ui.ui)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"scoreline {version('scoreline')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show stack traces; may stand anywhere on the line.")
    ] = False,
) -> None:
    """Both options act elsewhere: before the parser, or as soon as they are met."""


def main() -> None:
    """Entry point: runs one command and exits with the code that was promised for its outcome."""
    debug = "--debug" in sys.argv[1:]
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=arguments, prog_name="scoreline")
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing was published, run again at any time\n")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the last stop: every error becomes a line and an exit code
        if debug:
            traceback.print_exc()
        text, code = explain(error)
        sys.stderr.write(text + "\n")
        sys.exit(code)


if __name__ == "__main__":
    main()
