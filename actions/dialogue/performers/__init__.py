"""One performer a kind of function: task in, service called, replies out."""
