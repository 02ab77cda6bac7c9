"""The truth tables that were made by eye, one folder a document, and how they are compared with a reading."""

import csv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "shared" / "seeds"
#: Folder of the truth tables → file of the published document.
DOCUMENTS = {
    "dachang-2024": "000_62fd4167203e8938.txt",
    "huailai-2024": "001_bf1647de2c758c5e.txt",
    "lishi-2023": "002_9a192daf02f50aab.txt",
    "gaoyi-2021-selfeval": "003_ab255cbc69744a60.txt",
    "jiyuan-2023": "004_66be0d06ac0cd84c.txt",
}


def rows(document: str, table: str) -> Iterator[dict[str, str]]:
    """The rows of one truth table."""
    with (HERE / document / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
