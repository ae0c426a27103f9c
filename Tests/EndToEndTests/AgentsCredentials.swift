import Foundation

/// Certificates and tokens of a fleet, made by the openssl program.
struct AgentsCredentials: Sendable {
    /// The folder that holds them.
    let folder: String
    /// The certificate of the authority that signs all others.
    var authority: String { folder + "/authority.pem" }

    static let isPossible = ["openssl", "curl"].allSatisfy { program in
        ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].contains {
            FileManager.default.isExecutableFile(atPath: $0 + program)
        }
    }

    /// Makes an authority.
    init(in folder: String) async throws {
        self.folder = folder
        try await openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                + " -subj /CN=tests -keyout authority.key -out authority.pem"
                + " -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign")
    }

    /// Makes the certificate of an agent: for the loopback, and for its URI as a client.
    ///
    /// - Returns: the paths of the certificate and its key.
    func certificate(
        _ name: String, uri: String? = nil
    ) async throws -> (certificate: String, key: String) {
        let names = "IP:127.0.0.1" + (uri.map { ",URI:" + $0 } ?? "")
        try Data("subjectAltName=\(names)\nextendedKeyUsage=serverAuth,clientAuth\n".utf8)
            .write(to: URL(filePath: folder + "/\(name).ext"))
        try await openssl(
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(name)"
                + " -keyout \(name).key -out \(name).csr")
        try await openssl(
            "x509 -req -days 2 -in \(name).csr -CA authority.pem -CAkey authority.key"
                + " -CAcreateserial -extfile \(name).ext -out \(name).pem")
        return (folder + "/\(name).pem", folder + "/\(name).key")
    }

    /// Writes a file of those who are known: a line `HASH URI TYPES AS` each.
    ///
    /// - Parameter known: the token, or nil for whoever shows a certificate, with the URI and the types.
    func tokens(
        _ name: String, _ known: [(token: String?, uri: String, types: String)]
    ) async throws -> String {
        var text = "# who may do what\n"
        for entry in known {
            var hash = "certificate"
            if let token = entry.token {
                let path = folder + "/token"
                try Data(token.utf8).write(to: URL(filePath: path))
                let words = try await openssl("dgst -sha256 -r token")
                hash = String(words.prefix { $0 != " " })
            }
            text += "\(hash) \(entry.uri) \(entry.types) -\n"
        }
        let path = folder + "/\(name).tokens"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @discardableResult
    private func openssl(_ words: String) async throws -> String {
        try await Self.run("openssl", words.split(separator: " ").map(String.init), in: folder)
    }

    /// Posts a document over HTTPS with the curl program, which knows nothing of ours.
    func post(
        _ document: AgentsJSON, to uri: String, _ arguments: [String] = []
    ) async throws -> AgentsHTTP.Answer {
        let body = folder + "/\(UUID().uuidString).json"
        try Data(document.bytes).write(to: URL(filePath: body))
        let output = try await Self.run(
            "curl",
            [
                "--silent", "--show-error", "--max-time", "90", "--cacert", authority,
                "--header", "Content-Type: application/json", "--data-binary", "@\(body)",
                "--write-out", "\n%{http_code}", uri,
            ] + arguments, in: folder)
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        return AgentsHTTP.Answer(
            status: lines.last.flatMap { Int($0) } ?? 0, fields: [:],
            bytes: Array(lines.dropLast().joined(separator: "\n").utf8))
    }

    /// Runs a program to its end, which must be a good one.
    private static func run(
        _ program: String, _ arguments: [String], in folder: String
    ) async throws -> String {
        let output = URL(filePath: folder).appending(path: UUID().uuidString + ".out")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = URL(filePath: folder)
        let handle = try FileHandle(forWritingTo: output)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        let end = Date().addingTimeInterval(AgentsFleet.patience)
        while process.isRunning, Date() < end { try await Task.sleep(for: .milliseconds(10)) }
        if process.isRunning { process.terminate() }
        let words = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        guard !process.isRunning, process.terminationStatus == 0 else {
            throw AgentsFleet.Failure(
                description: "\(program) \(arguments.joined(separator: " ")): \(words)")
        }
        return words
    }
}
