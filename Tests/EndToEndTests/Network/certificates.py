"""Certificates for the site, right ones and wrong ones, made by openssl."""

import datetime
import os

from host import call

#: What the certificate of the site can be like.
KINDS = ["valid", "expired", "not-yet-valid", "other-name", "self-signed", "unknown-issuer",
         "large"]

AUTHORITY_CONFIGURATION = """
[ca]
default_ca = here
[here]
dir = {folder}
new_certs_dir = {folder}
database = {folder}/index.txt
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
[req]
distinguished_name = none
[none]
"""


class Authority:
    """A certificate authority of its own in a folder: `root.pem` is what a client may trust."""

    def __init__(self, folder, name):
        self.folder = folder
        os.makedirs(folder)
        self.root = f"{folder}/root.pem"
        self.configuration = f"{folder}/openssl.cnf"
        with open(self.configuration, "w") as file:
            file.write(AUTHORITY_CONFIGURATION.format(folder=folder))
        open(f"{folder}/index.txt", "w").close()
        call(["openssl", "req", "-x509", "-config", self.configuration,
              *new_key(f"{folder}/root.key"), "-days", "3650",
              "-subj", f"/CN={name}", "-out", self.root,
              "-addext", "basicConstraints=critical,CA:TRUE",
              "-addext", "keyUsage=critical,keyCertSign,cRLSign",
              "-addext", "subjectKeyIdentifier=hash"])

    def issue(self, path, names, begins=-30, ends=60):
        """Writes PATH.pem and PATH.key for names, valid from `begins` to `ends` days from now."""
        call(["openssl", "req", "-new", "-config", self.configuration, *new_key(f"{path}.key"),
              "-subj", f"/CN={names[0]}", "-out", f"{path}.request"])
        with open(f"{path}.extensions", "w") as file:
            file.write("basicConstraints=critical,CA:FALSE\n"
                       "keyUsage=critical,digitalSignature\n"
                       "extendedKeyUsage=serverAuth\n"
                       "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
                       f"subjectAltName={','.join(alternative(name) for name in names)}\n")
        call(["openssl", "ca", "-batch", "-notext", "-config", self.configuration,
              "-cert", self.root, "-keyfile", f"{self.folder}/root.key",
              "-in", f"{path}.request", "-out", f"{path}.pem", "-extfile", f"{path}.extensions",
              "-startdate", moment(begins), "-enddate", moment(ends)])
        return path


def new_key(path):
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", path]


def moment(days):
    """A time `days` from now in the form that openssl reads."""
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return then.strftime("%Y%m%d%H%M%SZ")


def alternative(name):
    is_address = ":" in name or name.replace(".", "").isdigit()
    return f"{'IP' if is_address else 'DNS'}:{name}"


def for_site(kind, authority, folder):
    """Makes the site's certificate of a kind; returns its path without `.pem` or `.key`."""
    path, names = f"{folder}/site", ["www.example.com", "example.com"]
    if kind == "valid":
        return authority.issue(path, names)
    if kind == "expired":
        return authority.issue(path, names, begins=-100, ends=-10)
    if kind == "not-yet-valid":
        return authority.issue(path, names, begins=10, ends=100)
    if kind == "other-name":
        return authority.issue(path, ["shop.example.net", "example.net"])
    if kind == "unknown-issuer":
        stranger = Authority(f"{folder}/stranger", "Nobody Knows Root")
        return stranger.issue(path, names)
    if kind == "large":
        # About 6 kB: more than one packet of 1500 bytes, as real chains are.
        many = [f"host-number-{number:03}.example.com" for number in range(200)]
        return authority.issue(path, names + many)
    if kind == "self-signed":
        call(["openssl", "req", "-x509", "-config", authority.configuration,
              *new_key(f"{path}.key"), "-days", "90", "-subj", "/CN=www.example.com",
              "-addext", "subjectAltName=DNS:www.example.com", "-out", f"{path}.pem"])
        return path
    raise ValueError(f"no such kind of certificate: {kind}")
