"""Text and tables published apart are one document; versions of one table are not."""

from gouji.ingest.joining import belong_together, joined
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Cell, Claim, Reading

TEXT = """示例县示例局2024年部门预算说明

一、支出预算情况说明

2024年支出预算100.00万元，其中：基本支出60.00万元，项目支出41.00万元。
"""
TABLE = """2024年部门支出预算总表
部门：示例县示例局
单位：万元


项目\t\t2024年预算数\t\t
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t60.00\t40.00
201\t一般公共服务支出\t100.00\t60.00\t40.00
20101\t人大事务\t100.00\t60.00\t40.00
2010101\t行政运行\t100.00\t60.00\t40.00
"""


def reading(name: str, text: str) -> Reading:
    return understand(read_bytes(text.encode(), name))


def test_a_text_and_its_tables_belong_together_and_two_tables_of_a_form_do_not() -> None:
    text, table = reading("说明.txt", TEXT), reading("表.txt", TABLE)

    assert text.disclosure.iri == table.disclosure.iri
    assert belong_together([text, table])
    assert not belong_together([table, table])
    assert not belong_together([text, text])
    assert not belong_together([table])


def test_the_text_is_linked_to_cells_of_the_other_file_and_each_place_names_its_file() -> None:
    together = understand(joined([read_bytes(TABLE.encode(), "表.txt"), read_bytes(TEXT.encode(), "说明.txt")]))

    claims = {fact.printed: fact for fact in together.facts if isinstance(fact, Claim)}
    cells = {fact.iri: fact for fact in together.facts if isinstance(fact, Cell)}
    linked = cells[str(claims["41.00万元"].same)]
    assert (linked.printed, linked.place.zh) == ("40.00", "《表.txt》第8行")
    assert claims["41.00万元"].place.zh == "《说明.txt》第5行"


def test_the_document_names_its_files_with_their_checksums() -> None:
    text, table = read_bytes(TEXT.encode(), "说明.txt"), read_bytes(TABLE.encode(), "表.txt")

    disclosure = understand(joined([table, text])).disclosure

    assert disclosure.file == "说明.txt + 表.txt"
    assert [(part.file, part.sha256) for part in disclosure.parts] == [
        ("说明.txt", text.sha256),
        ("表.txt", table.sha256),
    ]
