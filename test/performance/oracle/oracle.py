"""Counts a load with DuckDB, and compares with that what others counted. Shares no code with the product.

oracle.py expect FOLDER                     reads case.json, directory.json and the load; keeps the answer in FOLDER
oracle.py compare FOLDER KIND ANSWER N      KIND: `stored` (a folder of what ours stored) or `counts` (a peer's result);
                                            the load lies N times in the log

case.json: {"load": "eve", "lines": [PATH, ...], "countries": PATH}
`compare` prints one JSON object: {"differences": N, "examples": [...]}; 0 is right.
"""

import csv
import ipaddress
import json
import sys
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
MOST_EXAMPLES = 8

# Description of a rule class to category (RSIT), as libs/normalise/src/suricata/README.md has it.
CLASSES = {
    "A Network Trojan was detected": "malicious-code",
    "Access to a Potentially Vulnerable Web Application": "intrusion-attempts",
    "Attempt to login by a default username and password": "intrusion-attempts",
    "Attempted Administrator Privilege Gain": "intrusion-attempts",
    "Attempted Denial of Service": "availability",
    "Attempted Information Leak": "information-gathering",
    "Detection of a Denial of Service Attack": "availability",
    "Detection of a Network Scan": "information-gathering",
    "Information Leak": "information-content-security",
    "Malware Command and Control Activity Detected": "malicious-code",
    "Possible Social Engineering Attempted": "fraud",
    "Successful Administrator Privilege Gain": "intrusions",
    "Web Application Attack": "intrusion-attempts",
}
# Classes that leave it to the rule's name, by the name.
NAMES = {
    ("Misc activity", "LF MAIL spam in bulk"): "abusive-content",
    ("Generic Protocol Command Decode", "LF PROTOCOL fields that do not fit each other"): "other",
}


def main(command, folder, *rest):
    folder = Path(folder)
    case = json.loads((folder / "case.json").read_text())
    if command == "expect":
        expect(folder, case)
    else:
        print(json.dumps(compare(folder, *rest)))


def open_database(folder):
    database = duckdb.connect(str(folder / "expected.duckdb"))
    database.execute("set threads = 2")
    database.execute("set timezone = 'UTC'")
    return database


def expect(folder, case):
    database = open_database(folder)
    database.execute("set variable lines = [" + ", ".join(map(quoted, case["lines"])) + "]")
    database.execute((HERE / f"{case['load']}.sql").read_text())
    write_places(database, folder, case)
    write_categories(database)
    database.execute((HERE / "expected.sql").read_text())
    require_whole(database)
    database.execute("drop table said")
    database.close()


def require_whole(database):
    """A join that lost an event would be taken for a fault of the product."""
    counted, located = database.execute(
        "select (select counted from expected_record), (select sum(count) from event)"
    ).fetchone()
    if counted != located:
        sys.exit(f"LF-BENCH-ORACLE: {counted} events, and {located} of them placed. Complete oracle.py.")


def write_places(database, folder, case):
    agencies = json.loads((folder / "directory.json").read_text())["agencies"]
    owners = Prefixes((text, agency) for agency in agencies for text in agency["ranges"])
    with open(case["countries"], newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        countries = Prefixes((row["range"], row["country"]) for row in csv.DictReader(lines))
    addresses = database.execute(
        "select distinct address from (select opener as address from said union select other from said) "
        "where address is not null"
    ).fetchall()
    path = folder / "places.csv"
    with open(path, "w", newline="") as out:
        writer = csv.writer(out)
        for (text,) in addresses:
            owner = owners.find(text) or {}
            writer.writerow([text, owner.get("id"), owner.get("county"), countries.find(text) or "ZZ"])
    columns = "{address: 'varchar', agency: 'varchar', county: 'varchar', country: 'varchar'}"
    database.execute(f"create table place as from read_csv({quoted(str(path))}, header = false, columns = {columns})")


def write_categories(database):
    database.execute("create table category (class varchar, name varchar, category varchar)")
    for rule_class, name in database.execute("select distinct class, name from said where threat").fetchall():
        category = NAMES.get((rule_class, name)) or CLASSES.get(rule_class)
        if category is None:
            sys.exit(f"LF-BENCH-ORACLE: no category for {rule_class!r}, {name!r}. Add it to oracle.py.")
        database.execute("insert into category values (?, ?, ?)", [rule_class, name, category])


class Prefixes:
    """Longest-prefix match by one dictionary a prefix length."""

    def __init__(self, pairs):
        self._by_length = {}
        for text, value in pairs:
            network = ipaddress.ip_network(text)
            table = self._by_length.setdefault((network.version, network.prefixlen), {})
            table[int(network.network_address) >> (network.max_prefixlen - network.prefixlen)] = value
        self._order = sorted(self._by_length.items(), key=lambda item: -item[0][1])

    def find(self, text):
        address = ipaddress.ip_address(text)
        number = int(address)
        for (version, length), table in self._order:
            if version == address.version:
                found = table.get(number >> (address.max_prefixlen - length))
                if found is not None:
                    return found
        return None


def compare(folder, kind, answer, repeats):
    database = open_database(folder)
    try:
        differing = stored_differences(database, Path(answer), int(repeats)) if kind == "stored" else count_differences(
            database, json.loads(Path(answer).read_text())["counts"], int(repeats)
        )
    finally:
        database.close()
    return {"differences": len(differing), "examples": differing[:MOST_EXAMPLES]}


def stored_differences(database, answer, repeats):
    """Minute rows, summed over partitions and chunks, and the sums of the ledger."""
    rows = quoted(str(answer / "rows.ndjson"))
    columns = (
        "{tier: 'varchar', kind: 'varchar', time: 'bigint', county: 'varchar', direction: 'varchar', disposition: 'varchar',"
        " category: 'varchar', severity: 'varchar', agency: 'varchar', sourceCountry: 'varchar', count: 'bigint'}"
    )
    differing = database.execute(
        f"""
        with stored as (
          select kind, time, county || '|' || disposition || '|' ||
              concat_ws('|', direction, category, severity, agency, sourceCountry) as cell, sum(count)::bigint as count
          from read_json({rows}, format = 'newline_delimited', columns = {columns}) where tier = 'minute' group by all
        )
        select coalesce(e.kind, s.kind) || ' ' || coalesce(e.time, s.time) || ' ' || coalesce(e.cell, s.cell) ||
          ': expected ' || coalesce(e.count, 0) * {repeats} || ', stored ' || coalesce(s.count, 0)
        from expected_row e full join stored s using (kind, time, cell)
        where coalesce(e.count, 0) * {repeats} <> coalesce(s.count, 0) order by 1
        """
    ).fetchall()
    return [text for (text,) in differing] + ledger_differences(database, answer, repeats)


def ledger_differences(database, answer, repeats):
    classes = ("counted", "ignored", "duplicate", "rejected", "skipped", "lost")
    types = ", ".join(f"{name}: 'bigint'" for name in classes)
    ledger = quoted(str(answer / "ledger.ndjson"))
    sums = ", ".join(f"sum({name})" for name in classes)
    stored = database.execute(
        f"select {sums} from read_json({ledger}, format = 'newline_delimited', columns = {{{types}}})"
    ).fetchone()
    counted, ignored = database.execute("select counted, ignored from expected_record").fetchone()
    expected = (counted * repeats, ignored * repeats, 0, 0, 0, 0)
    return [
        f"ledger {name}: expected {wanted}, stored {seen or 0}"
        for name, wanted, seen in zip(classes, expected, stored)
        if wanted != (seen or 0)
    ]


def count_differences(database, counts, repeats):
    expected = dict(database.execute("select key, count from expected_key").fetchall())
    seen = {key: count for key, count in counts}
    return [
        f"{key}: expected {expected.get(key, 0) * repeats}, counted {seen.get(key, 0)}"
        for key in sorted(expected.keys() | seen.keys())
        if expected.get(key, 0) * repeats != seen.get(key, 0)
    ]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


main(*sys.argv[1:])
