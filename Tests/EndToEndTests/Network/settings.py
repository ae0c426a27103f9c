"""How the services of one network are to behave: what a fault may change before they start."""

import copy
import dataclasses

import addresses


@dataclasses.dataclass
class Settings:
    """A healthy network unless changed."""

    #: The kind of certificate the site shows: one of `certificates.KINDS`.
    certificate: str = "valid"
    #: What https://www.example.com/ answers: a status code, "loop", "slow" or "bad-gateway".
    page: object = 200
    #: The site's port 443: "open", "closed", "old-version", "no-cipher",
    #: "rejects-name" or "hangs-up".
    https: str = "open"
    #: Days that the Date header of every web server is ahead of this machine's clock.
    date_offset: int = 0
    #: Rules of the provider's resolver and of the public ones (see dns_server.py).
    resolver_rules: list = dataclasses.field(default_factory=list)
    public_rules: list = dataclasses.field(default_factory=list)
    #: Whether the provider's resolver runs at all.
    resolver_runs: bool = True
    #: The records of every resolver.
    records: dict = dataclasses.field(default_factory=lambda: copy.deepcopy(addresses.RECORDS))
    #: Lines to add to the client's hosts file.
    hosts_lines: list = dataclasses.field(default_factory=list)
    #: Variables to add to the client's environment.
    environment: dict = dataclasses.field(default_factory=dict)
    #: How port 80 of a captive portal in the home router answers: None, "redirect" or "page".
    portal: object = None
    #: A web proxy in the home router, port 3128: None, "works" or "wants-password".
    proxy: object = None

    def everywhere(self, rule):
        """Adds a rule to every resolver there is."""
        self.resolver_rules.append(rule)
        self.public_rules.append(rule)
