"""The assistant: its reading of Chinese (language) and its rooms inside Rasa."""
