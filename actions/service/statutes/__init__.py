"""Statutes as published: brought in from a folder, kept by edition, and quoted while they are in force."""
