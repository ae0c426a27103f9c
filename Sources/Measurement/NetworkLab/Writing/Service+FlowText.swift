extension Service {
    var flowText: String {
        let (word, text) = role.flowPair
        return FlowText.mapping([
            ("name", FlowText.scalar(name)), ("node", FlowText.scalar(node)),
            ("addresses", addresses.flowTexts), (word, text),
        ])
    }
}

extension Service.Role {
    fileprivate var flowPair: (key: String, value: String) {
        switch self {
        case .authoritative(let zones): ("authoritative", FlowText.list(zones.map(\.flowText)))
        case .recursive(let resolver): ("recursive", resolver.flowText)
        case .web(let servers): ("web", FlowText.list(servers.map(\.flowText)))
        case .proxy(let proxy):
            (
                "proxy",
                FlowText.mapping([
                    ("port", proxy.port == ForwardProxy().port ? nil : "\(proxy.port)"),
                    ("wants-password", proxy.wantsPassword ? "true" : nil),
                ])
            )
        case .program(let program):
            (
                "program",
                FlowText.mapping([
                    ("command", program.command.flowTexts ?? "[]"),
                    ("ports", FlowText.optionalList(program.ports.map { "\($0)" })),
                ])
            )
        }
    }
}

extension Zone {
    fileprivate var flowText: String {
        FlowText.mapping([
            ("name", FlowText.scalar(name)), ("records", records.flowTexts),
            ("signatures", signatures == .none ? nil : signatures.rawValue),
        ])
    }
}

extension RecursiveResolver {
    fileprivate var flowText: String {
        FlowText.mapping([
            ("software", software.rawValue), ("forwarders", forwarders.flowTexts),
            ("encrypted", encryptedCertificate.map(FlowText.scalar)),
            ("rules", FlowText.optionalList(rules.map { FlowText.mapping($0.flowPairs) })),
            ("refuses-clients", refusesClients ? "true" : nil),
        ])
    }
}

extension ResolverRule {
    var flowPairs: [(key: String, value: String?)] {
        let name = (key: "name", value: Optional(FlowText.scalar(name)))
        switch answer {
        case .addresses(let addresses): return [name, ("addresses", addresses.flowTexts ?? "[]")]
        case .nameError: return [name, ("answer", AnswerWord.nameError.rawValue)]
        case .nameErrorBlocked: return [name, ("answer", AnswerWord.nameErrorBlocked.rawValue)]
        case .noData: return [name, ("answer", AnswerWord.noData.rawValue)]
        case .refused: return [name, ("answer", AnswerWord.refused.rawValue)]
        case .serverFailure: return [name, ("answer", AnswerWord.serverFailure.rawValue)]
        }
    }
}

extension WebServer {
    fileprivate var flowText: String {
        let usual = WebServer(port: port)
        let answers = paths.sorted { $0.key < $1.key }.map {
            (key: $0.key, value: Optional($0.value.flowText))
        }
        return FlowText.mapping([
            ("port", "\(port)"), ("certificate", certificate.map(FlowText.scalar)),
            ("encryption", encryption == usual.encryption ? nil : encryption.rawValue),
            ("respond", response == usual.response ? nil : response.flowText),
            ("paths", answers.isEmpty ? nil : FlowText.mapping(answers)),
        ])
    }
}

extension WebServer.Response {
    var flowText: String {
        switch self {
        case .page(let bytes): FlowText.mapping([("page", "\(bytes)")])
        case .text(let text): FlowText.mapping([("text", FlowText.scalar(text))])
        case .status(let status, let retryAfter):
            FlowText.mapping([
                ("status", "\(status)"), ("retry-after", retryAfter.map { "\($0)" }),
            ])
        case .redirect(let target): FlowText.mapping([("redirect", FlowText.scalar(target))])
        case .late(let seconds): FlowText.mapping([("late", NumberText.of(seconds))])
        case .badGateway: FlowText.mapping([("bad-gateway", "true")])
        }
    }
}
