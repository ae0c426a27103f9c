/// A block of requests as it is to be reasoned over: which failed, and which faults could be to blame.
///
/// Compressed rows: row p stands for `weights[p]` requests of one outcome that name the faults
/// `faults[offsets[p]..<offsets[p + 1]]` with the strengths beside them. Faults are numbers in a table of names that
/// grows from block to block.
public struct RequestBlock: Sendable, Equatable {
    /// What a block has of one fault.
    public struct Count: Sendable, Equatable {
        /// The fault's number.
        public var fault: Int32
        /// Requests that name it.
        public var requests: Double
        /// Clients that made them.
        public var clients: Int

        /// What a block has of a fault.
        public init(fault: Int32, requests: Double, clients: Int) {
            self.fault = fault
            self.requests = requests
            self.clients = clients
        }
    }

    /// New numbers for the faults of earlier blocks.
    public struct Renumbering: Sendable, Equatable {
        /// The old numbers of the faults that are still themselves.
        ///
        /// The first of them is now 0, the next 1; all others are gone.
        public var kept: [Int32]

        /// A renumbering.
        public init(kept: [Int32]) { self.kept = kept }
    }

    /// Its place in the stream, from 0.
    public var index: Int
    /// When it begins and ends, in microseconds since 1970 UTC; nil where requests have no time.
    public var times: ClosedRange<Int64>?
    /// Whether the requests of each row failed.
    public var failed: [Bool] = []
    /// How many requests each row stands for.
    public var weights: [Double] = []
    /// Where the faults of each row begin, and the end of the last.
    public var offsets: [Int32] = [0]
    /// The faults of all rows.
    public var faults: [Int32] = []
    /// With which probability a request fails where the fault is present.
    public var strengths: [Float] = []
    /// How many different clients made the requests.
    public var clients = 0
    /// What it has of each fault that it names.
    public var counts: [Count] = []
    /// What becomes of the numbers of earlier blocks, before names are added.
    public var renumbering: Renumbering?
    /// The names of the faults with the next numbers.
    public var newFaults: [String] = []

    /// A block without requests.
    public init(index: Int) { self.index = index }
}
