"""A resolver that answers from a table, and wrongly on request.

usage: dns_server.py CONFIGURATION.json

CONFIGURATION: {"addresses": [address to serve on, ...], "records": {name: [address, ...]},
"rules": [rule, ...]}; port 53, UDP and TCP. The first rule whose
`suffix` ends the name asked for decides:
  {"suffix": "", "do": "servfail"}          answer with that RCODE: nxdomain, servfail, refused
  {"suffix": ..., "do": "empty"}            NOERROR without an answer
  {"suffix": ..., "do": "forge", "addresses": [...]}
  {"suffix": ..., "do": "answer"}           what the table says
and any rule may have "delay": seconds, "extendedError": code of RFC 8914, and
"unlessCheckingDisabled": true (the rule does not hold for a query with CD set, as with a zone
whose signatures are wrong).
"""

import asyncio
import ipaddress
import json
import struct
import sys

CODES = {"servfail": 2, "nxdomain": 3, "refused": 5}
A, NS, SOA, AAAA, OPT = 1, 2, 6, 28, 41
TIME_TO_LIVE = 60


def read_name(message, at):
    """The name at an offset of a query (never compressed there) and the offset after it."""
    labels = []
    while message[at]:
        length = message[at]
        labels.append(message[at + 1 : at + 1 + length].decode("ascii", "replace").lower())
        at += 1 + length
    return ".".join(labels), at + 1


def written_name(name):
    labels = [label.encode() for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def record(name, kind, data):
    return name + struct.pack(">HHIH", kind, 1, TIME_TO_LIVE, len(data)) + data


class Resolver:
    def __init__(self, records, rules):
        self.records = records
        self.rules = rules
        # A name exists when it has records or stands above one that has.
        self.names = {""}
        for name in records:
            labels = name.split(".")
            self.names |= {".".join(labels[at:]) for at in range(len(labels))}

    def rule(self, name, checking_disabled):
        for rule in self.rules:
            suffix = rule["suffix"]
            if rule.get("unlessCheckingDisabled") and checking_disabled:
                continue
            if not suffix or name == suffix or name.endswith("." + suffix):
                return rule
        return {"do": "answer"}

    async def answer(self, query):
        """The reply to a query, or None for something that is no query."""
        try:
            number, flags, questions = struct.unpack(">HHH", query[:6])
            name, at = read_name(query, 12)
            kind, _ = struct.unpack(">HH", query[at : at + 4])
        except (struct.error, IndexError):
            return None
        if questions != 1 or flags & 0x8000:
            return None
        rule = self.rule(name, bool(flags & 0x0010))
        await asyncio.sleep(rule.get("delay", 0))
        code, answers = self.outcome(rule, name, kind)
        pointer = b"\xc0\x0c"
        body = [record(pointer, *answer) for answer in answers]
        authority = []
        if not answers and code in (0, CODES["nxdomain"]):
            numbers = struct.pack(">IIIII", 1, 3600, 600, 86400, TIME_TO_LIVE)
            source = written_name("ns.example.net") + written_name("root.example.net") + numbers
            zone = written_name(".".join(name.split(".")[-2:]))
            authority = [record(zone, SOA, source)]
        extra = [self.extension(rule)] if query[10:12] != b"\0\0" else []
        header = struct.pack(">HHHHHH", number, 0x8080 | (flags & 0x0110) | code, 1, len(body),
                             len(authority), len(extra))
        return header + query[12 : at + 4] + b"".join(body + authority + extra)

    def outcome(self, rule, name, kind):
        """The RCODE and the (type, data) pairs of the answer."""
        action = rule["do"]
        if action in CODES:
            return CODES[action], []
        if action == "empty":
            return 0, []
        if action == "answer" and name not in self.names:
            return CODES["nxdomain"], []
        if name == "" and kind == NS:
            return 0, [(NS, written_name("a.root-servers.net"))]
        known = rule["addresses"] if action == "forge" else self.records.get(name, [])
        parsed = [ipaddress.ip_address(address) for address in known]
        version = {A: 4, AAAA: 6}.get(kind)
        return 0, [(kind, address.packed) for address in parsed if address.version == version]

    def extension(self, rule):
        """The EDNS record of a reply, with the extended error of the rule if it has one."""
        options = b""
        if "extendedError" in rule:
            options = struct.pack(">HHH", 15, 2, rule["extendedError"])
        return b"\0" + struct.pack(">HHIH", OPT, 1232, 0, len(options)) + options


class Datagrams(asyncio.DatagramProtocol):
    def __init__(self, resolver):
        self.resolver = resolver
        self.running = set()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, query, sender):
        task = asyncio.ensure_future(self.reply(query, sender))
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def reply(self, query, sender):
        answer = await self.resolver.answer(query)
        if answer:
            self.transport.sendto(answer, sender)


async def serve(resolver, addresses):
    async def connection(reader, writer):
        try:
            while True:
                length = struct.unpack(">H", await reader.readexactly(2))[0]
                answer = await resolver.answer(await reader.readexactly(length))
                if answer:
                    writer.write(struct.pack(">H", len(answer)) + answer)
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    loop = asyncio.get_running_loop()
    # One socket an address: a reply must come from the address that was asked.
    for address in addresses:
        await loop.create_datagram_endpoint(lambda: Datagrams(resolver), (address, 53))
        await asyncio.start_server(connection, address, 53)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        configuration = json.load(file)
    asyncio.run(serve(Resolver(configuration["records"], configuration["rules"]),
                      configuration["addresses"]))
