"""One room a place: what a sentence is where nothing, a case, a field, a yes or a code is asked for."""
