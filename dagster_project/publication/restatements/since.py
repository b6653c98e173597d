"""Which version showed the old value first."""

from __future__ import annotations

from dagster_project.publication.parquet import read
from dagster_project.publication.restatements.shape import RESTATEMENT
from dagster_project.publication.versions import FOLDER, MANIFEST, Manifest, folder_name, read_manifest


def ancestors(manifest: Manifest) -> list[int]:
    """The publication and those it was made from, newest first.

    Versions that were rolled back from are none of them. Where a folder was pruned, the version before it is
    taken to be the one with the number before.
    """
    found: list[int] = []
    version: int | None = manifest.version
    while version:
        found.append(version)
        folder = manifest.folder.parent / folder_name(version)
        if FOLDER.fullmatch(folder.name) and (folder / MANIFEST).is_file():
            before = read_manifest(folder).content["previous"]
            version = int(before["version"]) if before else None
        else:
            version -= 1
    return found


def since_sql(before: Manifest) -> str:
    """A query over `temp.changed`: id and the version since which the old value stood.

    That is the version of the last restatement that made it so, else the first publication that reported the
    whole period.
    """
    line = ", ".join(str(version) for version in ancestors(before))
    told = "(select null::integer as version where false)"
    restated = before.folder / f"{RESTATEMENT.name}.parquet"
    if restated.is_file():
        told = read([restated])
        last = f"""
            select changed.id, max(told.version) as version
            from changed
            inner join {told} as told using (table_name, row_key, column_name)
            where told.version in ({line}) and told.new_value is not distinct from changed.old_value
            group by changed.id
        """
    else:
        last = f"select null::integer as id, version from {told}"
    return f"""
        select changed.id, coalesce(
            any_value(last.version), min(publication.version), {before.version}
        )::integer as since_version
        from changed
        left join ({last}) as last on changed.id = last.id
        left join {read([before.folder / "publication.parquet"])} as publication
            on publication.version in ({line}) and publication.as_of >= changed.period_end
        group by changed.id
    """
