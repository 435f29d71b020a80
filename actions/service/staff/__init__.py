"""The court's people: who may see what, what waits for them, taking over."""
