"""Random whole numbers that are the same on every machine and in every version of numpy.

Only PCG64's raw 64-bit output is used, which numpy promises never to change; its `Generator` methods carry
no such promise. No floating point takes part.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


class Draws:
    """One stream of random numbers, named by whole numbers: the same names give the same stream."""

    def __init__(self, *names: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence(names))

    def below(self, bound: int, count: int) -> IntArray:
        """`count` whole numbers from 0 to `bound` - 1; `bound` is at most 2**31."""
        upper = self._bits.random_raw(count) >> np.uint64(32)
        return ((upper * np.uint64(bound)) >> np.uint64(32)).astype(np.int64)

    def one(self, bound: int) -> int:
        """A single whole number from 0 to `bound` - 1."""
        return int(self.below(bound, 1)[0])

    def chance(self, permille: int | IntArray, count: int) -> npt.NDArray[np.bool_]:
        """True with the given probability in thousandths, one for all or one for each."""
        return self.below(1000, count) < permille
