import YAMLDocuments

extension Service {
    /// Reads an entry of `services`.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.service)
        let given = ScenarioForm.roles.filter { fields.optional($0) != nil }
        guard given.count == 1, let word = given.first else {
            throw source.problem(
                "a service has exactly one of \(ScenarioForm.roles.joined(separator: ", ")); "
                    + (given.isEmpty ? "here is none" : "here are \(given.joined(separator: ", "))")
            )
        }
        let role: Role =
            switch word {
            case "authoritative":
                .authoritative(
                    try fields(word).map { zone throws(YAMLDocumentError) in try Zone(zone) })
            case "recursive": .recursive(try RecursiveResolver(fields(word)))
            case "web":
                .web(
                    try fields(word).map { server throws(YAMLDocumentError) in
                        try WebServer(server)
                    })
            case "proxy": .proxy(try ForwardProxy(fields(word)))
            default: .program(try Program(fields(word)))
            }
        self.init(
            name: try fields("name").name(),
            node: try fields("node").name(atMost: Node.nameLimit),
            addresses: try fields.optional("addresses")?.addresses() ?? [], role: role)
    }
}

extension Zone {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.zone)
        self.init(
            name: try fields("name").domainName(),
            records: try fields.optional("records")?.recordLines() ?? [],
            signatures: try fields.optional("signatures")?.word() ?? .none)
    }
}

extension RecursiveResolver {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.resolver)
        self.init(
            software: try fields.optional("software")?.word() ?? .unbound,
            forwarders: try fields.optional("forwarders")?.addresses() ?? [],
            encryptedCertificate: try fields.optional("encrypted")?.name(),
            rules: try fields.optional("rules")?.map { rule throws(YAMLDocumentError) in
                try ResolverRule(rule.fields(.rule))
            } ?? [],
            refusesClients: try fields.optional("refuses-clients")?.flag() ?? false)
    }
}

extension ResolverRule {
    /// Reads a rule among the fields of a resolver's rule or of the fault `resolver-rule`.
    init(_ fields: YAMLFields) throws(YAMLDocumentError) {
        let name = try fields("name").domainName()
        switch (fields.optional("answer"), fields.optional("addresses")) {
        case (let answer?, nil):
            self.init(name: name, answer: try answer.word(of: AnswerWord.self).answer)
        case (nil, let list?):
            let addresses = try list.addresses()
            guard !addresses.isEmpty else {
                throw list.problem("an address is needed; for none write `answer: no-data`")
            }
            self.init(name: name, answer: .addresses(addresses))
        default:
            throw fields.owner.problem("a rule has either `answer` or `addresses`")
        }
    }
}

/// What a resolver can answer that needs no more than a word.
enum AnswerWord: String, CaseIterable {
    case nameError = "name-error"
    case nameErrorBlocked = "name-error-blocked"
    case noData = "no-data"
    case refused
    case serverFailure = "server-failure"

    var answer: ResolverRule.Answer {
        switch self {
        case .nameError: .nameError
        case .nameErrorBlocked: .nameErrorBlocked
        case .noData: .noData
        case .refused: .refused
        case .serverFailure: .serverFailure
        }
    }
}

extension ForwardProxy {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.proxy)
        self.init()
        if let port = fields.optional("port") { self.port = try port.port() }
        wantsPassword = try fields.optional("wants-password")?.flag() ?? false
    }
}

extension Program {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.program)
        let command = try fields("command").lines()
        guard command.first?.isEmpty == false else {
            throw try fields("command").problem("a command begins with the name of a program")
        }
        self.init(command: command, ports: try fields.optional("ports")?.ports() ?? [])
    }
}
