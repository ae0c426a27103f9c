"""Faults of the site itself."""

import time

import addresses
from fault import Fault, require


def setting(**values):
    """Changes settings of the site."""
    def configure(settings):
        for name, value in values.items():
            setattr(settings, name, value)
    return configure


def prove_failure(exits, *, words=""):
    """curl fails in this way with this site and no other."""
    def prove(network):
        said = network.require_curl(exits, "https://www.example.com/", "--tlsv1.2")
        require(words in said, f"{words!r} expected: {said}")
        network.require_rest_works()
        return said
    return prove


def prove_status(status):
    def prove(network):
        answer = network.curl("https://www.example.com/")
        require(answer.status == status, f"{status} expected: {answer}")
        network.require_rest_works()
        return str(answer)
    return prove


def host_down(network):
    network.web.ip("addr flush dev eth0 scope global")


def prove_host_down(network):
    said = network.require_curl({7, 28})
    entry = network.provider.show("neigh", "show", addresses.SITE[0], "dev", "web0")
    other = network.provider.show("neigh", "show", addresses.SITE[1], "dev", "web0")
    require("INCOMPLETE" in entry + other or "FAILED" in entry + other, f"neighbour {entry!r}")
    network.require_rest_works()
    return f"{said}, its neighbour does not find it"


def prove_closed(network):
    said = network.require_curl({7})
    other_port = network.curl("http://www.example.com/")
    require(other_port.status == 301, f"port 80: {other_port}")
    return said


def prove_slow(network):
    network.require_rest_works()
    started = time.monotonic()
    answer = network.curl("https://www.example.com/", seconds=9)
    seconds = time.monotonic() - started
    require(answer.status == 200, f"the page should come in the end: {answer}")
    require(seconds > 5.9, f"the page came after {seconds:.1f} s")
    return f"{answer} after {seconds:.1f} s"


def dead_replica(settings):
    for name in ("www.example.com", "example.com"):
        settings.records[name] = [addresses.SITE_DEAD_REPLICA, addresses.SITE[0]]


def prove_dead_replica(network):
    answer = network.curl("https://www.example.com/", seconds=6)
    require(answer.status == 200, f"the page should load: {answer}")
    at = f"www.example.com:443:{addresses.SITE_DEAD_REPLICA}"
    return "one address: " + network.require_curl(
        {7, 28}, "https://www.example.com/", "--resolve", at)


FAULTS = [
    Fault("host-down", "S1", "the site's host is not on its network",
          apply=host_down, prove=prove_host_down),
    Fault("port-closed", "S2", "nothing listens on port 443 of the site",
          configure=setting(https="closed"), prove=prove_closed),
    Fault("certificate-expired", "S3", "the site's certificate has expired",
          configure=setting(certificate="expired"), prove=prove_failure({60}, words="expired")),
    Fault("certificate-not-yet-valid", "S3", "the site's certificate is not valid yet",
          configure=setting(certificate="not-yet-valid"),
          prove=prove_failure({60}, words="not yet valid")),
    Fault("certificate-other-name", "S4", "the site's certificate is for another name",
          configure=setting(certificate="other-name"),
          prove=prove_failure({60}, words="subject")),
    Fault("certificate-self-signed", "S5", "the site's certificate is signed by itself",
          configure=setting(certificate="self-signed"),
          prove=prove_failure({60}, words="self")),
    Fault("certificate-unknown-issuer", "S5", "the site's certificate is signed by a stranger",
          configure=setting(certificate="unknown-issuer"),
          prove=prove_failure({60}, words="local issuer")),
    Fault("tls-old-version", "S6", "the site speaks no TLS newer than 1.1",
          configure=setting(https="old-version"),
          prove=prove_failure({35}, words="protocol version")),
    Fault("tls-no-cipher", "S6", "the site and today's clients have no cipher in common",
          configure=setting(https="no-cipher"),
          prove=prove_failure({35}, words="handshake failure")),
    Fault("tls-rejects-name", "S6", "the site refuses the handshake: unrecognized name",
          configure=setting(https="rejects-name"), prove=prove_failure({35}, words="unrecognized")),
    Fault("status-503", "S7", "the site answers 503",
          configure=setting(page=503), prove=prove_status(503)),
    Fault("status-502", "S7", "the site answers 502: what stands behind it is down",
          configure=setting(page="bad-gateway"), prove=prove_status(502)),
    Fault("status-403", "S8", "the site answers 403",
          configure=setting(page=403), prove=prove_status(403)),
    Fault("status-404", "S8", "the site answers 404",
          configure=setting(page=404), prove=prove_status(404)),
    Fault("status-451", "S8", "the site answers 451",
          configure=setting(page=451), prove=prove_status(451)),
    Fault("redirect-loop", "S9", "https leads to http and http to https",
          configure=setting(page="loop"), prove=lambda network: network.require_curl(
              {47}, "https://www.example.com/", "--location", "--max-redirs", "12")),
    Fault("server-slow", "S10", "the site's first byte comes after 6 s",
          configure=setting(page="slow"), prove=prove_slow),
    Fault("replica-dead", "S11", "the first of the site's two addresses has no host",
          configure=dead_replica, prove=prove_dead_replica),
    Fault("hangs-up", "S14", "the site accepts connections and closes them at once",
          configure=setting(https="hangs-up"), prove=prove_failure({35})),
]
