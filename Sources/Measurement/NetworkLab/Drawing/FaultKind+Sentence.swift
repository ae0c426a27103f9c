extension Fault {
    /// What breaks and when, as a clause without a final dot.
    package var sentence: String {
        switch (begins, ends) {
        case (let begins, nil) where begins <= 0: kind.sentence
        case (let begins, nil): "\(kind.sentence), from \(begins.seconds) on"
        case (let begins, let ends?) where begins <= 0: "\(kind.sentence), until \(ends.seconds)"
        case (let begins, let ends?):
            "\(kind.sentence), from \(begins.seconds) until \(ends.seconds)"
        }
    }
}

extension Fault.Kind {
    /// What is broken, as a clause without a final dot: "core drops TCP to port 443 of 198.51.100.80/32".
    package var sentence: String {
        switch self {
        case .interfaceDown, .carrierLost, .addressLost, .addressGone, .blackHole, .linkDegraded:
            cableSentence
        case .defaultRouteLost(let node):
            "\(node) has no default route"
        case .routeLost(let node, let prefixes):
            "\(node) has no route to \(Self.list(prefixes))"
        case .prefixHijacked(let node, let prefixes):
            "\(node) announces \(Self.list(prefixes)), which \(prefixes.count > 1 ? "are" : "is") not its own"
        case .filter(let filter):
            filter.sentence
        case .tunnelCaptures(let node, let interface, let prefixes):
            "the tunnel \(interface) of \(node) takes what goes to \(Self.list(prefixes)) "
                + "and delivers nothing"
        case .clockWrong(let node, let seconds):
            "the clock of \(node) is \(Self.span(abs(seconds))) \(seconds < 0 ? "behind" : "ahead")"
        case .hostsLine(let node, let address, let name):
            "the hosts file of \(node) says that \(name) is \(address)"
        case .resolversReplaced(let node, let resolvers):
            "\(node) is told to ask the name server \(Self.list(resolvers))"
        case .captivePortal(let node, let interface, let redirects):
            "\(node) answers port 80 from \(interface) with "
                + (redirects ? "a redirect to a sign-in page" : "a sign-in page")
                + " and lets nothing out but names"
        case .serviceStopped, .resolverRule, .resolverRefuses, .resolverCutOff, .recordsReplaced,
            .signaturesWrong, .certificateReplaced, .encryptionChanged, .responseReplaced,
            .portClosed, .proxyWantsPassword:
            serviceSentence
        }
    }

    private var cableSentence: String {
        switch self {
        case .interfaceDown(let node, let interface):
            "the interface \(interface) of \(node) is switched off"
        case .carrierLost(let node, let interface):
            "the cable at \(interface) of \(node) is pulled"
        case .addressLost(let node, let interface):
            "\(interface) of \(node) has lost its addresses and gave itself one"
        case .addressGone(let node, let interface):
            "nobody answers any more at the addresses of \(node) at \(interface)"
        case .blackHole(let link, let maximum):
            "packets above \(maximum) bytes vanish on the link \(link), and no router says so"
        case .linkDegraded(let link, let quality):
            "the link \(link) becomes bad: \(quality.words)"
        default: ""
        }
    }

    private var serviceSentence: String {
        switch self {
        case .serviceStopped(let service):
            "the service \(service) does not run"
        case .resolverRule(let service, let rule):
            "the resolver \(service) says \(rule.words)"
        case .resolverRefuses(let service):
            "the resolver \(service) turns all clients away"
        case .resolverCutOff(let service):
            "the resolver \(service) cannot reach the world and answers SERVFAIL"
        case .recordsReplaced(let service, let zone, let name, let records):
            "\(service) has "
                + (records.isEmpty ? "nothing" : Self.list(records.map { "\u{201C}\($0)\u{201D}" }))
                + " for \(name == "@" ? zone : "\(name) in \(zone)")"
        case .signaturesWrong(let service, let zone):
            "the signatures of \(zone) at \(service) do not fit it"
        case .certificateReplaced(let service, let port, let certificate):
            "\(service) shows at port \(port) a certificate \(certificate.words)"
        case .encryptionChanged(let service, let port, let encryption):
            "port \(port) of \(service) \(encryption.words)"
        case .responseReplaced(let service, let port, let response):
            "port \(port) of \(service) answers \(response.words)"
        case .portClosed(let service, let port):
            "nothing listens at port \(port) of \(service)"
        case .proxyWantsPassword(let service):
            "the proxy \(service) asks for a password"
        default: ""
        }
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ things: [some CustomStringConvertible]) -> String {
        let words = things.map(\.description)
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A length of time in the unit that suits it.
    static func span(_ seconds: Double) -> String {
        let units = [(86_400.0, "day"), (3600, "hour"), (60, "minute")]
        for (size, name) in units where seconds >= 2 * size {
            return "\((seconds / size).rounded().short) \(name)s"
        }
        return seconds.seconds
    }
}
