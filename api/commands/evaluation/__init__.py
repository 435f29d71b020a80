"""How well sentences are understood, against sentences that people have labelled."""
