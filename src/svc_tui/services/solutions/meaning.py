"""Likeness in meaning by word vectors, where the extra `semantic` is installed; without it nothing here happens.

The vectors are those that the package `wordllama` carries. Its tokenizer and weights are read directly: no model is
fetched, and its own loader is not used. They know English alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from svc_tui.services.core.fields import Values

TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
WEIGHTS = "weights/l2_supercat_256.safetensors"
MOST_TOKENS = 256
KEPT = 2_000
"""Vectors of texts that are kept: 1 KiB each."""


class Meaning:
    """Texts as the mean of the vectors of their pieces."""

    def __init__(self, tokenizer: Any, weights: Any, numpy: Any) -> None:
        self._tokenizer, self._weights, self._numpy = tokenizer, weights, numpy
        self._kept: Values = {}

    def alike(self, asked: str, texts: Sequence[tuple[str, str]]) -> list[float]:
        """How alike a text and each of others are, by their head or by all of them, from 0 to 1."""
        if not texts:
            return []
        wanted = self._vectors([asked[:1_000]])[0]
        flat = self._numpy.stack(self._vectors([part[:2_000] for pair in texts for part in pair]))
        found = (flat @ wanted).reshape(len(texts), 2).max(axis=1)
        return [max(0.0, float(value)) for value in found]

    def _vectors(self, texts: Sequence[str]) -> list[Any]:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if len(self._kept) + len(fresh) > KEPT:
            self._kept.clear()
            fresh = list(dict.fromkeys(texts))
        for text, pieces in zip(
            fresh, self._tokenizer.encode_batch(fresh, add_special_tokens=False), strict=True
        ):
            self._kept[text] = self._mean(pieces.ids[:MOST_TOKENS])
        return [self._kept[text] for text in texts]

    def _mean(self, pieces: Sequence[int]) -> Any:
        numpy = self._numpy
        if not pieces:
            return numpy.zeros(self._weights.shape[1], numpy.float32)
        mean = self._weights[list(pieces)].astype(numpy.float32).mean(axis=0)
        length = float(numpy.linalg.norm(mean))
        return mean / length if length else mean


@lru_cache(maxsize=1)
def meaning() -> Meaning | None:
    """The vectors, or nothing where they are not installed or not as expected."""
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations)))
    if not (package / TOKENIZER).is_file() or not (package / WEIGHTS).is_file():
        return None
    try:
        import numpy
        from safetensors import safe_open
        from tokenizers import Tokenizer
    except ImportError:
        return None
    tokenizer = Tokenizer.from_file(str(package / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with safe_open(str(package / WEIGHTS), "np") as file:
        weights = file.get_tensor(next(iter(file.keys())))
    return Meaning(tokenizer, weights, numpy)
