import DMEP

/// Carries batches to other agents: over HTTP, or through a simulated network.
public protocol MessageCarrier: Sendable {
    /// Posts a batch to an agent and brings back its answer by the deadline, in milliseconds since 1970.
    func post(
        _ batch: MessageBatch, to agentURI: String, deadline: Int64
    ) async throws(MessageClientError) -> MessageBatch
}
