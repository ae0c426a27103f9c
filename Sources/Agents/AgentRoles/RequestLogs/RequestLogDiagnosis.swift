import Reasoning
import Records

/// Reads request logs and says, block after block, which faults fail the requests.
public struct RequestLogDiagnosis: Sendable {
    /// A block: what the log had and what follows from it.
    public struct Step: Sendable {
        /// What follows from the block.
        public var report: FaultRateReport
        /// Requests that were the user's own mistake; they count as successes.
        public var mistakes: Double
        /// Lines since the last block that were not counted, by reason.
        public var rejected: [RejectReason: Int]
        /// Lines since the last block that the mapping passes over.
        public var passedOver: Int
        /// How many rare faults were folded into the `other` of their kind since the last block.
        public var foldedFaults: Int
        /// Whether the block was closed early for want of memory.
        public var isCutShort: Bool

        /// A block of which nothing but the report is known.
        public init(
            report: FaultRateReport, mistakes: Double = 0, rejected: [RejectReason: Int] = [:],
            passedOver: Int = 0, foldedFaults: Int = 0, isCutShort: Bool = false
        ) {
            self.report = report
            self.mistakes = mistakes
            self.rejected = rejected
            self.passedOver = passedOver
            self.foldedFaults = foldedFaults
            self.isCutShort = isCutShort
        }
    }

    private let reader: RecordReader
    private let diagnoser: FaultRateDiagnoser

    /// Prepares to read and to reason.
    ///
    /// - Throws: ``RecordError/browserRules(_:)``.
    public init(
        reading: RecordConfiguration, diagnoser: FaultRateDiagnoser
    ) throws(RecordError) {
        reader = try RecordReader(reading)
        self.diagnoser = diagnoser
    }

    /// Reads logs one after the other as one stream of requests.
    ///
    /// - Parameters:
    ///   - inputs: the logs.
    ///   - onReject: is given each line that is not counted.
    ///   - onProgress: is told after each piece.
    ///   - deliver: is given each block as soon as it is there.
    /// - Throws: ``RecordError``, ``ReasoningError``, `CancellationError`, and what `deliver` throws.
    nonisolated(nonsending) public func run(
        _ inputs: [RecordInput], onReject: ((RejectedLine) -> Void)? = nil,
        onProgress: ((RecordProgress) -> Void)? = nil, deliver: (Step) async throws -> Void
    ) async throws -> RecordSummary {
        var diagnoser = diagnoser
        return try await reader.read(inputs, onReject: onReject, onProgress: onProgress) { block in
            let report = try diagnoser.assess(RequestBlock(block))
            try await deliver(
                Step(
                    report: report, mistakes: block.mistakes, rejected: block.rejected,
                    passedOver: block.passedOver, foldedFaults: block.foldedFaults,
                    isCutShort: block.isCutShort))
        }
    }
}
