"""General answers about procedure: entries in our own words, the courts' own, and how one is found."""
