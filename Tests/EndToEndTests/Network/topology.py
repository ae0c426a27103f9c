"""Cables, addresses and routes: client - home - provider - everybody else."""

import os

import addresses
from host import Host, call


def has_ipv6():
    """Whether this kernel speaks IPv6; without it the network is made of IPv4 alone."""
    return os.path.exists("/proc/sys/net/ipv6/conf/all")


def make():
    """Makes every namespace and connects them; returns the hosts by name."""
    ipv6 = has_ipv6()
    hosts = {name: Host(name) for name in addresses.ROUTERS + addresses.LEAVES}
    call(["ip", "-batch", "-"], "".join(f"netns add {name}\n" for name in hosts))
    for name, host in hosts.items():
        host.set_kernel(**kernel_settings(name, ipv6))
    lines = {name: ["link set lo up"] for name in hosts}
    cables = ""
    for left, right in addresses.CABLES:
        cables += (f"link add {left[1]} netns {left[0]} type veth"
                   f" peer name {right[1]} netns {right[0]}\n")
        for name, interface, ipv4, ipv6_address in (left, right):
            lines[name] += [f"addr add {ipv4}/24 dev {interface}"]
            if ipv6:
                lines[name] += [f"addr add {ipv6_address}/64 dev {interface} nodad"]
            lines[name] += [f"link set {interface} up"]
    call(["ip", "-batch", "-"], cables)
    add_routes(lines, ipv6)
    for name, host in hosts.items():
        host.ip("\n".join(lines[name]))
    return hosts


def kernel_settings(name, ipv6):
    """No waiting for duplicate addresses; routers forward, and never ration their ICMP errors."""
    settings = {}
    if ipv6:
        settings |= {"ipv6__conf__default__accept_dad": 0, "ipv6__conf__default__accept_ra": 0}
    if name in addresses.ROUTERS:
        settings |= {"ipv4__ip_forward": 1, "ipv4__icmp_ratelimit": 0}
        if ipv6:
            settings |= {"ipv6__conf__all__forwarding": 1, "ipv6__icmp__ratelimit": 0}
    return settings


def add_routes(lines, ipv6):
    """Adds a default route to all but the provider, and what the provider must know of them."""
    for left, right in addresses.CABLES:
        # The provider stands in the middle: it is upstream of all, and has no default route.
        leaf, router = (right, left) if left[0] == "provider" else (left, right)
        lines[leaf[0]] += [f"route add default via {router[2]}"]
        if ipv6:
            lines[leaf[0]] += [f"route add ::/0 via {router[3]}"]
        for address in addresses.EXTRA.get(leaf[0], []):
            if addresses.is_ipv6(address):
                if ipv6:
                    lines[leaf[0]] += [f"addr add {address}/128 dev lo nodad"]
                    lines[router[0]] += [f"route add {address} via {leaf[3]}"]
            else:
                lines[leaf[0]] += [f"addr add {address}/32 dev lo"]
                lines[router[0]] += [f"route add {address} via {leaf[2]}"]
    lines["provider"] += ["route add 10.0.0.0/24 via 100.64.0.2"]
    lines["other"] += [f"addr add {addresses.SINK}/24 dev eth0"]
    if ipv6:
        lines["provider"] += ["route add 2001:db8:1::/64 via 2001:db8:ff::2"]
