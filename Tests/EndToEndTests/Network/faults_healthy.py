"""Nothing is broken: what a diagnosis must not find fault with."""

import addresses
from fault import Fault, require


def prove_healthy(network):
    for family in ["-4"] + ["-6"] * network.ipv6:
        answer = network.curl("https://www.example.com/", family)
        require(answer.status == 200, f"the page {family}: {answer}")
    redirected = network.curl("http://www.example.com/")
    require(redirected.redirect == "https://www.example.com/", f"port 80: {redirected}")
    for resolver in (addresses.RESOLVER, "1.1.1.1", "8.8.8.8", "9.9.9.9"):
        network.require_dig(resolver, "NOERROR", [addresses.SITE[0]])
    network.require_dig("1.1.1.1", "NOERROR", [addresses.SITE[1]], kind="AAAA")
    network.require_dig("8.8.8.8", "NXDOMAIN", [], name="no-such-name.example.com")
    for host in ("connectivitycheck.gstatic.com", "cp.cloudflare.com"):
        answer = network.curl(f"http://{host}/generate_204")
        require(answer.status == 204, f"{host}: {answer}")
    answer = network.curl("http://detectportal.firefox.com/success.txt")
    require(answer.status == 200, f"detectportal: {answer}")
    for address in ("1.1.1.1", "8.8.8.8", "9.9.9.9"):
        answer = network.curl(f"https://{address}/")
        require(answer.status == 200, f"{address}: {answer}")
    network.require_rest_works()
    return "the page loads over both families, every resolver and check host answers"


FAULTS = [
    Fault("healthy", "none", "nothing is broken", prove=prove_healthy),
    Fault("healthy-http", "none", "nothing is broken, and http leads to https",
          url="http://www.example.com/", prove=prove_healthy),
]
