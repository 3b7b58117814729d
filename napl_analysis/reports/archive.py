"""Office files that are the same bytes at every run: sorted entries, fixed dates."""

from __future__ import annotations

import io
import re
import zipfile

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
FIXED_STAMP = b"2000-01-01T00:00:00Z"
_FIRST = ("[Content_Types].xml", "_rels/.rels", "mimetype")  # readers that sniff the type look at the first entries
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def zip_normalised(content: bytes) -> bytes:
    """A zip container (xlsx, docx) with its entries sorted, their dates fixed, and its own dates fixed.

    Embedded workbooks inside a document are normalised too.
    """
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name in sorted(source.namelist(), key=lambda n: (_rank(n), n)):
            info = zipfile.ZipInfo(name, FIXED_DATE)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 0  # else the operating system that wrote it shows in the bytes
            out.writestr(info, _normal_entry(name, source.read(name)))
    return target.getvalue()


def _rank(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _normal_entry(name: str, content: bytes) -> bytes:
    if name == "docProps/core.xml":
        return _STAMP.sub(rb"\g<1>" + FIXED_STAMP + rb"\g<3>", content)
    if name.endswith((".xlsx", ".docx")):
        return zip_normalised(content)
    return content
