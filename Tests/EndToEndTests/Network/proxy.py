"""A web proxy: CONNECT for https, absolute addresses for http.

usage: proxy.py PORT works|wants-password
"""

import socket
import socketserver
import sys
import threading
import urllib.parse

PORT, BEHAVIOUR = int(sys.argv[1]), sys.argv[2]


def copy(source, sink):
    """Carries bytes one way until either end is done."""
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


class Handler(socketserver.StreamRequestHandler):
    timeout = 30

    def handle(self):
        request = self.rfile.readline(8192).decode("latin-1").split()
        headers = []
        while (line := self.rfile.readline(8192)) not in (b"\r\n", b"\n", b""):
            headers.append(line)
        if len(request) != 3:
            return
        if BEHAVIOUR == "wants-password":
            self.refuse("407 Proxy Authentication Required",
                        'Proxy-Authenticate: Basic realm="office"\r\n')
            return
        method, target, _ = request
        url = urllib.parse.urlsplit(f"//{target}" if method == "CONNECT" else target)
        try:
            far = socket.create_connection((url.hostname, url.port or 80), timeout=10)
        except OSError:
            self.refuse("502 Bad Gateway")
            return
        if method == "CONNECT":
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            far.sendall(f"{method} {path} HTTP/1.0\r\n".encode() + b"".join(headers) + b"\r\n")
        there = threading.Thread(target=copy, args=(self.connection, far), daemon=True)
        there.start()
        copy(far, self.connection)
        far.close()

    def refuse(self, status, header=""):
        text = f"HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n"
        self.wfile.write(text.encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("0.0.0.0", PORT), Handler).serve_forever()
