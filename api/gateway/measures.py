"""What operators watch of turns, at `/metrics`: how many, how they ended, how long callers waited."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

TURNS = Counter("hotline_turns_total", "Turns answered", ["channel", "outcome"])
"""`outcome`: served, deferred (the assistant was away), silent (staff own the conversation)."""
SECONDS = Histogram(
    "hotline_turn_seconds",
    "From taking a message in to its recorded answer",
    ["channel"],
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 4, 8, 16),
)
