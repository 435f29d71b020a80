"""Two small models, each by Newton's steps: which of several is meant, and whether something is so."""

from __future__ import annotations

from typing import Any

import numpy as np

from actions.service.knowledge.judging import likelihood

STEPS = 30
ENOUGH = 1e-2
"""Of log likelihood gained by a step: then it is the last."""
RIDGE = 0.1
TINY = 1e-12


def choice(near: Any, own: Any, often: Any) -> Any:
    """The weights of the features, none below nothing, under which the right entries are likeliest, entries
    standing against each other. `near`: questions × entries × features; each question counts so `often`."""
    weights, rows, rate = np.ones(near.shape[2]), np.arange(len(own)), 1.0
    best, last, step = -np.inf, weights, np.zeros(near.shape[2])
    for _ in range(STEPS):
        scores = near @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        likely = float(often @ np.log(chances[rows, own] + TINY) - RIDGE * weights @ weights / 2)
        if abs(likely - best) < ENOUGH:
            break
        if likely < best:
            rate /= 2
            weights = np.maximum(last + rate * step, 0.0)
            continue
        mean = np.einsum("ne,nef->nf", chances, near)
        gradient = often @ (near[rows, own] - mean) - RIDGE * weights
        weighed = (chances * often[:, None])[:, :, None] * near
        spread = np.einsum("nef,neg->fg", weighed, near, optimize=True) - (mean * often[:, None]).T @ mean
        step = np.linalg.solve(spread + RIDGE * np.eye(len(weights)), gradient)
        best, last, rate = likely, weights, 1.0
        weights = np.maximum(weights + step, 0.0)
    return last


def logistic(facts: Any, answers: Any, often: Any) -> Any:
    """Numbers in which the chance of a yes is logistic."""
    numbers = np.zeros(facts.shape[1])
    for _ in range(STEPS):
        chances = likelihood(facts @ numbers)
        gradient = facts.T @ (often * (answers - chances)) - RIDGE * numbers
        spread = facts.T @ (facts * (often * chances * (1 - chances))[:, None])
        numbers = numbers + np.linalg.solve(spread + RIDGE * np.eye(len(numbers)), gradient)
    return numbers
