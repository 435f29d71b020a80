"""General answers about procedure: entries in our own words, the courts' own beside them, how one is found."""
