"""Why a PDF file is not read, one class a reason."""

from ....ontology.messages import GoujiError


class DamagedError(GoujiError):
    """The bytes are no PDF that can be opened."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}：PDF 文件已损坏或不完整，打不开；请重新取得原文件。",
            f"{name}: the PDF file is damaged or incomplete and cannot be opened; fetch it again.",
        )


class LockedError(GoujiError):
    """The file wants a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}：PDF 文件有打开密码；请先去掉密码。",
            f"{name}: the PDF file asks for a password; remove it first.",
        )


class BlankError(GoujiError):
    """There is nothing on the pages."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}：PDF 文件里没有任何文字。", f"{name}: the PDF file holds no text.")


class ScanError(GoujiError):
    """The pages are pictures."""

    def __init__(self, name: str, page: int) -> None:
        super().__init__(
            f"{name} 第{page}页：是扫描件，没有文字；装上 gouji[ocr] 才能识别。",
            f"{name} page {page}: a scan without text; gouji[ocr] reads it.",
        )


class UnknownSignsError(GoujiError):
    """The fonts do not say which characters they print."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}：PDF 的字体没有给出文字编码，读出来是乱码；请另存或打印成新的 PDF 后再试。",
            f"{name}: the fonts of the PDF do not say which characters they print; save or print it as a new PDF.",
        )


class TooManyPagesError(GoujiError):
    """More pages than any disclosure has."""

    def __init__(self, name: str, pages: int, most: int) -> None:
        super().__init__(
            f"{name}：有 {pages} 页，超过 {most} 页的上限。",
            f"{name}: has {pages} pages, more than the limit of {most}.",
        )


class TooMuchOnPageError(GoujiError):
    """More on one page than can be printed on it."""

    def __init__(self, name: str, page: int, most: int) -> None:
        super().__init__(
            f"{name} 第{page}页：页面上的对象超过 {most} 个的上限。",
            f"{name} page {page}: more than {most} objects on the page.",
        )


class TooSlowError(GoujiError):
    """Reading took longer than it is allowed to."""

    def __init__(self, name: str, page: int, seconds: float) -> None:
        super().__init__(
            f"{name} 第{page}页：读了 {seconds:.0f} 秒还没有读完，已停止。",
            f"{name} page {page}: not read within {seconds:.0f} seconds; stopped.",
        )
