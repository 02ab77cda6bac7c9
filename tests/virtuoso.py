"""Another real SPARQL server to talk to: Virtuoso, where Debian's package of it is installed."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .oxigraph import free_port, wait_for

BINARY, CLIENT = shutil.which("virtuoso-t"), shutil.which("isql-vt")
SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
"""
#: It writes for those only who may; everybody on this machine here.
GRANTS = """GRANT SPARQL_UPDATE TO "SPARQL"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Its address; it keeps its files in the folder."""
    if BINARY is None or CLIENT is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(folder=folder, sql=sql, http=http))
    command = [BINARY, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(http)
        granting = [CLIENT, f"127.0.0.1:{sql}", "dba", "dba", f"exec={GRANTS}"]
        subprocess.run(granting, check=True, capture_output=True, timeout=30)
        yield f"http://127.0.0.1:{http}"
    finally:
        process.kill()
        process.wait()
