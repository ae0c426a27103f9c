#!/usr/bin/env python3
"""Writes small MaxMind databases and what they hold (MaxMind DB file format 2.0).

    python3 mmdb_fixture.py         writes the files beside this script

`places.mmdb` has IPv6 with IPv4 within, records of 28 bits, and every kind of value; `systems.mmdb` has IPv4 only,
records of 24 bits. `*.json` has the answer for some addresses, from the table below and not from the file: the network
and the value, or null. Whole numbers above 2^53 are text there.
"""
import ipaddress
import json
import os
import struct

HERE = os.path.dirname(os.path.abspath(__file__))

PLACES = {
    "192.0.2.0/24": dict(
        city=dict(names=dict(en="Springfield", de="Frühlingsfeld")),
        country=dict(iso_code="US", names=dict(en="United States")),
        subdivisions=[dict(iso_code="OR", names=dict(en="Oregon")), dict(iso_code="LC")],
        location=dict(latitude=44.05, longitude=-123.02)),
    "192.0.2.128/25": dict(country=dict(iso_code="CH", names=dict(de="Schweiz", en="Switzerland"))),
    "198.51.100.7/32": dict(city=dict(names=dict(ja="東京")), country=dict(iso_code="JP")),
    "2001:db8::/32": dict(country=dict(iso_code="DE", names=dict(en="Germany")), kinds=dict(
        text="x" * 300, empty="", flag=True, off=False, small=("u16", 65535), large=("u64", 2 ** 64 - 1),
        huge=("u128", 2 ** 127 + 5), negative=("i32", -7), single=("float", 1.5), raw=("bytes", [0, 255]), list=[],
        map={})),
    "2001:db8:1::/48": dict(traits=dict(autonomous_system_number=("u32", 4200000000),
                                        autonomous_system_organization="Example Networks")),
}
SYSTEMS = {
    "192.0.2.0/24": dict(autonomous_system_number=("u32", 64500), autonomous_system_organization="Example"),
    "203.0.113.0/26": dict(autonomous_system_number=("u32", 64501)),
}


def control(kind, size):
    first, extra = (kind << 5, b"") if kind <= 7 else (0, bytes([kind - 7]))
    if size < 29:
        return bytes([first | size]) + extra
    if size < 285:
        return bytes([first | 29]) + extra + bytes([size - 29])
    return bytes([first | 30]) + extra + struct.pack(">H", size - 285)


def whole(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def encode(value, data, seen):
    """Bytes of a value; a text that is in the data already becomes a pointer."""
    if isinstance(value, bool):
        return control(14, int(value))
    if isinstance(value, str):
        raw = value.encode()
        if raw in seen and len(raw) > 4:
            place = seen[raw]
            if place < 2048:
                return struct.pack(">H", 1 << 13 | place)
            place -= 2048
            return bytes([1 << 5 | 1 << 3 | place >> 16]) + struct.pack(">H", place & 0xFFFF)
        seen[raw] = len(data[0])
        return control(2, len(raw)) + raw
    if isinstance(value, float):
        return control(3, 8) + struct.pack(">d", value)
    if isinstance(value, tuple):
        kind, number = value
        if kind == "bytes":
            return control(4, len(number)) + bytes(number)
        if kind == "float":
            return control(15, 4) + struct.pack(">f", number)
        if kind == "i32":
            return control(8, 4) + struct.pack(">i", number)
        raw = whole(number)
        return control({"u16": 5, "u32": 6, "u64": 9, "u128": 10}[kind], len(raw)) + raw
    raise TypeError(value)


def append(value, data, seen):
    if isinstance(value, dict):
        data[0] += control(7, len(value))
        for key, member in value.items():
            data[0] += encode(key, data, seen)
            append(member, data, seen)
    elif isinstance(value, list):
        data[0] += control(11, len(value))
        for member in value:
            append(member, data, seen)
    else:
        data[0] += encode(value, data, seen)


def bits(network, version):
    width = 128 if version == 6 else 32
    value, length = int(network.network_address), network.prefixlen
    if version == 6 and network.version == 4:
        length += 96
    return [value >> (width - 1 - i) & 1 for i in range(length)]


def database(table, version, size, kind):
    data, places, seen = [b""], {}, {}
    for name, value in table.items():
        places[name] = len(data[0])
        append(value, data, seen)
    nodes = [[None, None]]
    for name in sorted(table, key=lambda n: ipaddress.ip_network(n).prefixlen):
        way, node = bits(ipaddress.ip_network(name), version), 0
        for bit in way[:-1]:
            below = nodes[node][bit]
            if not isinstance(below, int):
                # What held for the wider network holds for both halves until one is changed.
                nodes.append([below, below])
                nodes[node][bit] = len(nodes) - 1
            node = nodes[node][bit]
        nodes[node][way[-1]] = name
    count = len(nodes)
    tree = b""
    for pair in nodes:
        left, right = [count if r is None else r if isinstance(r, int) else count + 16 + places[r] for r in pair]
        if size == 24:
            tree += left.to_bytes(3, "big") + right.to_bytes(3, "big")
        else:
            tree += struct.pack(">I", left)[1:] + bytes([left >> 24 << 4 | right >> 24]) + struct.pack(">I", right)[1:]
    metadata = [b""]
    append(dict(binary_format_major_version=("u16", 2), binary_format_minor_version=("u16", 0),
                build_epoch=("u64", 1700000000), database_type=kind, description=dict(en="Made for tests"),
                ip_version=("u16", version), languages=["en", "de"], node_count=("u32", count),
                record_size=("u16", size)), metadata, {})
    return tree + bytes(16) + data[0] + b"\xab\xcd\xefMaxMind.com" + metadata[0]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, tuple):
        return str(value[1]) if isinstance(value[1], int) and abs(value[1]) > 2 ** 53 else value[1]
    return value


def answers(table):
    out = {}
    networks = {name: ipaddress.ip_network(name) for name in table}
    addresses = {ipaddress.ip_address(a) for a in ("8.8.8.8", "2001:db9::1", "::1", "255.255.255.255")}
    for network in networks.values():
        make = type(network.network_address)
        for value in (int(network[0]), int(network[-1]), int(network[0]) - 1, int(network[-1]) + 1):
            addresses.add(make(value))
    for address in sorted(addresses, key=lambda a: (a.version, a)):
        around = [n for n, w in networks.items() if w.version == address.version and address in w]
        out[str(address)] = plain(table[max(around, key=lambda n: networks[n].prefixlen)]) if around else None
    return out


def main():
    for name, table, version, size, kind in [
            ("places", PLACES, 6, 28, "Test-City"), ("systems", SYSTEMS, 4, 24, "Test-ASN")]:
        with open(os.path.join(HERE, name + ".mmdb"), "wb") as file:
            file.write(database(table, version, size, kind))
        with open(os.path.join(HERE, name + ".json"), "w") as file:
            json.dump(answers(table), file, indent=1, ensure_ascii=False)
            file.write("\n")


main()
