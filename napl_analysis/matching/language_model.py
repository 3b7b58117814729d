"""How people talk about a concept: the chance of each term in what is said about it.

A unigram language model per concept with additive smoothing, as in multinomial naive Bayes (McCallum and Nigam
1998), over weighted terms and letter n-grams (Rennie et al. 2003). An outcome speaks as the concepts it asks for
do, so its model is the mixture of theirs: knowledge of how teachers talk serves outcomes nobody has seen.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

SMOOTHING = 0.01  # what a term counts for that a concept was never heard with
SECOND = 0.5  # a text that is also about a second concept counts half for it
MIXTURE = 2.0  # power of what an outcome asks of a concept: how far its nearest concepts outspeak the others


def log_chances(rows: sparse.csr_matrix, concept: np.ndarray, weight: np.ndarray, concepts: int) -> np.ndarray:
    """Logarithm of the chance of each feature in what is said about each concept: feature x concept.

    Parameters
    ----------
    rows
        Encoded texts, a row each.
    concept, weight
        Number of the concept of each row, and how much the row counts.
    concepts
        How many concepts there are.
    """
    member = sparse.csr_matrix((weight.astype(np.float32), (concept, np.arange(len(concept)))), shape=(concepts, len(concept)))
    counts = np.asarray((member @ rows).toarray(), np.float32) + SMOOTHING
    counts /= counts.sum(axis=1, keepdims=True)
    return np.ascontiguousarray(np.log(counts).T)


def spoken_of(said: np.ndarray, links: np.ndarray) -> np.ndarray:
    """Logarithm of the chance of each feature in what is said about each outcome: feature x outcome.

    ``said`` is the same for concepts (`log_chances`); ``links`` is concept x outcome: how far each outcome asks for each concept.
    """
    share = links ** MIXTURE
    share /= np.maximum(share.sum(axis=0, keepdims=True), 1e-9)
    return np.log(np.maximum(np.exp(said) @ share, 1e-12)).astype(np.float32)


def shares(evidence: np.ndarray) -> np.ndarray:
    """Evidence (logarithms) as shares that sum to 1, row by row."""
    if not evidence.shape[1]:
        return evidence
    shifted = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)
