/// The kinds of faults that can be asked for by a word alone: `--by server,as,browser`.
public enum FaultKind: String, Sendable, CaseIterable {
    /// The server that took the request.
    case server
    /// The host that the request was for.
    case host
    /// The family of the URL.
    case url
    /// The path of the URL.
    case path
    /// The method of the request.
    case method
    /// The family of browsers.
    case browser
    /// The family of browsers with its version.
    case browserVersion = "browser-version"
    /// The host that the user came from.
    case referrer
    /// The client itself.
    case client
    /// The network of the client, 24 bits of IPv4 and 48 of IPv6.
    case network
    /// The BGP prefix of the client.
    case prefix
    /// The autonomous system of the client.
    case asNumber = "as"
    /// An autonomous system between here and the client.
    case transit
    /// The city of the client.
    case city
    /// The country of the client.
    case country

    var role: ColumnRole {
        switch self {
        case .server: .server
        case .host: .host
        case .url, .path: .url
        case .method: .method
        case .browser, .browserVersion: .agent
        case .referrer: .referrer
        case .client, .network, .prefix, .asNumber, .transit, .city, .country: .client
        }
    }

    var derivation: FaultDerivation {
        switch self {
        case .server: .list
        case .host, .referrer: .host
        case .url: .urlFamily
        case .path: .path
        case .method, .client: .value
        case .browser: .browser
        case .browserVersion: .browserVersion
        case .network: .network
        case .prefix: .prefix
        case .asNumber: .originAS
        case .transit: .transitAS
        case .city: .city
        case .country: .country
        }
    }

    /// The kinds that are taken where nobody says which, as far as there are columns for them.
    ///
    /// The autonomous system takes the place of the network where it is known.
    static func usual(_ lookup: AddressLookup) -> [FaultKind] {
        var kinds: [FaultKind] = [.server, .host, .url, .browser]
        kinds.append(lookup.knows(.originAS) ? .asNumber : .network)
        if lookup.knows(.city) { kinds.append(.city) }
        return kinds
    }
}
