"""What is known of a document before its tables are interpreted: whose it is, for which year."""

from dataclasses import dataclass

from ...ontology import terms
from ...ontology.facts import Disclosure, Unit
from .units import Units


@dataclass(frozen=True, slots=True)
class Context:
    """The disclosure a statement stands in, and the register of units it names."""

    disclosure: Disclosure
    units: Units

    @property
    def unit(self) -> Unit:
        """The unit that discloses."""
        return self.units.own

    @property
    def region(self) -> str | None:
        """The six-digit division of the disclosing unit."""
        return self.unit.region

    def table(self, form: str, part: str | None = None) -> str:
        """The name of a table of this document."""
        return terms.table_name(self.disclosure.iri, form, part)

    def project(self, code: str | None, name: str, unit: str | None = None) -> str:
        """The name of a project of this document's unit (or of ``unit``)."""
        return terms.project_name(code, unit or self.unit.iri, name)
