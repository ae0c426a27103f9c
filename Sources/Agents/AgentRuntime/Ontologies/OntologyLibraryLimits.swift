/// How much an ontology library takes in, and for how long.
public struct OntologyLibraryLimits: Hashable, Sendable {
    /// The documents fetched for one unknown name, those that they refer to included.
    public var pursuit = 8
    /// The documents awaited at one time.
    public var awaited = 64
    /// The fetched documents kept; of more the one that ends first goes.
    public var documents = 64
    /// The classes of a document.
    public var classes = 1_000
    /// The properties of a document.
    public var properties = 5_000
    /// The classes that a class specialises, near and far.
    public var ancestors = 64
    /// The properties that identify an individual of a class.
    public var identifyingProperties = 16
    /// The values of a property.
    public var values = 256
    /// The documents remembered as not to be had.
    public var missing = 1_024
    /// For how long a fetched document holds, in milliseconds; a day.
    public var lifetime: Int64 = 86_400_000
    /// For how long a document that could not be had is not asked for again, in milliseconds; ten minutes.
    public var absence: Int64 = 600_000
    /// After how long whoever was to fetch a document is given up, in milliseconds; half a minute.
    public var patience: Int64 = 30_000

    /// Makes the usual limits.
    public init() {}
}
