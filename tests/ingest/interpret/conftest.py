"""Small disclosures of our own wording, recognised and ready to be interpreted."""

from collections.abc import Callable
from types import ModuleType

import pytest

from gouji.ingest.interpret.context import Context
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.interpret.units import Units
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.recognise.tables import recognise
from gouji.ontology import terms
from gouji.ontology.facts import Disclosure, Unit
from gouji.ontology.regions import region

Interpreted = Callable[[ModuleType, str], Ledger]


@pytest.fixture
def context() -> Context:
    """A made-up bureau of a real county, with its budget of 2024."""
    name = terms.unit_name("131028", "大厂回族自治县示例局")
    disclosure = Disclosure(
        terms.document_name(name, 2024, "budget"), name, 2024, "budget", "示例", "a.txt", "0", "utf-8"
    )
    return Context(disclosure, Units(Unit(name, "大厂回族自治县示例局", "131028"), region("131028")))


@pytest.fixture
def interpreted(context: Context) -> Interpreted:
    """What an interpreter adds for the one table that a text (⇥ for TAB) prints."""

    def run(interpreter: ModuleType, text: str) -> Ledger:
        ledger = Ledger()
        document = read_bytes(text.replace("⇥", "\t").encode(), "a.txt")
        (statement,) = recognise(document).statements
        interpreter.interpret(statement, context, ledger)
        return ledger

    return run
