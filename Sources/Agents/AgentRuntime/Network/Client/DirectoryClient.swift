import DMEP

/// Speaks with the directories of a network: the first that answers does.
public struct DirectoryClient: Sendable {
    /// The URIs of the directories, in the order in which they are asked.
    public var directories: [String]
    /// The milliseconds that one directory has to answer in; 3,000.
    public var patience: Int64
    /// What carries documents to them.
    public let client: MessageClient

    /// Makes a client of its parts.
    public init(directories: [String], client: MessageClient, patience: Int64 = 3_000) {
        self.directories = directories
        self.client = client
        self.patience = patience
    }

    /// Tells a directory what an agent offers; a directory that refuses the update ends the search.
    public func post(
        _ update: DirectoryUpdate
    ) async throws(MessageClientError) -> DirectoryUpdateResponse {
        try await ask(.directoryUpdate(update)) { answer in
            if case .directoryUpdateResponse(let response)? = answer { response } else { nil }
        }
    }

    /// Asks for the services that an agent may use.
    public func serviceMap(
        for request: ServiceMapRequest
    ) async throws(MessageClientError) -> ServiceMap {
        try await ask(.serviceMapRequest(request)) { answer in
            if case .serviceMap(let map)? = answer { map } else { nil }
        }
    }

    /// Asks for the services that the agent of this profile may use.
    public func serviceMap(
        for profile: AgentProfile
    ) async throws(MessageClientError) -> ServiceMap {
        try await serviceMap(
            for: ServiceMapRequest(
                agentType: profile.type, agentURI: profile.uri,
                autonomousSystem: profile.autonomousSystem))
    }

    private func ask<Answer>(
        _ document: Document, _ reading: (Document?) -> Answer?
    ) async throws(MessageClientError) -> Answer {
        var failure = MessageClientError.noDirectory
        for uri in directories {
            do throws(MessageClientError) {
                let document = try await client.exchange(document, with: uri, within: patience)
                if let answer = reading(document) { return answer }
                failure = .unreadableAnswer(uri, reason: "it is not what a directory answers")
            } catch {
                failure = error
            }
        }
        throw failure
    }
}
