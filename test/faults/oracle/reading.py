"""What one record says, by the rules that the READMEs of libs/normalise state. Shares no code with the product.

Only what the generator in ../load sends is read; anything else raises Unknown, so that a gap here is never taken for
a fault of the product.
"""

import base64
import hashlib
import ipaddress
import json
import re
from datetime import datetime, timezone


class Unknown(Exception):
    """The oracle has no rule for this record."""


class Rejected(Exception):
    """The record can't be counted; the text is the code."""


CLASSES = {  # class of a rule: category, and whether the words of the rule's name go first
    "attempted administrator privilege gain": ("intrusion-attempts", False),
    "a network trojan was detected": ("malicious-code", False),
    "detection of a network scan": ("information-gathering", False),
    "attempted denial of service": ("availability", False),
    "successful credential theft detected": ("fraud", False),
    "misc attack": ("intrusion-attempts", True),
    "potentially bad traffic": ("other", True),
    "a class that nobody knows": None,
}
WORDS = (
    ("phishing", "fraud"),
    ("botnet", "malicious-code"),
    ("exploit", "intrusion-attempts"),
    ("scan", "information-gathering"),
)
EVE_OTHER = {"stats", "flow", "dns", "tls", "http", "anomaly"}
LABELS = {"high": "high", "critical": "critical"}


def read(record, limit):
    """One line of the input file to a dictionary: `kind` is ignored, rejected or threat."""
    try:
        return _read(record, limit)
    except Rejected as rejected:
        return {"kind": "rejected", "what": str(rejected)}


def _read(record, limit):
    value = None if record["value"] is None else base64.b64decode(record["value"])
    if not value:
        raise Rejected("empty")
    if len(value) > limit:
        raise Rejected("too-large")
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        raise Rejected("not-text") from None
    if "\0" in text:
        raise Rejected("not-text")
    if not text.strip():
        raise Rejected("empty")
    stated = (record["format"] or "").strip().lower()
    if stated not in ("", "suricata", "ecs"):
        raise Rejected("unknown-format")
    try:
        document = json.loads(text)
    except ValueError:
        raise Rejected("not-json") from None
    if not isinstance(document, dict):
        raise Unknown(text[:80])
    key = None if record["key"] is None else base64.b64decode(record["key"]).decode()
    if stated == "suricata" or (stated == "" and "event_type" in document and "timestamp" in document):
        return _eve(document, key)
    if stated == "ecs" or "@timestamp" in document:
        return _ecs(_nested(document), text, key)
    raise Rejected("unknown-format")


# --- Suricata's EVE


def _eve(eve, key):
    if "event_type" not in eve:
        raise Rejected("missing-field")
    kind, alert = eve["event_type"], eve.get("alert")
    if alert is not None and "signature_id" not in alert and "signature" not in alert:
        alert = None
    if alert is None and kind != "drop":
        if kind == "alert":
            raise Rejected("missing-field")
        return {"kind": "ignored", "what": kind if kind in EVE_OTHER else "other"}
    source, destination = _address(eve["src_ip"]), _address(eve["dest_ip"])
    for port in ("src_port", "dest_port"):
        if not 0 <= eve[port] <= 65535:
            raise Rejected("bad-field")
    time = _time(eve["timestamp"])
    base = f"{eve['flow_id']}||{eve['timestamp']}"
    drop = base + "|drop"
    if alert is None:
        ids = [drop]
    else:
        plain = f"{base}|{alert['gid']}:{alert['signature_id']}"
        has_transaction = "tx_id" in eve and kind != "drop"
        ids = [f"{plain}|{eve['tx_id']}", plain, drop] if has_transaction else [plain, drop]
    direction = eve.get("direction")
    return _threat(
        sensor=key or eve.get("host") or "unknown",
        ids=ids,
        time=time,
        opener=destination if direction == "to_client" else source,
        other=source if direction == "to_client" else destination,
        disposition=_eve_disposition(eve, alert),
        category="other" if alert is None else _category(alert.get("category"), alert["signature"]),
        severity=_eve_severity(alert),
    )


def _eve_disposition(eve, alert):
    verdict = eve.get("verdict", {}).get("action")
    if verdict is not None:
        return "blocked" if verdict in ("drop", "reject") else "allowed"
    if eve["event_type"] == "drop":
        return "blocked"
    return (alert or {}).get("action", "detected")


def _eve_severity(alert):
    if alert is None:
        return "low"
    if "Critical" in alert.get("metadata", {}).get("signature_severity", []):
        return "critical"
    return {1: "high", 2: "medium"}.get(alert.get("severity"), "low")


# --- Elastic Common Schema


def _nested(document):
    made = {}
    for name, value in document.items():
        outer, dot, inner = name.partition(".")
        if dot:
            made.setdefault(outer, {})[inner] = value
        else:
            made[name] = value
    return made


def _ecs(document, text, key):
    event = document["event"]
    categories, types = event.get("category", []), event.get("type", [])
    disposition = _ecs_disposition(types, event.get("action"))
    kind = event.get("kind")
    if kind == "metric":
        return {"kind": "ignored", "what": "metric"}
    threat = kind == "alert" or "denied" in types or any(one in ("intrusion_detection", "malware") for one in categories)
    if not threat:
        if not set(types) & {"access", "connection", "allowed"}:
            raise Unknown(text[:200])
        return {"kind": "ignored", "what": categories[0]}
    source, destination = _address(document["source"]["ip"]), _address(document["destination"]["ip"])
    time = _time(document["@timestamp"])
    rule = document["rule"]
    own_id = f"{event['id']}|{time}|{rule['id']}" if "id" in event else hashlib.sha256(text.encode()).hexdigest()
    client = document.get("client", {}).get("ip")
    reply = client is not None and _address(client) == destination and destination != source
    category = _ecs_category(categories, rule)
    return _threat(
        sensor=key or document["observer"]["name"],
        ids=[own_id],
        time=time,
        opener=destination if reply else source,
        other=source if reply else destination,
        disposition=disposition,
        category=category,
        severity=_ecs_severity(event.get("severity"), category),
    )


def _ecs_disposition(types, action):
    acted = {"drop": "blocked", "blocked": "blocked", "not blocked": "allowed", "allow": "allowed", "allowed": "allowed"}
    if action not in (None, "observed", *acted):
        raise Unknown(action)
    said = acted.get(action)
    if "denied" in types:
        return said if "allowed" in types and said else "blocked"
    return "allowed" if "allowed" in types else said or "detected"


def _ecs_category(categories, rule):
    if "malware" in categories:
        return "malicious-code"
    return _category(rule.get("category"), rule["name"], otherwise="intrusion-attempts")


def _ecs_severity(value, category):
    if value is None:
        return "low" if category == "other" else "medium"
    if isinstance(value, str):
        return LABELS[value.lower()]
    medium, high, critical = (4, 7, 9) if value <= 10 else (22, 48, 74)
    return "critical" if value >= critical else "high" if value >= high else "medium" if value >= medium else "low"


# --- both


def _threat(sensor, ids, time, opener, other, disposition, category, severity):
    return {
        "kind": "threat",
        "ids": [f"{sensor}\n{one}" for one in ids],
        "time": time,
        "opener": opener,
        "other": other,
        "disposition": disposition,
        "category": category,
        "severity": severity,
    }


def _category(rule_class, name, otherwise="other"):
    stated = None if rule_class is None else CLASSES[rule_class.lower()]
    if stated and not stated[1]:
        return stated[0]
    for word, category in WORDS:
        if word in name.lower():
            return category
    return stated[0] if stated else otherwise


def _address(text):
    try:
        return ipaddress.ip_address(text).compressed
    except ValueError:
        raise Rejected("bad-field") from None


def _time(text):
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})(Z|\+0000|\+0800)", text)
    if match is None:
        if text == "yesterday":
            raise Rejected("bad-time")
        raise Unknown(text)
    *parts, thousandths, zone = match.groups()
    instant = datetime(*map(int, parts), tzinfo=timezone.utc)
    seconds = int((instant - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds())
    return (seconds - (8 * 3600 if zone == "+0800" else 0)) * 1000 + int(thousandths)
