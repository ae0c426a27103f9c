"""One host of the network: a network namespace and what is done inside it."""

import subprocess


class Refused(Exception):
    """A command that must succeed did not; the message says which one and what it said."""


def call(command, standard_input=None, limit=20):
    """Runs a command that must succeed and returns what it printed."""
    done = subprocess.run(
        command, input=standard_input, capture_output=True, text=True, timeout=limit,
        stdin=subprocess.DEVNULL if standard_input is None else None,
    )
    if done.returncode != 0:
        raise Refused(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


class Host:
    """A namespace by its name; making the object does not make the namespace."""

    def __init__(self, name):
        self.name = name

    def ip(self, text):
        """Runs lines of `ip` commands in one process."""
        lines = "\n".join(line.strip() for line in text.strip().splitlines()) + "\n"
        return call(["ip", "-n", self.name, "-batch", "-"], lines)

    def show(self, *words):
        """What `ip WORDS` prints."""
        return call(["ip", "-n", self.name, *words])

    def nft(self, text):
        """Loads nftables rules."""
        return call(self.command("nft", "-f", "-"), text)

    def counted_packets(self):
        """The packets that any counting rule of this host has matched so far."""
        words = call(self.command("nft", "list", "ruleset")).split()
        return sum(int(after) for word, after in zip(words, words[1:]) if word == "packets")

    def set_kernel(self, **settings):
        """Writes kernel settings; the names are paths under /proc/sys/net with `__` for `/`."""
        script = "; ".join(
            f"echo {value} > /proc/sys/net/{name.replace('__', '/')}"
            for name, value in settings.items()
        )
        call(self.command("sh", "-ec", script))

    def run(self, *words, limit=20):
        """Runs a command that may fail; returns its exit status, output and error output."""
        return subprocess.run(
            self.command(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=limit,
        )

    def start(self, *words, log):
        """Starts a service that runs until the network ends."""
        return subprocess.Popen(
            self.command(*words), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )

    def command(self, *words):
        """The command line that runs `words` in this namespace, with its own /sys."""
        return ["ip", "netns", "exec", self.name, *words]
