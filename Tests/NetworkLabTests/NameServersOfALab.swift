import InternetProtocols

@testable import NetworkLab

/// A small world of names for tests: a root, three zones' owners, resolvers of every kind.
enum NameServersOfALab {
    static func address(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(0, 0, 0, 0) }

    static let registry = Service(
        name: "registry", node: "names", addresses: [address("198.41.0.4")],
        role: .authoritative([
            Zone(name: "."), Zone(name: "com"), Zone(name: "org"),
            Zone(name: "example.org", records: ["@ A 203.0.113.10", "www A 203.0.113.10"]),
        ]))

    static let owner = Service(
        name: "owner-dns", node: "names",
        addresses: [address("198.51.100.153"), address("2001:db8:80::153")],
        role: .authoritative([
            Zone(
                name: "example.com",
                records: [
                    "@ A 198.51.100.80", "www A 198.51.100.80", "alias CNAME www", "web TXT x",
                ]),
            Zone(
                name: "signed.org", records: ["www A 198.51.100.81"], signatures: .valid),
            Zone(
                name: "spoilt.org", records: ["www A 198.51.100.82"], signatures: .wrong),
        ]))

    static func resolver(
        _ name: String, _ address: String, _ resolver: RecursiveResolver
    ) -> Service {
        Service(
            name: name, node: "names", addresses: [self.address(address)],
            role: .recursive(resolver))
    }

    static func context(_ services: [Service], folder: String = "/lab") -> ServiceContext {
        let scenario = Scenario(
            name: "names", title: "names", nodes: [Node(name: "names")], links: [],
            services: [registry, owner] + services, truth: .healthy,
            trial: Trial(node: "names", url: "https://www.example.com/"))
        return ServiceContext(scenario: scenario, folder: folder, hasIPv6: true)
    }

    /// Every departure from the truth that both programs know.
    static let rules = [
        ResolverRule(name: "denied.example.com", answer: .nameError),
        ResolverRule(name: "emptied.example.com", answer: .noData),
        ResolverRule(name: "refused.example.com", answer: .refused),
        ResolverRule(name: "failing.example.com", answer: .serverFailure),
        ResolverRule(
            name: "forged.example.com",
            answer: .addresses([address("192.0.2.99"), address("2001:db8::99")])),
        // Never reached: the rule before covers it.
        ResolverRule(name: "below.denied.example.com", answer: .refused),
    ]
}
