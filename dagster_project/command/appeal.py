"""`scoreline appeal`: disputes of published numbers, from claim to adjustment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dagster_project.command.arguments import HomeOption, LandingOption
from dagster_project.command.screen import table
from dagster_project.errors import UsageError
from dagster_project.orchestration.options import RunOptions, resolve
from dagster_project.record.mask import masked_words

if TYPE_CHECKING:
    from dagster_project.appeals.register import Appeal
    from dagster_project.appeals.standing import Standing

app = typer.Typer(
    help="Disputes of published numbers: open, decide, list. What is approved lands as an adjustment.",
    no_args_is_help=True,
)

Identity = Annotated[str, typer.Argument(metavar="ID", help="appeal-000001, or 1.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this; kept for good.")]


@app.command("open")
def open_(
    subject: Annotated[
        str, typer.Option("--subject", metavar="ID", help="Whose number: a rep, team or the site.")
    ],
    period: Annotated[
        str,
        typer.Option("--period", metavar="PERIOD", help="2026-W37, 2026-09, 2026-Q3, 2026; a day for a KPI."),
    ],
    claim: Annotated[str, typer.Option("--claim", metavar="TEXT", help="What is disputed, and why.")],
    by: By,
    scheme: Annotated[
        str | None,
        typer.Option("--scheme", metavar="ID", help="Needed where several schemes judge the subject."),
    ] = None,
    kpi: Annotated[str, typer.Option("--kpi", metavar="KPI", help="A KPI, or the score.")] = "score",
    home: HomeOption = None,
) -> None:
    """Register a dispute of a published number."""
    from dagster_project.appeals.acts import open_appeal
    from dagster_project.orchestration.lock import hold

    place = resolve(home=home).home
    with hold(place, "appeal open"):
        appeal = open_appeal(place, subject, period, scheme, kpi, claim, by)
    typer.echo(
        f"{appeal.appeal_id} is open: {_about(appeal)}. Decide it with "
        f"`scoreline appeal decide {appeal.appeal_id} --approve --delta D` or `--reject`, "
        "--by NAME --why TEXT."
    )


@app.command()
def decide(
    appeal: Identity,
    by: By,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it is published.")],
    approved: Annotated[
        bool | None, typer.Option("--approve/--reject", help="For the claim, or against it.")
    ] = None,
    delta: Annotated[
        str | None,
        typer.Option("--delta", metavar="D", help="What is added, in the KPI's unit or in points."),
    ] = None,
    home: HomeOption = None,
    landing: LandingOption = None,
) -> None:
    """Approve an appeal by a delta, or reject it. The subject never decides."""
    from dagster_project.appeals.acts import approve, reject
    from dagster_project.orchestration.lock import hold

    options = resolve(home=home, landing=landing)
    if approved is None:
        raise UsageError("say --approve or --reject")
    if approved != (delta is not None):
        raise UsageError(
            "--approve needs --delta, the amount to add" if approved else "--reject takes no --delta"
        )
    with hold(options.home, "appeal decide"):
        if delta is None:
            done = reject(options.home, appeal, by, why)
        else:
            done = approve(options.home, appeal, delta, by, why, options.landing)
            _land(options)
    if done.file is None:
        typer.echo(f"{done.appeal_id} is rejected: {_about(done)} stays as it is.")
    else:
        typer.echo(
            f"{done.appeal_id} is approved: {done.delta:+f} on {_about(done)}, written to "
            f"{options.landing / done.file}; the next run publishes it."
        )


@app.command("list")
def list_(
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="open, approved or rejected.")
    ] = None,
    home: HomeOption = None,
    as_json: AsJson = False,
) -> None:
    """Every appeal, oldest first, and in which version its adjustment is."""
    from dagster_project.appeals.register import read_appeals
    from dagster_project.appeals.standing import standings

    place = resolve(home=home).home
    if status not in (None, "open", "approved", "rejected"):
        raise UsageError(f"--status: {status!r}: expected open, approved or rejected")
    found = [one for one in read_appeals(place) if status in (None, one.status)]
    stands = standings(place, found)
    if as_json:
        typer.echo(
            json.dumps([_told(one, stands[one.appeal_id]) for one in found], ensure_ascii=False, indent=2)
        )
    elif not found:
        typer.echo("no appeal" if status is None else f"no appeal is {status}")
    else:
        header = [
            "appeal",
            "subject",
            "period",
            "scheme",
            "about",
            "delta",
            "opened by",
            "decided by",
            "stands",
        ]
        table(
            header,
            [
                [
                    one.appeal_id, one.subject_id, one.period, one.scheme_id, one.kpi_id,
                    "" if one.delta is None else f"{one.delta:+f}", one.opened_by, one.decided_by or "",
                    stands[one.appeal_id].words,
                ]
                for one in found
            ],
        )  # fmt: skip


@app.command()
def show(appeal: Identity, home: HomeOption = None, as_json: AsJson = False) -> None:
    """One appeal: claim, decision, file, and the version that holds it."""
    from dagster_project.appeals.register import find_appeal
    from dagster_project.appeals.standing import standings

    place = resolve(home=home).home
    found = find_appeal(place, appeal)
    told = _told(found, standings(place, [found])[found.appeal_id])
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for name, value in told.items():
        if value is not None:
            typer.echo(f"{name:12} {masked_words(str(value))}")


def _about(appeal: Appeal) -> str:
    number = "score" if appeal.kpi_id == "score" else f"KPI {appeal.kpi_id}"
    return (
        f"{number} of {appeal.subject_kind} {appeal.subject_id}, {appeal.period}, scheme {appeal.scheme_id}"
    )


def _told(appeal: Appeal, standing: Standing) -> dict[str, Any]:
    return {
        "appeal": appeal.appeal_id,
        "status": appeal.status,
        "stands": standing.words,
        "version": standing.version,
        "subject_kind": appeal.subject_kind,
        "subject": appeal.subject_id,
        "period": appeal.period,
        "scheme": appeal.scheme_id,
        "about": appeal.kpi_id,
        "claim": appeal.claim,
        "opened_by": appeal.opened_by,
        "opened_at": appeal.opened_at,
        "delta": None if appeal.delta is None else f"{appeal.delta:f}",
        "decided_by": appeal.decided_by,
        "decided_at": appeal.decided_at,
        "why": appeal.why,
        "file": appeal.file,
    }


def _land(options: RunOptions) -> None:
    """Put the adjustment to the address where exports land; where that fails, the next run does."""
    if options.landing_address:
        from dagster_project.object_store.landing import LandingMirror

        LandingMirror(options.home, options.landing_address).give()
