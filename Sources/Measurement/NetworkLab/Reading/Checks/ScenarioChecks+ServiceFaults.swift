import YAMLDocuments

extension ScenarioChecks {
    /// Faults of services: the service does what the fault spoils.
    func checkFault(ofService kind: Fault.Kind, _ source: YAMLReader) throws(YAMLDocumentError) {
        switch kind {
        case .serviceStopped(let name):
            _ = try service(name, source.at("service"))
        case .resolverRule(let name, let rule):
            try checkRule(rule, of: resolver(name, source), source)
        case .resolverRefuses(let name), .resolverCutOff(let name):
            _ = try resolver(name, source)
        case .recordsReplaced(let name, let zone, let owner, let records):
            try checkZone(zone, of: name, source)
            for (index, line) in records.enumerated() {
                let first = line.split(whereSeparator: \.isWhitespace).first.map(String.init)
                guard first == owner else {
                    throw source.at("records").at(index).problem(
                        "this line is for \(first ?? "nothing"); the fault is about \(owner)")
                }
            }
        case .signaturesWrong(let name, let zone):
            try checkZone(zone, of: name, source)
        case .certificateReplaced(let name, let port, _):
            let server = try server(name, port, source)
            guard server.certificate != nil else {
                throw source.at("port").problem("port \(port) of \(name) shows no certificate")
            }
        case .encryptionChanged(let name, let port, let encryption):
            let server = try server(name, port, source)
            try checkEncryption(encryption, of: server, source.at("encryption"))
        case .responseReplaced(let name, let port, _), .portClosed(let name, let port):
            _ = try server(name, port, source)
        case .proxyWantsPassword(let name):
            guard case .proxy = try service(name, source.at("service")).role else {
                throw source.at("service").problem("\(name) is no proxy")
            }
        default: break
        }
    }

    private func resolver(
        _ name: String, _ source: YAMLReader
    ) throws(YAMLDocumentError) -> RecursiveResolver {
        guard case .recursive(let resolver) = try service(name, source.at("service")).role else {
            throw source.at("service").problem("\(name) is no recursive resolver")
        }
        return resolver
    }

    private func checkZone(
        _ zone: String, of name: String, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        guard case .authoritative(let zones) = try service(name, source.at("service")).role else {
            throw source.at("service").problem("\(name) answers for no zones")
        }
        guard zones.contains(where: { $0.name == zone }) else {
            throw source.at("zone").problem(
                missing("zone of \(name)", zone, among: zones.map(\.name)))
        }
    }

    private func server(
        _ name: String, _ port: Int, _ source: YAMLReader
    ) throws(YAMLDocumentError) -> WebServer {
        guard case .web(let servers) = try service(name, source.at("service")).role else {
            throw source.at("service").problem("\(name) is no web server")
        }
        guard let server = servers.first(where: { $0.port == port }) else {
            throw source.at("port").problem(
                "\(name) does not listen on port \(port); its ports: "
                    + servers.map { "\($0.port)" }.joined(separator: ", "))
        }
        return server
    }
}
