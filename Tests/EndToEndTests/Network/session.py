"""What happens inside: make the network, break it, prove it, run the command, leave."""

import os
import signal
import subprocess
import sys
import time

import addresses
import topology
from fault import Network, NotApplied
from host import Host, Refused, call
from services import Services
from settings import Settings

#: Files of /etc that the client sees in a version of its own.
OWN_FILES = {
    "/etc/resolv.conf": f"nameserver {addresses.RESOLVER}\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "hosts: files dns\n",
}

#: Variables that must not reach the command from outside.
FOREIGN = ["http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir",
           "res_options", "localdomain", "hostaliases", "curl_ca_bundle"]


def private_folder():
    """A file system of our own on /run, for the names of namespaces and all files."""
    call(["mount", "-t", "tmpfs", "-o", "mode=755", "test-network", "/run"])
    os.makedirs("/run/netns")
    os.makedirs("/run/network")
    return "/run/network"


def trial():
    """Does once what a network needs from the kernel; says on stderr what is refused."""
    try:
        private_folder()
        call(["ip", "-batch", "-"], "netns add one\nnetns add two\n"
             "link add left0 netns one type veth peer name right0 netns two\n")
        Host("one").set_kernel(ipv4__ip_forward=1)
        Host("one").nft("table inet trial { chain c { type filter hook forward priority 0; "
                        "counter reject with icmpx type admin-prohibited\n}\n}\n")
        place_own_files("/run/network", Settings())
    except (Refused, OSError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 1
    return 0


def place_own_files(folder, settings):
    """Puts our versions over the client's files, in this mount namespace only."""
    for path, content in OWN_FILES.items():
        if not os.path.exists(path):
            if path == "/etc/nsswitch.conf":
                continue  # The C library's default is the same.
            raise Refused(f"{path} does not exist, so nothing can be mounted over it")
        own = f"{folder}/{os.path.basename(path)}"
        if path == "/etc/hosts":
            content += "".join(f"{line}\n" for line in settings.hosts_lines)
        with open(own, "w") as file:
            file.write(content)
        call(["mount", "--bind", own, os.path.realpath(path)])


def client_environment(settings, root_certificate):
    kept = {key: value for key, value in os.environ.items() if key.lower() not in FOREIGN}
    return kept | {"SSL_CERT_FILE": root_certificate} | settings.environment


class Stopwatch:
    """Prints how long each step took, when asked to."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.last = time.monotonic()

    def step(self, name):
        now = time.monotonic()
        if self.wanted:
            print(f"network: {name} {now - self.last:.2f} s", file=sys.stderr)
        self.last = now


def run(fault, options):
    """Runs the command in the broken network; returns the exit status (see `network`)."""
    # At the end of this process everything inside ends, so it need not clean up.
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    stopwatch = Stopwatch(options.timing)
    try:
        settings = Settings()
        fault.configure(settings)
        folder = private_folder()
        hosts = topology.make()
        stopwatch.step("hosts and cables")
        place_own_files(folder, settings)
        services = Services(hosts, folder, settings, topology.has_ipv6())
        root_certificate = services.start_all()
        environment = client_environment(settings, root_certificate)
        os.environ.clear()
        os.environ.update(environment)
        stopwatch.step("services")
        network = Network(hosts, settings, topology.has_ipv6())
        fault.apply(network)
        stopwatch.step("fault")
        proof = fault.prove(network)
        network.forget()
        stopwatch.step("proof")
    except NotApplied as error:
        print(f"network: {fault.name} is not in force: {error}", file=sys.stderr)
        return 126
    except (Refused, OSError, subprocess.TimeoutExpired) as error:
        print(f"network: cannot be made: {error}", file=sys.stderr)
        return 125
    if options.timing:
        print(f"network: proved: {proof}", file=sys.stderr)
    # The command gets no privileges, as an ordinary user's would have none.
    unprivileged = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"]
    command = hosts["client"].command(*unprivileged, *options.command)
    try:
        return subprocess.run(command, timeout=options.limit).returncode
    except subprocess.TimeoutExpired:
        print(f"network: the command took more than {options.limit:g} s", file=sys.stderr)
        return 124
    finally:
        stopwatch.step("command")
