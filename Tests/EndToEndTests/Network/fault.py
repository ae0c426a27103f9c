"""What a fault is, and the tools with which one is applied and proved."""

import dataclasses
import typing

import addresses
from host import Host


class NotApplied(Exception):
    """The network does not behave as the fault says; the message says what was seen."""


def require(condition, seen):
    """Raises NotApplied, saying what was seen, unless the condition holds."""
    if not condition:
        raise NotApplied(seen)


@dataclasses.dataclass
class Fault:
    """One way in which the network is broken."""

    #: What it is called on the command line.
    name: str
    #: The identifier of the cause it produces, `none` for a healthy network.
    cause: str
    sentence: str
    #: The address that shows the symptom.
    url: str = "https://www.example.com/"
    #: Changes the settings before the servers start.
    configure: typing.Callable = lambda settings: None
    #: Breaks the running network.
    apply: typing.Callable = lambda network: None
    #: Returns what shows that the fault is in force, or raises NotApplied.
    prove: typing.Callable = None


@dataclasses.dataclass
class Answer:
    """What curl said: its exit status, the HTTP status, the whole output and the error line."""

    exit: int
    status: int
    redirect: str
    complaint: str

    def __str__(self):
        return f"curl {self.exit}, status {self.status} {self.complaint}".strip()


class Network:
    """The running network as faults and proofs see it."""

    def __init__(self, hosts, settings, ipv6):
        self.hosts = hosts
        self.settings = settings
        self.ipv6 = ipv6

    def __getattr__(self, name) -> Host:
        try:
            return self.hosts[name]
        except KeyError:
            raise AttributeError(name) from None

    def curl(self, url, *options, seconds=5.0):
        """Fetches a page from the client."""
        done = self.client.run(
            "curl", "--silent", "--show-error", "--output", "/dev/null", "--max-time", str(seconds),
            "--write-out", "%{http_code} %{redirect_url}", *options, url)
        words = done.stdout.split()
        return Answer(done.returncode, int(words[0]) if words else 0,
                      words[1] if len(words) > 1 else "", done.stderr.strip().split("\n")[0])

    def dig(self, server, name="www.example.com", kind="A", *options, seconds=3):
        """Asks a name server from the client; returns (the RCODE or complaint, the addresses)."""
        done = self.client.run("dig", f"@{server}", name, kind, "+tries=1", f"+time={seconds}",
                               "+nocookie", *options)
        if ";; ->>HEADER<<-" not in done.stdout:
            text = (done.stdout + done.stderr).strip().splitlines() or ["no answer"]
            return text[-1].lstrip("; "), []
        code = done.stdout.split("status: ")[1].split(",")[0]
        rows = [line.split() for line in done.stdout.splitlines() if line and line[0] != ";"]
        return code, [row[4] for row in rows if len(row) > 4 and row[3] == kind]

    def forget(self):
        """Removes what the proof left in the client's and routers' caches."""
        for host in (self.client, self.home, self.provider):
            host.run("ip", "neigh", "flush", "all")
        self.client.run("ip", "tcp_metrics", "flush")

    # What is common to many proofs.

    def require_rest_works(self):
        """The way out, the resolvers and an unrelated site are fine."""
        for url, status in (("http://www.example.org/", 200),
                            ("http://cp.cloudflare.com/generate_204", 204)):
            answer = self.curl(url)
            require(answer.status == status, f"{url} should work: {answer}")

    def require_curl(self, exits, url="https://www.example.com/", *options, seconds=None):
        """curl fails in one of the given ways; returns what it said."""
        # Where silence is what is wanted, a second of it is enough; an answer may take its time.
        seconds = seconds or (1.0 if 28 in exits else 5.0)
        answer = self.curl(url, *options, seconds=seconds)
        require(answer.exit in exits, f"{url}: expected curl {exits}: {answer}")
        return str(answer)

    def require_counted(self, host):
        """The host's counting rule has matched packets."""
        count = self.hosts[host].counted_packets()
        require(count > 0, f"no packet met the rule of {host}")
        return f"{count} packets stopped in {host}"

    def require_dig(self, server, code, answers=None, **more):
        """A name server answers with this code (and these addresses)."""
        seen = self.dig(server, **more)
        wanted = code in seen[0] and (answers is None or seen[1] == answers)
        require(wanted, f"{server} should answer {code} {answers}, not {seen}")
        return f"{server}: {seen[0]} {' '.join(seen[1])}".strip()

    def block(self, host, chain, rule):
        """Adds counted rules to a hook of a host: `chain` is forward, input or output."""
        rules = "\n".join(rule.strip().splitlines())
        self.hosts[host].nft(f"table inet broken {{ chain {chain} {{"
                             f" type filter hook {chain} priority 0;\n{rules}\n}}\n}}\n")


#: Both addresses of the site, as nftables writes them.
TO_SITE = f"ip daddr {addresses.SITE[0]}"
TO_SITE_IPV6 = f"ip6 daddr {addresses.SITE[1]}"
