"""A survey design in arrays: who weighs what, on which margins, in which cluster; and its variances.

The variance of a raked estimate: linearise (Taylor), take residuals of the linearised variable on the
margins' dummies by least squares with the *base* weights (Deville and Särndal 1992), weigh the residuals
with the final weights, sum by cluster, and take the ordinary variance between clusters. Taking raked
weights as fixed can make a standard error more than twice too large.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from napl_analysis.demand import kernels
from napl_analysis.demand.kernels import Floats
from napl_analysis.demand.weights import Margin, base_weights, check_margins, rake_margins
from napl_analysis.findings import MarginError


@dataclass(frozen=True)
class Design:
    """Weights, base weights, the margins' dummies (no columns where nothing was raked) and clusters."""

    weights: Floats
    base: Floats
    dummies: Floats  # rows x levels of all margins
    cluster: np.ndarray  # 0..clusters-1
    sampled: float = 0.0  # sampling fraction of clusters (for the finite population correction)

    @property
    def clusters(self) -> int:
        return int(self.cluster.max()) + 1 if len(self.cluster) else 0

    @cached_property
    def projection(self) -> Floats:
        """Levels x rows: turns a variable into its least-squares coefficients on the dummies (base weights)."""
        root = np.sqrt(self.base)
        return np.asarray(np.linalg.pinv(self.dummies * root[:, None]) * root, dtype=np.float64)

    @cached_property
    def summing(self) -> sparse.csr_array:
        """Clusters x rows: sums over the rows of each cluster."""
        rows = len(self.cluster)
        return sparse.csr_array((np.ones(rows), (self.cluster, np.arange(rows))), shape=(self.clusters, rows))

    def covariance(self, influence: Floats) -> Floats:
        """Covariance matrix of estimates with these unweighted influences (rows x estimates)."""
        sums = self._cluster_sums(influence)
        return self._factor() * (sums.T @ sums)

    def variance(self, influence: Floats) -> Floats:
        """Variance per estimate: the diagonal of `covariance`."""
        return self._factor() * np.square(self._cluster_sums(influence)).sum(axis=0)

    def _cluster_sums(self, influence: Floats) -> Floats:
        residual = influence - self.dummies @ (self.projection @ influence) if self.dummies.shape[1] else influence
        sums = self.summing @ (self.weights[:, None] * residual)
        return sums - sums.mean(axis=0) if self.clusters else sums

    def _factor(self) -> float:
        count = self.clusters
        return (1 - self.sampled) * count / (count - 1) if count > 1 else float("nan")

    def degrees(self, domains: Floats) -> Floats:
        """Degrees of freedom per domain (rows x domains, 0/1): clusters with weight in it, minus one."""
        present = self.summing @ ((self.weights > 0)[:, None] * domains) > 0
        return present.sum(axis=0).astype(float) - 1


def make_design(
    frame: pd.DataFrame,
    *,
    margins: pd.DataFrame | None = None,
    base: pd.Series | str | None = None,
    cluster: pd.Series | str | None = None,
    fpc: pd.Series | str | None = None,
) -> Design:
    """The design of a frame; rakes where margins are given.

    Raises
    ------
    MarginError
        See `napl_analysis.demand.weights.rake`.
    """
    start = base_weights(frame, base)
    weights, dummies = start, np.empty((len(frame), 0))
    if margins is not None:
        checked = check_margins(frame, margins, start)
        weights, dummies = rake_margins(checked, start), margin_dummies(checked)
    codes = cluster_codes(frame, cluster)
    return Design(weights, start, dummies, codes, _sampled(frame, fpc, codes))


def margin_dummies(margins: Sequence[Margin]) -> Floats:
    """A 0/1 column a level of every margin."""
    return np.hstack([np.eye(len(m.levels))[m.codes] for m in margins])


def cluster_codes(frame: pd.DataFrame, cluster: pd.Series | str | None) -> np.ndarray:
    """Cluster number per row; a row without a cluster, or without its name, is a cluster of its own."""
    if cluster is None:
        return np.arange(len(frame))
    values = frame[cluster] if isinstance(cluster, str) else pd.Series(cluster).reindex(frame.index)
    codes, names = pd.factorize(values, sort=True)
    alone = codes < 0
    codes[alone] = len(names) + np.arange(int(alone.sum()))
    return codes


def _sampled(frame: pd.DataFrame, fpc: pd.Series | str | None, cluster: np.ndarray) -> float:
    """Sampled fraction of the clusters; ``fpc`` holds the number of clusters in the population."""
    if fpc is None:
        return 0.0
    values = frame[fpc] if isinstance(fpc, str) else pd.Series(fpc).reindex(frame.index)
    totals = values.dropna().unique()
    count = len(np.unique(cluster))
    if len(totals) != 1 or totals[0] < count:
        raise MarginError("De kolom met het aantal clusters in de populatie is niet overal gelijk, of kleiner dan de steekproef.",
                          "Geef op elke rij hetzelfde aantal clusters in de populatie.")
    return count / float(totals[0])


@dataclass(frozen=True)
class Ratios:
    """Weighted means in domains, with what their variance needs (all arrays: one value a domain)."""

    n: Floats
    n_eff: Floats
    mean: Floats
    df: Floats
    influence: Floats  # rows x domains, unweighted
    mass: Floats  # sum of the weights


def domain_means(design: Design, values: Floats, domains: Floats) -> Ratios:
    """Means of ``values`` (NaN where missing) in domains (rows x domains, 0/1).

    A missing value puts the respondent outside the domain, as R does with ``na.rm = TRUE``.
    """
    known = ~np.isnan(values)
    y = np.where(known, values, 0.0)
    inside = domains * known[:, None]
    w = design.weights
    total, squares = w @ inside, np.square(w) @ inside
    safe = np.where(total > 0, total, np.nan)
    mean = ((w * y) @ inside) / safe
    influence = np.nan_to_num(inside * (y[:, None] - mean) / safe)
    return Ratios(
        n=(w > 0).astype(float) @ inside,
        n_eff=np.divide(total**2, squares, out=np.zeros_like(total), where=squares > 0),
        mean=mean, df=design.degrees(inside), influence=influence, mass=total)


def standard_errors(design: Design, ratios: Ratios) -> Floats:
    """Standard error per domain; missing where there is no mean."""
    variance = design.variance(ratios.influence)
    return np.where(np.isnan(ratios.mean), np.nan, np.sqrt(np.maximum(variance, 0.0)))


def intervals(ratios: Ratios, se: Floats, level: float, *, share: bool) -> tuple[Floats, Floats]:
    """Logit intervals for shares, t intervals for means."""
    if share:
        return kernels.logit_interval(ratios.mean, se, ratios.df, ratios.n_eff, level)
    half = kernels.t_quantile(ratios.df, level) * se
    return ratios.mean - half, ratios.mean + half
