"""Faults of name lookup."""

import time

import addresses
from fault import Fault, require

NAME = "www.example.com"
PUBLIC = "1.1.1.1"


def no_resolver(settings):
    settings.resolver_runs = False


def silent_resolver(network):
    network.block("resolver", "input", "meta l4proto { tcp, udp } th dport 53 counter drop")


def prove_silent_resolver(network):
    said = network.require_dig(addresses.RESOLVER, "no servers could be reached", seconds=1)
    network.require_dig(PUBLIC, "NOERROR", [addresses.SITE[0]])
    return f"{said}, {network.require_counted('resolver')}"


def prove_no_resolver(network):
    started = time.monotonic()
    said = network.require_dig(addresses.RESOLVER, "no servers could be reached", seconds=3)
    require(time.monotonic() - started < 2, "the refusal should come at once")
    network.require_dig(PUBLIC, "NOERROR", [addresses.SITE[0]])
    return said


def resolver_says(**rule):
    """The provider's resolver alone follows a rule."""
    def configure(settings):
        settings.resolver_rules.append({"suffix": "", **rule})
    return configure


def everybody_says(**rule):
    """Every resolver follows a rule."""
    def configure(settings):
        settings.everywhere({"suffix": NAME, **rule})
    return configure


def prove_answers(own, own_addresses, public, public_addresses):
    """What the provider's resolver and a public one must answer."""
    def prove(network):
        said = network.require_dig(addresses.RESOLVER, own, own_addresses)
        return f"{said}, {network.require_dig(PUBLIC, public, public_addresses)}"
    return prove


def prove_bad_signature(network):
    unchecked = network.dig(addresses.RESOLVER, NAME, "A", "+cdflag")
    require(unchecked == ("NOERROR", [addresses.SITE[0]]), f"with CD: {unchecked}")
    return "answers with CD, otherwise " + network.require_dig(PUBLIC, "SERVFAIL", [])


def prove_forged(network):
    said = prove_answers("NOERROR", [addresses.SINK], "NOERROR", [addresses.SITE[0]])(network)
    return f"{said}, " + network.require_curl({60})


def prove_slow(network):
    started = time.monotonic()
    said = network.require_dig(addresses.RESOLVER, "NOERROR", [addresses.SITE[0]], seconds=5)
    seconds = time.monotonic() - started
    require(2.9 < seconds < 4.5, f"answered after {seconds:.1f} s")
    network.require_dig(PUBLIC, "NOERROR", [addresses.SITE[0]])
    return f"{said} after {seconds:.1f} s"


GOOD = ("NOERROR", [addresses.SITE[0]])

FAULTS = [
    Fault("resolver-refused", "D1", "the resolver's host is up, the resolver does not run",
          configure=no_resolver, prove=prove_no_resolver),
    Fault("resolver-silent", "D1", "queries to the resolver vanish",
          apply=silent_resolver, prove=prove_silent_resolver),
    Fault("resolver-servfail", "D2", "the resolver answers every query with SERVFAIL",
          configure=resolver_says(do="servfail"), prove=prove_answers("SERVFAIL", [], *GOOD)),
    Fault("resolver-refuses", "D2", "the resolver answers every query with REFUSED",
          configure=resolver_says(do="refused"), prove=prove_answers("REFUSED", [], *GOOD)),
    Fault("bad-signature", "D2", "the name's DNSSEC signatures are wrong: SERVFAIL but with CD",
          configure=everybody_says(do="servfail", unlessCheckingDisabled=True, extendedError=6),
          prove=prove_bad_signature),
    Fault("name-unknown", "D3", "the name does not exist, all resolvers agree",
          configure=everybody_says(do="nxdomain"),
          prove=prove_answers("NXDOMAIN", [], "NXDOMAIN", [])),
    Fault("name-without-address", "D4", "the name exists and has no address",
          configure=everybody_says(do="empty"), prove=prove_answers("NOERROR", [], "NOERROR", [])),
    Fault("name-denied", "D5", "the provider's resolver alone says that the name does not exist",
          configure=resolver_says(suffix=NAME, do="nxdomain"),
          prove=prove_answers("NXDOMAIN", [], *GOOD)),
    Fault("name-denied-openly", "D5", "the provider's resolver denies the name and says: blocked",
          configure=resolver_says(suffix=NAME, do="nxdomain", extendedError=15),
          prove=prove_answers("NXDOMAIN", [], *GOOD)),
    Fault("name-forged", "D6", "the provider's resolver gives the address of another host",
          configure=resolver_says(suffix=NAME, do="forge", addresses=[addresses.SINK]),
          prove=prove_forged),
    Fault("name-private", "S13", "the name's owner gives a private address to everybody",
          configure=everybody_says(do="forge", addresses=["192.168.77.7"]),
          prove=prove_answers("NOERROR", ["192.168.77.7"], "NOERROR", ["192.168.77.7"])),
    Fault("name-slow", "D8", "the provider's resolver takes 3 s for every answer",
          configure=resolver_says(do="answer", delay=3), prove=prove_slow),
]
