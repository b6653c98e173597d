"""Hash a publication's files again and hold them against its manifest."""

from __future__ import annotations

from pathlib import Path

from dagster_project.publication.aside import sha256_of
from dagster_project.publication.versions import FOLDER, MANIFEST, MANIFESTS, Manifest, read_manifest


def verify_files(folder: Path) -> list[str]:
    """Every file that is not as it was published, one sentence each; empty if all are.

    The manifest itself is held against the copy of its hash in the publications that were made from it.
    """
    manifest = read_manifest(folder)
    problems = misplaced(manifest)
    for entry in manifest.files():
        path, file = entry["path"], folder / entry["path"]
        if not file.is_file():
            continue
        if file.stat().st_size != entry["bytes"]:
            problems.append(f"{path}: expected {entry['bytes']} bytes, found {file.stat().st_size}")
        elif (sha256 := sha256_of(file)) != entry["sha256"]:
            problems.append(f"{path}: expected SHA-256 {entry['sha256']}, found {sha256}")
    for later in folder.parent.iterdir():
        if FOLDER.fullmatch(later.name):
            before = read_manifest(later).content["previous"]
            if (
                before
                and before["version"] == manifest.version
                and before["sha256"] != manifest.chained_sha256
            ):
                problems.append(
                    f"{MANIFEST}: expected SHA-256 {before['sha256']} (kept by {later.name}), "
                    f"found {manifest.chained_sha256}"
                )
    return sorted(problems)


def misplaced(manifest: Manifest) -> list[str]:
    """Files that the manifest names and are not there, and the other way round."""
    told = {entry["path"] for entry in manifest.files()}
    found = {
        path.relative_to(manifest.folder).as_posix()
        for path in manifest.folder.rglob("*")
        if not path.is_dir() and path not in {manifest.folder / name for name in MANIFESTS}
    }
    problems = [f"{path}: expected by the manifest, found no file" for path in told - found]
    return problems + [f"{path}: not named by the manifest" for path in found - told]
