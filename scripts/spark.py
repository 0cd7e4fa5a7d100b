#!/usr/bin/env python3
"""Reads the sample acts under Spark, in local mode, and holds the result against `build`.

    scripts/spark.py [HEMICYCLE]

Needs `pip install pyspark` and Java; without them it says that it is passed over. The quads that
Spark's workers give, each document by itself, must be those of a store built of the same acts,
but for what the store derives from all acts together.
"""
import glob
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
HEMICYCLE = sys.argv[1] if len(sys.argv) > 1 else str(TARGET / "release" / "hemicycle")
# Graphs that belong to no single act.
OF_THE_STORE = ("/g/derived", "/g/meta", "/g/authority", "/g/curation")


def spark_quads(acts):
    from pyspark.sql import SparkSession

    lines = [json.dumps({"name": pathlib.Path(act).name, "text": open(act, encoding="utf-8").read()}) for act in acts]
    spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
             .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate())
    try:
        piped = spark.sparkContext.parallelize(lines, 4).pipe(f"{HEMICYCLE} extract --quiet --jsonl -", checkCode=True)
        return set(piped.collect())
    finally:
        spark.stop()


def build_quads(acts):
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "store")
        subprocess.run([HEMICYCLE, "build", "--quiet", "--store", store, *acts], check=True)
        out = subprocess.run([HEMICYCLE, "export", "--store", store, "--format", "nquads"], check=True, capture_output=True)
    quads = out.stdout.decode().splitlines()
    return {quad for quad in quads if not quad.rsplit("<", 1)[1].rstrip("> .").split("#")[0].endswith(OF_THE_STORE)}


def main():
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return print("spark: passed over, pyspark is not installed")
    acts = sorted(glob.glob(str(ROOT / "examples" / "acts" / "*.txt")))
    piped, built = spark_quads(acts), build_quads(acts)
    for name, more in (("Spark only", piped - built), ("build only", built - piped)):
        for quad in sorted(more)[:5]:
            print(f"{name}: {quad}")
    if piped != built or not piped:
        sys.exit(f"spark: {len(piped)} quads, build: {len(built)}, not the same")
    print(f"spark: {len(acts)} acts in 4 partitions, {len(piped)} quads, the same as `build` gives")


main()
