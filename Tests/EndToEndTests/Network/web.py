"""The configuration of nginx for each host that has a web server."""

PAGE = "<!doctype html><title>Example</title><h1>It works</h1>\n" + "<p>Example text.</p>\n" * 2000

#: Where backend.py listens when nginx cannot itself do what is wanted.
BACKEND = "http://127.0.0.1:8081"

#: A port on which nothing listens.
NOTHING = "http://127.0.0.1:9"

# `user root`: in a user namespace there may be nobody else.
FRAME = """
user root root;
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
    access_log off;
    default_type text/html;
    server_tokens off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    proxy_pass_header Date;
    proxy_pass_header Server;
    root {folder};
{servers}
}}
"""


def server(port, body, ipv6, certificate=None, more=""):
    """One `server` block; with a certificate it speaks TLS."""
    tls = " ssl" if certificate else ""
    lines = [f"listen {port}{tls};"]
    if ipv6:
        lines.append(f"listen [::]:{port}{tls};")
    if certificate:
        lines += [f"ssl_certificate {certificate}.pem;", f"ssl_certificate_key {certificate}.key;"]
    return "    server {\n        " + "\n        ".join(lines + [more, body]) + "\n    }\n"


def backend(path="/"):
    return f"location {path} {{ proxy_pass {BACKEND}; }}"


def site(settings, certificate, ipv6):
    """www.example.com: port 80 sends to https, port 443 has the page."""
    to_https = "location / { return 301 https://$host$request_uri; }"
    servers = server(80, backend() if settings.date_offset else to_https, ipv6)
    if settings.https in ("closed", "hangs-up"):
        return servers
    tls = {
        "open": "",
        # A server that knows nothing newer than TLS 1.1 turns modern clients away with an alert.
        "old-version": "ssl_protocols TLSv1.1; ssl_ciphers DEFAULT@SECLEVEL=0;",
        # Its key is for elliptic curves, so with only RSA ciphers nothing is left to agree on.
        "no-cipher": "ssl_protocols TLSv1.2; ssl_ciphers AES128-SHA:AES256-SHA;",
        "rejects-name": "ssl_reject_handshake on;",
    }[settings.https]
    return servers + server(443, page(settings), ipv6, certificate, tls)


def page(settings):
    """What https://www.example.com/ says."""
    if settings.date_offset or settings.page == "slow":
        return backend()
    if settings.page == "loop":
        return "location / { return 302 http://$host$request_uri; }"
    if settings.page == "bad-gateway":
        return f"location / {{ proxy_pass {NOTHING}; }}"
    if settings.page == 200:
        return "location = / { try_files /page.html =404; }"
    retry = 'add_header Retry-After "120" always; ' if settings.page == 503 else ""
    return f"location / {{ {retry}return {settings.page}; }}"


def checks(settings, ipv6):
    """The hosts that operating systems ask whether there is a captive portal."""
    if settings.date_offset:
        return server(80, backend(), ipv6)
    return server(80, """
        location /generate_204 { return 204; }
        location /gen_204 { return 204; }
        location = /success.txt { default_type text/plain; return 200 "success\\n"; }""", ipv6)


def elsewhere(settings, certificate, ipv6):
    """A web host that has nothing to do with the site."""
    body = backend() if settings.date_offset else "location / { return 200 \"another site\\n\"; }"
    return server(80, body, ipv6) + server(443, body, ipv6, certificate)


def portal(kind):
    """The home router as a captive portal: it answers every request in the place of its host."""
    sign_in = 'location = /login { return 200 "<h1>Welcome, please sign in</h1>\\n"; }'
    if kind == "redirect":
        rest = "location / { return 302 http://portal.example.net/login; }"
    else:
        rest = 'location / { return 200 "<h1>Welcome, please sign in</h1>\\n"; }'
    return server(80, sign_in + "\n        " + rest, ipv6=True)
