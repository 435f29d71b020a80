"""One room a place: what an answer is where a case, a field, a yes or a code is asked for, and what a
wish is where
nothing is."""
