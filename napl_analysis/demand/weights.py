"""Weights: respondents made to count as the population does.

Raking (Deming and Stephan 1940), post-stratification, trimming, and what weighting costs (Kish 1965).
A margin that cannot be met is an error that names the variable and its levels; merging levels happens only
by a rule the analyst set (`collapse_levels`), never silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from napl_analysis.demand import kernels
from napl_analysis.findings import MarginError

MARGIN_COLUMNS = ("variable", "level", "total")
TOTALS_AGREE = 1e-6  # relative: totals of two margins that differ by more disagree


def rake(frame: pd.DataFrame, margins: pd.DataFrame, *, base: pd.Series | str | None = None) -> pd.Series:
    """Weights that meet every margin's totals, as close to the base weights as can be.

    Parameters
    ----------
    frame
        A row a respondent; holds every variable of ``margins``, without missing values.
    margins
        Columns ``variable``, ``level``, ``total`` (persons in the population).
    base
        Base (design) weights, a column's name or a series on the frame's index; 1 where absent.

    Returns
    -------
    Series
        Weights on the frame's index, in persons.

    Raises
    ------
    MarginError
        A variable is absent, holds missing values or levels that are not in its margin, a level of the
        margin has no respondents, totals disagree, or the margins contradict each other.

    Notes
    -----
    Iterative proportional fitting until every total is met to 1e-11; the same weights as R survey's
    ``calibrate(calfun = "raking")``.

    Examples
    --------
    >>> people = pd.DataFrame({"sector": ["po", "po", "vo"]})
    >>> wanted = pd.DataFrame({"variable": "sector", "level": ["po", "vo"], "total": [60.0, 40.0]})
    >>> rake(people, wanted).tolist()
    [30.0, 30.0, 40.0]
    """
    start = base_weights(frame, base)
    return pd.Series(rake_margins(check_margins(frame, margins, start), start), index=frame.index, name="weight")


def rake_margins(margins: Sequence[Margin], base: np.ndarray) -> np.ndarray:
    """`rake` on margins that were checked (`check_margins`)."""
    weights, sweeps, deviation = kernels.rake_codes([m.codes for m in margins], [m.totals for m in margins], base)
    if deviation > 1e-6:
        names = ", ".join(f"'{m.name}'" for m in margins)
        raise MarginError(
            f"De marges van {names} spreken elkaar tegen: na {sweeps} rondes wijkt een totaal nog {deviation:.1%} af.",
            "Voeg groepen samen (weging > samenvoegen in regio.yml) of weeg op minder kenmerken (weging > marges).")
    return weights


def post_stratify(frame: pd.DataFrame, totals: pd.DataFrame, *, base: pd.Series | str | None = None) -> pd.Series:
    """Weights that meet the totals of one full cross-classification.

    Parameters
    ----------
    totals
        One column a variable, and ``total``: one row a cell of the population.

    Raises
    ------
    MarginError
        As `rake`; a cell is named by its levels joined with " / ".
    """
    names = [c for c in totals.columns if c != "total"]
    _need_columns(frame, names)
    label = " x ".join(names)
    cells = pd.DataFrame({"variable": label, "level": _joined(totals, names), "total": totals["total"].to_numpy(float)})
    filled = frame[names].notna().all(axis=1)
    cell = _joined(frame, names).where(filled)
    return rake(frame.assign(**{label: cell}), cells, base=base)


def trim_weights(weights: pd.Series, *, low: float = 0.2, high: float = 5.0) -> pd.Series:
    """Weights between ``low`` and ``high`` times their mean; trimmed mass is spread again, the sum stays.

    Raises
    ------
    ValueError
        The bounds do not enclose 1.
    """
    if not 0 <= low <= 1 <= high:
        raise ValueError("low and high must enclose 1: multiples of the mean weight")
    return pd.Series(kernels.trim(weights.to_numpy(float), low, high), index=weights.index, name=weights.name)


def design_effect(weights: pd.Series) -> float:
    """Kish's design effect of unequal weights, n * sum w^2 / (sum w)^2 (Kish 1965); missing without weights."""
    used = weights[weights > 0].to_numpy(float)
    return len(used) / kernels.kish_n(used) if len(used) else float("nan")


def effective_n(weights: pd.Series) -> float:
    """Kish's effective number of respondents: (sum w)^2 / sum w^2."""
    return kernels.kish_n(weights.to_numpy(float))


def collapse_levels(
    values: pd.Series, totals: pd.Series, rules: Mapping[str, str], *, minimum: int
) -> tuple[pd.Series, pd.Series, dict[str, str]]:
    """Merge levels with fewer than ``minimum`` respondents into the level the analyst named.

    Parameters
    ----------
    values
        The respondents' levels (text; missing allowed).
    totals
        Population total per level (index is the level).
    rules
        Level to the level it joins; a level without a rule is left alone.

    Returns
    -------
    values, totals, merged
        ``merged`` says what was done: level to the level it joined.
    """
    values, totals = values.copy(), totals.copy()
    merged: dict[str, str] = {}
    for level in list(totals.index):
        target = rules.get(level)
        while target in merged:  # the level it was to join was itself merged
            target = merged[target]
        if target is None or target == level or target not in totals.index:
            continue
        if (values == level).sum() < minimum:
            values = values.where(values != level, target)
            totals[target] += totals[level]
            totals = totals.drop(level)
            merged[level] = target
    return values, totals, merged


def base_weights(frame: pd.DataFrame, base: pd.Series | str | None) -> np.ndarray:
    """Base weights as an array; 1 where there are none.

    Raises
    ------
    MarginError
        A base weight is missing or negative.
    """
    if base is None:
        return np.ones(len(frame))
    values = frame[base] if isinstance(base, str) else pd.Series(base).reindex(frame.index)
    weights = values.to_numpy(float)
    if np.isnan(weights).any() or (weights < 0).any():
        raise MarginError("Sommige basisgewichten ontbreken of zijn negatief.", "Vul ze aan of laat die rijen weg.")
    return weights


@dataclass(frozen=True)
class Margin:
    """A variable's levels with their totals, and each respondent's level as a position in them."""

    name: str
    levels: list[str]
    totals: np.ndarray
    codes: np.ndarray


def check_margins(frame: pd.DataFrame, margins: pd.DataFrame, base: np.ndarray) -> list[Margin]:
    """The margins in the order given, all of it possible; levels are compared as text (1 is "1").

    Raises
    ------
    MarginError
        See `rake`.
    """
    absent = [c for c in MARGIN_COLUMNS if c not in margins.columns]
    if absent or margins.empty:
        raise MarginError(f"De marges missen {', '.join(absent) or 'rijen'}.",
                          "Geef een tabel met de kolommen variable, level en total.")
    variables: dict[str, dict[str, list]] = {}
    for name, level, total in zip(margins["variable"].tolist(), margins["level"].tolist(), margins["total"].tolist(), strict=True):
        part = variables.setdefault(str(name), {"levels": [], "totals": []})
        part["levels"].append(_level(level))
        part["totals"].append(np.nan if pd.isna(total) else float(total))
    _need_columns(frame, list(variables))
    checked = [_check_variable(frame[name], name, part["levels"], np.array(part["totals"]), base) for name, part in variables.items()]
    _check_totals_agree(checked)
    return checked


def _level(value: object) -> str:
    """A level as text: a whole number without decimals."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _check_variable(values: pd.Series, name: str, levels: list[str], totals: np.ndarray, base: np.ndarray) -> Margin:
    collapse = "Voeg de groep samen met een andere (weging > samenvoegen in regio.yml)"
    if np.isnan(totals).any() or (totals < 0).any() or len(set(levels)) < len(levels):
        raise MarginError(f"De marge '{name}' heeft totalen die ontbreken, negatief zijn of dubbel staan.",
                          "Geef per groep een totaal van 0 of meer.")
    numbers, found = pd.factorize(values)
    if (numbers < 0).any():
        raise MarginError(f"'{name}' ontbreekt bij {int((numbers < 0).sum())} respondenten; de weging heeft daar een groep nodig.",
                          "Vul het kenmerk aan, of geef de ontbrekende antwoorden een eigen groep met een eigen totaal.")
    names, place = [_level(v) for v in found], {level: i for i, level in enumerate(levels)}
    unknown = sorted(n for n in names if n not in place)
    if unknown:
        raise MarginError(f"'{name}' heeft bij respondenten groepen die niet in de populatie staan: {_listed(unknown)}.",
                          "Verbeter de schrijfwijze, of zet de groep in de populatiecijfers.")
    codes = np.array([place[n] for n in names], dtype=np.int64)[numbers]
    present = np.bincount(codes[base > 0], minlength=len(levels)) > 0
    empty = [level for level, total, here in zip(levels, totals, present, strict=True) if total > 0 and not here]
    if empty:
        raise MarginError(f"In de populatie heeft '{name}' groepen zonder respondenten: {_listed(empty)}.",
                          f"{collapse}, of weeg niet op '{name}' (weging > marges).")
    nobody = [level for level, total, here in zip(levels, totals, present, strict=True) if total == 0 and here]
    if nobody:
        raise MarginError(f"'{name}' heeft respondenten in groepen die volgens de populatie leeg zijn: {_listed(nobody)}.",
                          f"{collapse}, of verbeter de populatiecijfers.")
    return Margin(name, levels, totals, codes)


def _check_totals_agree(margins: Sequence[Margin]) -> None:
    sums = {m.name: float(m.totals.sum()) for m in margins}
    if max(sums.values()) - min(sums.values()) > TOTALS_AGREE * max(sums.values()):
        told = ", ".join(f"'{name}' telt op tot {total:,.0f}".replace(",", ".") for name, total in sums.items())
        raise MarginError(f"De marges tellen niet op tot hetzelfde totaal: {told}.",
                          "Neem alle marges uit dezelfde populatiecijfers.")


def _need_columns(frame: pd.DataFrame, names: Sequence[str]) -> None:
    absent = [name for name in names if name not in frame.columns]
    if absent:
        raise MarginError(f"De antwoorden hebben geen kolom {_listed(absent)}.",
                          f"Kolommen die er wel zijn: {', '.join(map(str, frame.columns))}.")


def _joined(frame: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    text = [[_level(v) for v in frame[name].tolist()] for name in names]
    return pd.Series([" / ".join(row) for row in zip(*text, strict=True)], index=frame.index, dtype="object")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
