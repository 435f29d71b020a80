"""Rasa graph components: the only place where what a caller says is read."""
