"""The second opinion on what a sentence is in its place: by the vector of its sense, where words leave it
unsure (ADR 0013).

Learnt by `bot.sense_of_acts`; without the encoder that it was learnt with there is no such opinion.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from actions.service.senses import Sense

LEARNT = Path(__file__).resolve().parents[2] / "data" / "in_place" / "sense.npz"
SURE = 0.95
"""The chance by words from which the encoder is not asked."""
TRUST = 0.5
"""The power its chances are taken to beside those by words: what fits the hands left out best."""


class _Learnt(NamedTuple):
    encoder: str
    sorts: list[str]
    bias: NDArray[np.float32]
    places: dict[str, NDArray[np.float32]]
    kinds: dict[str, NDArray[np.float32]]
    of_kind: dict[str, int]
    measure: NDArray[np.float32]
    weights: NDArray[np.int8]


def scores(sense: Sense, place: str, kind: str) -> dict[str, float] | None:
    """The logarithms of the chances by sort of act; None where the vector is of another encoder."""
    learnt = _learnt()
    if learnt is None or learnt.encoder != sense.encoder:
        return None
    vector = np.asarray(sense.vector, np.float16).astype(np.float32)
    found = learnt.bias + _of(learnt, 0, vector)
    if place in learnt.places:
        found = found + learnt.places[place]
    if kind in learnt.kinds:
        found = found + learnt.kinds[kind] + _of(learnt, learnt.of_kind[kind], vector)
    logs = found - np.logaddexp.reduce(found)
    return dict(zip(learnt.sorts, map(float, logs), strict=True))


def _of(learnt: _Learnt, number: int, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    part: NDArray[np.float32] = (vector @ learnt.weights[number].astype(np.float32)) * learnt.measure[number]
    return part


@cache
def _learnt() -> _Learnt | None:
    if not LEARNT.is_file():
        return None
    with np.load(LEARNT, allow_pickle=False) as kept:
        kinds = [str(name) for name in kept["kind_names"]]
        return _Learnt(
            str(kept["encoder"]),
            [str(sort) for sort in kept["sorts"]],
            kept["bias"],
            {str(name): row for name, row in zip(kept["place_names"], kept["places"], strict=True)},
            dict(zip(kinds, kept["kinds"], strict=True)),
            {kind: 1 + number for number, kind in enumerate(kinds)},
            kept["measure"].reshape(-1, 1),
            kept["weights"],
        )
