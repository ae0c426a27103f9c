"""Measures the forwarder between two network namespaces; see lab-links.sh.

One-way delays are differences of the kernel's clock, which all namespaces share: the sender's
clock just before it calls sendto, the kernel's stamp when the packet comes to the receiver's
socket (SO_TIMESTAMPNS). Neither includes when Python is woken up.
"""
import glob
import json
import os
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

SO_TIMESTAMPNS = 35
ADDRESSES = {"a": "10.9.0.1", "b": "10.9.0.2"}
ADDRESSES_6 = {"a": "fd00:9::1", "b": "fd00:9::2"}
DIRECT = {"a": "10.8.0.1", "b": "10.8.0.2"}
WALL = time.CLOCK_REALTIME


def run(text, check=True):
    return subprocess.run(text, shell=True, check=check, capture_output=True, text=True).stdout


def send(address, port, rate, seconds):
    """Sends numbered packets at a steady rate."""
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.connect((address, port))
    start = time.monotonic()
    for number in range(int(rate * seconds)):
        wait = start + number / rate - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        sender.send(struct.pack("<QQ", number, time.clock_gettime_ns(WALL)) + bytes(84))


def receive(address, port):
    """Prints number and one-way delay in nanoseconds of all packets, as they come, as JSON."""
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    receiver.bind((address, port))
    receiver.settimeout(15)
    print("ready", flush=True)
    seen = []
    try:
        while True:
            data, control, _, _ = receiver.recvmsg(2048, 64)
            receiver.settimeout(1.5)
            seconds, nanoseconds = struct.unpack("<qq", control[0][2])
            number, sent = struct.unpack("<QQ", data[:16])
            seen.append((number, seconds * 10**9 + nanoseconds - sent))
    except TimeoutError:
        print(json.dumps(seen), flush=True)


def take(address, port):
    """Takes a TCP stream and prints its bits a second."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = socket.socket(family, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    server.listen()
    server.settimeout(15)
    print("ready", flush=True)
    stream, _ = server.accept()
    stream.settimeout(15)
    buffer = bytearray(1 << 20)
    start, total = time.monotonic(), 0
    while count := stream.recv_into(buffer):
        total += count
    print(json.dumps(total * 8 / (time.monotonic() - start)), flush=True)


def give(address, port, seconds):
    """Sends a TCP stream for a time."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    stream = socket.socket(family, socket.SOCK_STREAM)
    stream.connect((address, port))
    block, end = bytes(1 << 18), time.monotonic() + seconds
    while time.monotonic() < end:
        stream.sendall(block)


def here(node, *words, **more):
    command = ["ip", "netns", "exec", node, sys.executable, __file__, *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more)


class Forwarder:
    """The process under test."""

    def __init__(self, binary):
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", "wires", binary, "lab", "forward"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def configure(self, **quality):
        line = {"name": "line", "left": "left", "right": "right", "seed": 1, **quality}
        self.process.stdin.write(json.dumps({"lines": [line]}) + "\n")
        self.process.stdin.flush()
        assert json.loads(self.process.stdout.readline()) == {"applied": 1}

    def processor_seconds(self):
        """Of all threads: the process's own file tells of the first one alone."""
        files = glob.glob(f"/proc/{self.process.pid}/task/*/schedstat")
        return sum(int(open(name).read().split()[0]) for name in files) / 1e9

    def stop(self):
        self.process.stdin.close()
        said = self.process.stdout.read()
        self.process.wait(5)
        return said


def make_network():
    run("mount -t tmpfs lab /run && mkdir /run/netns")
    for node in ("a", "b", "wires"):
        run(f"ip netns add {node} && ip -n {node} link set lo up")
    run("ip link add eth0 netns a type veth peer name left netns wires")
    run("ip link add eth0 netns b type veth peer name right netns wires")
    run("ip link add eth1 netns a type veth peer name eth1 netns b")
    for node in ("a", "b"):
        run(f"ip -n {node} addr add {ADDRESSES[node]}/24 dev eth0")
        run(f"ip -n {node} addr add {ADDRESSES_6[node]}/64 dev eth0 nodad")
        run(f"ip -n {node} addr add {DIRECT[node]}/24 dev eth1")
        run(f"ip -n {node} link set eth0 gso_max_segs 1 up")
        run(f"ip -n {node} link set eth1 up")
    # Neighbours are told: a round trip to find them would count as delay of the packets that wait.
    for node, other in (("a", "b"), ("b", "a")):
        for device, addresses in (("eth0", ADDRESSES), ("eth0", ADDRESSES_6), ("eth1", DIRECT)):
            shown = json.loads(run(f"ip -n {other} -j link show {device}"))
            run(f"ip -n {node} neigh replace {addresses[other]} dev {device}"
                f" lladdr {shown[0]['address']} nud permanent")


def packets(addresses, rate, seconds):
    """Packets both ways at once; the delays in order of arrival, by direction."""
    receivers = [here(node, "receive", addresses[node], 9000) for node in ("a", "b")]
    for receiver in receivers:
        assert receiver.stdout.readline() == "ready\n"
    senders = [
        here("a", "send", addresses["b"], 9000, rate, seconds),
        here("b", "send", addresses["a"], 9000, rate, seconds)]
    for sender in senders:
        sender.wait()
    return [json.loads(receiver.communicate()[0]) for receiver in receivers]


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def errors(name, results, asked_ms, expected):
    off = [abs(delay / 1e6 - asked_ms) for result in results for _, delay in result]
    print(
        f"{name:34} mean {statistics.fmean(off):.3f}  p50 {quantile(off, .5):.3f}"
        f"  p99 {quantile(off, .99):.3f}  p99.9 {quantile(off, .999):.3f}  max {max(off):.3f} ms"
        f"  over 0.5 ms: {sum(value > .5 for value in off) / len(off):.4%}"
        f"  lost {expected - len(off)} of {expected}")
    return statistics.fmean(off)


def stream(address, seconds):
    taker = here("b", "take", address, 9001)
    assert taker.stdout.readline() == "ready\n"
    here("a", "give", address, 9001, seconds).wait()
    return json.loads(taker.communicate()[0])


def shared(forwarder, work):
    """What the work gives, and the forwarder's share of one processor meanwhile."""
    wall, used = time.monotonic(), forwarder.processor_seconds()
    result = work()
    return result, (forwarder.processor_seconds() - used) / (time.monotonic() - wall)


def page(forwarder):
    """A file of 20 MB by curl from nginx, with both ends limited as LinkShaping does it."""
    if not (shutil.which("nginx") and shutil.which("curl")):
        print("curl and nginx: skipped, they are not installed")
        return
    folder = tempfile.mkdtemp(dir="/run")
    os.chmod(folder, 0o755)
    with open(f"{folder}/file", "wb") as file:
        file.write(os.urandom(20_000_000))
    with open(f"{folder}/nginx.conf", "w") as file:
        file.write(
            f"user root; daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}\n"
            f"http {{ access_log off; server {{ listen 10.9.0.2:80; listen [fd00:9::2]:80;"
            f" root {folder}; }} }}\n")
    server = subprocess.Popen(
        ["ip", "netns", "exec", "b", "nginx", "-c", f"{folder}/nginx.conf"])
    try:
        time.sleep(1)
        for rate, limit in ((None, ""), (50, "rate 50000000bit burst 31250b limit 343750b")):
            for node in ("a", "b") if limit else ():
                run(f"ip netns exec {node} tc qdisc replace dev eth0 root tbf {limit}")
            for host in ("10.9.0.2", "[fd00:9::2]"):
                said = run(
                    "ip netns exec a curl -sS -o /run/got -w '%{speed_download} %{time_total}'"
                    f" http://{host}/file")
                speed, seconds = map(float, said.split())
                same = run(f"cmp {folder}/file /run/got && echo same") == "same\n"
                print(
                    f"curl of 20 MB from {host:12} rate {rate or 'unlimited'!s:9}"
                    f" {speed * 8 / 1e6:6.1f} Mbit/s, {seconds:.2f} s,"
                    f" {'the same file' if same else 'ANOTHER FILE'}")
    finally:
        server.terminate()
        server.wait()


def measure(binary, seconds):
    make_network()
    forwarder = Forwarder(binary)
    forwarder.configure(delayMilliseconds=20)
    rate, total = 2000, int(2 * 2000 * seconds)
    print(f"{os.cpu_count()} processors, Linux {os.uname().release}")
    direct = packets(DIRECT, rate, seconds)
    errors("a cable alone, |delay|", direct, 0, total)
    results, used = shared(forwarder, lambda: packets(ADDRESSES, rate, seconds))
    mean = errors("20 ms asked, |delay - 20 ms|", results, 20, total)
    print(f"bar: mean within 0.5 ms at 2,000 packets/s both ways: {'yes' if mean < .5 else 'NO'}")
    print(f"processor share of the forwarder meanwhile: {used:.1%}")
    _, used = shared(forwarder, lambda: time.sleep(seconds))
    print(f"processor share when idle: {used:.2%}")
    for address in (ADDRESSES["b"], ADDRESSES_6["b"]):
        speed, used = shared(forwarder, lambda: stream(address, seconds))
        print(
            f"TCP to {address:10} {speed / 1e6:7.0f} Mbit/s, processor share {used:.0%};"
            f" bar of 200 Mbit/s: {'yes' if speed >= 200e6 else 'NO'}")
    page(forwarder)
    for node in ("a", "b"):
        run(f"ip netns exec {node} tc qdisc del dev eth0 root")
    for jitter, rate in ((2, 2000), (5, 2000), (2, 100)):
        forwarder.configure(delayMilliseconds=20, jitterMilliseconds=jitter)
        for result in packets(ADDRESSES, rate, 3 * seconds)[:1]:
            delays = [delay / 1e6 for _, delay in result]
            late = sum(x[0] > y[0] for x, y in zip(result, result[1:]))
            print(
                f"jitter: asked 20 ± {jitter} ms, got {statistics.fmean(delays):.2f} ±"
                f" {statistics.pstdev(delays):.2f} ms at {rate} packets/s, {late} out of order")
    for share in (0.01, 0.1):
        forwarder.configure(delayMilliseconds=20, reordering=share)
        late = count = 0
        for result in packets(ADDRESSES, 2000, seconds):
            newest = -1
            for number, _ in result:
                late += number < newest
                newest = max(newest, number)
                count += 1
        print(f"reordering: asked {share:.1%}, late by RFC 4737: {late / count:.2%} of {count}")
    print("frames:", forwarder.stop().strip())


if __name__ == "__main__":
    word, *rest = sys.argv[1:]
    if word == "measure":
        measure(rest[0], float(rest[1]))
    elif word == "send":
        send(rest[0], int(rest[1]), float(rest[2]), float(rest[3]))
    elif word == "receive":
        receive(rest[0], int(rest[1]))
    elif word == "take":
        take(rest[0], int(rest[1]))
    elif word == "give":
        give(rest[0], int(rest[1]), float(rest[2]))
