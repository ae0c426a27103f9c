import AgentRoles
import NoisyOr
import Reasoning
import Records

/// An instance in the neutral form of logs, read into one block.
enum RateInstance {
    /// The patterns of a file, with the leak of the published instances.
    ///
    /// - Throws: `RecordError`, `NoisyOrError`; ``EvaluationError`` for a file without observations.
    nonisolated(nonsending) static func patterns(
        path: String, leak: Double = 1e-3
    ) async throws -> ObservationPatterns {
        var configuration = RecordConfiguration()
        configuration.mapping.format = .observations
        configuration.blocking = .requests(.max)
        configuration.memory = 4 << 30
        var block: RequestBlock?
        let summary = try await RecordReader(configuration).read([.file(path: path)]) {
            block = RequestBlock($0)
        }
        if let error = summary.fileErrors.first { throw error }
        guard let block, summary.blocks == 1 else {
            throw EvaluationError.worldImpossible(reason: "\(path) holds no block of observations")
        }
        return try ObservationPatterns(
            faultCount: block.newFaults.count, leak: leak, failed: block.failed,
            weights: block.weights, offsets: block.offsets, faults: block.faults,
            strengths: block.strengths)
    }
}
