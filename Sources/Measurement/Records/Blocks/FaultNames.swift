/// The names of faults by number: a table that grows from block to block.
///
/// Who carries something along for each fault carries it through ``FaultRenumbering`` in the same way.
public struct FaultNames: Sendable {
    /// The names, as `as:7018`.
    public private(set) var names: [String] = []

    /// No names.
    public init() {}

    /// Takes over what a block says of names: first what was renumbered, then what is new.
    public mutating func take(_ block: ObservationBlock) {
        if let renumbering = block.renumbering {
            names = renumbering.kept.map { names[Int($0)] }
        }
        names += block.newFaults
    }

    /// How many there are.
    public var count: Int { names.count }

    /// The name of a fault.
    public subscript(fault: Int32) -> String { names[Int(fault)] }
}

/// New numbers for all faults, since rare ones were folded into the `other` of their kind to save memory.
public struct FaultRenumbering: Hashable, Sendable {
    /// The new number of each fault that the last block knew; several have the same where they were folded.
    public var newNumbers: [Int32]
    /// The faults that are themselves still, by their old numbers: the first of these is now 0, the next 1.
    public var kept: [Int32]

    /// A renumbering.
    public init(newNumbers: [Int32], kept: [Int32]) {
        self.newNumbers = newNumbers
        self.kept = kept
    }
}
