"""``/dumps/``: the exports as files with their checksums."""

import hashlib

import httpx
import pytest

from gouji.api.exporting import EXPORTS, file_of


def test_the_list_names_every_export(real: httpx.Client) -> None:
    listed = real.get("/dumps/").json()["data"]

    assert {each["format"] for each in listed} == set(EXPORTS)
    assert all(each["zh"] and each["en"] and each["checksum"].endswith(".sha256") for each in listed)


@pytest.mark.parametrize("name", ["nq", "csv", "datapackage"])
def test_a_file_has_its_checksum(real: httpx.Client, name: str) -> None:
    file = file_of(EXPORTS[name])
    content = real.get(f"/dumps/{file}")
    told = real.get(f"/dumps/{file}.sha256").text

    assert content.headers["content-type"].startswith(EXPORTS[name].media_type)
    assert told == f"{hashlib.sha256(content.content).hexdigest()}  {file}\n"


@pytest.mark.parametrize("file", ["gouji.pdf", "..%2F..%2Fetc%2Fpasswd", "gouji.nq.sha256.sha256"])
def test_there_is_nothing_else(real: httpx.Client, file: str) -> None:
    assert real.get(f"/dumps/{file}").status_code == 404
