import InternetProtocols

/// Shows that a service misbehaves as stated, by asking it.
struct ServiceProof {
    let box: Box
    let witness: Witness

    func show(_ kind: Fault.Kind) async throws -> String {
        switch kind {
        case .serviceStopped(let service):
            return try await stopped(service)
        case .resolverRule(let service, let rule):
            return try await lies(service, rule)
        case .resolverRefuses(let service):
            return try await answers(service, "example.com", code: "REFUSED")
        case .resolverCutOff(let service):
            return try await answers(service, "example.com", code: "SERVFAIL")
        case .recordsReplaced(let service, let zone, let name, let records):
            return try await replaced(service, zone, name, records)
        case .signaturesWrong(let service, let zone):
            return try await refusedSignatures(service, zone)
        case .certificateReplaced(let service, let port, let certificate):
            return try await shown(service, port, certificate)
        case .encryptionChanged(let service, let port, let encryption):
            let fetch = try await page(service, port)
            try NotInForce.unless(
                [35, 52, 55, 56].contains(fetch.exit)
                    || encryption == .clientCertificate && fetch.status == 400, fetch.words)
            return "\(service): \(fetch.words)"
        case .responseReplaced(let service, let port, let response):
            return try await responded(service, port, response)
        case .portClosed(let service, let port):
            let fetch = try await page(service, port)
            try NotInForce.unless(fetch.exit == 7, fetch.words)
            return "\(service): \(fetch.words)"
        case .proxyWantsPassword(let service):
            return try await wantsPassword(service)
        default:
            throw NotInForce(seen: "this is not a fault of a service")
        }
    }

    private func address(_ service: String) throws -> IPAddress {
        guard let address = witness.address(of: service) else {
            throw NotInForce(seen: "\(service) has no address")
        }
        return address
    }

    /// The node that the service runs on: it is asked there, so that faults of the path, or a second
    /// fault, cannot be taken for its own.
    private func node(_ service: String) -> String? {
        box.scenario.services.first { $0.name == service }?.node
    }

    private func page(_ service: String, _ port: Int, seconds: Double = 5) async throws
        -> Witness.Fetch
    {
        let address = try address(service)
        let scheme = port == 80 ? "http" : "https"
        return try await witness.fetch(
            "\(scheme)://\(Witness.host(address)):\(port)/", "--insecure", "--tlsv1.2",
            seconds: seconds, from: node(service))
    }

    private func stopped(_ service: String) async throws -> String {
        guard let found = box.scenario.services.first(where: { $0.name == service }) else {
            throw NotInForce(seen: "no service \(service)")
        }
        let port =
            switch found.role {
            case .authoritative, .recursive: 53
            case .web(let servers): servers.first?.port ?? 80
            case .proxy(let proxy): proxy.port
            case .program(let program): program.ports.first ?? 80
            }
        let address = try address(service)
        let fetch = try await witness.fetch(
            "http://\(Witness.host(address)):\(port)/", from: found.node)
        try NotInForce.unless(fetch.exit == 7, fetch.words)
        return "\(service): \(fetch.words)"
    }

    private func answers(_ service: String, _ name: String, code: String) async throws -> String {
        let lookup = try await witness.lookUp(
            name, at: try address(service), seconds: 5, from: node(service))
        try NotInForce.unless(lookup.code == code, "\(service) answers \(lookup.code)")
        return "\(service) answers \(code) for \(name)"
    }

    private func lies(_ service: String, _ rule: ResolverRule) async throws -> String {
        let name = rule.name == "." ? "example.com" : rule.name
        switch rule.answer {
        case .nameError, .nameErrorBlocked:
            return try await answers(service, name, code: "NXDOMAIN")
        case .refused:
            return try await answers(service, name, code: "REFUSED")
        case .serverFailure:
            return try await answers(service, name, code: "SERVFAIL")
        case .noData:
            let lookup = try await witness.lookUp(
                name, at: try address(service), from: node(service))
            try NotInForce.unless(
                lookup.code == "NOERROR" && lookup.data.isEmpty, "\(lookup)")
            return "\(service) has no address for \(name)"
        case .addresses(let addresses):
            guard let address = addresses.first else { throw NotInForce(seen: "no address") }
            let type = address.family == .ipv4 ? "A" : "AAAA"
            let lookup = try await witness.lookUp(
                name, type: type, at: try self.address(service), from: node(service))
            try NotInForce.unless(lookup.data.contains("\(address)"), "\(lookup)")
            return "\(service) sends \(name) to \(address)"
        }
    }

    private func replaced(
        _ service: String, _ zone: String, _ name: String, _ records: [String]
    ) async throws -> String {
        let full = name == "@" ? zone : "\(name).\(zone)"
        let wanted = records.compactMap { line -> String? in
            let words = line.split(separator: " ")
            return words.count > 2 && words[words.count - 2] == "A"
                ? String(words[words.count - 1]) : nil
        }
        let lookup = try await witness.lookUp(
            full, at: try address(service), "+norecurse", from: node(service))
        try NotInForce.unless(Set(lookup.data) == Set(wanted), "\(lookup)")
        let said = lookup.data.isEmpty ? lookup.code : lookup.data.joined(separator: ", ")
        return "the owner's name server answers \(said) for \(full)"
    }

    private func refusedSignatures(_ owner: String, _ zone: String) async throws -> String {
        let name = try signedName(owner, zone)
        for service in box.scenario.services {
            guard case .recursive(let resolver) = service.role, resolver.software == .unbound,
                let address = witness.address(of: service.name)
            else { continue }
            let checked = try await witness.lookUp(
                name, at: address, seconds: 5, from: service.node)
            let unchecked = try await witness.lookUp(
                name, at: address, "+cdflag", seconds: 5, from: service.node)
            try NotInForce.unless(
                checked.code == "SERVFAIL" && unchecked.code == "NOERROR",
                "\(service.name): \(checked.code), unchecked \(unchecked.code)")
            return
                "\(service.name) answers SERVFAIL, and \(unchecked.data.joined(separator: ", ")) unchecked"
        }
        throw NotInForce(seen: "no resolver checks signatures")
    }

    /// A name of the zone that has an IPv4 address.
    private func signedName(_ service: String, _ zone: String) throws -> String {
        guard
            case .authoritative(let zones) = box.scenario.services
                .first(where: { $0.name == service })?.role,
            let words = zones.first(where: { $0.name == zone })?.records
                .map({ $0.split(separator: " ") }).first(where: { $0.count > 2 && $0[1] == "A" })
        else { throw NotInForce(seen: "\(zone) has no address record to ask for") }
        return words[0] == "@" ? zone : "\(words[0]).\(zone)"
    }

    private func shown(
        _ service: String, _ port: Int, _ certificate: Certificate
    ) async throws -> String {
        let address = try address(service)
        let file = "\(Box.folder)/certificates/\(certificate.name).pem"
        let name = certificate.subjects.first ?? "localhost"
        let script = """
            openssl s_client -connect '\(Witness.host(address)):\(port)' -servername '\(name)' \
            </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 -enddate
            openssl x509 -noout -fingerprint -sha256 -in '\(file)'
            """
        let said = try await box.node(node(service) ?? witness.node).run(["sh", "-c", script])
        let prints = said.output.split(separator: "\n").filter { $0.contains("ingerprint=") }
        try NotInForce.unless(
            prints.count == 2 && prints[0] == prints[1], said.output + said.errors)
        let end = said.output.split(separator: "\n").first { $0.hasPrefix("notAfter=") } ?? ""
        return "openssl was shown the certificate \(certificate.name) (\(end))"
    }

    private func responded(
        _ service: String, _ port: Int, _ response: WebServer.Response
    ) async throws -> String {
        let limit = if case .late(let seconds) = response { seconds + 5 } else { 5.0 }
        let fetch = try await page(service, port, seconds: limit)
        let holds =
            switch response {
            case .page, .text: fetch.status == 200
            case .status(let status, _): fetch.status == status
            case .redirect: (301...308).contains(fetch.status)
            case .late(let seconds): fetch.seconds >= seconds * 0.95
            case .badGateway: fetch.status == 502
            }
        try NotInForce.unless(holds, fetch.words)
        return "\(service) answers \(fetch.status) after \((fetch.seconds * 10).rounded() / 10) s"
    }

    private func wantsPassword(_ service: String) async throws -> String {
        guard let found = box.scenario.services.first(where: { $0.name == service }),
            case .proxy(let proxy) = found.role
        else { throw NotInForce(seen: "no proxy \(service)") }
        let address = try address(service)
        // curl's own list of exceptions is set to everything by `fetch`; here the proxy is wanted.
        let said = try await box.runAsUser(
            [
                "curl", "--silent", "--output", "/dev/null", "--max-time", "5", "--proxy",
                "http://\(Witness.host(address)):\(proxy.port)", "--write-out", "%{http_connect}",
                "https://www.example.com/",
            ], on: witness.node)
        try NotInForce.unless(said.output.contains("407"), said.output + said.errors)
        return "\(service) answers 407"
    }
}
