#!/usr/bin/env python3
"""Load on a running `hemicycle serve`: what it answers when far too many ask.

    scripts/overload.py http://127.0.0.1:7878 [--seconds 60] [--connections 256] [--slow 500] [--pid PID]

Half of the connections ask queries that take long, half pages and short queries; beside them
slow ones send a byte a second and never finish. Prints how many answers had which status,
how long pages took, and with --pid how the memory of the front grew. Exit code 1 where an
answer is neither 200, 429, 503 with Retry-After, 504 nor 507, where one is cut, or where no
page answered.
"""
import argparse
import asyncio
import collections
import time
import urllib.parse

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SHORT = "SELECT * { ?act a <http://data.europa.eu/eli/ontology#Work> } LIMIT 5"
FINE = {200, 429, 503, 504, 507}


def memory(pid):
    """Resident memory in MB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as lines:
        return next(int(it.split()[1]) for it in lines if it.startswith("VmRSS")) / 1024


async def ask(host, port, path):
    """Status, headers, and whether the body has the length that was told."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        head = f"GET {path} HTTP/1.1\r\nhost: {host}\r\naccept: */*\r\nconnection: close\r\n\r\n"
        writer.write(head.encode())
        await writer.drain()
        answer = await reader.read(-1)
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    status = int(lines[0].split()[1]) if lines[0].startswith("HTTP/") else 0
    length = headers.get("content-length")
    return status, headers, length is None or int(length) == len(body)


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=256)
    parser.add_argument("--slow", type=int, default=500)
    parser.add_argument("--pid", type=int)
    given = parser.parse_args()
    url = urllib.parse.urlsplit(given.address)
    host, port = url.hostname, url.port or 80
    end = time.monotonic() + given.seconds
    statuses, faults, pages = collections.Counter(), collections.Counter(), []
    query = lambda text: "/sparql?query=" + urllib.parse.quote(text)

    async def client(n):
        path = [query(HEAVY), query(SHORT), "/", "/acts"][n % 4]
        while time.monotonic() < end:
            begin = time.monotonic()
            try:
                status, headers, whole = await ask(host, port, path)
            except OSError as error:
                faults[type(error).__name__] += 1
                await asyncio.sleep(0.1)
                continue
            statuses[status] += 1
            if status not in FINE or (status == 503 and "retry-after" not in headers) or not whole:
                faults[f"{status} {'whole' if whole else 'cut'}"] += 1
            if status == 200 and path.startswith("/a"):
                pages.append(time.monotonic() - begin)
            if status == 503:
                await asyncio.sleep(0.2)

    async def slow():
        while time.monotonic() < end:
            try:
                _, writer = await asyncio.open_connection(host, port)
                for byte in b"GET / HTTP/1.1\r\nhost: " + b"x" * 600:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(1)
                    if time.monotonic() > end:
                        break
                writer.close()
            except OSError:
                await asyncio.sleep(0.5)

    before = memory(given.pid) if given.pid else None
    await asyncio.gather(*(client(n) for n in range(given.connections)), *(slow() for _ in range(given.slow)))
    pages.sort()
    print("answers", dict(sorted(statuses.items())))
    print("faults", dict(faults))
    if pages:
        middle, late = pages[len(pages) // 2], pages[int(len(pages) * 0.99)]
        print(f"pages {len(pages)}, median {middle:.3f} s, 99 of 100 within {late:.3f} s")
    if before is not None:
        print(f"front: {before:.0f} MB before, {memory(given.pid):.0f} MB after")
    raise SystemExit(1 if faults or not pages else 0)


asyncio.run(main())
