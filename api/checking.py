"""Documents checked: read, narrowed to the rules asked for, told as an exit status; formats are in ``reports/``."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..ingest.pipeline import understand
from ..ingest.readers.files import read, read_bytes
from ..ontology.facts import Reading, Severity, Table
from ..ontology.messages import Bilingual, GoujiError
from ..shapes.findings import Report, Result, check
from ..shapes.results import GRAVITY
from ..shapes.rules import rules
from .engines import EngineName, engine_of
from .inputs import disclosures
from .phrases import Language
from .processes import FEW, Advance, Failure, over_processes
from .reports.entries import Checked, Section
from .reports.masking import masking
from .together import AND, read_together, rivals

#: The path that stands for the standard input, and what it is called in a report.
STDIN = Path("-")
STDIN_NAME = "标准输入 standard input"
#: Findings of reading have ids of this form; they are no rules of ``shapes/rules``.
READING_RULE = re.compile(r"GJ-X\d*")


class UnknownSelectionError(GoujiError):
    """No rule begins with the words of ``--select`` or ``--ignore``."""

    def __init__(self, word: str) -> None:
        super().__init__(
            f"没有编号为 {word!r} 或以它开头的规则；gouji rules 列出全部。",
            f"no rule is called {word!r} or begins with it; gouji rules lists them all.",
        )


class UnknownValueError(GoujiError):
    """An option was given a word it does not know."""

    def __init__(self, option: str, word: str, known: Iterable[str]) -> None:
        words = " ".join(known)
        super().__init__(
            f"{option} 不认识 {word!r}；可用：{words}。", f"{option} does not know {word!r}; there are: {words}."
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings are wanted: beginnings of rule ids, and the least severity."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity = "warning"

    @classmethod
    def of(cls, select: Iterable[str], ignore: Iterable[str], severity: Severity) -> "Selection":
        """The selection that a user's words name; raises :class:`UnknownSelectionError` where no rule begins so."""
        return cls(tuple(beginnings(select)), tuple(beginnings(ignore)), severity)

    def wants(self, rule: str) -> bool:
        """Whether a rule is asked for.

        >>> Selection(select=("GJ-H",), ignore=("GJ-H03",)).wants("GJ-H01")
        True
        """
        return (not self.select or rule.startswith(self.select)) and not (self.ignore and rule.startswith(self.ignore))

    def shows(self, severity: Severity) -> bool:
        """Whether a finding of this severity is grave enough."""
        return GRAVITY[severity] <= GRAVITY[self.severity]


def severity_named(word: str) -> Severity:
    """The severity of ``--severity``."""
    match word:
        case "violation" | "warning" | "info":
            return word
        case _:
            raise UnknownValueError("--severity", word, GRAVITY)


def engine_named(word: str) -> EngineName:
    """The engine of ``--engine``."""
    match word:
        case "native" | "pyshacl":
            return word
        case _:
            raise UnknownValueError("--engine", word, ("native", "pyshacl"))


def language_named(word: str | None) -> Language | None:
    """The language of ``--lang``; ``None`` is Chinese with English beside it."""
    match word:
        case None | "zh" | "en":
            return word
        case _:
            raise UnknownValueError("--lang", word, ("zh", "en"))


def beginnings(words: Iterable[str]) -> Iterator[str]:
    """Beginnings of rule ids from a user's words: any case, ``GJ-`` left out or not, several with commas."""
    for word in (part.strip().upper() for words_ in words for part in words_.split(",")):
        if not word:
            continue
        wanted = word if word.startswith("GJ") else f"GJ-{word}"
        begun = next((rule.id for rule in rules() if rule.id.upper().startswith(wanted)), None)
        if begun is None and not READING_RULE.fullmatch(wanted):
            raise UnknownSelectionError(word)
        yield begun[: len(wanted)] if begun else wanted


def check_paths(
    paths: Sequence[Path], selection: Selection, engine: EngineName = "native", progress: Advance | None = None
) -> tuple[list[Checked], list[Failure]]:
    """Every document under ``paths`` checked, in the order of the paths, and what could not be read."""
    files, failures = found(paths)
    work = partial(check_one, selection=selection, engine=engine)
    # Only this process has the standard input.
    told: dict[Path, Checked | Failure] = {path: work(path) for path in files if path == STDIN}
    elsewhere = [path for path in files if path != STDIN]
    # With pySHACL a document takes half a minute: two are worth a second process.
    few = FEW if engine == "native" else 2
    for done, (path, result) in enumerate(over_processes(elsewhere, work, few), start=len(told) + 1):
        told[path] = result
        if progress is not None:
            progress(done, len(files), path)
    together(told, selection, engine)
    results = [told[file] for file in files if file in told]
    failures += [result for result in results if isinstance(result, Failure)]
    return [result for result in results if isinstance(result, Checked)], failures


def together(told: dict[Path, Checked | Failure], selection: Selection, engine: EngineName) -> None:
    """Put the one report of files that make one disclosure in the place of their own."""
    named = ((path, result.report.disclosure.iri) for path, result in told.items() if isinstance(result, Checked))
    groups = rivals((path, name) for path, name in named if path != STDIN)
    work = partial(check_together, groups=groups, selection=selection, engine=engine)
    for first, result in over_processes(list(groups), work):
        if isinstance(result, Checked):
            for path in groups[first]:
                del told[path]
            told[first] = result


def check_together(
    first: Path, groups: Mapping[Path, Sequence[Path]], selection: Selection, engine: EngineName
) -> Checked | None:
    """The files of a group checked as one disclosure; ``None`` where they are several."""
    reading = read_together(groups[first])
    file = AND.join(shown_path(path) for path in groups[first])
    return checked(reading, file, selection, engine) if reading else None


def found(paths: Sequence[Path]) -> tuple[list[Path], list[Failure]]:
    """The files under ``paths``, each once; a path that is not there, or holds none, fails alone."""
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            files.update(dict.fromkeys([STDIN] if path == STDIN else disclosures([path])))
        except GoujiError as error:
            failures.append(Failure(path, error.message))
    return list(files), failures


def check_one(path: Path, selection: Selection, engine: EngineName = "native") -> Checked | Failure:
    """One file read and checked, or the sentence that says why not."""
    try:
        document = read_bytes(sys.stdin.buffer.read(), STDIN_NAME) if path == STDIN else read(path)
        reading = understand(document)
    except GoujiError as error:
        return Failure(path, error.message)
    except OSError as error:
        words = Bilingual(f"{path}：读不了（{error.strerror}）。", f"{path}: cannot be read ({error.strerror}).")
        return Failure(path, words)
    return checked(reading, STDIN_NAME if path == STDIN else shown_path(path), selection, engine)


def shown_path(path: Path) -> str:
    """A path as short as it can be named from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def checked(reading: Reading, file: str, selection: Selection, engine: EngineName = "native") -> Checked:
    """A reading checked, narrowed to the selection, its personal data hidden."""
    whole = without_persons(check(reading, engine_of(engine)), reading)
    asked = of_rules(whole, selection)
    shown = replace(
        asked,
        results=tuple(result for result in asked.results if selection.shows(result.severity)),
        findings=tuple(finding for finding in asked.findings if selection.shows(finding.severity)),
    )
    hidden = len(asked.results) + len(asked.findings) - len(shown.results) - len(shown.findings)
    sections = tuple(Section(fact.title, fact.place) for fact in reading.facts if isinstance(fact, Table))
    return Checked(file, shown, sections, hidden)


def without_persons(report: Report, reading: Reading) -> Report:
    """The report with the names and numbers of persons hidden in its lines and in the words of its findings."""
    mask = masking(report.lines, (each.place for each in reading.ignored if each.reason == "personal"))
    findings = (replace(each, zh=mask.hide(each.zh), en=mask.hide(each.en)) for each in report.findings)
    return replace(report, lines=mask.lines, findings=tuple(findings))


def of_rules(report: Report, selection: Selection) -> Report:
    """The report as far as the selected rules go."""
    results = (only(result, selection) for result in report.results)
    return replace(
        report,
        results=tuple(result for result in results if result is not None),
        outcomes=tuple(each for each in report.outcomes if selection.wants(each.rule)),
        findings=tuple(finding for finding in report.findings if selection.wants(finding.rule)),
    )


def only(result: Result, selection: Selection) -> Result | None:
    """A result with those that follow from it, as far as they are of selected rules; the first left leads."""
    group = [each for each in (result, *result.follows) if selection.wants(each.rule.id)]
    return replace(group[0], follows=tuple(group[1:])) if group else None


def status(documents: Sequence[Checked], failures: Sequence[Failure]) -> int:
    """The exit status: 2 when something could not be read, 1 when violations or warnings are shown, else 0."""
    return 2 if failures else int(any(document.grave for document in documents))
