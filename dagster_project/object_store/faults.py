"""What can go wrong with object storage, in words; nothing of credentials, headers or signatures is
repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dagster_project.errors import ScorelineError

CODES = {
    "NoSuchBucket": "there is no such bucket; create it, or mend the address",
    "AccessDenied": "access is denied; give this account the right to list, read, write and delete there",
    "403": "access is denied; give this account the right to list, read, write and delete there",
    "InvalidAccessKeyId": "the access key is not known there; look at AWS_ACCESS_KEY_ID",
    "SignatureDoesNotMatch": "the secret does not fit the access key; look at AWS_SECRET_ACCESS_KEY",
    "ExpiredToken": "the credentials have expired; renew them",
    "PermanentRedirect": "the bucket lies in another region; set AWS_DEFAULT_REGION",
}
CONDITION_FAILED = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
ABSENT = ("NoSuchKey", "NotFound", "404")


class ObjectStoreError(ScorelineError):
    """Object storage could not be used; the words say what to do."""


class Overtaken(Exception):
    """A conditional write or read found something else than was expected there."""


@contextmanager
def told_in_words(place: str) -> Iterator[None]:
    """Have the library's errors raised as ObjectStoreError about that place."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        told = error.response.get("Error", {})
        code = str(told.get("Code", "?"))
        words = CODES.get(code, f"the server refused ({code}: {told.get('Message', '')})")
        raise ObjectStoreError(f"{place}: {words}") from None
    except (BotoCoreError, OSError) as error:
        if isinstance(error, OSError) and error.filename:
            raise  # the local disk's fault
        raise ObjectStoreError(f"{place}: {_unreachable(error)}") from None


def _unreachable(error: Exception) -> str:
    kind = type(error).__name__
    if "Credential" in kind or "Token" in kind or "Profile" in kind:
        return (
            f"no usable credentials ({kind}); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile"
        )
    if "Region" in kind:
        return "no region is known; set AWS_DEFAULT_REGION"
    return f"the server cannot be reached or broke off ({kind}); look at AWS_ENDPOINT_URL and run again"
