/// What a block of requests says of the faults that could be to blame.
public struct FaultRateReport: Sendable, Equatable {
    /// A block, and when it began.
    public struct Moment: Sendable, Equatable {
        /// Its place in the stream, from 0.
        public var block: Int
        /// When it began, in microseconds since 1970 UTC; nil where requests have no time.
        public var time: Int64?

        /// A block and its time.
        public init(block: Int, time: Int64?) {
            self.block = block
            self.time = time
        }
    }

    /// The rate of a fault that was named at some time.
    public struct Followed: Sendable, Equatable {
        /// The name of the fault.
        public var fault: String
        /// The mean of its rate in this block; nil where no request named it.
        public var mean: Double?
    }

    /// The place of the block in the stream, from 0.
    public var block: Int
    /// When it begins and ends, in microseconds since 1970 UTC; nil where requests have no time.
    public var times: ClosedRange<Int64>?
    /// Requests, by weight.
    public var observations: Double
    /// Requests that failed.
    public var failures: Double
    /// How many different clients made them.
    public var clients: Int
    /// How many faults the block names: one of them is to blame, or none.
    public var candidates: Int
    /// The variational objective in nats.
    public var objective: Double
    /// Passes over the block that the method made.
    public var passes: Int
    /// The expected number of failures in which no fault did its work, but the leak.
    public var unexplained: Double
    /// The faults that are needed most to explain the failures, the most needed first.
    public var faults: [FaultRateFinding]
    /// How many faults are named; they stand first in `faults`, as far as these reach.
    public var namedCount: Int
    /// Faults that were named in the last block and are not in this, though requests name them.
    public var recovered: [String]
    /// The rates of all faults that were named at some time, in the order of their names.
    public var followed: [Followed]

    /// The faults that are named.
    public var named: ArraySlice<FaultRateFinding> { faults.prefix(namedCount) }
}
