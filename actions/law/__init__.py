"""The law as pure functions over reference data: no store, no dialogue, no clock of its own."""
