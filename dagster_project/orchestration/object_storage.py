"""The publication in object storage: an asset that does nothing where no address is configured."""

from __future__ import annotations

from typing import Any

import dagster as dg

from dagster_project.object_store.address import published_address, raw_address
from dagster_project.orchestration.publication import GROUP
from dagster_project.orchestration.session import Nightly
from dagster_project.orchestration.targets import FOLDER


def build_object_storage() -> dg.AssetsDefinition:
    """The asset `object_storage`, behind `publication`; when it fails, the publication stands all the
    same.
    """

    @dg.asset(
        name="object_storage",
        deps=[dg.AssetKey("publication")],
        group_name=GROUP,
        kinds={"s3"},
        owners=["team:data"],
        description="The same version at the address SCORELINE_PUBLISHED, with the record at SCORELINE_RAW.",
    )
    def object_storage(nightly: Nightly) -> dg.MaterializeResult[Any]:
        options = nightly.session.options
        places = [str(place) for place in (raw_address(), published_address()) if place is not None]
        if options.target == FOLDER or not places:
            return dg.MaterializeResult(metadata={"configured": bool(places)})
        from dagster_project.object_store.held import give_or_stale

        version = give_or_stale(options.home)
        return dg.MaterializeResult(
            metadata={"configured": True, "addresses": ", ".join(places), "version": version or 0}
        )

    return object_storage
