"""A web server for what nginx cannot do: answer late, or with a Date that is not today's.

usage: backend.py PORT DELAY_SECONDS DATE_OFFSET_DAYS      (127.0.0.1 only, behind nginx)
"""

import email.utils
import http.server
import sys
import time

PORT, DELAY, DAYS = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])


class Handler(http.server.BaseHTTPRequestHandler):
    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(time.time() + DAYS * 86400, usegmt=True)

    def do_GET(self):
        time.sleep(DELAY)
        if "204" in self.path:
            self.send_response(204)
            self.end_headers()
            return
        body = b"success\n" if self.path == "/success.txt" else b"<h1>It works</h1>\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
