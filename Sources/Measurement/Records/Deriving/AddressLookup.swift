import InternetProtocols

/// What is known of addresses beyond a log, and how to ask.
///
/// Asked from several tasks at once, by each of them once for an address, or for the 256 addresses around it if their
/// answer is the same, as long as these are remembered.
public struct AddressLookup: Sendable {
    /// What is known of one address.
    public struct Answer: Hashable, Sendable {
        /// The longest BGP prefix around it.
        public var prefix: IPPrefix?
        /// The autonomous system that originates the prefix.
        public var originAS: UInt32?
        /// The autonomous systems on the way to it, without its origin.
        public var transitASes: [UInt32] = []
        /// The autonomous systems on the way to it with its origin, nearest first.
        public var path: [UInt32] = []
        /// The city.
        public var city: String?
        /// The country.
        public var country: String?
        /// A block of addresses around it that have the same answer; nil for this one alone.
        public var block: IPPrefix?

        /// Nothing is known.
        public init() {}
    }

    /// Which faults can be made of answers; the network can always.
    public let derivations: Set<FaultDerivation>
    /// Asks; nil where asking failed.
    let ask: @Sendable (IPAddress) -> Answer?

    /// Nothing is known.
    public init() {
        derivations = []
        ask = { _ in Answer() }
    }

    /// Asks somebody.
    ///
    /// - Parameters:
    ///   - derivations: which of prefix, origin, transit, next hop, path, city and country are answered.
    ///   - ask: asks; nil where asking failed, which is counted.
    public init(
        _ derivations: Set<FaultDerivation>, ask: @escaping @Sendable (IPAddress) -> Answer?
    ) {
        self.derivations = derivations
        self.ask = ask
    }

    /// Whether faults can be derived in this way.
    func knows(_ derivation: FaultDerivation) -> Bool {
        !derivation.takesAddress || derivation == .network || derivations.contains(derivation)
    }
}

extension AddressLookup.Answer {
    /// The names that an address gives, none or several.
    func names(of address: IPAddress, by derivation: FaultDerivation) -> [String] {
        switch derivation {
        case .network:
            let length = address.family == .ipv4 ? 24 : 48
            return IPPrefix(address, length: length).map { [$0.description] } ?? []
        case .prefix: return prefix.map { [$0.description] } ?? []
        case .originAS: return originAS.map { [String($0)] } ?? []
        case .transitAS: return transitASes.map { String($0) }
        case .nextHopAS: return path.first.map { [String($0)] } ?? []
        case .asPath:
            return path.isEmpty ? [] : [path.map { String($0) }.joined(separator: " ")]
        case .city: return city.map { [$0] } ?? []
        case .country: return country.map { [$0] } ?? []
        case .value, .list, .host, .path, .urlFamily, .browser, .browserVersion: return []
        }
    }
}
