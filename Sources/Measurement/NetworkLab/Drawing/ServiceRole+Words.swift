extension Service.Role {
    /// What a service does, in a few words for a drawing.
    var words: String {
        switch self {
        case .authoritative(let zones):
            "names of " + Self.some(zones.map { $0.name == "." ? "the root" : $0.name })
        case .recursive(let resolver):
            "resolver, \(resolver.software.rawValue)"
                + (resolver.forwarders.isEmpty
                    ? "" : " asking \(Self.some(resolver.forwarders.map(\.description)))")
                + (resolver.encryptedCertificate == nil ? "" : ", also TLS")
        case .web(let servers):
            "pages at "
                + Self.some(servers.map { "\($0.port)\($0.certificate == nil ? "" : " TLS")" })
        case .proxy(let proxy): "proxy at \(proxy.port)"
        case .program(let program): program.command.prefix(3).joined(separator: " ")
        }
    }

    /// The first few of many.
    private static func some(_ words: [String]) -> String {
        words.count <= 4
            ? words.joined(separator: ", ")
            : words.prefix(3).joined(separator: ", ") + " + \(words.count - 3)"
    }
}
