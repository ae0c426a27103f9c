import InternetProtocols
import RoutingData

extension AddressLookup {
    /// Asks a table of prefixes for origins.
    public init(origins: PrefixTable) {
        self.init([.originAS]) { address in
            var answer = Answer()
            answer.originAS = origins.origin(of: address)
            return answer
        }
    }

    /// Asks a routing table and databases.
    ///
    /// What is answered is told by what there is: a table knows prefixes, origins and ways, a MaxMind database what
    /// its type says. A city is named with its country, `Zürich, CH`, for names of cities repeat.
    public init(_ database: RoutingDatabase) {
        var derivations: Set<FaultDerivation> = []
        if database.routes != nil {
            derivations = [.prefix, .originAS, .transitAS, .nextHopAS, .asPath]
        }
        for type in database.databases.map(\.type) {
            let isASN = type.contains("ASN")
            if isASN || type.contains("ISP") || type.contains("Enterprise") {
                derivations.insert(.originAS)
            }
            if type.contains("City") || type.contains("Enterprise") { derivations.insert(.city) }
            if !isASN { derivations.insert(.country) }
        }
        self.init(derivations) { address in
            // A damaged database is told by the number of addresses that it failed.
            guard let known = try? database.enrich(address) else { return nil }
            var answer = Answer()
            answer.prefix = known.prefix
            answer.originAS = known.origin
            if let path = database.path(known.pathNumber) {
                var seen = [UInt32]()
                answer.path = path.hops
                // Paths are short, nearly always without repetitions.
                for system in answer.path where system != known.origin && !seen.contains(system) {
                    seen.append(system)
                }
                answer.transitASes = seen
            }
            answer.block = known.block
            answer.country = known.facts.country
            answer.city = known.facts.city.map { city in
                known.facts.country.map { "\(city), \($0)" } ?? city
            }
            return answer
        }
    }
}
