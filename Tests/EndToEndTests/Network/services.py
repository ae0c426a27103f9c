"""Starts the servers of every host and waits until they listen."""

import json
import os
import sys
import time

import addresses
import certificates
import web
from host import Refused

HERE = os.path.dirname(os.path.abspath(__file__))

#: Seconds that all servers together may take to listen.
START_LIMIT = 20


class Services:
    """The running servers of one network and where their files and complaints go."""

    def __init__(self, hosts, folder, settings, ipv6):
        self.hosts = hosts
        self.folder = folder
        self.settings = settings
        self.ipv6 = ipv6
        self.log = open(f"{folder}/services.log", "w+")
        #: (what, process, TCP ports that must be listening)
        self.started = []

    def start_all(self):
        """Starts all that the settings ask for; returns the path of the good root certificate."""
        settings = self.settings
        authority = certificates.Authority(f"{self.folder}/authority", "Test Network Root")
        site = certificates.for_site(settings.certificate, authority, self.folder)
        if settings.resolver_runs:
            self.resolver("resolver", [addresses.RESOLVER, "2001:db8:53::53"],
                          settings.resolver_rules)
        self.resolver("public", addresses.EXTRA["public"], settings.public_rules)
        other = authority.issue(f"{self.folder}/other", [
            "www.example.org", "example.org", "one.one.one.one", "dns.google", "dns.quad9.net",
            *addresses.EXTRA["public"]])
        open_443 = settings.https not in ("closed", "hangs-up")
        self.nginx("web", web.site(settings, site, self.ipv6), [80] + [443] * open_443)
        self.nginx("other", web.elsewhere(settings, other, self.ipv6), [80, 443])
        self.nginx("public", web.elsewhere(settings, other, self.ipv6), [80, 443])
        self.nginx("checks", web.checks(settings, self.ipv6), [80])
        self.start_special()
        self.wait()
        return authority.root

    def start_special(self):
        """Starts what only some faults need."""
        settings = self.settings
        if settings.date_offset:
            for name in ("web", "other", "public", "checks"):
                self.python(name, "backend.py", 8081, 0, settings.date_offset, ports=[8081])
        elif settings.page == "slow":
            self.python("web", "backend.py", 8081, 6, 0, ports=[8081])
        if settings.https == "hangs-up":
            self.python("web", "hanging_up.py", 443, ports=[443])
        if settings.portal:
            self.nginx("home", web.portal(settings.portal), [80])
        if settings.proxy:
            self.python("home", "proxy.py", 3128, settings.proxy, ports=[3128])

    def nginx(self, name, servers, ports):
        folder = f"{self.folder}/nginx-{name}"
        os.mkdir(folder)
        with open(f"{folder}/page.html", "w") as file:
            file.write(web.PAGE)
        with open(f"{folder}/nginx.conf", "w") as file:
            file.write(web.FRAME.format(folder=folder, servers=servers))
        self.start(name, f"nginx of {name}", ports,
                   "nginx", "-e", "stderr", "-p", folder, "-c", f"{folder}/nginx.conf")

    def resolver(self, name, own_addresses, rules):
        path = f"{self.folder}/{name}.json"
        served = [one for one in own_addresses if self.ipv6 or not addresses.is_ipv6(one)]
        with open(path, "w") as file:
            json.dump({"addresses": served, "records": self.settings.records, "rules": rules}, file)
        self.python(name, "dns_server.py", path, ports=[53] * len(served))

    def python(self, name, script, *arguments, ports):
        words = [sys.executable, "-IS", f"{HERE}/{script}", *map(str, arguments)]
        self.start(name, f"{script} of {name}", ports, *words)

    def start(self, name, what, ports, *words):
        process = self.hosts[name].start(*words, log=self.log)
        self.started.append((what, process, ports))

    def wait(self):
        """Waits until every server listens on its ports."""
        deadline = time.monotonic() + START_LIMIT
        for what, process, ports in self.started:
            while not listens_on(process, ports):
                if process.poll() is not None or time.monotonic() > deadline:
                    self.log.seek(0)
                    raise Refused(f"{what} did not start: {self.log.read().strip()[-800:]}")
                time.sleep(0.01)


def listens_on(process, ports):
    """Whether each port has as many listeners as it is named times."""
    found = listening(process.pid)
    return all(found.count(port) >= ports.count(port) for port in ports)


def listening(process):
    """The TCP ports with a listener in the namespace of a process."""
    ports = []
    for table in ("tcp", "tcp6"):
        try:
            with open(f"/proc/{process}/net/{table}") as file:
                rows = [line.split() for line in file][1:]
        except OSError:
            continue
        ports += [int(row[1].rsplit(":", 1)[1], 16) for row in rows if row[3] == "0A"]
    return ports
