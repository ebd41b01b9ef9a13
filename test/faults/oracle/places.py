"""Where an address belongs, by the directory and the country table. Longest prefix wins."""

import csv
import ipaddress
import json


class Networks:
    """Longest-prefix match over a short list."""

    def __init__(self, pairs):
        networks = [(ipaddress.ip_network(text), value) for text, value in pairs]
        self._networks = sorted(networks, key=lambda one: -one[0].prefixlen)
        self._known = {}

    def find(self, address):
        if address not in self._known:
            parsed = ipaddress.ip_address(address)
            found = (value for network, value in self._networks if parsed.version == network.version and parsed in network)
            self._known[address] = next(found, None)
        return self._known[address]


class Places:
    def __init__(self, directory_text, countries_path):
        agencies = json.loads(directory_text)["agencies"]
        self._agencies = Networks((one, agency) for agency in agencies for one in agency["ranges"])
        with open(countries_path, newline="") as file:
            self._countries = Networks((row["range"], row["country"]) for row in csv.DictReader(file))

    def locate(self, opener, other):
        """County, agency, direction and country of the side that opened the connection."""
        inside, target = self._agencies.find(opener), self._agencies.find(other)
        if inside is not None:
            owner = target or inside
            return owner["county"], owner["id"], "internal" if target else "outbound", "TW"
        country = self._countries.find(opener) or "ZZ"
        if target is None:
            return "unlocated", None, "unlocated", country
        return target["county"], target["id"], "inbound", country
