public struct OriginatorStanding: Sendable {
    public init() {}
    public func weight(of originator: String) -> Double { 1 }
}
