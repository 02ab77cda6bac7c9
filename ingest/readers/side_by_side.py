"""Lines that print several things beside each other: 编制单位：某局        单位：万元."""

import re

GAP = re.compile(r"\t+|[ \u3000\u00a0]{3,}")
COLON = re.compile("[:：]")
#: A line of a contents page: its leader is a tab, drawn as dots.
CONTENTS = re.compile(r"(\S)[ \u3000]*\t+[ \u3000]*(\d{1,4})$")


def apart(line: str) -> list[str]:
    r"""The parts of a line that stands with wide gaps and names something in each; any other line whole.

    >>> apart("编制单位：示例局          单位：万元"), apart("一、收入\t3"), apart("（一）   收入")
    (['编制单位：示例局', '单位：万元'], ['一、收入……3'], ['（一）   收入'])
    """
    line = CONTENTS.sub(r"\1……\2", line.strip())
    parts = [part for part in GAP.split(line) if part.strip()]
    return parts if len(parts) > 1 and all(COLON.search(part) for part in parts) else [line]
