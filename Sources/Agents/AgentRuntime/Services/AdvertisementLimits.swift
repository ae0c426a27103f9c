/// What an advertisement may hold before it is refused.
public struct AdvertisementLimits: Hashable, Sendable {
    /// The observations, beliefs, likelihoods and pieces of knowledge together.
    public var outputs = 64
    /// The outputs of a service that costs nothing.
    public var outputsForFree = 8
    /// The input properties.
    public var inputs = 64
    /// The candidate explanations.
    public var explanations = 64
    /// The bytes of all names, paths and addresses.
    public var bytes = 65_536
    /// The names along a property path.
    public var pathLength = 16
    /// How long ago a service may have been defined, in milliseconds; a year.
    public var age: Int64 = 365 * 86_400_000
    /// How far in the future it may have been, in milliseconds; a day.
    ///
    /// The newest time holds, so a time far ahead could not be replaced for as long.
    public var lead: Int64 = 86_400_000

    /// Makes the usual limits.
    public init() {}
}
