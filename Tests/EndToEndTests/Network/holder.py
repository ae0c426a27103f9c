"""The process outside: it holds the namespaces, and when it goes they go.

Everything lives in one tree of processes: this one, `unshare`, and inside it process 1 of a process
namespace. The kernel kills all of them when process 1 ends; `unshare --kill-child` ends that when
`unshare` ends; `setpriv --pdeathsig` ends `unshare` when this process ends, in whatever way.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

#: Each tool that is needed, and the Debian package that has it.
TOOLS = {
    "ip": "iproute2",
    "nft": "nftables",
    "nginx": "nginx-light",
    "openssl": "openssl",
    "curl": "curl",
    "dig": "bind9-dnsutils",
    "unshare": "util-linux",
    "setpriv": "util-linux",
}

#: Seconds for making the network and proving the fault, before COMMAND's own limit begins.
PREPARATION_LIMIT = 60

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "network")


def environment():
    """Our environment with the system folders in PATH, which an ordinary user's lacks."""
    changed = dict(os.environ)
    changed["PATH"] = changed.get("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
    return changed


def holding_commands():
    """The ways to get namespaces, the one with the least privilege first."""
    namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    start = ["setpriv", "--pdeathsig", "KILL", "unshare"]
    yield start + ["--user", "--map-root-user"] + namespaces
    if os.geteuid() == 0:
        yield start + namespaces


def reason_against(trial=True):
    """Why no network can be made here, in one line, or None when one can."""
    path = environment()["PATH"]
    missing = [tool for tool in TOOLS if not shutil.which(tool, path=path)]
    if missing:
        packages = " ".join(sorted({TOOLS[tool] for tool in missing}))
        return f"missing tools: {' '.join(missing)} (Debian packages: {packages})"
    if not trial:
        return None
    complaint, _ = chosen_holder()
    return complaint


def chosen_holder():
    """(why none works, the holding command that works): one of the two is None."""
    complaint = "no way to make namespaces"
    for holding in holding_commands():
        done = subprocess.run(
            holding + [sys.executable, SCRIPT, "trial"],
            env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20,
        )
        if done.returncode == 0:
            return None, holding
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        complaint = f"this kernel or container refuses network namespaces: {said[-1]}"
    return complaint, None


def run(arguments, limit):
    """Runs this script again inside new namespaces; returns its exit status."""
    holding = next(holding_commands())
    if os.geteuid() == 0:
        # Root has a second way, so it is worth 0.1 s to find out which one is open.
        complaint, holding = chosen_holder()
        if complaint:
            print(f"network: {complaint}", file=sys.stderr)
            return 125
    child = None

    def stop(signal_number, _frame):
        if child:
            child.kill()
            child.wait()
        os._exit(128 + signal_number)

    stopping = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    for number in stopping:
        signal.signal(number, stop)
    # Whoever started us may have blocked them, as threads of a test runner do.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, stopping)
    child = subprocess.Popen(
        holding + [sys.executable, SCRIPT, "run", "--inside"] + arguments, env=environment()
    )
    parent = os.getppid()
    deadline = time.monotonic() + PREPARATION_LIMIT + limit
    while True:
        try:
            return child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            # Whoever started us is gone, or something inside hangs: nothing may outlive them.
            if os.getppid() != parent or time.monotonic() > deadline:
                child.kill()
                child.wait()
                print("network: gave up: too long, or left alone", file=sys.stderr)
                return 124
