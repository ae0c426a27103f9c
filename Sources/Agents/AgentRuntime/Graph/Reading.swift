/// The value of a property of an individual, with who saw it and when.
public struct Reading: Hashable, Sendable {
    /// Where a reading came from, for the diagnosis at hand.
    public enum Origin: String, Hashable, Sendable, Codable {
        /// The request that is being answered.
        case request
        /// The agent's own store of earlier findings.
        case cache
        /// An action of this diagnosis.
        case action
    }

    /// The value.
    public var value: String
    /// The URI of the agent that saw it; empty when not known.
    public var originator: String
    /// When it was seen, in milliseconds since 1970.
    public var time: Int64
    /// When it ceases to hold; nil when it does not.
    public var expires: Int64?
    /// Where it came from.
    public var origin: Origin

    /// Makes a reading of its parts.
    public init(
        value: String, originator: String, time: Int64, expires: Int64? = nil, origin: Origin
    ) {
        self.value = value
        self.originator = originator
        self.time = time
        self.expires = expires
        self.origin = origin
    }

    /// Whether it holds at `now`.
    public func holds(at now: Int64) -> Bool { expires.map { $0 > now } ?? true }
}
