import InternetProtocols

/// A host that answers for a zone, as NS records and glue name it (RFC 1034, section 4.2).
struct NameServer: Sendable, Equatable {
    /// Its name with the final dot; always inside the zone that it answers for.
    var name: String
    /// Its addresses.
    var addresses: [IPAddress]

    /// The lines of a master file that say that it answers for `zone`, with its addresses.
    func records(for zone: String) -> [String] {
        ["\(ZoneName.absolute(zone)) NS \(name)"]
            + addresses.map { "\(name) \($0.family == .ipv4 ? "A" : "AAAA") \($0)" }
    }
}

/// The names of zones: lower case, without a final dot but for the root.
enum ZoneName {
    /// The one way of writing a name.
    static func normal(_ name: String) -> String {
        let lower = name.lowercased()
        return lower != "." && lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }

    /// The name with its final dot.
    static func absolute(_ name: String) -> String {
        let normal = normal(name)
        return normal == "." ? normal : normal + "."
    }

    /// Whether a name is below another, and not the same.
    static func isBelow(_ name: String, _ other: String) -> Bool {
        let (name, other) = (normal(name), normal(other))
        return other == "." ? name != "." : name.hasSuffix("." + other)
    }

    /// Whether a name is another or below it.
    static func covers(_ zone: String, _ name: String) -> Bool {
        normal(zone) == normal(name) || isBelow(name, zone)
    }
}

extension ServiceContext {
    /// The addresses that a service listens on: its own, or else all of its node's.
    func listeningAddresses(of service: Service) -> [IPAddress] {
        let all = service.addresses.isEmpty ? addresses(ofNode: service.node) : service.addresses
        var seen = Set<IPAddress>()
        return all.filter { (hasIPv6 || $0.family == .ipv4) && seen.insert($0).inserted }
    }

    /// The addresses of a node that can be used here.
    func addresses(ofNode name: String) -> [IPAddress] {
        scenario.addresses(ofNode: name).filter { hasIPv6 || $0.family == .ipv4 }
    }

    /// Every zone with the service that answers for it, whether that service runs or not.
    var servedZones: [(service: Service, zone: Zone)] {
        scenario.services.flatMap { service in
            guard case .authoritative(let zones) = service.role else {
                return [(service: Service, zone: Zone)]()
            }
            return zones.map { (service, $0) }
        }
    }

    /// Who answers for a zone, a name server for each service that has it.
    func nameServers(of zone: String) -> [NameServer] {
        let name = ZoneName.normal(zone)
        let suffix = name == "." ? "." : ".\(name)."
        return servedZones.filter { ZoneName.normal($0.zone.name) == name }.map { service, _ in
            NameServer(
                name: "ns-\(service.name.lowercased())\(suffix)",
                addresses: listeningAddresses(of: service))
        }
    }

    /// The zones directly below a zone: those with no other zone of the scenario between.
    func delegations(from zone: String) -> [String] {
        let below = Set(servedZones.map { ZoneName.normal($0.zone.name) })
            .filter { ZoneName.isBelow($0, zone) }
        return below.filter { name in
            !below.contains { ZoneName.isBelow(name, $0) }
        }.sorted()
    }

    /// The resolver that is asked where a scenario names none: its first by unbound.
    func firstResolver(except name: String) -> [IPAddress] {
        for service in scenario.services where service.name != name {
            guard case .recursive(let resolver) = service.role, resolver.software == .unbound
            else { continue }
            return listeningAddresses(of: service)
        }
        return []
    }
}
