#!/usr/bin/env python3
"""Writes the logs beside it, and for each what is to be read from it (NAME.expected).

The requests are made up first, with times, outcomes and faults; the lines are written from them. So nothing here parses
a log, and what is expected does not come from any reader. Without arguments the same files come out every time.

    ./make_logs.py                       the fixtures
    ./make_logs.py --lines 1000000 FILE  a combined log of that length, for measuring

A line of NAME.expected is `time outcome client fault fault ...` in the order of the log, or `!reason`; times in
microseconds since 1970, outcome 0 or 1, with `m` behind a 0 that is the user's own mistake.
"""
import argparse
import datetime
import itertools
import json
import pathlib
import random

HERE = pathlib.Path(__file__).resolve().parent
BEGIN = int(datetime.datetime(2024, 2, 28, 23, 50, tzinfo=datetime.timezone.utc).timestamp())
AGENTS = [
    ("Mozilla/5.0 (X11; Linux x86_64; rv:122.0) Gecko/20100101 Firefox/122.0", "Firefox"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36", "Chrome"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36 Edg/121.0.0.0", "Edge"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15", "Safari"),
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot"),
    ("curl/7.88.1", "curl"),
    ('Strange "quoted" agent', "other"),
    ("-", None),
]
PATHS = [
    ("/", "/"), ("/index.html", "/*.html"), ("/images/logo.PNG?v=3", "/images/*.png"),
    ("/users/1234/posts", "/users/*/posts"), ("/users/99", "/users/*"),
    ("/a/b/c/d/e.css", "/a/b/c/**/*.css"), ("/api/v2/items/0b54f6c2-1d9e-4a6e-9d0a-6b8f5f1c2d3e", "/api/v2/items/*"),
    ("/download/deadbeef01", "/download/*"), ("/cafe", "/cafe"), ("/search?q=%22x%22#top", "/search"),
    ("/static/app.min.js", "/static/*.js"), ("/login/", "/login/"),
]
STATUS = [(200, 60), (304, 10), (404, 12), (403, 3), (500, 4), (502, 3), (408, 2), (499, 3), (301, 3)]
FAILED = {500, 502, 408, 499}
SERVERS = ["10.0.0.1:8080", "10.0.0.2:8080", "10.0.0.3:8080"]


class Request:
    def __init__(self, chance, number):
        # A little out of order, as logs are written when requests end.
        self.time = (BEGIN + number // 2 - chance.choice([0, 0, 0, 1, 7])) * 1_000_000 + chance.randrange(1000) * 1000
        if chance.random() < 0.1:
            last = chance.randrange(1, 9)
            self.client, self.network = f"2001:db8:{last}::{chance.randrange(1, 99):x}", f"2001:db8:{last}::/48"
        else:
            third = chance.randrange(0, 6)
            self.client, self.network = f"192.0.{third}.{chance.randrange(1, 255)}", f"192.0.{third}.0/24"
        self.url, self.family = chance.choice(PATHS)
        self.agent, self.browser = chance.choice(AGENTS)
        self.status = chance.choices([s for s, _ in STATUS], [w for _, w in STATUS])[0]
        self.server = chance.choice(SERVERS)
        self.took = chance.choice([0.003, 0.05, 0.8, 12.5])
        self.user = chance.choice(["-", "-", "-", "alice", "Bob B."])
        self.zone = chance.choice([0, 0, 120, -330])

    @property
    def outcome(self):
        if self.status in FAILED:
            return "1"
        return "0m" if 400 <= self.status < 500 else "0"

    def local(self):
        return datetime.datetime.fromtimestamp(
            self.time // 1_000_000, datetime.timezone(datetime.timedelta(minutes=self.zone)))

    def expected(self, faults, whole_seconds=True):
        time = self.time // 1_000_000 * 1_000_000 if whole_seconds else self.time
        return " ".join([str(time), self.outcome, self.client] + [f.replace(" ", "_") for f in faults])

    def faults(self, with_server=False):
        named = [("server:" + self.server) if with_server else None, "url:" + self.family,
                 "browser:" + self.browser if self.browser else None, "network:" + self.network]
        return [name for name in named if name]

    def combined(self):
        agent = self.agent.replace('"', '\\"')
        return (f'{self.client} - {self.user} [{self.local():%d/%b/%Y:%H:%M:%S %z}] "GET {self.url} HTTP/1.1" '
                f'{self.status} {self.status * 7} "https://www.example.com/" "{agent}"')


def requests(seed, count):
    chance = random.Random(seed)
    return [Request(chance, number) for number in range(count)]


def combined():
    for number, request in enumerate(requests(1, 400)):
        line = request.combined()
        if number % 40 == 17:
            yield line[: line.index('"GET') + 9], "!quote"
        elif number % 40 == 23:
            yield line.replace("Feb", "Fev").replace("Mar", "Mrz"), "!time"
        elif number % 40 == 29:
            yield line.replace(f'" {request.status} ', '" ??? '), "!outcome"
        elif number % 40 == 31:
            yield "not a line at all", "!form"
        elif number % 40 == 33:
            # The year 9999 is no leap year.
            yield line.replace("/2024:", "/9999:"), "!time" if "29/Feb" in line else "!time-range"
        elif number % 40 == 35:
            yield "", None
        elif number % 40 == 37:
            yield line + "\r", request.expected(request.faults())
        else:
            yield line, request.expected(request.faults())


def common():
    for request in requests(2, 100):
        line = request.combined()
        yield line[: line.index(' "https')], request.expected([f for f in request.faults() if "browser" not in f])


def vhost_combined():
    for number, request in enumerate(requests(3, 100)):
        host = ["www.example.com:443", "Example.ORG:80"][number % 2]
        faults = ["host:" + host.split(":")[0].lower()] + request.faults()
        yield host + " " + request.combined(), request.expected(faults)


def nginx_json():
    for number, request in enumerate(requests(4, 300)):
        values = {
            "time_iso8601": request.local().isoformat(), "remote_addr": request.client,
            "request": f"GET {request.url} HTTP/2.0", "status": request.status, "nested": {"x": [1, {"y": "}"}]},
            "request_time": request.took, "http_user_agent": "" if request.agent == "-" else request.agent,
            "upstream_addr": request.server, "none": None, "escaped": "tab\t quote\" \u00e9 \U0001f600",
        }
        line = json.dumps(values, ensure_ascii=number % 2 == 0, separators=((",", ":") if number % 3 else None))
        if number % 50 == 11:
            yield line[:-7], "!json"
        elif number % 50 == 13:
            yield line.replace('"status"', '"state"'), "!outcome"
        elif number % 50 == 19:
            yield line.replace("2024-", "2024/"), "!time"
        else:
            yield line, request.expected(request.faults(with_server=True))


def table(separator, seed):
    names = ["timestamp", "client_ip", "note", "status", "url", "user_agent", "server"]
    yield separator.join(names), None

    def quoted(text):
        if separator == "\t":
            return text.replace('"', "'") if text.startswith('"') else text
        return '"' + text.replace('"', '""') + '"' if set('",;') & set(text) else text

    for number, request in enumerate(requests(seed, 200)):
        seconds = request.time / 1_000_000
        time = [f"{seconds:.3f}", str(request.time // 1000), request.local().isoformat(sep=" ")][number % 3]
        values = [time, request.client, "a, \"b\"; c" if separator != "\t" else "plain", str(request.status),
                  request.url, "" if request.agent == "-" else request.agent, request.server]
        line = separator.join(quoted(value) for value in values)
        if number % 50 == 7:
            yield line + separator, "!columns"
        elif number % 50 == 9:
            yield separator.join(values[:3]), "!columns"
        else:
            yield line, request.expected(request.faults(with_server=True), whole_seconds=number % 3 == 2)


def observations():
    chance = random.Random(7)
    yield "# outcome weight faults", None
    for number in range(150):
        outcome = str(int(chance.random() < 0.2))
        words, expected = [], []
        for name in chance.sample(["as:7018", "server:a", "browser:Firefox", "plain", "net:192.0.2.0/24"], chance.randrange(5)):
            strength = chance.choice([None, "0.5", "1.0", ".25"])
            words.append(name + (":" + strength if strength else ""))
            expected.append(name + "@" + str(float(strength or 1)))
        weight = chance.choice([None, "2", "2.5"])
        line = " ".join([outcome] + (["*" + weight] if weight else []) + words)
        if number % 30 == 5:
            yield "2" + line[1:], "!outcome"
        elif number % 30 == 9:
            yield line + " *0", "!strength"
        elif number % 30 == 12:
            yield line + " x:0.0", "!strength"
        elif number % 30 == 15:
            yield "   ", None
        else:
            yield line.replace(" ", "\t" if number % 4 == 0 else " "), " ".join(
                ["-", outcome, "-", "*" + str(float(weight or 1))] + expected)


def write(name, lines):
    pairs = list(lines)
    (HERE / name).write_bytes(b"".join(line.encode() + b"\n" for line, _ in pairs))
    (HERE / (name + ".expected")).write_text("".join(text + "\n" for _, text in pairs if text))


def long_log(path, lines):
    """A log with the shape of a large one: addresses and URLs by Zipf's law, 3,000 networks, 2 % failures."""
    chance = random.Random(11)
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(3000)))
    networks = [f"{chance.randrange(1, 223)}.{chance.randrange(256)}.{chance.randrange(256)}" for _ in range(3000)]
    urls = [f"/{chance.choice(['api', 'blog', 'shop', 'img'])}/{chance.choice(['a', 'b', 'c', 'd'])}{rank % 50}/"
            f"{chance.randrange(10**6)}{chance.choice(['', '.html', '.png', '.js'])}" for rank in range(3000)]
    with open(path, "w") as file:
        for number in range(lines):
            network, url = chance.choices(networks, cum_weights=weights)[0], chance.choices(urls, cum_weights=weights)[0]
            time = datetime.datetime.fromtimestamp(BEGIN + number // 500, datetime.timezone.utc)
            status = 500 if chance.random() < 0.02 else 200
            agent = AGENTS[min(int(chance.expovariate(0.8)), 5)][0]
            file.write(f'{network}.{chance.randrange(1, 255)} - - [{time:%d/%b/%Y:%H:%M:%S %z}] "GET {url} HTTP/1.1" '
                       f'{status} {chance.randrange(10**5)} "https://www.example.com/" "{agent}"\n')


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int)
    parser.add_argument("file", nargs="?")
    arguments = parser.parse_args()
    if arguments.lines:
        long_log(arguments.file, arguments.lines)
    else:
        write("combined.log", combined())
        write("common.log", common())
        write("vhost-combined.log", vhost_combined())
        write("nginx.json", nginx_json())
        write("requests.csv", table(",", 5))
        write("requests.tsv", table("\t", 6))
        write("observations.txt", observations())
