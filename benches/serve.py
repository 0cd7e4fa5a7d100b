#!/usr/bin/env python3
"""`hemicycle serve` beside stock Oxigraph on one store, in one run.

    benches/serve.py [--acts 1500] [--shared ../shared] [--hemicycle target/release/hemicycle]
                     [--oxigraph oxigraph] [--seconds 10] [--rounds 3] [--keep DIR]

Needs wrk (Debian) and oxigraph 0.5.13 (PyPI). Makes the graph of gen_graph.py, loads it with
stock Oxigraph, serves that same folder with both (stock `serve-read-only`; ours takes its
snapshot of it), and measures in turns, so that both have the same machine:

- the mix of query_mix.py, each query new to the server (a comment tells them apart), medians
  and geometric mean;
- a point query on one act after the other: each text asked once only (nothing kept can help),
  and the same 1,500 over and over;
- the documents and pages of the acts.

Rates by wrk, 8 connections. Processor time is of all processes of a server, for each request:
it says the same on a busy machine.
"""
import argparse
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import types
import urllib.parse
import urllib.request
from pathlib import Path

BASE = "https://data.example.org"

# One address after the other; `%d` is the act, `%n` a number that never comes again.
SCRIPT = """
local n = {start}
request = function()
  n = n + 1
  local path = string.gsub("{path}", "ACT", tostring(n % {acts}))
  path = string.gsub(path, "NEW", tostring(n))
  return wrk.format("GET", path, {{["accept"] = "{accept}"}})
end
"""


def processes(pid):
    parents = {}
    for it in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(it)] = int(Path(f"/proc/{it}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            pass
    found = [pid]
    for it in found:
        found += [child for child, parent in parents.items() if parent == it]
    return found


def spent(pid):
    """Seconds of processor time by process."""
    seconds = {}
    for it in processes(pid):
        try:
            fields = Path(f"/proc/{it}/stat").read_text().rsplit(")", 1)[1].split()
            seconds[it] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            pass
    return seconds


class Server:
    def __init__(self, command, port, path):
        self.port, self.path = port, path
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                self.ask("ASK {}")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"{command[0]} does not answer")

    def ask(self, query):
        """Milliseconds."""
        address = f"http://127.0.0.1:{self.port}{self.path}?" + urllib.parse.urlencode({"query": query})
        begin = time.perf_counter()
        with urllib.request.urlopen(urllib.request.Request(address, headers={"accept": "text/csv"}), timeout=300) as it:
            it.read()
        return (time.perf_counter() - begin) * 1000


counter = 0


def load(server, path, accept, acts, seconds):
    """Requests a second, and processor time of the server for each in microseconds."""
    global counter
    counter += 10_000_000
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(start=counter, path=path, acts=acts, accept=accept))
        script.flush()
        before = spent(server.process.pid)
        command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-s", script.name, f"http://127.0.0.1:{server.port}"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        after = spent(server.process.pid)
    if "Non-2xx" in told or "Socket errors" in told:
        print(told, file=sys.stderr)
        raise SystemExit(f"not all answers were whole: {path}")
    count = int(re.search(r"(\d+) requests in", told)[1])
    rate = float(re.search(r"Requests/sec: *([\d.]+)", told)[1])
    used = sum(it - before.get(pid, 0) for pid, it in after.items())
    return rate, used * 1e6 / count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acts", type=int, default=1500)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    parser.add_argument("--hemicycle", default="target/release/hemicycle")
    parser.add_argument("--oxigraph", default="oxigraph")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="folder of the store, made if it is not there")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp())
    quads = folder / "quads"
    if not quads.exists():
        folder.mkdir(parents=True, exist_ok=True)
        graph = folder / "graph.nq"
        with graph.open("wb") as out:
            subprocess.run([sys.executable, given.shared / "bench/gen_graph.py", str(given.acts)], stdout=out, check=True)
        subprocess.run([given.oxigraph, "load", "-l", quads, "-f", graph], check=True)
        graph.unlink()
        (folder / "store.json").write_text(f'{{"format": 2, "base": "{BASE}"}}')
        (folder / "lock").touch()
    stock = Server([given.oxigraph, "serve-read-only", "-l", quads, "-b", "127.0.0.1:7931"], 7931, "/query")
    ours = Server([given.hemicycle, "serve", "--store", folder, "--listen", "127.0.0.1:7932"], 7932, "/sparql")
    try:
        measure(given, stock, ours)
    finally:
        stock.process.kill()
        ours.process.terminate()


def measure(given, stock, ours):
    # Its queries only: the rest of it asks servers as soon as it is read.
    text = (given.shared / "bench/query_mix.py").read_text().split("\ndef run", 1)[0]
    mix = types.SimpleNamespace()
    exec(text, mix.__dict__)
    print("| query of the mix, ms | stock | ours | ratio |\n|---|---|---|---|")
    logs, number = [0.0, 0.0], 0
    for name, query in mix.Q.items():
        times = [[], []]
        for _ in range(5 * given.rounds):
            for at, server in enumerate((stock, ours)):
                number += 1
                times[at].append(server.ask(f"{mix.P}{query} # {number}"))
        medians = [statistics.median(it) for it in times]
        logs = [a + math.log(b) for a, b in zip(logs, medians)]
        print(f"| {name} | {medians[0]:.2f} | {medians[1]:.2f} | {medians[1] / medians[0]:.2f} |")
    means = [math.exp(it / len(mix.Q)) for it in logs]
    print(f"| geometric mean | {means[0]:.2f} | {means[1]:.2f} | {means[1] / means[0]:.2f} |\n")

    def point(server, end):
        query = f"SELECT ?p ?o WHERE {{ GRAPH ?g {{ <{BASE}/id/act/ACT> ?p ?o }} }}{end}"
        return server.path + "?query=" + urllib.parse.quote(query, safe="")

    cases = [
        ("point query, each text once", point(stock, " #NEW"), point(ours, " #NEW"), "text/csv"),
        ("point query, the same again", point(stock, ""), point(ours, ""), "text/csv"),
        ("document (stock: the point query)", point(stock, ""), "/id/act/ACT.ttl", "text/turtle,text/csv"),
        ("page (stock: the point query)", point(stock, ""), "/id/act/ACT.html", "text/html,text/csv"),
        ("thing to its document, 303 (stock: the point query)", point(stock, ""), "/id/act/ACT", "text/csv"),
    ]
    # Each page and document once: kept from here on. Of a hundred acts, or this takes minutes.
    acts = min(given.acts, 100)
    for path in ("/id/act/ACT.ttl", "/id/act/ACT.html"):
        for act in range(acts):
            urllib.request.urlopen(f"http://127.0.0.1:{ours.port}{path.replace('ACT', str(act))}").read()
    print("| requests a second (processor time each, µs) | stock | ours | ratio of rates | of processor time |\n|---|---|---|---|---|")
    for name, theirs, own, accept in cases:
        rounds = [[], []]
        for _ in range(given.rounds):
            for at, (server, path) in enumerate(((stock, theirs), (ours, own))):
                some = acts if "page" in name or "document" in name else given.acts
                rounds[at].append(load(server, path, accept, some, given.seconds))
        rates = [statistics.median(it[0] for it in some) for some in rounds]
        used = [statistics.median(it[1] for it in some) for some in rounds]
        cells = [f"{rate:.0f} ({time:.0f})" for rate, time in zip(rates, used)]
        print(f"| {name} | {cells[0]} | {cells[1]} | {rates[1] / rates[0]:.2f} | {used[1] / used[0]:.2f} |", flush=True)


main()
