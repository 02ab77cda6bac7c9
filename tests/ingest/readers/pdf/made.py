"""PDF files made for a test: words, rules and boxes at their places, in a font that every reader knows."""

from dataclasses import dataclass, field

#: Chinese by Unicode, without a font in the file.
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2"
    b" >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
    b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >>"
)


@dataclass
class Sheet:
    """One page; places are points from its upper left corner."""

    width: float = 595
    height: float = 842
    turned: int = 0
    content: list[str] = field(default_factory=list)
    picture: bool = False

    def words(self, x: float, y: float, text: str, size: float = 10, turn: str = "1 0 0 1") -> "Sheet":
        """Words whose baseline begins at a place."""
        codes = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F1 {size} Tf {turn} {x} {self.height - y} Tm <{codes}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """A stroked line."""
        self.content.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def box(self, x: float, y: float, width: float, height: float, paint: str = "f") -> "Sheet":
        """A box: filled (``f``), stroked (``S``) or clipping what follows until :meth:`restore` (``W n``)."""
        save = "q " if paint.startswith("W") else ""
        self.content.append(f"{save}{x} {self.height - y - height} {width} {height} re {paint}")
        return self

    def restore(self) -> "Sheet":
        """Clip no longer."""
        self.content.append("Q")
        return self

    def grid(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 10) -> "Sheet":
        """A ruled table with words in its cells."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for bottom, row in zip(ys[1:], rows, strict=True):
            for x, text in zip(xs, row, strict=False):
                if text:
                    self.words(x + 3, bottom - 5, text, size)
        return self


def pdf(*sheets: Sheet, as_form: bool = False, locked: bool = False) -> bytes:
    """The file of these pages; ``as_form`` puts their content into form objects, ``locked`` asks for a password."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids = []
    for sheet in sheets:
        content = "\n".join(sheet.content).encode()
        resources = b"<< /Font << /F1 3 0 R >>"
        if sheet.picture:
            objects.append(
                stream(
                    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
                    b"\x80",
                )
            )
            resources += b" /XObject << /I1 %d 0 R >>" % len(objects)
            content += b"\nq %d 0 0 %d 0 0 cm /I1 Do Q" % (sheet.width, sheet.height)
        if as_form:
            box = b"/BBox [0 0 %d %d] /Matrix [1 0 0 1 0 0]" % (sheet.width, sheet.height)
            objects.append(stream(b"/Type /XObject /Subtype /Form %s /Resources %s >>" % (box, resources), content))
            resources, content = b"<< /XObject << /X1 %d 0 R >>" % len(objects), b"/X1 Do"
        objects.append(stream(b"", content))
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R /Resources %s >> >>"
        objects.append(page % (sheet.width, sheet.height, sheet.turned, len(objects), resources))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>]" % (
        b"11" * 32,
        b"22" * 32,
    )
    return file_of(objects, lock if locked else b"")


def stream(entries: bytes, content: bytes) -> bytes:
    """A stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def file_of(objects: list[bytes], trailer: bytes) -> bytes:
    """The objects as a file, with their table of places."""
    data = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    end = b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(data))
    return data + table + end
