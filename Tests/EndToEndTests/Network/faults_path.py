"""Faults between the home router and the site."""

from fault import TO_SITE, TO_SITE_IPV6, Fault, require

#: The path's packet size in the black hole: the smallest that IPv6 allows.
SMALL = 1280


def require_gateway_alive(network):
    entry = network.client.show("neigh", "show", "10.0.0.1")
    require("lladdr" in entry, f"the gateway's neighbour entry is {entry!r}")


def upstream_silent(network):
    network.block("provider", "forward", 'iifname "home0" counter drop')


def prove_upstream_silent(network):
    said = network.require_curl({28}, "https://1.1.1.1/")
    require_gateway_alive(network)
    return f"1.1.1.1: {said}, {network.require_counted('provider')}"


def uplink_down(network):
    network.home.ip("link set wan0 down")


def prove_uplink_down(network):
    said = network.require_curl({7}, "https://1.1.1.1/")
    require_gateway_alive(network)
    return f"1.1.1.1: {said}"


def no_route_to_site(network):
    network.provider.ip("link set web0 down")


def prove_no_route_to_site(network):
    # By IPv4, where Linux gives up at this error; by IPv6 it goes on trying.
    said = network.require_curl({7}, "https://www.example.com/", "-4")
    network.require_rest_works()
    return said


def stop(rule):
    """The provider's router does this with what goes to the site."""
    def apply(network):
        network.block("provider", "forward", "\n".join(
            f"{match} {rule}" for match in (TO_SITE, TO_SITE_IPV6)))
    return apply


def prove_stopped(exits, open_port_80):
    def prove(network):
        # By IPv4, where Linux gives up at an ICMP error; by IPv6 it goes on trying.
        said = network.require_curl(exits, "https://www.example.com/", "-4")
        if open_port_80:
            other_port = network.curl("http://www.example.com/")
            require(other_port.status == 301, f"port 80: {other_port}")
        else:
            network.require_curl(exits, "http://www.example.com/")
        network.require_rest_works()
        return f"{said}, {network.require_counted('provider')}"
    return prove


def big_certificate(settings):
    settings.certificate = "large"


def black_hole(network):
    network.provider.ip(f"link set home0 mtu {SMALL}")
    network.home.ip(f"link set wan0 mtu {SMALL}")
    errors = """
        icmp type destination-unreachable icmp code frag-needed counter drop
        icmpv6 type packet-too-big counter drop"""
    network.block("provider", "output", errors)
    network.block("home", "output", errors)


def prove_black_hole(network):
    connected = network.curl("http://www.example.com/")
    require(connected.status == 301, f"small packets should pass: {connected}")
    said = network.require_curl({28}, seconds=2)
    require("SSL" in said or "Connection" in said or "time" in said, said)
    return f"port 80 answers, {said}, {network.require_counted('provider')}"


def ipv6_broken(network):
    network.block("provider", "forward", 'iifname "home0" meta nfproto ipv6 counter drop')


def prove_ipv6_broken(network):
    require(network.ipv6, "this kernel has no IPv6")
    said = network.require_curl({28}, "https://www.example.com/", "-6")
    require(network.curl("https://www.example.com/", "-4").status == 200, "IPv4 should work")
    return f"IPv6: {said}, {network.require_counted('provider')}"


def loss(network):
    network.block("provider", "forward", "numgen random mod 100 < 30 counter drop")


def prove_loss(network):
    # A few pages at a time, until a packet is lost: that they all pass is out of the question.
    for _ in range(10):
        network.curl("http://203.0.113.10/[1-9]", "--parallel", seconds=1)
        if network.provider.counted_packets() > 0:
            break
    return network.require_counted("provider")


FAULTS = [
    Fault("upstream-silent", "P1", "the provider drops everything from the home network",
          apply=upstream_silent, prove=prove_upstream_silent),
    Fault("uplink-down", "P1", "the home router's line to the provider is down",
          apply=uplink_down, prove=prove_uplink_down),
    Fault("no-route-to-site", "P2", "the provider has no route to the site and says so",
          apply=no_route_to_site, prove=prove_no_route_to_site),
    Fault("port-filtered", "P3", "the provider drops what goes to port 443 of the site",
          apply=stop("tcp dport 443 counter drop"), prove=prove_stopped({28}, True)),
    Fault("site-filtered", "P3", "the provider drops everything that goes to the site",
          apply=stop("counter drop"), prove=prove_stopped({28}, False)),
    Fault("port-prohibited", "P4", "the provider rejects port 443 of the site: prohibited",
          apply=stop("tcp dport 443 counter reject with icmpx type admin-prohibited"),
          prove=prove_stopped({7}, True)),
    Fault("port-reset", "P4", "the provider answers for port 443 of the site with a reset",
          apply=stop("tcp dport 443 counter reject with tcp reset"),
          prove=prove_stopped({7}, True)),
    Fault("black-hole", "P5", "large packets vanish and nobody says so",
          configure=big_certificate, apply=black_hole, prove=prove_black_hole),
    Fault("ipv6-broken", "P6", "IPv6 vanishes at the provider, IPv4 works",
          apply=ipv6_broken, prove=prove_ipv6_broken),
    Fault("loss", "P7", "three packets of ten are lost at the provider",
          apply=loss, prove=prove_loss),
]
