"""A sentence for a person in both languages of the interface, Chinese first."""

from typing import NamedTuple


class Bilingual(NamedTuple):
    """One sentence, said in Chinese and in English."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


class GoujiError(Exception):
    """What a user can mend: bad input, a locked store, a wrong name. It owns its sentence in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.message = Bilingual(zh, en)
        super().__init__(str(self.message))
