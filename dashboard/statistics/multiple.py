"""What survives when many units are scanned at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dashboard.statistics.arrays import Floats


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """Adjusted p-values: keeping those at most q bounds the expected share of false findings among them by q.

    Any shape, adjusted along the last axis; NaN stays NaN and does not count as a test.
    Source: Benjamini and Hochberg, JRSS B 1995;57:289.
    """
    values = np.asarray(p, dtype=float)
    tests = np.isfinite(values).sum(axis=-1, keepdims=True)
    order = np.argsort(values, axis=-1)  # NaN last
    rank = np.arange(1, values.shape[-1] + 1)
    scaled = np.take_along_axis(values, order, axis=-1) * tests / rank
    descending = np.fmin.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    adjusted = np.empty_like(values)
    np.put_along_axis(adjusted, order, descending, axis=-1)
    return np.where(np.isnan(values), np.nan, np.minimum(adjusted, 1.0))
