"""Damaged files, made from good ones: file number ``seed`` is always the same file.

Bytes are flipped, cut, doubled and put in; workbooks are also damaged inside (their parts unzipped, changed and
zipped again), JSON at its nodes and csv at its cells, so that the damage reaches the readers behind the parser.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from napl_analysis.intake.catalogue import read_catalogue
from napl_analysis.intake.survey import read_survey
from napl_analysis.reference.duo import read_addresses, teachers_per_institution
from napl_analysis.reference.files import read_user_table

from . import catalogues as c
from . import dialects as d

SPECIAL = (
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"'",
    b";",
    b",",
    b"\t",
    b"\r",
    b"\n",
    b"\xef\xbb\xbf",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"]]>",
    b"\x1a",
    b"\x8c",
    b"\xe6",
    b"[",
    b"]",
    b"{",
    b"}",
    b"=cmd()",
    b"1e309",
    b"-99",
    b"NaN",
    b"9" * 400,
    b"A" * 3000,
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b'r="XFD1048576"',
    "€".encode(),
    b"\\u0000",
    b"null",
    b"-" * 50,
    b"(" * 500,
)
NODES: tuple[Any, ...] = (
    None,
    [],
    {},
    "",
    0,
    -1,
    1e308,
    True,
    "x" * 2000,
    [[]],
    [None],
    {"language": None},
    [{"language": 5, "value": []}],
    "NaN",
    "€ 1.2.3,4,5",
    10**30,
)
OTHER_DOORS = 1_000_000  # from this number on: the files of DUO and the user's own tables


@lru_cache(maxsize=1)
def originals() -> tuple[tuple[str, str, bytes], ...]:
    """Good files: what reads them, suffix, bytes."""
    survey = d.make_survey(7, 40)
    with TemporaryDirectory() as folder:
        f = Path(folder) / "f"
        files: list[tuple[str, str, Path]] = []

        def add(kind: str, suffix: str, write: Callable[[Path], Any]) -> None:
            path = f.with_name(f"{len(files)}.{suffix}")
            write(path)
            files.append((kind, suffix, path))

        add("survey", "csv", lambda p: d.limesurvey(p, survey))
        add("survey", "csv", lambda p: d.limesurvey(p, survey, headings="text", delimiter=";"))
        add("survey", "xlsx", lambda p: d.msforms_xlsx(p, survey))
        add("survey", "csv", lambda p: d.msforms_csv(p, survey))
        add("survey", "csv", lambda p: d.googleforms(p, survey))
        add("survey", "xlsx", lambda p: d.googleforms(p, survey, xlsx=True))
        add("survey", "csv", lambda p: d.qualtrics(p, survey))
        add("survey", "csv", lambda p: d.qualtrics(p, survey, legacy=True, numeric=True))
        add("survey", "csv", lambda p: d.surveymonkey(p, survey))
        add("survey", "sav", lambda p: d.spss(p, survey))
        add("survey", "xlsx", lambda p: d.plain_csv(p, survey, xlsx=True))
        add(
            "catalogue",
            "xlsx",
            lambda p: c.sheet(
                p,
                [["Aanbod"], [], c.HEADINGS, *c.ROWS],
                merges=("A1:F1", "C5:C6"),
                more={"VO": [["Naam", "Inhoud", "Uren"], ["A", "B", 3]]},
            ),
        )
        add("catalogue", "csv", lambda p: d.save_csv(p, [c.HEADINGS, *c.ROWS], delimiter=";", encoding="cp1252"))
        add("catalogue", "json", lambda p: c.save_json(p, c.page([c.ooapi_course(1), c.ooapi_course(2), c.ooapi_run(1)])))
        add("catalogue", "json", lambda p: c.save_json(p, c.COURSE))
        add("catalogue", "xml", lambda p: p.write_text(c.edudex_program(), encoding="utf-8"))
        add("catalogue", "html", lambda p: p.write_text(c.html(), encoding="utf-8"))
        return tuple((kind, suffix, path.read_bytes()) for kind, suffix, path in files)


@lru_cache(maxsize=1)
def other_doors() -> tuple[tuple[str, str, bytes], ...]:
    """Good files of the other readers: DUO's addresses and staff, a table of the user's own."""
    sites = [["BEVOEGD GEZAG NUMMER", "INSTELLINGSCODE", "VESTIGINGSCODE", "VESTIGINGSNAAM", "PLAATSNAAM", "GEMEENTENUMMER", "GEMEENTENAAM", "ONDERWIJSSTRUCTUUR"]]
    sites += [["90003", f"99V{chr(65 + i)}", f"99V{chr(65 + i)}00", f"Lyceum {i}", "UTRECHT", "0344", "UTRECHT", "HAVO/VWO"] for i in range(20)]
    bands = [f"PERSONEN {b} {y}" for y in (2024, 2025) for b in ("15-25 JAAR", "25-35 JAAR", "65+")]
    staff = [["ONDERWIJSTYPE", "BEVOEGD GEZAG", "INSTELLINGSCODE", "FUNCTIEGROEP", *bands]]
    staff += [["VO", 90003, f"99V{chr(65 + i)}", "Onderwijsgevend personeel", "*", 5, 0, 3, i, "*"] for i in range(20)]
    own = [["leeruitkomst", "pad", "titel", "themas"], *([f"LU-{i}", "pad-a", f"De leraar kan iets van {i}", "toetsing"] for i in range(12))]
    with TemporaryDirectory() as folder:
        f = Path(folder)
        files = [
            ("addresses", "vo.csv", d.save_csv(f / "a.csv", sites, delimiter=";", encoding="cp1252")),
            ("addresses", "vo.csv", d.save_csv(f / "b.csv", sites)),
            ("staff", "xlsx", d.save_xlsx(f / "c.xlsx", staff)),
            ("table", "csv", d.save_csv(f / "d.csv", own, delimiter=";")),
            ("table", "xlsx", d.save_xlsx(f / "e.xlsx", own)),
        ]
        return tuple((kind, suffix, path.read_bytes()) for kind, suffix, path in files)


def read(kind: str, path: Path) -> int:
    """Read a file with the reader of its kind; how many rows came out."""
    readers: dict[str, Callable[[Path], Any]] = {
        "survey": lambda p: read_survey(p).answers, "catalogue": read_catalogue, "addresses": lambda p: read_addresses([p]),
        "staff": lambda p: teachers_per_institution([p]), "table": read_user_table}
    return len(readers[kind](path))


def damaged(seed: int) -> tuple[str, str, bytes]:
    """File number ``seed``: what reads it, suffix, bytes."""
    dice = random.Random(seed)
    kind, suffix, data = dice.choice(originals() if seed < OTHER_DOORS else other_doors())
    deep = dice.random() < 0.5
    if suffix == "xlsx" and deep:
        data = _inside_zip(dice, data)
    elif suffix == "json" and deep:
        data = _at_nodes(dice, data)
    elif suffix.endswith("csv") and deep:
        data = _at_cells(dice, data)
    else:
        data = _at_bytes(dice, data)
    return kind, suffix, data


def _at_bytes(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        if not changed:
            break
        at = dice.randrange(len(changed))
        what = dice.randrange(6)
        if what == 0:
            changed[at] = dice.randrange(256)
        elif what == 1:
            del changed[at : at + dice.choice((1, 10, 500))]
        elif what == 2:
            changed[at:at] = dice.choice(SPECIAL)
        elif what == 3:
            changed[at:at] = changed[at : at + dice.choice((3, 50, 2000))]
        elif what == 4:
            del changed[at:]
        else:
            end = dice.randrange(len(changed))
            changed[min(at, end) : max(at, end)] = bytes(reversed(changed[min(at, end) : max(at, end)]))
    return bytes(changed)


def _inside_zip(dice: random.Random, data: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {info.filename: source.read(info) for info in source.infolist()}
    name = dice.choice([n for n in parts if n.endswith(".xml")])
    if dice.random() < 0.15:
        del parts[name]
    else:
        parts[name] = _at_bytes(dice, parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part, content in parts.items():
            target.writestr(part, content)
    return out.getvalue()


def _at_nodes(dice: random.Random, data: bytes) -> bytes:
    content = json.loads(data)
    for _ in range(dice.choice((1, 2, 5, 15))):
        node = content
        while isinstance(node, dict | list) and node:
            key = dice.choice(list(node) if isinstance(node, dict) else range(len(node)))
            if dice.random() < 0.3 or not isinstance(node[key], dict | list) or not node[key]:
                node[key] = deepcopy(dice.choice(NODES))
                break
            node = node[key]
    return json.dumps(content).encode()


def _at_cells(dice: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    for _ in range(dice.choice((1, 3, 10))):
        i = dice.randrange(len(lines))
        mark = b";" if lines[i].count(b";") > lines[i].count(b",") else b","
        cells = lines[i].split(mark)
        j = dice.randrange(len(cells))
        what = dice.randrange(6)
        if what == 0:
            cells[j] = dice.choice(SPECIAL)
        elif what == 1:
            del cells[j]
        elif what == 2:
            cells[j:j] = cells[: dice.choice((1, 3))]
        elif what == 3:
            dice.shuffle(cells)
        elif what == 4:
            lines[i:i] = [lines[dice.randrange(len(lines))]]
        else:
            lines = lines[: i + 1]
            i = min(i, len(lines) - 1)
        lines[i] = mark.join(cells)
    return b"\n".join(lines)
