"""Names for the arrays this room works on: S series (or units) by T pulses, percentages 0-100, NaN for "nothing"."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int_]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]
Words = npt.NDArray[np.str_]
Objects = npt.NDArray[np.object_]

TOLERANCE = 1e-9
"""Printed values are decimal fractions: two that print alike may differ by this much in binary."""
