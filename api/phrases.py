"""The words of the pages, in both languages."""

from collections.abc import Mapping
from typing import Literal

from ..ontology.messages import Bilingual

Language = Literal["zh", "en"]

PHRASES: Mapping[str, Bilingual] = {
    key: Bilingual(zh, en)
    for key, zh, en in (
        ("name", "勾稽", "gouji"),
        ("tagline", "政府预算、决算和绩效公开，一张可查询的图谱", "Chinese public-finance disclosures in one graph"),
        ("skip", "跳到正文", "Skip to content"),
        ("home", "首页", "Home"),
        ("documents", "公开文件", "Documents"),
        ("questions", "问题", "Questions"),
        ("switch", "English", "中文"),
        ("lead", "每个数字都带着它在原文件中的行号。", "Every figure keeps its line in the file."),
        ("all-documents", "全部文件", "all documents"),
        ("all-questions", "全部问题", "all questions"),
        (
            "no-documents",
            "库里还没有文件。先运行 gouji build 文件夹。",
            "No documents yet. Run gouji build FOLDER first.",
        ),
        ("no-match", "没有符合条件的文件。", "No document matches."),
        ("unit", "单位", "Unit"),
        ("region", "地区", "Region"),
        ("year", "年度", "Year"),
        ("kind", "种类", "Kind"),
        ("title", "标题", "Title"),
        ("figures", "表中数字", "Figures in tables"),
        ("printed", "印出", "Printed"),
        ("read", "读出", "Read"),
        ("ignored", "不计", "Ignored"),
        ("unread", "未读", "Unread"),
        ("findings", "发现", "Findings"),
        ("findings-note", "读文件时发现的问题", "What reading the file brought up"),
        ("figures-note", "印出 = 读出 + 不计（有原因） + 未读", "printed = read + ignored (for a reason) + unread"),
        ("total", "合计", "Total"),
        ("units", "单位", "Units"),
        ("projects", "项目", "Projects"),
        ("tables", "表", "Tables"),
        ("cited", "引用的文号", "Documents cited"),
        ("indicators", "绩效指标", "Indicators"),
        ("claims", "正文中的数", "Figures in prose"),
        ("source", "来源文件", "Source file"),
        ("encoding", "编码", "encoding"),
        ("lines", "行", "Lines"),
        ("line", "原文行", "Line"),
        ("item", "项目", "Item"),
        ("contents", "目录", "Contents"),
        ("empty-table", "空表", "Empty table"),
        ("money-unit", "单位：{unit}", "in {unit}"),
        ("goals", "绩效目标与自评", "Goals and evaluations"),
        ("whole-unit", "部门（单位）整体", "The unit as a whole"),
        ("budget", "预算", "Budget"),
        ("spent", "执行", "Spent"),
        ("score", "得分", "Score"),
        ("plan", "支付计划（3、6、10、12 月底累计 %）", "Payment plan (cumulative % by 3, 6, 10, 12)"),
        ("level1", "一级指标", "Level 1"),
        ("level2", "二级指标", "Level 2"),
        ("indicator", "三级指标", "Indicator"),
        ("target", "指标值", "Target"),
        ("weight", "分值", "Weight"),
        ("points", "得分", "Points"),
        ("half-term", "实施期", "term"),
        ("half-year", "年度", "year"),
        ("citations", "引用的文件", "Documents cited"),
        ("number", "文号", "Number"),
        ("where", "引用处", "Cited in"),
        ("spelling", "原文写法", "As printed"),
        ("likely", "可能应为", "Likely"),
        ("allocations", "资金文件安排的金额", "Amounts under funding documents"),
        ("project", "项目", "Project"),
        ("amount", "金额", "Amount"),
        ("quote", "原句", "Quote"),
        ("value", "数值", "Value"),
        ("about", "所说的是", "Said of"),
        ("rule", "规则", "Rule"),
        ("severity", "级别", "Severity"),
        ("message", "说明", "Message"),
        ("ask", "查询", "Ask"),
        ("optional", "可不填", "optional"),
        ("example", "例如", "e.g."),
        ("wan-given", "万元", "in 万元 (10,000 yuan)"),
        ("answer", "回答", "Answer"),
        ("rows", "{n} 行", "{n} rows"),
        ("no-rows", "没有结果。", "Nothing found."),
        ("truncated", "结果太多，只列出前 {n} 行。", "Too many: only the first {n} rows are listed."),
        ("shown-part", "这里显示前 {n} 行，全部见 CSV 或 JSON。", "The first {n} rows; all are in CSV and JSON."),
        ("money-note", "金额单位：万元（CSV、JSON 中为元）", "Amounts in 万元, 10,000 yuan (CSV, JSON: yuan)"),
        ("download", "下载", "Download"),
        ("query", "SPARQL 查询", "SPARQL query"),
        ("query-note", "这一页的结果由它得出。", "What this page was answered with."),
        ("run", "在查询页打开", "Open in the query page"),
        ("run-query", "运行", "Run"),
        ("result-as", "结果格式", "Result as"),
        ("page", "网页", "page"),
        ("filter", "筛选", "Filter"),
        ("previous", "上一页", "Previous"),
        ("next", "下一页", "Next"),
        ("page-of", "第 {page} 页，共 {pages} 页", "page {page} of {pages}"),
        ("back", "回到首页", "Back to the start page"),
        ("not-found", "没有这一页", "Not found"),
        ("wrong", "没有做成", "That did not work"),
        ("endpoint", "SPARQL 端点", "SPARQL endpoint"),
        ("prefixes", "已备好的前缀", "Prefixes at hand"),
        ("top", "回到页首", "Top"),
        ("yes", "是", "yes"),
        ("no", "否", "no"),
        ("code", "编码", "Code"),
        ("sheet", "指标表", "Sheet"),
        ("any", "全部", "all"),
        ("amounts", "预算金额", "Amount"),
    )
}

#: Values that the graph keeps as short English words, by the column that shows them.
CODES: Mapping[str, Bilingual] = {
    key: Bilingual(zh, en)
    for key, zh, en in (
        ("kind.budget", "预算", "budget"),
        ("kind.final", "决算", "final accounts"),
        ("kind.goal", "绩效目标", "goals"),
        ("kind.selfeval", "绩效自评", "self-evaluation"),
        ("severity.violation", "错误", "violation"),
        ("severity.warning", "警告", "warning"),
        ("severity.info", "提示", "note"),
        ("where.title", "名称", "title"),
        ("where.basis", "依据", "basis"),
        ("where.indicator", "指标", "indicator"),
        ("where.prose", "正文", "prose"),
        ("where.heading", "标题", "heading"),
    )
}


def phrase(key: str, language: Language, **values: object) -> str:
    """The words for a key.

    >>> phrase("rows", "en", n=3)
    '3 rows'
    """
    said = PHRASES[key]
    return (said.zh if language == "zh" else said.en).format(**values)


def in_words(column: str, value: str, language: Language) -> str:
    """A short English word of the graph in a person's words; other values stay as they are.

    >>> in_words("where", "title basis", "zh")
    '名称 依据'
    """
    said = [CODES.get(f"{column}.{word}") for word in value.split(" ")]
    if not all(said):
        return value
    return " ".join(one.zh if language == "zh" else one.en for one in said if one)
