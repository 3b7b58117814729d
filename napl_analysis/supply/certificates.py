"""What an arrangement's certificate says, and what of a path a teacher has shown so far.

No names: the text has a line to fill in. Source: handreiking, bijlage 1, point 4 (a certificate lists the
outcomes; earlier learning may be recognised; all certificates together give the certificate of the whole).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from napl_analysis.findings import OutcomesError
from napl_analysis.supply.coverage import split_codes
from napl_analysis.supply.review import listed

CERTIFICATE, EARLIER = "certificaat", "erkende eerdere ervaring (EVC)"


@dataclass(frozen=True)
class Certificate:
    """What stands on a certificate, part by part, in Dutch."""

    head: str
    issued_by: str  # empty where the provider is not known yet
    to_fill_in: tuple[str, ...]
    before_list: str
    outcomes: tuple[str, ...]
    remark: str  # empty, or that the outcomes are examples


def certificate_parts(arrangement: Mapping[str, object], outcomes: pd.DataFrame) -> Certificate:
    """The certificate of one arrangement, in parts; parameters as `certificate_text`."""
    rows = _named(split_codes(arrangement["outcome_ids"]), outcomes)
    level = rows["nlqf"].dropna().unique()
    size = f", omvang {float(arrangement['ects']):g} EC".replace(".", ",") if pd.notna(arrangement.get("ects")) else ""  # type: ignore[arg-type]
    at = f", NLQF-niveau {level[0]:g}" if len(level) == 1 else ""
    paths = list(dict.fromkeys(f"'{title}'" for title in rows["path_title"]))
    part_of = f"onderdeel van {'het ontwikkelpad' if len(paths) == 1 else 'de ontwikkelpaden'} {listed(paths)}"
    return Certificate(
        f"Leerarrangement '{arrangement['title']}'{size}{at}, {part_of}.",
        f"Uitgegeven door {arrangement['provider']}." if isinstance(arrangement.get("provider"), str) else "",
        ("Naam van de leraar: ....................", "Datum: ...................."), "De leraar heeft laten zien dat hij of zij deze leeruitkomsten beheerst:",
        tuple(f"{r.outcome_id} {r.title}{': ' + r.description if isinstance(r.description, str) else ''}" for r in rows.itertuples()),
        "De leeruitkomsten zijn voorbeelden, niet de vastgestelde teksten." if (rows["status"] == "voorbeeld").any() else "")


def certificate_text(arrangement: Mapping[str, object], outcomes: pd.DataFrame) -> str:
    """The text of the certificate of one arrangement.

    Parameters
    ----------
    arrangement
        ``title``, ``outcome_ids`` (comma-separated), and where known ``provider``, ``ects``, ``path_id``.
    outcomes
        The outcomes table.
    """
    c = certificate_parts(arrangement, outcomes)
    issued = f"{c.issued_by}\n" if c.issued_by else ""
    lines = "\n".join(f"- {line}" for line in c.outcomes)
    return f"Certificaat\n\n{c.head}\n{issued}\n{chr(10).join(c.to_fill_in)}\n\n{c.before_list}\n{lines}\n\n{c.remark}".rstrip() + "\n"


def path_progress(certificates: Sequence[str], earlier: Sequence[str], outcomes: pd.DataFrame, path_id: str) -> pd.DataFrame:
    """What of a path is shown and what is still open.

    Parameters
    ----------
    certificates
        The ``outcome_ids`` of each certificate (comma-separated codes).
    earlier
        Outcome codes recognised from earlier experience or study (EVC).
    outcomes
        The outcomes table.
    path_id
        The path.

    Returns
    -------
    DataFrame
        Every outcome of the path in its order: ``outcome_id``, ``title``, ``shown`` (boolean), ``ground``
        (certificaat, erkende eerdere ervaring, both, or missing). ``.attrs["sentence"]`` says it in Dutch.

    Raises
    ------
    OutcomesError
        A code that is not an outcome at all.
    """
    by_certificate = {k for text in certificates for k in split_codes(text)}
    recognised = {k.strip() for k in earlier}
    _named(sorted(by_certificate | recognised), outcomes)
    of_path = outcomes[outcomes["path_id"] == path_id]
    grounds = [" en ".join(g for g, ids in ((CERTIFICATE, by_certificate), (EARLIER, recognised)) if k in ids) for k in of_path["outcome_id"]]
    frame = pd.DataFrame({"outcome_id": of_path["outcome_id"].to_numpy(), "title": of_path["title"].to_numpy(),
                          "shown": [bool(g) for g in grounds], "ground": [g or None for g in grounds]})
    frame.attrs["sentence"] = _progress_sentence(frame, of_path)
    return frame


def _progress_sentence(frame: pd.DataFrame, of_path: pd.DataFrame) -> str:
    done, every = int(frame["shown"].sum()), len(frame)
    title = of_path["path_title"].iloc[0] if every else ""
    if every and done == every:
        return f"Alle {every} leeruitkomsten van '{title}' zijn aangetoond: de leraar kan het certificaat voor het geheel krijgen."
    open_ = [f"'{t}'" for t in frame.loc[~frame["shown"], "title"]]
    return f"Van de {every} leeruitkomsten van '{title}' zijn er {done} aangetoond; nog open: {listed(open_)}."


def _named(ids: Sequence[str], outcomes: pd.DataFrame) -> pd.DataFrame:
    unknown = [k for k in ids if k not in set(outcomes["outcome_id"])]
    if unknown:
        raise OutcomesError(f"'{unknown[0]}' is geen bekende leeruitkomst.", "Gebruik de codes uit de tabel met leeruitkomsten.")
    return outcomes.set_index("outcome_id").loc[list(ids)].reset_index()
