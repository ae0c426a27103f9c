import InternetProtocols

/// How a resolver departs from the truth for a name and all below it.
public struct ResolverRule: Sendable, Equatable {
    /// The name; `.` for every name.
    public var name: String
    /// What is answered instead.
    public var answer: Answer

    /// A rule from its parts.
    public init(name: String, answer: Answer) {
        self.name = name
        self.answer = answer
    }

    /// What a resolver can answer instead of the truth.
    public enum Answer: Sendable, Equatable {
        /// The name does not exist.
        case nameError
        /// The name does not exist, with the extended error 15, "blocked" (RFC 8914; dnsmasq only).
        case nameErrorBlocked
        /// The name has no records.
        case noData
        /// The resolver refuses.
        case refused
        /// The resolver has failed.
        case serverFailure
        /// These addresses.
        case addresses([IPAddress])
    }
}
