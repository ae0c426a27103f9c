import AsyncHTTPClient
import DMEP
import NIOCore
import NIOSSL

/// Sends documents to agents and directories over HTTP and brings back their answers.
///
/// Connections are kept and used again. Redirects are not followed: an agent's URI is its name. It is shut down
/// with `shutdown()` before it is let go.
public struct MessageClient: Sendable {
    /// How documents are sent.
    public let configuration: MessageClientConfiguration

    let http: HTTPClient
    let codec: DocumentCodec

    /// Makes a client.
    public init(
        configuration: MessageClientConfiguration = MessageClientConfiguration()
    ) throws(MessageClientError) {
        self.configuration = configuration
        var limits = DocumentLimits()
        limits.bytes = configuration.answerLimit
        codec = DocumentCodec(limits: limits)

        var settings = HTTPClient.Configuration(
            tlsConfiguration: try Self.tls(configuration), redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(configuration.connectTime)),
            decompression: .disabled)
        settings.connectionPool = .init(
            idleTimeout: .milliseconds(configuration.idleTime),
            concurrentHTTP1ConnectionsPerHostSoftLimit: configuration.connectionsToOneServer)
        settings.httpVersion = .http1Only
        // A connection that fails is a result; whoever asks decides whether to ask again.
        settings.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Closes its connections.
    public func shutdown() async {
        try? await http.shutdown()
    }

    private static func tls(
        _ configuration: MessageClientConfiguration
    ) throws(MessageClientError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        do {
            if let path = configuration.trustRoots {
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
            }
            if let certificate = configuration.certificate {
                let (chain, key) = try certificate.load()
                tls.certificateChain = chain.map { .certificate($0) }
                tls.privateKey = .privateKey(key)
            }
        } catch let error as AgentServerError {
            throw .unusableCredentials(reason: error.description)
        } catch {
            throw .unusableCredentials(reason: "\(configuration.trustRoots ?? ""): \(error)")
        }
        return tls
    }
}

extension MessageClient: MessageCarrier {
    /// Posts a batch to an agent; errors are those of `exchange`.
    ///
    /// The answer has no messages when the agent took the batch and says nothing.
    public func post(
        _ batch: MessageBatch, to agentURI: String, deadline: Int64
    ) async throws(MessageClientError) -> MessageBatch {
        let wait = deadline - WallClock.milliseconds
        switch try await exchange(.messages(batch), with: agentURI, within: wait) {
        case .messages(let answer): return answer
        case nil: return MessageBatch(time: WallClock.milliseconds, messages: [])
        default: throw .unreadableAnswer(agentURI, reason: "it is not a batch of messages")
        }
    }
}
