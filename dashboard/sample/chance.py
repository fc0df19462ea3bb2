"""Reproducible chance: one independent stream of random numbers for each purpose."""

from __future__ import annotations

from enum import IntEnum, auto

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Feelings = npt.NDArray[np.float32]  # half the memory, and fine enough for what people feel


class Purpose(IntEnum):
    """What a stream is for. Append only: the order decides what a seed draws."""

    TRAINING_STARTS = auto()
    LEVELS = auto()
    RESPONSE_RATES = auto()
    LEANINGS = auto()
    STAFF = auto()
    TURNOUT = auto()
    LASTING_TRAITS = auto()
    TRAITS_TODAY = auto()
    ITEMS = auto()
    UNFINISHED = auto()
    KEYS = auto()
    REGISTER = auto()


def stream(seed: int, purpose: Purpose, *path: int) -> np.random.Generator:
    """The random numbers of `seed` for one purpose, and within it for one pulse, scale ... (`path`)."""
    return np.random.Generator(np.random.PCG64([seed, purpose, *path]))
