"""Faults in the client itself, in its home router and between the two."""

import addresses
from fault import Fault, require


def link_down(network):
    network.client.ip("link set eth0 down")


def prove_link_down(network):
    state = network.client.show("-br", "link", "show", "eth0").split()[1]
    require(state == "DOWN", f"eth0 is {state}")
    return f"eth0 is {state}, " + network.require_curl({6, 7, 28})


def carrier_lost(network):
    network.home.ip("link set lan0 down")


def prove_carrier_lost(network):
    flags = network.client.show("link", "show", "eth0")
    require("NO-CARRIER" in flags, f"no NO-CARRIER in {flags}")
    return "eth0 has no carrier, " + network.require_curl({6, 7, 28})


def no_address(network):
    network.client.ip("""
        addr flush dev eth0 scope global
        addr add 169.254.7.9/16 dev eth0 scope link""")


def prove_no_address(network):
    found = network.client.show("-4", "-br", "addr", "show", "eth0").split()[2:]
    require(found == ["169.254.7.9/16"], f"addresses {found}")
    return "only 169.254.7.9, " + network.require_curl({6, 7, 28})


def no_default_route(network):
    network.client.ip("route del default" + "\nroute del ::/0" * network.ipv6)


def prove_no_default_route(network):
    routes = network.client.show("route") + network.client.show("-6", "route")
    require("default" not in routes, routes)
    require("10.0.0.0/24" in routes, f"the local network is gone too: {routes}")
    return "no default route, " + network.require_curl({6, 7, 28})


def gateway_dead(network):
    network.home.ip("addr del 10.0.0.1/24 dev lan0"
                    + "\naddr del 2001:db8:1::1/64 dev lan0" * network.ipv6)


def prove_gateway_dead(network):
    said = network.require_curl({6, 7, 28})
    entry = network.client.show("neigh", "show", "10.0.0.1")
    require("INCOMPLETE" in entry or "FAILED" in entry, f"neighbour entry {entry!r}")
    return f"neighbour {entry.split()[-1]}, {said}"


def own_firewall(network):
    network.block("client", "output", """
        oifname "eth0" tcp dport 443 counter reject with icmpx type port-unreachable""")


def prove_own_firewall(network):
    said = network.require_curl({7})
    network.require_rest_works()
    return f"{said}, {network.require_counted('client')}"


def captive(network):
    network.home.nft("""
        table inet portal {
            chain turn {
                type nat hook prerouting priority -100;
                iifname "lan0" tcp dport 80 counter redirect to :80
            }
            chain forward {
                type filter hook forward priority 0;
                iifname "lan0" udp dport 53 accept
                iifname "lan0" counter drop
            }
        }""")


def prove_captive(network):
    require(network.dig(addresses.RESOLVER)[0] == "NOERROR", "names should resolve")
    answer = network.curl("http://cp.cloudflare.com/generate_204")
    require(answer.status in (302, 200), f"generate_204: {answer}")
    return f"generate_204 gives {answer.status} {answer.redirect}, " + network.require_curl({28})


def portal(kind):
    def configure(settings):
        settings.portal = kind
    return configure


def wrong_clock(days, certificate):
    def configure(settings):
        settings.certificate = certificate
        settings.date_offset = days
    return configure


def prove_wrong_clock(network):
    done = network.client.run("curl", "-sI", "--max-time", "2",
                              "http://cp.cloudflare.com/generate_204")
    dates = [line for line in done.stdout.splitlines() if line.lower().startswith("date:")]
    require(len(dates) == 1, f"one Date header expected: {done.stdout}")
    network.require_rest_works()
    return f"{dates[0]}, " + network.require_curl({60})


def hosts_line(address):
    def configure(settings):
        settings.hosts_lines.append(f"{address} www.example.com")
    return configure


def prove_hosts_line(network):
    used = network.client.run("getent", "ahosts", "www.example.com").stdout.split()[0]
    real = network.dig(addresses.RESOLVER)[1]
    require(used not in real, f"getent gives {used}, the resolver {real}")
    network.require_rest_works()
    return f"getent gives {used}, the resolver {real[0]}, " + network.require_curl({7, 60})


def only_names_pass(network):
    network.block("home", "forward", """
        iifname "lan0" meta l4proto { tcp, udp } th dport 53 accept
        iifname "lan0" counter drop""")


def proxy(state):
    def configure(settings):
        settings.proxy = state
        settings.environment |= {"https_proxy": "http://10.0.0.1:3128",
                                 "http_proxy": "http://10.0.0.1:3128"}
    return configure


def prove_proxy(exits):
    def prove(network):
        direct = network.require_curl({28}, "https://www.example.com/", "--noproxy", "*")
        through = network.require_curl(exits)
        return f"direct: {direct}; through the proxy: {through}"
    return prove


FAULTS = [
    Fault("link-down", "L1", "the client's interface is down",
          apply=link_down, prove=prove_link_down),
    Fault("carrier-lost", "L1", "the cable is pulled; address and routes stay",
          apply=carrier_lost, prove=prove_carrier_lost),
    Fault("no-address", "L2", "the client has only an address it gave itself",
          apply=no_address, prove=prove_no_address),
    Fault("no-default-route", "L3", "the client has no route beyond its own network",
          apply=no_default_route, prove=prove_no_default_route),
    Fault("gateway-dead", "L4", "nobody has the gateway's address",
          apply=gateway_dead, prove=prove_gateway_dead),
    Fault("own-firewall", "L5", "the client's own firewall rejects port 443",
          apply=own_firewall, prove=prove_own_firewall),
    Fault("captive-portal", "L6", "the router redirects port 80 to a sign-in page, drops the rest",
          configure=portal("redirect"), apply=captive, prove=prove_captive),
    Fault("captive-portal-page", "L6", "the router answers port 80 with a sign-in page itself",
          configure=portal("page"), apply=captive, prove=prove_captive),
    Fault("proxy-works", "none", "only the proxy gets out, and the environment names it",
          configure=proxy("works"), apply=only_names_pass, prove=prove_proxy({0})),
    Fault("proxy-dead", "L7", "only the proxy gets out, and it does not run",
          configure=proxy(None), apply=only_names_pass, prove=prove_proxy({7, 97})),
    Fault("proxy-wants-password", "L7", "only the proxy gets out, and it asks for a password",
          configure=proxy("wants-password"), apply=only_names_pass, prove=prove_proxy({56, 97})),
    Fault("clock-slow", "L9", "the client's clock is 40 days behind everybody's",
          configure=wrong_clock(40, "not-yet-valid"), prove=prove_wrong_clock),
    Fault("clock-fast", "L9", "the client's clock is 40 days ahead of everybody's",
          configure=wrong_clock(-40, "expired"), prove=prove_wrong_clock),
    Fault("hosts-file", "L10", "the hosts file sends the name to another site's host",
          configure=hosts_line("203.0.113.10"), prove=prove_hosts_line),
    Fault("hosts-file-loopback", "L10", "the hosts file sends the name to this machine",
          configure=hosts_line("127.0.0.1"), prove=prove_hosts_line),
]
