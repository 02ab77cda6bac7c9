"""Word files: merged and nested cells, numbering, revisions, text boxes, what is left out."""

from collections.abc import Callable

import pytest

from gouji.ingest.readers.files import read_bytes
from gouji.ingest.readers.refusals import NothingInItError
from gouji.ontology.messages import GoujiError

from .conftest import Shape
from .office_files import docx, p, tbl, tc, tr

Read = Callable[[bytes, str], Shape]
SPAN = '<w:gridSpan w:val="2"/>'
BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
ONE_LEVEL = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%3"/><w:isLgl/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def numbered(level: int, number: int = 1) -> str:
    """The properties of a numbered paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_merged_cells_and_rows_that_begin_later(read: Read) -> None:
    table = tbl(
        tr(tc("项目", BEGIN), tc("预算数", SPAN)),
        tr(tc("", GO_ON), tc("基本"), tc("项目支出")),
        tr(tc("1.00"), tc("2.00"), properties='<w:gridBefore w:val="1"/>'),
    )

    assert read(docx(table), "a.docx") == [
        [["项目<1x2>", "预算数<2x1>", ""], ["", "基本", "项目支出"], ["", "1.00", "2.00"]]
    ]


def test_a_merge_that_never_began_is_a_cell(read: Read) -> None:
    assert read(docx(tbl(tr(tc("甲", GO_ON), tc("乙")))), "a.docx") == [[["甲", "乙"]]]


def test_tables_in_cells_come_after_their_table(read: Read) -> None:
    inner = tbl(tr(tc("内"), tc("2")))
    outer = tbl(tr(f"<w:tc>{p('外')}{inner}{p('后')}</w:tc>", tc("1")))

    assert read(docx(outer), "a.docx") == [[["外后", "1"]], [["内", "2"]]]


def test_a_frame_around_text_is_no_table(read: Read) -> None:
    frame = tbl(tr(f"<w:tc>{p('一、概况')}{tbl(tr(tc('甲'), tc('1')))}</w:tc>"))

    assert read(docx(frame), "a.docx") == ["一、概况", [["甲", "1"]]]


def test_numbers_that_word_writes_itself_are_written(read: Read) -> None:
    body = (
        p("收入", numbered(0)) + p("财政拨款", numbered(1)) + p("事业", numbered(1)) + p("支出", numbered(0))
        + p("基本", numbered(1)) + p("人员", numbered(2)) + p("另起", numbered(0, 2)) + p("又", numbered(0))
        + p("", numbered(0)) + p("无", numbered(0, 0))
    )  # fmt: skip

    assert read(docx(body, numbering=ONE_LEVEL), "a.docx") == [
        "一、收入",
        "（一）财政拨款",
        "（二）事业",
        "二、支出",
        "（一）基本",
        "2.1人员",
        "五、另起",
        "三、又",
        "无",
    ]


def test_a_paragraph_may_be_numbered_by_its_style(read: Read) -> None:
    styles = (
        f'<w:style w:styleId="a"><w:pPr>{numbered(0)}</w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:basedOn w:val="c"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="b"/>') + p("乙", '<w:pStyle w:val="c"/>')

    assert read(docx(body, numbering=ONE_LEVEL, styles=styles), "a.docx") == ["一、甲", "乙"]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "增"),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        ("<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r>"
         "</w:sdtContent></w:sdt>", "链控"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲乙"),
        ("<w:r><w:t>一、概况</w:t><w:tab/><w:t>3</w:t></w:r>", "一、概况……3"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph_are_those_printed(read: Read, inside: str, words: str) -> None:
    assert read(docx(f"<w:p>{inside}</w:p>"), "a.docx") == [words]


def test_text_boxes_are_read_once_after_their_paragraph(read: Read) -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"

    assert read(docx(f"<w:p><w:r><w:t>框外</w:t></w:r><w:r>{both}</w:r></w:p>"), "a.docx") == ["框外", "框内"]


def test_deleted_rows_are_gone_and_footnotes_stand_at_the_end(read: Read) -> None:
    table = tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2"), properties="<w:del/>"))
    notes = f"<w:footnote>{p('注一')}</w:footnote>"

    assert read(docx(table + p("文"), notes=notes), "a.docx") == [[["甲", "1"]], "文", "注一"]


def test_content_controls_around_tables_and_rows_are_transparent(read: Read) -> None:
    row = f"<w:sdt><w:sdtContent>{tr(tc('甲'), tc('1'))}</w:sdtContent></w:sdt>"
    table = f"<w:sdt><w:sdtContent>{tbl(row)}</w:sdtContent></w:sdt>"

    assert read(docx(table), "a.docx") == [[["甲", "1"]]]


def test_two_things_on_a_line_are_two_paragraphs(read: Read) -> None:
    assert read(docx("<w:p><w:r><w:t>编制单位：示例局</w:t><w:tab/><w:t>单位：万元</w:t></w:r></w:p>"), "a.docx") == [
        "编制单位：示例局",
        "单位：万元",
    ]


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(NothingInItError):
        read_bytes(docx(""), "a.docx")


def test_a_span_beyond_all_columns_costs_nothing(read: Read) -> None:
    wide = '<w:gridSpan w:val="999999999"/>'

    assert read(docx(tbl(tr(tc("甲"), tc("乙")), tr(tc("丙", wide), tc("丁")))), "a.docx")


@pytest.mark.parametrize("depth", [50, 5000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    body = p("底")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    try:
        read_bytes(docx(body), "a.docx")
    except GoujiError as error:
        assert "DOCX" in error.message.zh
