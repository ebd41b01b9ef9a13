"""Derives from the log alone what must be stored, and compares it with what is. Usage: oracle.py FOLDER

FOLDER holds case.json and the files that ../run/dump.ts writes. The answer is one JSON object on standard output:
`lost` and `doubled` in events, `unexplained` in rows, with examples. ../README.md says what each means.
"""

import json
import sys
from pathlib import Path

import duckdb

from places import Places
from reading import Unknown, read

HERE = Path(__file__).parent
DIMENSIONS = ("county", "direction", "disposition", "category", "severity", "agency", "country", "overflow")


def main(folder):
    case = json.loads((folder / "case.json").read_text())
    database = duckdb.connect()
    database.execute("set threads = 1")
    database.execute("set timezone = 'UTC'")
    try:
        write_readings(folder, case)
    except Unknown as unknown:
        sys.exit(f"LF-FAULTS-ORACLE: the oracle has no rule for a record ({unknown}). Add the rule to oracle/reading.py.")
    load_tables(database, folder, case)
    derive(database, gaps=True)
    database.execute((HERE / "stored.sql").read_text())
    verdict = Verdict()
    compare_rows(database, verdict)
    compare_by_sql(database, verdict)
    answer = verdict.as_dict()
    answer["records"] = database.execute("select class, count(*) from outcome group by 1 order by 1").fetchall()
    answer["rows"] = database.execute("select tier, count(*) from stored_row group by 1 order by 1").fetchall()
    if (folder / "peer.ndjson").exists():
        derive(database, gaps=False)
        peer = Verdict()
        compare_peer(database, peer)
        answer["peer"] = peer.as_dict()
    print(json.dumps(answer))


def derive(database, gaps):
    database.execute(f"set variable gaps = {gaps}")
    database.execute((HERE / "expected.sql").read_text())


def write_readings(folder, case):
    """Reads every record once; places are derived for each directory that was ever in force."""
    places = {digest: Places(text, folder / case["countries"]) for digest, text in case["directories"].items()}
    pairs = set()
    with open(folder / "input.ndjson") as lines, open(folder / "readings.ndjson", "w") as out:
        for line in lines:
            record = json.loads(line)
            reading = read(record, case["recordBytes"])
            if reading["kind"] == "threat":
                pairs.add((reading["opener"], reading["other"]))
            kept = {name: record[name] for name in ("life", "partition", "offset", "logTime", "hash")}
            out.write(json.dumps({**kept, **reading}) + "\n")
    with open(folder / "places.ndjson", "w") as out:
        for digest, one in places.items():
            for opener, other in sorted(pairs):
                county, agency, direction, country = one.locate(opener, other)
                where = {"county": county, "agency": agency, "direction": direction, "country": country}
                out.write(json.dumps({"directory": digest, "opener": opener, "other": other, **where}) + "\n")


COLUMNS = {
    "reading": (
        "readings",
        "life int, partition int, offset bigint, logTime bigint, hash varchar, kind varchar, what varchar, ids varchar[],"
        " time bigint, opener varchar, other varchar, disposition varchar, category varchar, severity varchar",
    ),
    "place": (
        "places",
        "directory varchar, opener varchar, other varchar, county varchar, agency varchar, direction varchar, country varchar",
    ),
    "stored_row": (
        "rows",
        "topic varchar, epoch int, partition int, tier varchar, kind varchar, chunk varchar, time bigint, county varchar,"
        " direction varchar, disposition varchar, category varchar, severity varchar, agency varchar,"
        " sourceCountry varchar, overflow boolean, count bigint",
    ),
    "stored_ledger": (
        "ledger",
        'topic varchar, epoch int, partition int, chunk varchar, "from" bigint, "to" bigint, counted bigint,'
        " duplicate bigint, ignored bigint, rejected bigint, skipped bigint, lost bigint,"
        " ignoredByKind map(varchar, bigint), rejectedByCode map(varchar, bigint)",
    ),
    "stored_pin": ("pins", 'epoch int, partition int, chunk varchar, "from" bigint, directory varchar'),
    "stored_mark": ("marks", "epoch int, partition int, openHours bigint[], openDays bigint[]"),
    "stored_letter": ("letters", "key varchar, reason varchar, hash varchar"),
    "peer_row": (
        "peer",
        "minute bigint, county varchar, direction varchar, disposition varchar, count bigint",
    ),
    "log_bound": ("bounds", "life int, partition int, start bigint, finish bigint, deletedBefore bigint"),
}


def load_tables(database, folder, case):
    for table, (file, columns) in COLUMNS.items():
        database.execute(f"create table {table} ({quoted(columns)})")
        path = folder / f"{file}.ndjson"
        if path.exists() and path.stat().st_size > 0:
            types = ", ".join(f'"{name.strip(chr(34))}": \'{kind}\'' for name, kind in split_columns(columns))
            source = f"read_json(?, format = 'newline_delimited', columns = {{{types}}}, maximum_object_size = 4194304)"
            database.execute(f"insert into {table} select * from {source}", [str(path)])
    for name in ("topic", "window", "ahead", "behind", "cellLimit", "offsetsPerBlock", "millisecondsPerBlock"):
        database.execute(f"set variable \"{name}\" = {json.dumps(case[name]).replace(chr(34), chr(39))}")


def split_columns(columns):
    """Pairs of name and type; types may hold commas in brackets."""
    parts, depth, current = [], 0, ""
    for letter in columns:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [tuple(part.strip().split(" ", 1)) for part in [*parts, current]]


def quoted(columns):
    return ", ".join(f'"{name.strip(chr(34))}" {kind}' for name, kind in split_columns(columns))


class Verdict:
    """Differences, told apart: events that are missing, events that are there twice, and rows that are neither."""

    def __init__(self):
        self.lost = self.doubled = self.unexplained = 0
        self.examples = []

    def say(self, text):
        if len(self.examples) < 12:
            self.examples.append(text)

    def neither(self, text, rows=1):
        self.unexplained += rows
        self.say(text)

    def as_dict(self):
        return {name: getattr(self, name) for name in ("lost", "doubled", "unexplained", "examples")}


def compare_rows(database, verdict):
    """Minute rows. Of the four kinds the worst decides, so that one event is not told four times."""
    differing = database.execute(
        "select epoch, partition, kind, time, cell, expected, stored from row_difference order by 1, 2, 3, 4, 5"
    ).fetchall()
    by_kind = {}
    for epoch, partition, kind, time, cell, expected, stored in differing:
        verdict.say(f"minute row {epoch}/{partition} {kind} {time} {cell}: expected {expected}, stored {stored}")
        by_kind.setdefault((epoch, partition), {}).setdefault(kind, []).append(stored - expected)
    for kinds in by_kind.values():
        tell_apart(kinds.values(), verdict)


def tell_apart(groups, verdict):
    """Only missing: lost. Only too many: doubled. Both: the net, and every row is unexplained besides."""
    lost = doubled = unexplained = 0
    for differences in groups:
        net = sum(differences)
        lost, doubled = max(lost, -net), max(doubled, net)
        if min(differences) < 0 < max(differences):
            unexplained = max(unexplained, len(differences))
    verdict.lost += lost
    verdict.doubled += doubled
    verdict.unexplained += unexplained


def compare_by_sql(database, verdict):
    """Hour and day rows, ledger, pins: each differing row is unexplained. Letters: a missing one is a lost record."""
    for (text,) in database.execute("select text from unexplained_difference order by 1").fetchall():
        verdict.neither(text)
    for (text,) in database.execute("select text from missing_letter order by 1").fetchall():
        verdict.lost += 1
        verdict.say(text)


def compare_peer(database, verdict):
    differing = database.execute("select text, difference from peer_difference order by 1").fetchall()
    for text, _ in differing:
        verdict.say(text)
    if differing:
        tell_apart([[difference for _, difference in differing]], verdict)


main(Path(sys.argv[1]))
