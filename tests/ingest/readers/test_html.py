"""Web pages: spans, layout tables, menus, encodings, and pages that only lead to a file."""

from collections.abc import Callable

import pytest

from gouji.ingest.readers.encodings import EncodingError
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.readers.refusals import AttachmentError, ExcessError, NothingInItError

from .conftest import Shape

Read = Callable[[bytes, str], Shape]


def page(body: str, head: str = "") -> bytes:
    """A page with this body."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_spans_are_laid_out_as_a_browser_does(read: Read) -> None:
    table = (
        "<table><tr><td rowspan=2>项目<td colspan=2>预算数<tr><td>基本<td>项目支出<tr><td>教育<td>1.00<td>2.00"
        "<tr><td rowspan=99>合计<td colspan=100>3.00</table>"
    )

    assert read(page(table), "a.html") == [
        [
            ["项目<1x2>", "预算数<2x1>", ""],
            ["", "基本", "项目支出"],
            ["教育", "1.00", "2.00"],
            ["合计", "3.00<2x1>", ""],
        ]
    ]


def test_titles_over_all_columns_and_notes_stand_outside_the_table(read: Read) -> None:
    table = "<table><tr><td colspan=2>总表<tr><td>项目<td>数<tr><td>教育<td>1<tr><td colspan=2>注：无</table>"

    assert read(page(table), "a.html") == ["总表", [["项目", "数"], ["教育", "1"]], "注：无"]


def test_tables_for_layout_are_no_tables_and_inner_ones_have_their_own_rows(read: Read) -> None:
    inner = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"
    layout = f"<table><tr><td><a href=/>首页</a><tr><td><p>一、概况</p>{inner}</td></tr></table>"
    data = f"<table><tr><td>外{inner}<td>9<tr><td>丙<td>8</table>"

    assert read(page(layout), "a.html") == ["一、概况", [["甲", "1"], ["乙", "2"]]]
    assert read(page(data), "a.html") == [[["外", "9"], ["丙", "8"]], [["甲", "1"], ["乙", "2"]]]


def test_menus_programs_and_what_is_hidden_are_left_out(read: Read) -> None:
    body = (
        "<nav>菜单</nav><ul><li><a href=/>首页</a></li></ul><script>x='文'</script><div style='display: none'>藏</div>"
        "<p>正文<a href=/>链接</a>。</p><p>一<br>二</p><table><tr><td><a>甲</a><td><a>乙</a></table>"
        "<footer>版权</footer>"
    )

    assert read(page(body), "a.html") == ["正文链接。", "一", "二"]


def test_the_title_is_the_articles(read: Read) -> None:
    declared = "<meta name=ArticleTitle content=示例局2024年部门预算><title>首页</title>"

    assert read(page("<p>文</p>", declared), "a.html") == ["示例局2024年部门预算", "文"]
    assert read(page("<h1>题</h1>", "<title>页</title>"), "a.html") == ["题"]


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("GBK", "gbk"), ("utf-8", "utf-8"), ("", "utf-8-sig")]
)
def test_pages_are_decoded_by_their_bytes(read: Read, declared: str, encoding: str) -> None:
    text = f"<html><head><meta charset={declared}></head><p>教育支出㎡</p></html>"

    assert read(text.encode(encoding, "replace"), "a.htm")[0][:4] == "教育支出"


def test_a_few_broken_signs_do_not_lose_a_page_that_says_it_is_utf8(read: Read) -> None:
    sound = page("<p>" + "教育支出" * 500 + "</p>", "<meta charset=utf-8>")

    assert len(read(sound[:-40] + b"\xe6</p>", "a.html")[0]) > 1900
    with pytest.raises(EncodingError):
        read_bytes(page("", "<meta charset=utf-8>") + b"\xe6\xff" * 500, "a.html")


def test_a_page_that_only_links_to_the_file_names_it() -> None:
    body = "<p>某局2024年部门预算</p><p>附件：<a href='/files/P0201.pdf'>预算.pdf</a></p>"

    with pytest.raises(AttachmentError, match=r"/files/P0201\.pdf"):
        read_bytes(page(body), "a.html")
    with pytest.raises(AttachmentError, match=r"b\.docx"):
        read_bytes(page("<iframe src='b.docx?x=1'></iframe>"), "a.html")


def test_a_page_with_a_table_is_read_even_if_it_has_attachments(read: Read) -> None:
    assert read(page("<table><tr><td>甲<td>1</table><a href=a.xls>附件</a>"), "a.html") == [[["甲", "1"]]]


def test_pages_without_content_and_endless_nesting_are_refused() -> None:
    with pytest.raises(NothingInItError):
        read_bytes(page("<script>1</script>"), "a.html")
    with pytest.raises(ExcessError):
        read_bytes(page("<table><tr><td>" * 300), "a.html")
    with pytest.raises(ExcessError):
        read_bytes(page("<div>" * 20_000), "a.html")


def test_deep_inline_nesting_is_read(read: Read) -> None:
    assert read(page("<p>" + "<font size=1>" * 5000 + "字"), "a.html") == ["字"]
