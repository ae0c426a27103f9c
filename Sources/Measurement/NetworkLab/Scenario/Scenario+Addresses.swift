import InternetProtocols

extension Scenario {
    /// The addresses of a node: those of its cables, then its further ones.
    func addresses(ofNode name: String) -> [IPAddress] {
        let ends = links.flatMap(\.ends).filter { $0.node == name }
        let further = nodes.first { $0.name == name }?.addresses ?? []
        return ends.flatMap(\.addresses).map(\.address) + further
    }
}
