"""Every namespace, and every name we mint; names are relative to the public base, so IRIs never depend on the host.

Names come from what a thing is (region, unit, year, form, item, measure), never from its value. They are
readable Chinese IRIs; percent-encoding happens only at the HTTP boundary.
"""

import re
import unicodedata

BASE = "https://w3id.org/gouji/"
GJ = BASE + "ns#"

NAMESPACES = {
    "gj": GJ,
    "unit": BASE + "id/unit/",
    "fn": BASE + "id/func/",
    "ec": BASE + "id/econ/",
    "gec": BASE + "id/gecon/",
    "row": BASE + "id/row/",
    "form": BASE + "id/form/",
    "m": BASE + "id/measure/",
    "fund": BASE + "id/fund/",
    "proj": BASE + "id/project/",
    "reg": BASE + "id/region/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "https://schema.org/",
}

#: Signs that an IRI may not hold (RFC 3987) or that would cut a name into parts or a fragment.
FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`/#?%\[\]]+")


def absolute(name: str) -> str:
    """The IRI of a relative name.

    >>> absolute("id/func/210")
    'https://w3id.org/gouji/id/func/210'
    """
    return BASE + name


def segment(text: str) -> str:
    """``text`` as one readable part of an IRI: narrow signs, no spaces, nothing that an IRI forbids.

    >>> segment("兴华机械厂 退休人员/大额（医疗）保险")
    '兴华机械厂退休人员-大额(医疗)保险'
    """
    narrow = unicodedata.normalize("NFKC", text)
    return FORBIDDEN.sub("-", re.sub(r"\s+", "", narrow)).strip("-")


def unit_name(region: str | None, name: str) -> str:
    """The name of a unit; a region that could not be told is written 000000."""
    return f"id/unit/{region or '000000'}-{segment(name)}"


def document_name(unit: str, year: int, kind: str) -> str:
    """The name of a disclosure and of its graph.

    >>> document_name("id/unit/131028-示例局", 2024, "budget")
    'doc/131028-示例局/2024/budget'
    """
    return f"doc/{unit.removeprefix('id/unit/')}/{year}/{kind}"


def project_name(code: str | None, unit: str, name: str) -> str:
    """The name of a project: its 21-character code, else unit and title.

    >>> project_name("13102824P00279310914P", "id/unit/131028-示例局", "示例")
    'id/project/13102824P00279310914P'
    >>> project_name(None, "id/unit/131028-示例局", "示例 项目")
    'id/project/131028-示例局-示例项目'
    """
    return f"id/project/{code}" if code else f"id/project/{unit.removeprefix('id/unit/')}-{segment(name)}"


def table_name(document: str, form: str, part: str | None = None) -> str:
    """The name of a table; ``part`` tells several tables of one form apart (one sheet a project)."""
    return f"{document}/{form}" if part is None else f"{document}/{form}/{segment(part)}"


def line_name(table: str, item: str) -> str:
    """The name of a line; ``item`` is a code, a row label, or a project's last part."""
    return f"{table}/{segment(item)}"


def cell_name(line: str, measure: str) -> str:
    """The name of a cell."""
    return f"{line}/{measure}"


def fund_name(normal: str) -> str:
    """The name of an official document.

    >>> fund_name("冀财社〔2023〕225号")
    'id/fund/冀财社〔2023〕225号'
    """
    return f"id/fund/{normal}"
