"""Shares, means and differences with their uncertainty, as R's survey package does them.

Taylor linearisation with residuals on the raking margins (base weights), clusters, domains; logit
intervals with t quantiles for shares (Lumley 2010; Deville and Särndal 1992; Korn and Graubard 1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import special

from napl_analysis.demand import kernels
from napl_analysis.demand.design import Design, domain_means, intervals, make_design, standard_errors
from napl_analysis.findings import MarginError

FIGURES = ["n", "n_eff", "share", "se", "low", "high"]


def estimate_shares(
    frame: pd.DataFrame,
    value: str | pd.Series,
    *,
    by: str | Sequence[str] = (),
    margins: pd.DataFrame | None = None,
    base: pd.Series | str | None = None,
    cluster: pd.Series | str | None = None,
    fpc: pd.Series | str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Weighted share with standard error and logit interval, in the domains of ``by``.

    Parameters
    ----------
    frame
        A row a respondent.
    value
        Column (or series) with true/false or 1/0; missing answers stand outside every domain.
    by
        Columns that make the domains; none: one row for everybody.
    margins
        Population margins (variable, level, total) to rake to; none: the base weights count as they are.
    base, cluster
        Column or series with base weights, and with the cluster (a school); a row without one stands alone.
    fpc
        Number of clusters in the population, for the finite population correction.
    level
        Confidence level of the interval.

    Returns
    -------
    DataFrame
        ``by`` columns, n (unweighted), n_eff (Kish), share, se, low, high; one row a domain, sorted. A
        domain where nobody answered has n = 0 and missing figures; one cluster alone has no interval.

    Raises
    ------
    MarginError
        See `napl_analysis.demand.weights.rake`; or the values are not true/false.
    """
    values = _values(frame, value)
    if not np.isin(values[~np.isnan(values)], (0.0, 1.0)).all():
        raise MarginError("Een aandeel vraagt om antwoorden ja/nee (waar/onwaar of 1/0).", "Zet de antwoorden eerst om.")
    return _estimate(frame, values, by, make_design(frame, margins=margins, base=base, cluster=cluster, fpc=fpc), level, share=True)


def estimate_means(
    frame: pd.DataFrame,
    value: str | pd.Series,
    *,
    by: str | Sequence[str] = (),
    margins: pd.DataFrame | None = None,
    base: pd.Series | str | None = None,
    cluster: pd.Series | str | None = None,
    fpc: pd.Series | str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Weighted mean of a number (a level 0-3, say) with a t interval; otherwise as `estimate_shares`.

    Returns
    -------
    DataFrame
        ``by`` columns, n, n_eff, mean, se, low, high.
    """
    design = make_design(frame, margins=margins, base=base, cluster=cluster, fpc=fpc)
    return _estimate(frame, _values(frame, value), by, design, level, share=False)


def estimate_differences(
    frame: pd.DataFrame,
    value: str | pd.Series,
    *,
    between: str,
    by: str | Sequence[str] = (),
    margins: pd.DataFrame | None = None,
    base: pd.Series | str | None = None,
    cluster: pd.Series | str | None = None,
    fpc: pd.Series | str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Differences between the groups of one column, each with its own interval, within the domains of ``by``.

    The standard error uses the covariance of the two means: groups share clusters and margins. P-values
    over all rows are controlled by Benjamini and Hochberg (1995).

    Returns
    -------
    DataFrame
        ``by`` columns, group_a, group_b, mean_a, mean_b, difference (a - b), se, low, high, p, p_adjusted,
        significant (p_adjusted below 1 - level).
    """
    by = _names(by)
    design = make_design(frame, margins=margins, base=base, cluster=cluster, fpc=fpc)
    keys, domains = _domains(frame, [*by, between])
    ratios = domain_means(design, _values(frame, value), domains)
    covariance = design.covariance(ratios.influence)
    places = {tuple(row): i for i, row in enumerate(keys.itertuples(index=False))}
    rows = [(*outer, a, b, i, j) for outer, pairs in _pairs(keys, by, between) for a, b in pairs
            for i, j in [(places[(*outer, a)], places[(*outer, b)])]]
    table = pd.DataFrame(rows, columns=[*by, "group_a", "group_b", "_i", "_j"])
    i, j = table.pop("_i").to_numpy(int), table.pop("_j").to_numpy(int)
    variance = np.diag(covariance)[i] + np.diag(covariance)[j] - 2 * covariance[i, j]
    table["mean_a"], table["mean_b"] = ratios.mean[i], ratios.mean[j]
    table["difference"] = table["mean_a"] - table["mean_b"]
    table["se"] = np.sqrt(np.maximum(variance, 0.0))
    df = design.degrees(np.minimum(domains[:, i] + domains[:, j], 1.0))
    return with_tests(table, df, level)


def with_tests(table: pd.DataFrame, df: np.ndarray, level: float) -> pd.DataFrame:
    """Adds low, high, p, p_adjusted and significant to a table with difference and se."""
    half = kernels.t_quantile(df, level) * table["se"].to_numpy()
    t = np.divide(table["difference"].abs(), table["se"], out=np.full(len(table), np.nan), where=table["se"].to_numpy() > 0)
    p = np.where(df >= 1, 2 * special.stdtr(np.maximum(df, 1), -t), np.nan)
    adjusted = benjamini_hochberg(p)
    return table.assign(low=table["difference"] - half, high=table["difference"] + half, p=p, p_adjusted=adjusted,
                        significant=adjusted < 1 - level)


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """P-values adjusted for the false discovery rate (Benjamini and Hochberg 1995); missing ones stay out."""
    p = np.asarray(p, float)
    known = np.flatnonzero(~np.isnan(p))
    out = np.full(len(p), np.nan)
    order = known[np.argsort(p[known], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    out[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return out


def _estimate(frame: pd.DataFrame, values: np.ndarray, by: str | Sequence[str], design: Design, level: float, *, share: bool) -> pd.DataFrame:
    keys, domains = _domains(frame, _names(by))
    ratios = domain_means(design, values, domains)
    se = standard_errors(design, ratios)
    low, high = intervals(ratios, se, level, share=share)
    return keys.assign(n=ratios.n.astype("int64"), n_eff=ratios.n_eff, **{"share" if share else "mean": ratios.mean}, se=se, low=low, high=high)


def _values(frame: pd.DataFrame, value: str | pd.Series) -> np.ndarray:
    values = frame[value] if isinstance(value, str) else pd.Series(value).reindex(frame.index)
    return pd.to_numeric(values.astype("object"), errors="raise").astype("float64").to_numpy()


def _names(by: str | Sequence[str]) -> list[str]:
    return [by] if isinstance(by, str) else list(by)


def _domains(frame: pd.DataFrame, by: list[str]) -> tuple[pd.DataFrame, np.ndarray]:
    """The domains as a frame of keys (sorted) and as 0/1 columns; rows with a missing key are in none."""
    if not by:
        return pd.DataFrame(index=[0]), np.ones((len(frame), 1))
    grouped = frame.groupby(by, sort=True, observed=True, dropna=True)
    number = grouped.ngroup().to_numpy()
    keys = grouped.size().reset_index()[by]
    domains = np.zeros((len(frame), len(keys)))
    rows = np.flatnonzero(number >= 0)
    domains[rows, number[rows]] = 1.0
    return keys, domains


def _pairs(keys: pd.DataFrame, by: list[str], between: str) -> list[tuple[tuple, list[tuple]]]:
    """Per outer domain, every pair of groups in it."""
    if not by:
        return [((), list(combinations(keys[between], 2)))]
    return [(outer if isinstance(outer, tuple) else (outer,), list(combinations(part[between], 2)))
            for outer, part in keys.groupby(by, sort=True, observed=True)]
