"""Parts of an Office Open XML file (XLSX, DOCX): which there are, how they refer to each other, read without trust."""

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from .archive import Archive, opened
from .refusals import DamagedError

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: The strict variant of the format has namespaces of its own; they are read as the usual ones.
STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
#: No office program writes a document type; entities are only declared to do harm.
DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference of one part to another: its kind and the path of what it refers to."""

    kind: str
    target: str


class Package:
    """One Office Open XML file."""

    def __init__(self, data: bytes, name: str, form: str) -> None:
        self.name = name
        self.form = form
        self.archive: Archive = opened(data, name, form)

    def has(self, path: str) -> bool:
        """Whether there is such a part."""
        return path in self.archive.entries

    def bytes_of(self, path: str) -> bytes:
        """The bytes of a part; raises a GoujiError where it is absent, broken or declares entities."""
        if not self.has(path):
            raise DamagedError(self.name, self.form, path)
        data = self.archive.read(path)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = self.in_utf8(data, path)
        if DOCTYPE.search(data):
            raise DamagedError(self.name, self.form, f"{path}: DOCTYPE")
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return data

    def in_utf8(self, data: bytes, path: str) -> bytes:
        """A part in UTF-16, without its declaration of that."""
        try:
            return re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16")).encode()
        except UnicodeError as error:
            raise DamagedError(self.name, self.form, path) from error

    def tree(self, path: str) -> etree._Element:
        """The root of a part; raises a GoujiError where it is no XML."""
        try:
            return etree.fromstring(self.bytes_of(path), parser())
        except etree.XMLSyntaxError as error:
            raise DamagedError(self.name, self.form, path) from error

    def relations(self, path: str) -> dict[str, Relation]:
        """What the part at ``path`` refers to inside the file, by id; links to the outside are left out."""
        folder, base = posixpath.split(path)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(listed):
            return {}
        found: dict[str, Relation] = {}
        for relation in self.tree(listed).iter(RELATIONS):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                found[relation.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def main(self, usual: str) -> str:
        """The path of the main part: as the file says, or where it usually is."""
        return next((one.target for one in self.relations("").values() if one.kind == "officeDocument"), usual)


def parser() -> etree.XMLParser:
    """A parser that expands no entity and fetches nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def whole(text: str | None, otherwise: int = 0) -> int:
    """The whole number that an attribute says; ``otherwise`` where it is absent or none.

    >>> whole("3"), whole(None), whole("three", 1)
    (3, 0, 1)
    """
    digits = (text or "").strip()
    return int(digits) if re.fullmatch(r"-?[0-9]{1,9}", digits) else otherwise


def is_on(text: str | None) -> bool:
    """Whether an attribute says yes.

    >>> is_on("1"), is_on("true"), is_on("0"), is_on(None)
    (True, True, False, False)
    """
    return text in {"1", "true", "on"}
