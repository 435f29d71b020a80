"""The command `hotline` and what each of its words does."""
