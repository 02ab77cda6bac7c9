"""What stands above a table: title, unit, year, unit of amount, in paragraphs or in its own first rows."""

import re
from collections.abc import Iterable, Iterator

from ..documents import Row
from ..plain import ORDINAL, plain
from .statements import Preamble

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?:度)?")
AMOUNT_UNIT = re.compile(r"(?:金额)?单位:?(元|千元|万元|亿元)|.*\((?:金额)?单位:?(元|千元|万元|亿元)\)")
UNIT_NAME = re.compile(
    r"(?:部门|(?:预算)?(?:单位|部门)名称|(?:部门|单位)\((?:单位|部门)\)名称|(?:填报|编制|编报|公开)(?:单位|部门)|预算(?:主管部门|单位)):(.+)"
)
#: A unit's budget code glued before its name: 571001某某局.
CODED_UNIT = re.compile(r"(\d{3}|\d{6}|\d{9})(?![年\d])([^\d:].*(?<!表))")
BUDGET_YEAR = re.compile(r"(?:预算)?年度:?((?:19|20)\d\d)年?|\(((?:19|20)\d\d)年度?\)")
AS_OF = re.compile(r"截止时间:?(.+)")
COVERAGE = re.compile(r"\(不含上年结转\)")
#: The number of a table before its title: 表1, 附表3, 公开01表, 表一.
TABLE_NUMBER = re.compile(
    r"^(?:(?:附?表|(?:预算)?公开)(?:\d{1,2}|[一二三四五六七八九十]{1,3})表?|预算\d{1,2}表)[、:.：-]*"
)
#: The same after the title: 收入支出决算总表（公开01表）.
NUMBER_BEHIND = re.compile(r"\((?:附?表|(?:预算|决算)?公开|预算|决算)\d{1,2}(?:-\d)?表?\)$")
#: What exports print around tables.
FURNITURE = re.compile(
    r"pagenumber|[-—]*第?\d+页?[-—]*|预算公开表\d*|公开\d+表|附[件表]?\d*|报表编号:?\w*", re.IGNORECASE
)
NOTE = re.compile(r"(?:注|备注|说明):|\(?(?:[本我](?:部门|单位|[局厅院校])?(?:年度?)?)?(?:无|没有)[^。;]{2,24}[。)]*$")
CONTENTS = re.compile(r"\.{3,}|…{2,}|·{4,}")

Entry = tuple[str, str | int | None]


def entry(text: str) -> tuple[str, str] | None:
    """The field of a preamble that ``text`` fills, and its value; ``None`` if it is something else.

    >>> entry("单位：万元"), entry("预算年度：2024"), entry("571001示例县示例局")
    (('amount_unit', '万元'), ('year', '2024'), ('unit', '571001|示例县示例局'))
    >>> entry("一、收入说明") is None
    True
    """
    words = plain(text)
    if found := AMOUNT_UNIT.fullmatch(words):
        return "amount_unit", found.group(1) or found.group(2)
    if found := UNIT_NAME.fullmatch(words):
        return "unit", f"|{found.group(1)}"
    if found := BUDGET_YEAR.fullmatch(words):
        return "year", found.group(1) or found.group(2)
    if found := AS_OF.fullmatch(words):
        return "as_of", found.group(1)
    if found := CODED_UNIT.fullmatch(words):
        return "unit", f"{found.group(1)}|{found.group(2)}"
    return None


def bare_title(text: str) -> str:
    """The plain form of a title, without its ordinal, its year and what it leaves out.

    >>> bare_title("### 2023年一般公共预算支出预算表（不含上年结转）"), bare_title("四、2018年度收支总表")
    ('一般公共预算支出预算表', '收支总表')
    >>> bare_title("项目支出绩效自评表（2023年度）"), bare_title("支出决算表（公开03表）")
    ('项目支出绩效自评表', '支出决算表')
    """
    words = NUMBER_BEHIND.sub("", TABLE_NUMBER.sub("", ORDINAL.sub("", COVERAGE.sub("", plain(text)))))
    return re.sub(r"^(?:(?:19|20)\d\d年度?)|\((?:19|20)\d\d年度?\)$", "", words)


def preamble(texts: Iterable[str], title: str) -> Preamble:
    """The preamble that the lines above a table make, ``title`` being the line recognised as its title."""
    unit_name = unit_code = amount_unit = as_of = declared = None
    year = int(found.group(1)) if (found := YEAR.search(plain(title))) else None
    for text in labelled(texts):
        match entry(text):
            case ("amount_unit", value):
                amount_unit = value
            case ("unit", value):
                code, _, name = value.partition("|")
                unit_code, unit_name = code or unit_code, name
            case ("year", value):
                year = declared = int(value)
            case ("as_of", value):
                as_of = value
            case _:
                pass
    coverage = "current-only" if COVERAGE.search(plain(title)) else None
    return Preamble(
        title=title.lstrip("# ").strip(),
        unit_name=unit_name,
        unit_code=unit_code,
        year=year,
        declared_year=declared,
        amount_unit=amount_unit,
        coverage=coverage,
        as_of=as_of,
    )


def labelled(texts: Iterable[str]) -> Iterator[str]:
    """The lines, with a label that stands alone put before the line that answers it.

    >>> list(labelled(["部门：", "示例省示例厅", "单位：万元"]))
    ['部门：示例省示例厅', '单位：万元']
    >>> list(labelled(["编制单位：", "单位：元"]))
    ['编制单位：', '单位：元']
    """
    label = ""
    for text in texts:
        if label and entry(text) is not None:
            yield label
            label = ""
        alone = not label and text.rstrip().endswith(("：", ":")) and entry(f"{text}某") is not None
        if not alone:
            yield label + text
        label = text.rstrip() if alone else ""
    if label:
        yield label


def is_preamble_row(row: Row, *, titled: bool) -> bool:
    """Whether a row at the top of a grid belongs above the table: only entries, or a lone title.

    ``titled`` says that the row's one filled cell is a title of some form.
    """
    filled = [cell.text for cell in row if cell.text.strip()]
    if not filled:
        return True
    if len(filled) == 1 and (titled or FURNITURE.fullmatch(plain(filled[0]))):
        return True
    return all(entry(text) is not None for text in filled)
