import Testing

@testable import NetworkLab

/// A scenario as text to change a line in: a client, a router, a site and its names.
enum ScenarioText {
    static let small = """
        schema: 1
        name: small
        title: the client's interface is switched off
        systems:
          - {number: 64500, name: access, prefixes: [10.0.0.0/16]}
        nodes:
          - {name: client, gateway: router, resolvers: [10.0.1.2]}
          - {name: router, router: true, system: access}
          - {name: server, system: access, addresses: [192.0.2.7]}
        links:
          - {name: lan, delay: 2ms, ends: [{node: client, interface: eth0, addresses: [10.0.0.2/24]}, {node: router, interface: lan0, addresses: [10.0.0.1/24]}]}
          - {name: wan, ends: [{node: router, interface: wan0, addresses: [10.0.1.1/24, "2001:db8::1/64"]}, {node: server, interface: eth0, addresses: [10.0.1.2/24, "2001:db8::2/64"]}]}
        certificates:
          - {name: site, subjects: [www.example.com]}
        services:
          - {name: names, node: server, addresses: [192.0.2.7], authoritative: [{name: example.com, records: ["www A 10.0.1.2"]}]}
          - {name: resolver, node: server, addresses: [10.0.1.2], recursive: {forwarders: [192.0.2.7]}}
          - {name: site, node: server, web: [{port: 80}, {port: 443, certificate: site}]}
          - {name: proxy, node: router, proxy: {port: 3128}}
        faults:
          - interface-down: {node: client, interface: eth0}
        truth: {class: local-network, cause: L1, component: client}
        trial: {node: client, url: "https://www.example.com/"}

        """

    /// The fault of the small scenario, to be replaced by another.
    static let fault = "interface-down: {node: client, interface: eth0}"

    /// Reads a text that includes nothing.
    static func read(_ text: String) throws(ScenarioError) -> Scenario {
        try read(text, including: [:])
    }

    /// Reads a text that includes texts by their paths.
    static func read(
        _ text: String, including texts: [String: String]
    ) throws(ScenarioError) -> Scenario {
        try ScenarioReader.read(text: text, file: "a.yaml") { path throws(ScenarioError) in
            guard let text = texts[path] else {
                throw .unreadable(file: path, sentence: "no such file or directory")
            }
            return text
        }
    }

    /// Reads the small scenario with another fault.
    static func read(fault: String) throws(ScenarioError) -> Fault.Kind? {
        try read(small.replacing(self.fault, with: fault)).faults.first?.kind
    }

    /// The complaint about a text.
    static func complaint(
        about text: String, including texts: [String: String] = [:]
    ) -> String {
        do {
            _ = try read(text, including: texts)
            return "none"
        } catch {
            return error.description
        }
    }
}
