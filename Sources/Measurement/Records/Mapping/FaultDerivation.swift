/// How the name of a fault comes from the value of a column.
public enum FaultDerivation: String, Sendable, CaseIterable {
    /// The value as it is.
    case value
    /// Each of several values between commas, semicolons or blanks, as nginx writes upstream servers.
    case list
    /// The host of a URL, or of a host with a port, in lower case.
    case host
    /// The path of a URL or request, without query; its first segments alone if a depth is given.
    case path
    /// The path with what varies between requests for the same thing replaced by `*`.
    case urlFamily = "url-family"
    /// The family of browsers that a user agent belongs to.
    case browser
    /// The family and the version before its first point.
    case browserVersion = "browser-version"
    /// The network around an address: 24 bits of an IPv4 address, 48 of an IPv6 address.
    case network
    /// The longest prefix that BGP has for an address.
    case prefix
    /// The autonomous system that originates that prefix.
    case originAS = "origin-as"
    /// Each autonomous system on the way to that prefix, without its origin.
    case transitAS = "transit-as"
    /// The first autonomous system on the way to that prefix.
    case nextHopAS = "next-hop-as"
    /// The autonomous systems on the way to that prefix with its origin, nearest first, between blanks.
    case asPath = "as-path"
    /// The city of an address.
    case city
    /// The country of an address.
    case country

    /// Whether it is made of an address.
    public var takesAddress: Bool {
        switch self {
        case .network, .prefix, .originAS, .transitAS, .nextHopAS, .asPath, .city, .country:
            true
        case .value, .list, .host, .path, .urlFamily, .browser, .browserVersion: false
        }
    }

    /// Whether it is made of the text of a user agent.
    var takesAgent: Bool { self == .browser || self == .browserVersion }
}
