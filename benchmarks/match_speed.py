"""Speed and memory of matching: many different answers against sixty outcomes, beside TF-IDF in the same run.

The plain methods match letters only: they show what the time buys. Run: python benchmarks/match_speed.py [number]
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from match_data import load_sets

from napl_analysis.matching.match import match_texts

TARGET_SECONDS, TARGET_GB = 180, 3.0


def many_answers(number: int) -> pd.Series:
    """Different answers, made of the labelled ones: halves of two, with a letter wrong now and then."""
    random = np.random.default_rng(1)
    pool = [t for labelled in load_sets() if "behoeften" in labelled.name for t in labelled.texts["text"] if len(t) > 8]
    first, second = random.integers(0, len(pool), (2, number))
    texts = []
    for a, b in zip(first, second, strict=True):
        one, two = pool[a].split(), pool[b].split()
        text = " ".join([*one[: len(one) // 2 + 1], *two[len(two) // 2:]])
        place = int(random.integers(0, len(text)))
        texts.append(text[:place] + text[place + 1:] if random.random() < 0.3 else text)
    return pd.Series(texts)


def sixty_outcomes() -> pd.DataFrame:
    """The outcomes of the labelled sets, sixty of them."""
    frames = {labelled.name.split(",")[0]: labelled.outcomes for labelled in load_sets()}
    return pd.concat([f.assign(outcome_id=name + f["outcome_id"]) for name, f in frames.items()], ignore_index=True).head(60)


def plain(texts: pd.Series, outcomes: pd.DataFrame, product: Callable[..., object]) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), dtype=np.float32)
    known = vectors.fit_transform(outcomes["title"] + " " + outcomes["description"])
    product(vectors.transform(texts), known)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 250_000
    texts, outcomes = many_answers(number), sixty_outcomes()
    print(f"{number} antwoorden ({texts.nunique()} verschillend), {len(outcomes)} leeruitkomsten")
    _timed("NAPL-analyse", lambda: match_texts(texts, outcomes))
    _timed("scikit-learn, tekens 3-5", lambda: plain(texts, outcomes, lambda a, b: (a @ b.T).toarray().argsort(axis=1)[:, -3:]))
    try:
        from sparse_dot_topn import sp_matmul_topn
    except ImportError:
        print("sparse_dot_topn is niet geinstalleerd: overgeslagen")
        return
    _timed("sparse_dot_topn, tekens 3-5", lambda: plain(texts, outcomes, lambda a, b: sp_matmul_topn(a, b.T.tocsr(), top_n=3)))


def _timed(name: str, work: Callable[[], object]) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 ** 2
    print(f"{name:30s} {time.perf_counter() - start:7.1f} s (processor {time.process_time() - cpu:.1f} s), piek tot nu {peak:.2f} GB", flush=True)


if __name__ == "__main__":
    main()
