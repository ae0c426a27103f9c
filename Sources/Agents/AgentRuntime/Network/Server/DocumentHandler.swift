import DMEP

/// Answers the documents that are posted to one path of a server.
public typealias DocumentHandler =
    @Sendable (Document, Requester) async throws(ExchangeRefusal) -> Document

extension AgentHost {
    /// Answers documents for the agent: batches of messages, and nothing else.
    public nonisolated var documentHandler: DocumentHandler {
        { (document, requester) async throws(ExchangeRefusal) -> Document in
            guard case .messages(let batch) = document else {
                throw ExchangeRefusal(
                    .malformed, reason: "an agent takes batches of messages: capriMessage")
            }
            return .messages(try await self.answer(batch, from: requester))
        }
    }

    /// The path of the agent's URI, where its server takes documents.
    public nonisolated var path: String {
        (try? AgentAddress(profile.uri))?.path ?? "/"
    }
}
