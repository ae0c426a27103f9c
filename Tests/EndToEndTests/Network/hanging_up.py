"""A server that accepts every connection and closes it without a word.

usage: hanging_up.py PORT
"""

import socket
import sys

try:
    listener = socket.create_server(("::", int(sys.argv[1])), family=socket.AF_INET6,
                                    dualstack_ipv6=True, backlog=64)
except OSError:
    listener = socket.create_server(("0.0.0.0", int(sys.argv[1])), backlog=64)
while True:
    listener.accept()[0].close()
