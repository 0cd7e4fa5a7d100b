#!/usr/bin/env python3
"""The queries of tests/server/hostile.txt on a running endpoint, one after the other, with a
probe beside them: what each ends with and when, how late the probe comes, and what memory
all processes of the server take together.

    scripts/hostile.py hemicycle=http://127.0.0.1:7878/sparql --pid PID [--timeout 10]
    scripts/hostile.py stock=http://127.0.0.1:7879/query --start 'oxigraph serve-read-only …'

With --start the server is started by this script, and again whenever it has died or has not
answered for --patience seconds. Writes a row of a table for each kind.
"""
import argparse
import collections
import http.client
import os
import re
import shlex
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path

PROBE = "SELECT * { <http://example.org/1> ?p ?o }"


def queries():
    lines = (Path(__file__).parent.parent / "tests/server/hostile.txt").read_text().splitlines()
    for kind, sizes, query in (it.split("\t") for it in lines if it and not it.startswith("#")):
        for n in map(int, sizes.split()):
            yield kind, n, expanded(query, n)


def expanded(query, n):
    def times(found):
        factor, text = found[1].rsplit("×", 1) if "×" in found[1] else ("1", found[1])
        count = int(factor[1:]) if factor.startswith("=") else n * int(factor)
        return "".join(text.replace("#+", str(it + 1)).replace("#", str(it)) for it in range(count))

    return re.sub("⟦(.*?)⟧", times, query).replace("⟨n-1⟩", str(n - 1)).replace("⟨5n⟩", str(n * 5))


def processes(pid):
    """This process and all that it has started."""
    parents = collections.defaultdict(list)
    for it in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(Path(f"/proc/{it}/stat").read_text().rsplit(")", 1)[1].split()[1])].append(int(it))
        except OSError:
            pass
    found = [pid]
    for it in found:
        found += parents[it]
    return found


def resident(pid):
    """MB of all of them; what two share counts once for each, so this is too much if anything."""
    total = 0
    for it in processes(pid):
        try:
            total += int(Path(f"/proc/{it}/statm").read_text().split()[1]) * 4096
        except OSError:
            pass
    return total / 2**20


class Endpoint:
    def __init__(self, url, patience):
        self.url, self.patience = urllib.parse.urlsplit(url), patience

    def ask(self, query):
        """Status, or why there is none; seconds."""
        begin = time.monotonic()
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=self.patience)
        try:
            head = {"content-type": "application/sparql-query", "accept": "application/sparql-results+json, text/turtle"}
            connection.request("POST", self.url.path, query.encode(), head)
            answer = connection.getresponse()
            answer.read()
            told = answer.status
        except TimeoutError:
            told = "hangs"
        except http.client.IncompleteRead:
            told = "cut"
        except (OSError, http.client.HTTPException) as error:
            told = f"no answer ({type(error).__name__})"
        finally:
            connection.close()
        return told, time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("endpoint", help="name=address")
    parser.add_argument("--pid", type=int)
    parser.add_argument("--start", help="command that serves")
    parser.add_argument("--timeout", type=float, help="the server's own: later ends are faults")
    parser.add_argument("--patience", type=float, default=30, help="seconds after which it hangs")
    given = parser.parse_args()
    name, url = given.endpoint.split("=", 1)
    endpoint = Endpoint(url, given.patience)
    server = None

    def start():
        nonlocal server
        if server:
            server.kill()
            server.wait()
        server = subprocess.Popen(shlex.split(given.start), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            if endpoint.ask(PROBE)[0] == 200:
                return
            time.sleep(0.1)
        raise SystemExit("the server does not start")

    if given.start:
        start()
    ended, most, late, restarts = threading.Event(), 0.0, [], 0
    pid = lambda: server.pid if server else given.pid

    def watch():
        nonlocal most
        while not ended.wait(0.05):
            if pid():
                most = max(most, resident(pid()))

    def probe():
        while not ended.wait(0.05):
            # A text that was never asked: an answer kept from before would say nothing.
            told, took = endpoint.ask(f"{PROBE} # {len(late)}")
            late.append((took, told))

    threads = [threading.Thread(target=it, daemon=True) for it in (watch, probe)]
    for it in threads:
        it.start()
    rows = collections.OrderedDict()
    faults = []
    for kind, n, query in queries():
        told, took = endpoint.ask(query)
        row = rows.setdefault(kind, [collections.Counter(), 0.0])
        dead = server is not None and server.poll() is not None
        row[0]["dies" if dead else told] += 1
        row[1] = max(row[1], took)
        if given.timeout and took > given.timeout + 0.5:
            faults.append(f"{kind} {n} ended after {took:.2f} s")
        if dead or (server and told == "hangs"):
            restarts += 1
            start()
    ended.set()
    print(f"| kind | {name} | slowest, s |\n|---|---|---|")
    for kind, (told, slowest) in rows.items():
        print(f"| {kind} | {', '.join(f'{it} × {count}' for it, count in told.items())} | {slowest:.2f} |")
    late.sort(key=lambda it: it[0])
    fine = [it for it in late if it[1] == 200]
    print(f"\nqueries {sum(sum(it[0].values()) for it in rows.values())}, starts anew {restarts}")
    print(f"probes {len(late)}, answered {len(fine)}; of those 99 of 100 within {fine[int(len(fine) * 0.99)][0] * 1000:.0f} ms")
    print("others", dict(collections.Counter(it[1] for it in late if it[1] != 200)))
    print(f"memory of all processes at most {most:.0f} MB")
    for it in faults:
        print("late:", it)
    if server:
        server.kill()
    raise SystemExit(1 if faults else 0)


main()
