import Foundation

/// The openssl program as an independent judge of certificates.
struct OpenSSL {
    /// The roots that it trusts; those of the system are left out.
    let trustedRoots: String

    static let isInstalled = ["/usr/bin/openssl", "/usr/local/bin/openssl"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What `openssl verify` says of PATH.pem as a server's certificate, with the chain in it.
    func verify(
        _ path: String, chain: String? = nil, at moment: Date? = nil, options: [String] = []
    ) throws -> String {
        let time = moment.map { ["-attime", String(Int($0.timeIntervalSince1970))] } ?? []
        return try Self.run(
            ["verify", "-no-CApath", "-no-CAstore", "-x509_strict", "-purpose", "sslserver"]
                + time + options
                + ["-CAfile", trustedRoots, "-untrusted", (chain ?? path) + ".pem", path + ".pem"])
    }

    /// The subjects of all certificates in PATH.pem, in order, as `O=Name, CN=Name`.
    func subjects(_ path: String) throws -> [String] {
        let said = try Self.run(["storeutl", "-noout", "-text", "-certs", path + ".pem"])
        return said.split(separator: "\n").compactMap { line -> String? in
            let words = line.drop { $0 == " " }
            guard words.hasPrefix("Subject: ") else { return nil }
            // Versions differ in the blanks around the equals sign.
            return String(words.dropFirst("Subject: ".count)).replacing(" = ", with: "=")
        }
    }

    /// What the program printed and complained of.
    static func run(_ words: [String]) throws -> String {
        try Command.output(["openssl"] + words)
    }
}
