"""Who lives where: the addresses of every host and the names that resolve to them.

The networks set aside for documentation stand for the rest of the world, except for hosts that a
diagnosing program knows by their real addresses: public resolvers and captive-portal check hosts.
All of it exists inside namespaces without a way out.
"""

#: (host, interface, IPv4, IPv6) of both ends of every cable; the prefix is /24 and /64 throughout.
CABLES = [
    (("client", "eth0", "10.0.0.2", "2001:db8:1::2"),
     ("home", "lan0", "10.0.0.1", "2001:db8:1::1")),
    (("home", "wan0", "100.64.0.2", "2001:db8:ff::2"),
     ("provider", "home0", "100.64.0.1", "2001:db8:ff::1")),
    (("provider", "web0", "198.51.100.1", "2001:db8:80::1"),
     ("web", "eth0", "198.51.100.80", "2001:db8:80::80")),
    (("provider", "other0", "203.0.113.1", "2001:db8:113::1"),
     ("other", "eth0", "203.0.113.10", "2001:db8:113::10")),
    (("provider", "resolver0", "192.0.2.1", "2001:db8:53::1"),
     ("resolver", "eth0", "192.0.2.53", "2001:db8:53::53")),
    (("provider", "public0", "100.65.0.1", "2001:db8:fe::1"),
     ("public", "eth0", "100.65.0.2", "2001:db8:fe::2")),
    (("provider", "checks0", "100.66.0.1", "2001:db8:fd::1"),
     ("checks", "eth0", "100.66.0.2", "2001:db8:fd::2")),
]

#: The hosts that forward, and those that have one cable and a default route.
ROUTERS = ["home", "provider"]
LEAVES = ["client", "web", "other", "resolver", "public", "checks"]

#: More addresses of a host: on its loopback interface, with a route in the provider's router.
EXTRA = {
    "public": [
        "1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112",
        "2606:4700:4700::1111", "2606:4700:4700::1001", "2001:4860:4860::8888",
        "2001:4860:4860::8844", "2620:fe::fe", "2620:fe::9",
    ],
    "checks": ["142.250.179.131", "104.16.132.229", "34.107.221.82",
               "2a00:1450:400e:80c::2003", "2606:4700::6810:84e5"],
}

#: The site under test, its second address (used by one fault only), and where a forger points.
SITE = ["198.51.100.80", "2001:db8:80::80"]
SITE_DEAD_REPLICA = "198.51.100.81"
SINK = "203.0.113.66"

#: The provider's resolver, the only one that the client is told of.
RESOLVER = "192.0.2.53"

#: What every resolver answers when nothing is broken.
RECORDS = {
    "www.example.com": SITE,
    "example.com": SITE,
    "www.example.org": ["203.0.113.10", "2001:db8:113::10"],
    "example.org": ["203.0.113.10", "2001:db8:113::10"],
    "portal.example.net": ["10.0.0.1"],
    "connectivitycheck.gstatic.com": ["142.250.179.131", "2a00:1450:400e:80c::2003"],
    "www.gstatic.com": ["142.250.179.131", "2a00:1450:400e:80c::2003"],
    "clients3.google.com": ["142.250.179.131", "2a00:1450:400e:80c::2003"],
    "cp.cloudflare.com": ["104.16.132.229", "2606:4700::6810:84e5"],
    "detectportal.firefox.com": ["34.107.221.82"],
    "one.one.one.one": ["1.1.1.1", "1.0.0.1", "2606:4700:4700::1111"],
    "dns.google": ["8.8.8.8", "8.8.4.4", "2001:4860:4860::8888"],
    "dns.quad9.net": ["9.9.9.9", "2620:fe::fe"],
}


def is_ipv6(address):
    return ":" in address
