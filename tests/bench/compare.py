#!/usr/bin/env python3
"""Measures this checker and the peers that are installed on the same filings, in one run, and prints a table.

    cmake --preset release -DA6_BUILD_BENCHMARKS=ON && cmake --build build/release
    tests/bench/compare.py --build build/release --rows 10000,100000 --runs 5

Medians of wall time and of user CPU time of whole processes, and the peak of memory; ratios against the yardstick, a bare
pugixml parse of the same file. The checker runs its whole rulebook, each peer the rules in tests/bench/peers, of which it
must find the same rows (0.1 % of the actions have a quantity that is not their block's).

With --blocks also the blocks of all Parties in one list: which overlap between holders, found by the checker's index of
blocks and by the life of every serial, beside the self-join of DuckDB (a program on the PATH, or @duckdb/node-api where node
finds it) and of SQLite with an index. All have to find the overlaps that were planted."""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
SAXON = Path("/usr/share/java/Saxon-HE.jar")
PYTHON = "/usr/bin/python3"  # the one that Debian's python3-lxml is for


class Run:
    def __init__(self, command, threads=None):
        """Starts the command and waits for it: output, wall and user seconds, peak MB."""
        pinned = ["taskset", "-c", "0"] if threads == 1 else []
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            begun = time.monotonic()
            process = subprocess.Popen(pinned + command, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - begun
            self.code = os.waitstatus_to_exitcode(status)
            process.returncode = self.code
            out.seek(0)
            err.seek(0)
            self.out = out.read().decode("utf-8", "replace")
            self.err = err.read().decode("utf-8", "replace")
        self.user = usage.ru_utime
        self.peak = usage.ru_maxrss / 1024


class Contender:
    def __init__(self, name, command, expected, threads=None, most_rows=None):
        """`expected(rows)`: what the run has to find, given by `found(run)`; `most_rows`: larger filings are left out."""
        self.name, self.command, self.expected = name, command, expected
        self.threads, self.most_rows = threads, most_rows


def lines(run):
    return len((run.out + run.err).splitlines())


def contenders(build, most_quadratic):
    checker = str(build / "a6check")

    def check(path):
        return [checker, "check", "--as-of", "2026-11-23", "--format", "lines", "--no-open", str(path)]

    def errors(run, rows):
        return run.code == 1 and f"summary: {rows // 1000} error" in run.out

    def rows_found(run, rows):
        return run.code == 0 and lines(run) == rows // 1000

    out = [Contender("bare pugixml parse, no check", lambda f: [str(build / "tests/bench/a6_bare_parse"), str(f)],
                     lambda run, rows: run.code == 0),
           Contender("a6check, whole rulebook, one thread", check, errors, threads=1),
           Contender("a6check, whole rulebook", check, errors),
           Contender("SQLite, 8 rules", lambda f: [PYTHON, str(PEERS / "check_with_sqlite.py"), str(f)], rows_found)]
    if subprocess.run([PYTHON, "-c", "import lxml"], capture_output=True).returncode == 0:
        out.append(Contender("Python and lxml, 8 rules",
                             lambda f: [PYTHON, str(PEERS / "check_with_lxml.py"), str(f)], rows_found))
    if shutil.which("xsltproc"):
        out.append(Contender("XSLT on xsltproc, 7 rules",
                             lambda f: ["xsltproc", str(PEERS / "rules.xsl"), str(f)], rows_found))
    if shutil.which("java") and SAXON.exists():
        out.append(Contender("XSLT on Saxon-HE, 7 rules",
                             lambda f: ["java", "-jar", str(SAXON), f"-s:{f}", f"-xsl:{PEERS / 'rules.xsl'}"], rows_found))
    if shutil.which("xmllint"):
        out.append(Contender("Schematron in xmllint, 6 rules",
                             lambda f: ["xmllint", "--noout", "--huge", "--schematron", str(PEERS / "rules.sch"), str(f)],
                             lambda run, rows: run.code == 3, most_rows=most_quadratic))
    return out


def measure(contender, path, rows, runs):
    measured = []
    for _ in range(runs):
        run = Run(contender.command(path), contender.threads)
        if not contender.expected(run, rows):
            sys.exit(f"{contender.name} did not find what is there: exit code {run.code}\n{(run.out + run.err)[-600:]}")
        measured.append(run)
    return [statistics.median(getattr(r, what) for r in measured) for what in ("wall", "user", "peak")]


def compare(args, folder):
    build = Path(args.build).resolve()
    for rows in args.rows:
        path = Path(folder) / f"{rows}.xml"
        with open(path, "wb") as file:
            subprocess.run([str(build / "tests/bench/a6_make_filing"), str(rows)], stdout=file, check=True)
        print(f"\n{rows:,} actions, {rows // 2:,} holdings, {path.stat().st_size / 1e6:.0f} MB; median of {args.runs} runs\n")
        print("| | wall | user CPU | wall, of the parse | user CPU, of the parse | peak memory |")
        print("|---|---|---|---|---|---|")
        yardstick = None
        for contender in contenders(build, args.most_quadratic):
            if contender.most_rows is not None and rows > contender.most_rows:
                continue
            wall, user, peak = measure(contender, path, rows, args.runs)
            yardstick = yardstick or (wall, user)
            # The clock of user time is coarse: a small file takes none of it.
            of_user = f"{user / yardstick[1]:.1f}" if yardstick[1] else "-"
            print(f"| {contender.name} | {wall:.2f} s | {user:.2f} s | {wall / yardstick[0]:.1f} | {of_user} | "
                  f"{peak:.0f} MB |", flush=True)
        path.unlink()


def many_parties(args, folder):
    """Filings of many Parties over years: every block held against every other, and the life of every ITMO followed."""
    build = Path(args.build).resolve()
    maker = build / "tests/world/a6_make_world"
    if not args.world:
        return
    if not maker.exists():
        sys.exit(f"{maker} is not there; build the tests too")
    print("\nFilings of many Parties over six years, judged together\n")
    print("| actions | filings | wall | user CPU | peak memory |")
    print("|---|---|---|---|---|")
    for actions in args.world:
        world = Path(folder) / f"world{actions}"
        subprocess.run([str(maker), str(world), "1", "large", str(actions)], check=True, stdout=subprocess.DEVNULL)
        files = len(list(world.iterdir()))
        run = Run([str(build / "a6check"), "check", "--as-of", "2027-12-31", "--format", "lines", "--no-open", str(world)])
        if run.code not in (0, 1):
            sys.exit(f"the checker failed on {world}: {run.err[-600:]}")
        print(f"| {actions:,} | {files} | {run.wall:.1f} s | {run.user:.1f} s | {run.peak:.0f} MB |", flush=True)
        shutil.rmtree(world)


def overlap_finders(build, path, lacking):
    """Name and command of each; of one that is not installed, the name goes to `lacking`."""
    ours, query = str(build / "tests/bench/a6_block_overlaps"), str(PEERS / "overlaps.sql")
    finders = [("a6check, index of blocks", [ours, "index", str(path)]), ("a6check, life cycles", [ours, "life", str(path)])]
    by_node = ["node", str(PEERS / "overlaps_with_duckdb.mjs")]
    if shutil.which("duckdb"):
        script = f"CREATE TABLE blocks AS SELECT * FROM read_csv('{path}'); {(PEERS / 'overlaps.sql').read_text()}"
        finders.append(("DuckDB, self-join", ["duckdb", "-csv", "-noheader", "-separator", " ", "-c", script]))
    elif shutil.which("node") and subprocess.run(by_node, capture_output=True).returncode == 0:
        finders.append(("DuckDB, self-join", [*by_node, str(path), query]))
    else:
        lacking.append("DuckDB")
    finders.append(("SQLite, self-join with an index",
                    [sys.executable, str(PEERS / "overlaps_with_sqlite.py"), str(path), query]))
    return finders


def blocks_of_all_parties(args, folder):
    """Which blocks of one list overlap between holders, from reading the list to the number of overlaps."""
    build = Path(args.build).resolve()
    for blocks in args.blocks:
        path = Path(folder) / f"blocks{blocks}.csv"
        with open(path, "wb") as file:
            made = subprocess.run([str(build / "tests/bench/a6_make_blocks"), str(blocks)], stdout=file,
                                  stderr=subprocess.PIPE, check=True)
        planted = int(made.stderr)
        print(f"\n{blocks:,} blocks of all Parties, {planted:,} overlaps between holders, {path.stat().st_size / 1e6:.0f} MB; "
              f"median of {args.runs} runs\n")
        lacking, answer, yardstick = [], None, None
        print("| | wall | user CPU | wall, of the index | peak memory |")
        print("|---|---|---|---|---|")
        for name, command in overlap_finders(build, path, lacking):
            measured = [Run(command) for _ in range(args.runs)]
            for run in measured:
                found = run.out.split()
                answer = answer or found
                if run.code != 0 or found != answer or int(found[0]) != planted:
                    sys.exit(f"{name} did not find what is there: exit code {run.code}\n{(run.out + run.err)[-600:]}")
            wall, user, peak = [statistics.median(getattr(r, what) for r in measured) for what in ("wall", "user", "peak")]
            yardstick = yardstick or wall
            print(f"| {name} | {wall:.2f} s | {user:.2f} s | {wall / yardstick:.1f} | {peak:.0f} MB |", flush=True)
        if lacking:
            print(f"\nnot installed: {', '.join(lacking)}")
        path.unlink()


def main():
    def numbers(text):
        return [int(n) for n in text.split(",") if n]

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", default="build/release", help="a build with -DA6_BUILD_BENCHMARKS=ON")
    options.add_argument("--rows", type=numbers, default=[10_000, 100_000], help="actions of the filings, such as 10000,100000")
    options.add_argument("--world", type=numbers, default=[], help="actions of all Parties together, such as 10000,100000")
    options.add_argument("--blocks", type=numbers, default=[], help="blocks of all Parties in one list, such as 1000000")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--most-quadratic", type=int, default=10_000, help="larger filings are left out where joins have no key")
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(args, folder)
        many_parties(args, folder)
        blocks_of_all_parties(args, folder)


if __name__ == "__main__":
    main()
