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

/// A program of the system, run to its end.
enum Command {
    /// Output and complaints in one text; the program has a minute.
    static func output(_ words: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "60"] + words
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = (environment["PATH"] ?? "") + ":/usr/sbin:/sbin:/usr/bin:/bin"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appending(path: "lab-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
