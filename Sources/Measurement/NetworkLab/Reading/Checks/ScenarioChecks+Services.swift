import InternetProtocols
import YAMLDocuments

extension ScenarioChecks {
    /// Certificates have no check of their own beyond their form; those of faults must not be mistaken
    /// for one of these.
    func checkCertificates() throws(YAMLDocumentError) {
        var known = certificates
        for entry in parts.faults {
            guard case .certificateReplaced(_, _, let certificate) = entry.value.kind else {
                continue
            }
            if let other = known.updateValue(certificate, forKey: certificate.name),
                other != certificate
            {
                throw entry.source.at(FaultForm.certificateReplaced.rawValue).at("certificate")
                    .at("name").problem(
                        "another certificate is called \(certificate.name); choose another name")
            }
        }
    }

    /// Services run on known nodes, listen on these nodes' addresses, and use what there is.
    func checkServices() throws(YAMLDocumentError) {
        for entry in parts.services {
            let service = entry.value
            let facts = try node(service.node, entry.source.at("node"))
            var seen = Set<IPAddress>()
            for (index, address) in service.addresses.enumerated() {
                let source = entry.source.at("addresses").at(index)
                guard facts.addresses.contains(address) else {
                    throw source.problem("\(address) is no address of \(service.node)")
                }
                guard seen.insert(address).inserted else {
                    throw source.problem("\(address) is in this list already")
                }
            }
            switch service.role {
            case .authoritative(let zones):
                try check(zones, entry.source.at("authoritative"))
            case .recursive(let resolver):
                try check(resolver, entry.source.at("recursive"))
            case .web(let servers):
                try check(servers, entry.source.at("web"))
            case .proxy, .program: break
            }
        }
    }

    private func check(_ zones: [Zone], _ source: YAMLReader) throws(YAMLDocumentError) {
        guard !zones.isEmpty else { throw source.problem("one zone is needed at least") }
        var names = Set<String>()
        for (index, zone) in zones.enumerated() {
            guard names.insert(zone.name).inserted else {
                throw source.at(index).at("name").problem(
                    "the zone \(zone.name) is in this list already")
            }
        }
    }

    private func check(
        _ resolver: RecursiveResolver, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        if let name = resolver.encryptedCertificate {
            try certificate(name, source.at("encrypted"))
        }
        switch resolver.software {
        case .dnsmasq:
            guard !resolver.forwarders.isEmpty else {
                throw source.problem("dnsmasq asks others; name them under `forwarders`")
            }
            guard resolver.encryptedCertificate == nil else {
                throw source.at("encrypted").problem("dnsmasq does not speak TLS; unbound does")
            }
        case .unbound:
            for (index, rule) in resolver.rules.enumerated() {
                try checkRule(rule, of: resolver, source.at("rules").at(index))
            }
        }
    }

    /// Extended errors are dnsmasq's alone (RFC 8914).
    func checkRule(
        _ rule: ResolverRule, of resolver: RecursiveResolver, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        guard rule.answer != .nameErrorBlocked || resolver.software == .dnsmasq else {
            throw source.at("answer").problem("name-error-blocked needs `software: dnsmasq`")
        }
    }

    private func check(
        _ servers: [WebServer], _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        guard !servers.isEmpty else { throw source.problem("one port is needed at least") }
        var ports = Set<Int>()
        for (index, server) in servers.enumerated() {
            guard ports.insert(server.port).inserted else {
                throw source.at(index).at("port").problem(
                    "port \(server.port) is in this list already")
            }
            if let name = server.certificate {
                try certificate(name, source.at(index).at("certificate"))
            }
            try checkEncryption(
                server.encryption, of: server, source.at(index).at("encryption"))
        }
    }

    /// All but a server that hangs up needs a certificate to speak TLS at all.
    func checkEncryption(
        _ encryption: WebServer.Encryption, of server: WebServer, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        guard server.certificate == nil else { return }
        guard encryption == .modern || encryption == .hangsUp else {
            throw source.problem(
                "port \(server.port) has no certificate, and without TLS "
                    + "nothing is \(encryption.rawValue)")
        }
    }

    /// No two services listen on one port of one address.
    func checkListeners() throws(YAMLDocumentError) {
        var owners = [String: String]()
        for entry in parts.services {
            let service = entry.value
            let addresses =
                service.addresses.isEmpty
                ? nodes[service.node]?.addresses ?? [] : Set(service.addresses)
            for port in service.listeningPorts {
                for address in addresses.sorted() {
                    // A node's addresses are its own, except that loopbacks may be shared.
                    let key = "\(service.node) \(address) \(port)"
                    guard let other = owners.updateValue(service.name, forKey: key),
                        other != service.name
                    else { continue }
                    throw entry.source.problem(
                        "\(other) listens on port \(port) of \(address) already")
                }
            }
        }
    }
}

extension Service {
    /// The ports that it listens on, as far as the scenario says.
    var listeningPorts: [Int] {
        switch role {
        case .authoritative: [53]
        case .recursive(let resolver): resolver.encryptedCertificate == nil ? [53] : [53, 853]
        case .web(let servers): servers.map(\.port)
        case .proxy(let proxy): [proxy.port]
        case .program(let program): program.ports
        }
    }
}
