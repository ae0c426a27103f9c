#!/usr/bin/env python3
"""Writes routing table dumps (MRT, RFC 6396, RFC 8050) and what they hold.

    python3 mrt_fixture.py          writes the files beside this script

Bytes are made by one half of the script and read back by the other, which shares nothing with the first; both have to
agree. `*.routes` has a line a route, as `bgpdump -m` prints them; `*.elected` has, for some addresses, the prefix, the
origin, the neighbour and the path that a table must give: found by looking at every route.
"""
import gzip
import ipaddress
import os
import random
import struct

HERE = os.path.dirname(os.path.abspath(__file__))
SET, SEQUENCE, CONFEDERATION_SEQUENCE, CONFEDERATION_SET = 1, 2, 3, 4


# Writing

def attribute(kind, value, flags=0x40):
    if len(value) > 255:
        return struct.pack(">BBH", flags | 0x10, kind, len(value)) + value
    return struct.pack(">BBB", flags, kind, len(value)) + value


def path_bytes(segments, width):
    form = ">I" if width == 4 else ">H"
    out = b""
    for kind, numbers in segments:
        out += struct.pack(">BB", kind, len(numbers))
        for number in numbers:
            out += struct.pack(form, number if width == 4 or number < 65536 else 23456)
    return out


def attributes(route, width, whole_reach=True):
    out = attribute(1, bytes([route["origin"]]))
    out += attribute(2, path_bytes(route["path"], width))
    hop = ipaddress.ip_address(route["hop"])
    if hop.version == 4:
        out += attribute(3, hop.packed)
    else:
        prefix = ipaddress.ip_network(route["prefix"])
        packed = hop.packed + (b"\xfe\x80" + bytes(14) if route.get("link") else b"")
        if whole_reach:
            length = (prefix.prefixlen + 7) // 8
            value = (struct.pack(">HBB", 2, 1, len(packed)) + packed + b"\0" + bytes([prefix.prefixlen])
                     + prefix.network_address.packed[:length])
        else:
            value = bytes([len(packed)]) + packed
        out += attribute(14, value, 0x80)
    if route["metric"] is not None:
        out += attribute(4, struct.pack(">I", route["metric"]), 0x80)
    if route["preference"] is not None:
        out += attribute(5, struct.pack(">I", route["preference"]))
    if route["atomic"]:
        out += attribute(6, b"")
    if route["aggregator"]:
        number, address = route["aggregator"]
        packed = ipaddress.ip_address(address).packed
        if width == 4:
            out += attribute(7, struct.pack(">I", number) + packed, 0xC0)
        else:
            out += attribute(7, struct.pack(">H", number if number < 65536 else 23456) + packed, 0xC0)
            if number >= 65536:
                out += attribute(18, struct.pack(">I", number) + packed, 0xC0)
    if width == 2 and any(n >= 65536 for _, numbers in route["path"] for n in numbers):
        plain = [s for s in route["path"] if s[0] in (SET, SEQUENCE)]
        # A neighbour that only knows 2 bytes has added itself: AS4_PATH lacks the first system.
        if route.get("shorter"):
            plain = [(plain[0][0], plain[0][1][1:])] + plain[1:]
        out += attribute(17, path_bytes(plain, 4), 0xC0)
    if route["communities"]:
        out += attribute(8, b"".join(struct.pack(">HH", *c) for c in route["communities"]), 0xC0)
    # One that nobody knows.
    return out + attribute(99, bytes(route.get("padding", 3)), 0xC0)


def record(time, kind, subtype, body):
    return struct.pack(">IHHI", time, kind, subtype, len(body)) + body


def table_dump(routes, time):
    out = b""
    for number, route in enumerate(routes):
        prefix = ipaddress.ip_network(route["prefix"])
        peer = ipaddress.ip_address(route["peer"])
        values = attributes(route, 2)
        body = struct.pack(">HH", 0, number & 0xFFFF) + prefix.network_address.packed
        body += struct.pack(">BBI", prefix.prefixlen, 1, time - 1000 - number) + peer.packed
        body += struct.pack(">HH", route["peer_system"], len(values)) + values
        out += record(time, 12, 1 if prefix.version == 4 else 2, body)
    return out


def peer_table(peers, time):
    body = bytes([192, 0, 2, 250]) + struct.pack(">H", 4) + b"view" + struct.pack(">H", len(peers))
    for number, (address, system) in enumerate(peers):
        address = ipaddress.ip_address(address)
        wide = system >= 65536 or number % 2
        body += bytes([(address.version == 6) | (2 if wide else 0)]) + bytes([10, 0, 0, number]) + address.packed
        body += struct.pack(">I" if wide else ">H", system)
    return record(time, 13, 1, body)


def table_dump_2(routes, peers, time):
    out = peer_table(peers, time)
    out += record(time, 13, 6, struct.pack(">IHB", 0, 1, 128) + b"\0" * 20)
    groups = []
    for route in routes:
        key = (route["prefix"], route.get("identifier") is not None)
        if not groups or groups[-1][0] != key:
            groups.append((key, []))
        groups[-1][1].append(route)
    for number, ((prefix, several), members) in enumerate(groups):
        prefix = ipaddress.ip_network(prefix)
        length = (prefix.prefixlen + 7) // 8
        body = struct.pack(">IB", number, prefix.prefixlen) + prefix.network_address.packed[:length]
        body += struct.pack(">H", len(members))
        for route in members:
            values = attributes(route, 4, whole_reach=route.get("whole", False))
            body += struct.pack(">HI", peers.index((route["peer"], route["peer_system"])), time - 500)
            if several:
                body += struct.pack(">I", route["identifier"])
            body += struct.pack(">H", len(values)) + values
        subtype = {(4, False): 2, (6, False): 4, (4, True): 8, (6, True): 10}[prefix.version, several]
        out += record(time, 13, subtype, body)
    return out


# Reading

def number(data):
    return int.from_bytes(data, "big")


def read_path(data, width):
    segments = []
    while data:
        kind, count = data[0], data[1]
        numbers = [number(data[2 + i * width:2 + (i + 1) * width]) for i in range(count)]
        segments.append((kind, numbers))
        data = data[2 + count * width:]
    return segments


def length_of(segments):
    return sum(len(n) if k == SEQUENCE else 1 if k == SET else 0 for k, n in segments)


def merge(old, new):
    """RFC 6793, section 4.2.3: the front of the old path, as much as it is longer, then the new one."""
    surplus = length_of(old) - length_of(new)
    if surplus < 0 or not new:
        return old
    out, passed = [], 0
    for kind, numbers in old:
        if kind in (CONFEDERATION_SEQUENCE, CONFEDERATION_SET):
            if passed == 0 or passed < surplus:
                out.append((kind, numbers))
        elif kind == SET:
            if passed < surplus:
                out.append((kind, numbers))
            passed += 1
        else:
            take = max(0, min(len(numbers), surplus - passed))
            if take:
                out.append((kind, numbers[:take]))
            passed += len(numbers)
    return out + new


def read_attributes(data, width):
    found = dict(origin="INCOMPLETE", path=[], hop="255.255.255.255", metric=0, preference=0, atomic="NAG",
                 aggregator="", communities="")
    new_path = new_aggregator = aggregator = None
    while data:
        flags, kind = data[0], data[1]
        if flags & 0x10:
            size, start = number(data[2:4]), 4
        else:
            size, start = data[2], 3
        value, data = data[start:start + size], data[start + size:]
        if kind == 1:
            found["origin"] = ["IGP", "EGP", "INCOMPLETE"][value[0]]
        elif kind == 2:
            found["path"] = read_path(value, width)
        elif kind == 3:
            found["hop"] = str(ipaddress.ip_address(value))
        elif kind == 4:
            found["metric"] = number(value)
        elif kind == 5:
            found["preference"] = number(value)
        elif kind == 6:
            found["atomic"] = "AG"
        elif kind == 7:
            aggregator = (number(value[:-4]), str(ipaddress.ip_address(value[-4:])))
        elif kind == 8:
            found["communities"] = " ".join(
                f"{number(value[i:i + 2])}:{number(value[i + 2:i + 4])}" for i in range(0, len(value), 4))
        elif kind == 14:
            if value[0] == 0:
                value = value[3:]
            found["hop"] = str(ipaddress.ip_address(value[1:1 + min(value[0], 16)]))
        elif kind == 17 and width == 2:
            new_path = read_path(value, 4)
        elif kind == 18 and width == 2:
            new_aggregator = (number(value[:4]), str(ipaddress.ip_address(value[4:])))
    if not (aggregator and aggregator[0] != 23456 and new_aggregator):
        if new_path:
            found["path"] = merge(found["path"], new_path)
        if aggregator and new_aggregator:
            aggregator = new_aggregator
    if aggregator:
        found["aggregator"] = f"{aggregator[0]} {aggregator[1]}"
    return found


def path_text(segments):
    marks = {SET: ("{", ",", "}"), SEQUENCE: ("", " ", ""), CONFEDERATION_SEQUENCE: ("(", " ", ")"),
             CONFEDERATION_SET: ("[", ",", "]")}
    return " ".join(marks[k][0] + marks[k][1].join(map(str, n)) + marks[k][2] for k, n in segments)


def line(kind, time, peer, system, prefix, identifier, found):
    head = [kind, time, "B", peer, system, prefix] + ([] if identifier is None else [identifier])
    return "|".join(map(str, head + [
        path_text(found["path"]), found["origin"], found["hop"], found["preference"], found["metric"],
        found["communities"], found["atomic"], found["aggregator"], ""]))


def read_dump(data):
    """Yields (line, prefix, path, peer's place, peer's system, path identifier) of each route."""
    peers = []
    while data:
        time, kind, subtype, size = struct.unpack(">IHHI", data[:12])
        body, data = data[12:12 + size], data[12 + size:]
        if kind == 12:
            width = 4 if subtype == 1 else 16
            address, rest = ipaddress.ip_address(body[4:4 + width]), body[4 + width:]
            length = rest[0]
            peer = ipaddress.ip_address(rest[6:6 + width])
            system, size = struct.unpack(">HH", rest[6 + width:10 + width])
            found = read_attributes(rest[10 + width:10 + width + size], 2)
            prefix = f"{address}/{length}"
            yield line("TABLE_DUMP", time, peer, system, prefix, None, found), prefix, found["path"], 0, system, None
        elif kind == 13 and subtype == 1:
            peers, rest = [], body[6 + number(body[4:6]):]
            count, rest = number(rest[:2]), rest[2:]
            for _ in range(count):
                width = 16 if rest[0] & 1 else 4
                digits = 4 if rest[0] & 2 else 2
                peers.append((ipaddress.ip_address(rest[5:5 + width]), number(rest[5 + width:5 + width + digits])))
                rest = rest[5 + width + digits:]
        elif kind == 13 and subtype in (2, 4, 8, 10):
            width, several = (4 if subtype in (2, 8) else 16), subtype >= 8
            length = body[4]
            size = (length + 7) // 8
            prefix = f"{ipaddress.ip_address(body[5:5 + size] + bytes(width - size))}/{length}"
            count, rest = number(body[5 + size:7 + size]), body[7 + size:]
            for _ in range(count):
                index, rest = number(rest[:2]), rest[6:]
                identifier = None
                if several:
                    identifier, rest = number(rest[:4]), rest[4:]
                size = number(rest[:2])
                found, rest = read_attributes(rest[2:2 + size], 4), rest[2 + size:]
                peer, system = peers[index]
                text = line("TABLE_DUMP2_AP" if several else "TABLE_DUMP2", time, peer, system, prefix, identifier,
                            found)
                yield text, prefix, found["path"], index, system, identifier


# Choosing

def hops(path):
    out = []
    for kind, numbers in path:
        if kind == SEQUENCE or kind == SET and len(numbers) == 1:
            for one in numbers:
                if not out or out[-1] != one:
                    out.append(one)
    return out


def words(path):
    return [w for kind, numbers in path for w in [kind << 24 | len(numbers)] + numbers]


def elect(routes):
    """(votes, path) pairs to the path that wins: by origin, then by neighbour, then the shortest."""
    def best(members, place):
        tally = {}
        for votes, path in members:
            system = (hops(path)[::-1] + [0, 0])[place]
            count, shortest = tally.get(system, (0, 10**9))
            tally[system] = count + votes, min(shortest, len(hops(path)))
        winner = min(tally, key=lambda s: (s == 0, -tally[s][0], tally[s][1], s))
        return [m for m in members if (hops(m[1])[::-1] + [0, 0])[place] == winner]

    return min(best(best(routes, 0), 1), key=lambda m: (len(hops(m[1])), words(m[1])))[1]


def elected_lines(routes, addresses):
    groups = {}
    for _, prefix, path, peer, system, identifier in routes:
        path = path or [(SEQUENCE, [system])]
        members = groups.setdefault(ipaddress.ip_network(prefix), [])
        origin = (hops(path)[::-1] + [0])[0]
        again = identifier is not None and any(m[2] == peer and m[3] == origin for m in members)
        members.append((0 if again else 1, path, peer, origin))
    chosen = {prefix: elect([m[:2] for m in members]) for prefix, members in groups.items() if prefix.prefixlen}
    for address in addresses:
        around = [p for p in chosen if p.version == address.version and address in p]
        if not around:
            yield f"{address} none"
            continue
        prefix = max(around, key=lambda p: p.prefixlen)
        chain = hops(chosen[prefix])
        origin = chain[-1] if chain else 0
        neighbour = chain[-2] if len(chain) > 1 else 0
        yield f"{address} {prefix} {origin} {neighbour} {path_text(chosen[prefix])}"


# What is written

def some_route(chance, prefix, peer, wide=True):
    systems = [64500, 64501, 64502, 3333, 7018, 1299] + ([4200000000, 200100, 65536] if wide else [])
    sequence = [peer[1]] + chance.choices(systems, k=chance.randint(0, 5))
    if chance.random() < 0.2:
        sequence += [sequence[-1]] * chance.randint(1, 3)
    path = [(SEQUENCE, sequence)]
    if chance.random() < 0.1:
        path.insert(0, (chance.choice([CONFEDERATION_SEQUENCE, CONFEDERATION_SET]), [65001, 65002]))
    if chance.random() < 0.15:
        path.append((SET, chance.sample(systems, chance.randint(1, 3))))
    if chance.random() < 0.03:
        path = []
    version = ipaddress.ip_network(prefix).version
    return dict(
        prefix=prefix, peer=peer[0], peer_system=peer[1], path=path, origin=chance.randint(0, 2),
        hop="192.0.2.9" if version == 4 else "2001:db8:ffff::9", link=chance.random() < 0.5,
        metric=chance.choice([None, 0, 20]), preference=chance.choice([None, 100]), atomic=chance.random() < 0.1,
        aggregator=chance.choice([None, None, (64500, "198.51.100.7"), (200100, "198.51.100.8")]),
        communities=chance.choice([[], [(64500, 7)], [(1, 2), (65535, 1)]]), shorter=False, whole=chance.random() < 0.3)


def prefixes(chance, version, count):
    out = set()
    while len(out) < count:
        if version == 4:
            address = (10 << 24 | chance.getrandbits(8) << 16 | chance.getrandbits(16)) & 0xFF0F_FFFF
            length = chance.choice([8, 12, 16, 20, 22, 24, 24, 24, 28, 32])
        else:
            address = 0x20010DB8 << 96 | chance.getrandbits(4) << 80 | chance.getrandbits(8) << 60
            length = chance.choice([29, 32, 40, 44, 48, 48, 56, 64, 128])
        out.add(ipaddress.ip_network((address, length), strict=False))
    return [str(p) for p in sorted(out)]


def probes(chance, names):
    out = []
    for name in names:
        network = ipaddress.ip_network(name)
        make = ipaddress.IPv4Address if network.version == 4 else ipaddress.IPv6Address
        top = 2 ** network.max_prefixlen - 1
        first, last = int(network.network_address), int(network.broadcast_address)
        for value in (first, last, first - 1, last + 1, chance.randint(first, last)):
            if 0 <= value <= top:
                out.append(make(value))
    return sorted(set(out), key=lambda a: (a.version, a))


def write(name, data, packed, chance, names):
    routes = list(read_dump(data))
    path = os.path.join(HERE, name)
    with open(path, "wb") as file:
        file.write(gzip.compress(data, mtime=0) if packed else data)
    with open(path + ".routes", "w") as file:
        file.writelines(r[0] + "\n" for r in routes)
    with open(path + ".elected", "w") as file:
        file.writelines(text + "\n" for text in elected_lines(routes, probes(chance, names)))
    return routes


def main():
    chance = random.Random(20261121)
    old = [("192.0.2.1", 64496), ("192.0.2.2", 64497), ("192.0.2.3", 64498)]
    four = prefixes(chance, 4, 40)
    routes = [some_route(chance, p, peer) for peer in old for p in four if chance.random() < 0.8]
    for route in routes:
        route["shorter"] = (len(route["path"]) > 0 and route["path"][0][0] == SEQUENCE
                            and len(route["path"][0][1]) > 1 and chance.random() < 0.5)
    six = prefixes(chance, 6, 20)
    routes += [some_route(chance, p, ("2001:db8::1", 64499)) for p in six]
    found = write("table-dump.mrt", table_dump(routes, 1027381055), False, chance, four + six)
    # What was read is what was meant, so far as old speakers can say it.
    for route, (text, *_rest) in zip(routes, found):
        assert f"|{path_text(route['path'])}|" in text, (route, text)

    peers = [("192.0.2.1", 64496), ("192.0.2.2", 200100), ("2001:db8::1", 64499), ("2001:db8::2", 4200000001)]
    four, six = prefixes(chance, 4, 60), prefixes(chance, 6, 60)
    routes = [some_route(chance, p, peer) for p in ["0.0.0.0/0"] + four + six for peer in peers
              if chance.random() < 0.8]
    several = ["10.9.0.0/24", "10.9.1.0/24", "2001:db8:900::/48"]
    for prefix in several:
        for peer in peers[:3]:
            for identifier in range(3):
                routes.append(dict(some_route(chance, prefix, peer), identifier=identifier * 7))
    # One route whose attributes need lengths of 2 bytes, and a record above 64 KiB.
    routes.append(dict(some_route(chance, "10.200.0.0/24", peers[0]),
                       communities=[(64500, n) for n in range(200)]))
    for peer in peers * 12:
        routes.append(dict(some_route(chance, "10.201.0.0/24", peer),
                           padding=1500))
    # A sequence of more than 255 systems takes two segments.
    routes.append(dict(some_route(chance, "10.202.0.0/24", peers[1]),
                       path=[(SEQUENCE, [200100] * 255), (SEQUENCE, [200100, 64500])]))
    found = write("table-dump-v2.mrt.gz", table_dump_2(routes, peers, 1537344000), True, chance,
                  four + six + several + ["10.200.0.0/24", "10.201.0.0/24", "10.202.0.0/24"])
    assert len(found) == len(routes)
    for route, (text, *_rest) in zip(routes, found):
        assert f"|{path_text(route['path'])}|" in text, (route, text)


main()
