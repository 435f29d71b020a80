"""The assistant: its reading of Chinese (language) and its rooms inside Rasa."""

import os

# Each character is read alone: pypinyin's phrases cost 40 MB in each process and change no measure of
# `hotline evaluate`. The library looks when it is first imported, so it is said before anything of ours is.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
