#!/usr/bin/env python3
"""Pushes the sample acts to stock Oxigraph and to Virtuoso, and makes each push go wrong.

    scripts/push.py [HEMICYCLE]

Needs `oxigraph` (pip) and `virtuoso-t` (Debian's virtuoso-opensource-7) on the path; a server that
is not there is passed over, which is said. Each must hold as many triples as the store, and give
every graph back with the hash it was sent with (`push` compares); a push killed in the middle
goes on; a wrong password, a full disk and a dead server give one message each.
"""
import contextlib
import http.server
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
HEMICYCLE = sys.argv[1] if len(sys.argv) > 1 else str(TARGET / "release" / "hemicycle")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://')) }"


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


@contextlib.contextmanager
def server(command, address, cwd):
    """Runs until its address answers, and is stopped behind."""
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if process.poll() is not None:
                    sys.exit(f"{command[0]} has stopped with {process.returncode}")
                time.sleep(0.2)
        yield
    finally:
        process.kill()
        process.wait()


def push(store, url, *more, user=None, password=None):
    environment = {**os.environ, "HEMICYCLE_STORE": str(store)}
    if user:
        environment |= {"HEMICYCLE_PUSH_USER": user, "HEMICYCLE_PUSH_PASSWORD": password}
    return subprocess.run([HEMICYCLE, "push", *more, url], env=environment, capture_output=True, text=True)


def expect(done, code, *said):
    words = done.stdout + done.stderr
    if done.returncode != code or not all(it in words for it in said) or words.count("error:") != (code != 0):
        sys.exit(f"push: expected code {code} and {said}, came {done.returncode}:\n{words}")


def triples(endpoint):
    query = urllib.parse.urlencode({"query": COUNT})
    request = urllib.request.Request(f"{endpoint}?{query}", headers={"accept": "text/csv"})
    with urllib.request.urlopen(request) as answer:
        return int(answer.read().decode().split()[1].strip('"'))


def killed(store, url, user, password):
    """Kills a push when some graphs are written down and others are not."""
    environment = {**os.environ, "HEMICYCLE_STORE": str(store),
                   "HEMICYCLE_PUSH_USER": user or "", "HEMICYCLE_PUSH_PASSWORD": password or ""}
    process = subprocess.Popen([HEMICYCLE, "push", "--at-once", "100", url], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        written = sum(it.read_text(encoding="utf-8").count('"hash":"') for it in store.glob("pushed-*"))
        if written >= 5:
            break
        time.sleep(0.01)
    process.kill()
    if process.wait() == 0:
        sys.exit("push: done before it could be killed")


def check(name, store, graphs, wanted, url, endpoint, user=None, password=None):
    for ledger in store.glob("pushed-*"):
        ledger.unlink()
    if user:
        expect(push(store, url), 5, "wants another name and password", "hint:")
        expect(push(store, url, user=user, password="wrong"), 5, "wants another name and password")
    killed(store, url, user, password)
    again = push(store, url, user=user, password=password)
    expect(again, 0)
    sent, unchanged = int(again.stdout.split()[0]), int(again.stdout.split()[6])
    if sent + unchanged != graphs or not unchanged:
        sys.exit(f"push: {again.stdout}after a kill, of {graphs} graphs")
    expect(push(store, url, user=user, password=password), 0, f"0 graphs with 0 triples sent, {graphs} unchanged")
    found = triples(endpoint)
    if found != wanted:
        sys.exit(f"push: {name} has {found} triples, the store {wanted}")
    print(f"push: {name} has all {graphs} graphs with {found} triples, also after a kill ({unchanged} were there)")


class Full(http.server.BaseHTTPRequestHandler):
    """A server whose disk is full."""

    def do_PUT(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(507)
        self.end_headers()
        self.wfile.write(b"no space left on device")

    def log_message(self, *_):
        pass


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        store = folder / "store"
        subprocess.run([HEMICYCLE, "build", "--quiet", "--store", store, ROOT / "examples" / "acts"], check=True)
        words = push(store, "http://127.0.0.1:9/", "--dry-run").stdout.split()
        graphs, wanted = int(words[0]), int(words[3])

        dead = f"http://127.0.0.1:{free_port()}/"
        expect(push(store, dead), 5, "cannot be reached", "hint:")
        full = http.server.HTTPServer(("127.0.0.1", 0), Full)
        threading.Thread(target=full.serve_forever, daemon=True).start()
        expect(push(store, f"http://127.0.0.1:{full.server_port}/"), 5, "507", "no space left", "hint:")
        print("push: a dead server and a full disk are told")

        if shutil.which("oxigraph"):
            base = f"http://127.0.0.1:{(port := free_port())}"
            command = ["oxigraph", "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
            with server(command, base, folder):
                check("Oxigraph", store, graphs, wanted, f"{base}/store", f"{base}/query")
        else:
            print("push: Oxigraph is passed over, it is not installed")

        if shutil.which("virtuoso-t"):
            base = f"http://127.0.0.1:{(port := free_port())}"
            (folder / "virtuoso.ini").write_text(f"""
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {free_port()}
NumberOfBuffers = 4000
[HTTPServer]
ServerPort = {port}
ServerRoot = .
""")
            with server(["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"], f"{base}/sparql", folder):
                check("Virtuoso", store, graphs, wanted, f"{base}/sparql-graph-crud-auth", f"{base}/sparql", "dba", "dba")
        else:
            print("push: Virtuoso is passed over, it is not installed")


main()
