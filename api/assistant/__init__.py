"""Rasa beside us: its environment, its model, its process, and the listener it calls back."""
