"""Why a file is not read, each reason in one sentence that names the file, the place and the way out."""

from ...ontology.messages import GoujiError


class DamagedError(GoujiError):
    """The file is of a known format, but broken."""

    def __init__(self, name: str, form: str, where: str = "") -> None:
        at = f"（{where}）" if where else ""
        super().__init__(
            f"{name}：{form} 文件损坏{at}；请重新取得全文，或用办公软件打开后另存。",
            f"{name}: the {form} file is damaged{f' ({where})' if where else ''}; fetch it again, or open and save it.",
        )


class EncryptedError(GoujiError):
    """The file opens only with a password."""

    def __init__(self, name: str, form: str) -> None:
        super().__init__(
            f"{name}：{form} 文件有打开密码；请去掉密码后另存。",
            f"{name}: the {form} file is protected by a password; save it without one.",
        )


class ExcessError(GoujiError):
    """The file holds more than any disclosure: a bomb, or not what it says."""

    def __init__(self, name: str, what_zh: str, what_en: str, limit: int) -> None:
        super().__init__(
            f"{name}：{what_zh}超过 {limit} 的上限。", f"{name}: {what_en}, more than the limit of {limit}."
        )


class UnsupportedError(GoujiError):
    """The file is of a format that is not read; the sentence says what to make of it."""

    def __init__(self, name: str, form: str, way_zh: str, way_en: str) -> None:
        super().__init__(f"{name}：是 {form} 文件，不能直接读；{way_zh}。", f"{name}: this is a {form} file; {way_en}.")


class NothingInItError(GoujiError):
    """The file is sound, but no word is in it that could be read."""

    def __init__(self, name: str, form: str) -> None:
        super().__init__(
            f"{name}：{form} 文件里没有可读的文字。", f"{name}: there is nothing to read in the {form} file."
        )


class AttachmentError(GoujiError):
    """A web page that only leads to the disclosure."""

    def __init__(self, name: str, links: str) -> None:
        super().__init__(
            f"{name}：网页没有正文表格，内容在附件里：{links}；请下载附件后再读。",
            f"{name}: the page only links to the disclosure: {links}; download that and read it.",
        )


class UncomputedError(GoujiError):
    """Cells with a formula whose result is not in the file."""

    def __init__(self, name: str, sheet: str, cells: str) -> None:
        super().__init__(
            f"{name} 工作表“{sheet}”：{cells} 是没有计算结果的公式；请用 Excel 或 WPS 打开并保存后再读。",
            f"{name} sheet {sheet!r}: {cells} hold formulas without results; open and save the file in a spreadsheet.",
        )


class ConverterError(GoujiError):
    """The program that converts old formats is absent, failed or took too long."""

    def __init__(self, name: str, form: str, why_zh: str, why_en: str) -> None:
        super().__init__(
            f"{name}：{form} 文件要用 LibreOffice 转换，{why_zh}；也可以自己另存为 DOCX 或 PDF。",
            f"{name}: {form} files are converted by LibreOffice, {why_en}; or save it as DOCX or PDF yourself.",
        )
