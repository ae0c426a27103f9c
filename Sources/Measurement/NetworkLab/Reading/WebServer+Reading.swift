import YAMLDocuments

extension WebServer {
    /// Reads a member of `web`.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.webServer)
        self.init(
            port: try fields("port").port(),
            certificate: try fields.optional("certificate")?.name(),
            encryption: try fields.optional("encryption")?.word() ?? .modern)
        if let respond = fields.optional("respond") { response = try Response(respond) }
        for (path, respond) in try fields.optional("paths")?.entries() ?? [] {
            guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw respond.problem("`\(path)` is no path; it begins with / and has no spaces")
            }
            paths[path] = try Response(respond)
        }
    }
}

extension WebServer.Response {
    /// The largest page: 256 MiB, more than any test waits for.
    static let largestPage = 1 << 28

    /// Reads what a port answers.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.response)
        let given = ScenarioForm.responses.filter { fields.optional($0) != nil }
        guard given.count == 1, let word = given.first else {
            throw source.problem(
                "a response has exactly one of \(ScenarioForm.responses.joined(separator: ", ")); "
                    + (given.isEmpty ? "here is none" : "here are \(given.joined(separator: ", "))")
            )
        }
        if let again = fields.optional("retry-after"), word != "status" {
            throw again.problem("`retry-after` goes with `status` alone")
        }
        let value = try fields(word)
        switch word {
        case "page": self = .page(bytes: try value.integer(in: 0...Self.largestPage, "page size"))
        case "text": self = .text(try Self.text(value))
        case "status":
            self = .status(
                try value.integer(in: 200...599, "status of a final answer"),
                retryAfter: try fields.optional("retry-after")?.integer(
                    in: 0...1_000_000_000, "number of seconds"))
        case "redirect":
            let target = try value.line()
            guard !target.isEmpty else { throw value.problem("a redirect needs a place to go") }
            self = .redirect(target)
        case "late":
            let seconds = try value.positiveDuration(in: .seconds)
            guard seconds <= 3600 else { throw value.problem("an hour is the latest answer") }
            self = .late(seconds: seconds)
        default:
            guard try value.flag() else { throw value.problem("write `bad-gateway: true`") }
            self = .badGateway
        }
    }

    private static func text(_ value: YAMLReader) throws(YAMLDocumentError) -> String {
        let text = try value.string()
        guard
            !text.unicodeScalars.contains(where: {
                $0.isControl && !"\n\r\t".unicodeScalars.contains($0)
            })
        else { throw value.problem("control characters are not allowed in a text") }
        return text
    }
}
