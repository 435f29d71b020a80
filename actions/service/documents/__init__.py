"""Documents made out by the line: blank ones for anyone, filled ones for the lawyer who asked."""
