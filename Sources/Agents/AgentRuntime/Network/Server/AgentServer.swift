import DMEP
import Hummingbird
import HummingbirdTLS
import NIOCore
import NIOSSL

/// Serves agents and directories over HTTP or HTTPS.
///
/// Documents are posted to paths that the caller names, in XML or JSON; beside them it hands out documents such as
/// ontologies, `/status` as JSON and `/health`. It bounds the connections, the exchanges in work and waiting,
/// the bytes held, and every wait; beyond the bounds it answers at once with status 503.
public struct AgentServer: Sendable {
    /// Where it listens, and how much it takes on.
    public let configuration: AgentServerConfiguration

    private let responder: DocumentResponder
    private let tls: TLSConfiguration?

    /// Makes a server; certificates and keys are read here.
    ///
    /// - Parameters:
    ///   - configuration: where it listens, and how much it takes on.
    ///   - authentication: establishes who sends a request.
    ///   - handlers: answers the documents posted to a path, such as `/agent` or `/directory`.
    ///   - ontologies: the documents handed out under `/ontology/NAME`, by name.
    ///   - detail: what `/status` shows under `detail`, a JSON object; nil for nothing.
    public init(
        configuration: AgentServerConfiguration = AgentServerConfiguration(),
        authentication: RequesterAuthentication = RequesterAuthentication(),
        handlers: [String: DocumentHandler], ontologies: [String: [UInt8]] = [:],
        detail: @escaping @Sendable () async -> [UInt8]? = { nil }
    ) throws(AgentServerError) {
        self.configuration = configuration
        tls = try Self.tls(configuration)
        responder = DocumentResponder(
            configuration: configuration, authentication: authentication, handlers: handlers,
            documents: Dictionary(
                uniqueKeysWithValues: ontologies.map {
                    ("/ontology/\($0.key)", ServedDocument($0.value))
                }),
            detail: detail, codec: DocumentCodec(limits: configuration.documents),
            gate: AdmissionGate(
                limit: configuration.exchanges, waitingLimit: configuration.waitingExchanges,
                patience: .milliseconds(configuration.waitingTime)),
            budget: BodyBudget(bytes: configuration.bodyBytes),
            connections: ConnectionRegistry(limit: configuration.connections))
    }

    /// Serves until the task is cancelled, or by SIGTERM or SIGINT when the configuration says so; then
    /// exchanges in work are finished for as long as it allows.
    ///
    /// - Parameter onListening: is told the port once the server listens.
    public func run(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws(AgentServerError) {
        let listener = Listener()
        var application = try application { channel in
            listener.channel = channel
            await onListening(channel.localAddress?.port ?? configuration.port)
        }
        application.logger.logLevel = .critical
        let (stops, stop) = AsyncStream.makeStream(of: Void.self)
        let signals = configuration.stopsOnSignals ? ShutdownSignals { stop.finish() } : nil
        defer { signals?.cancel() }
        // Apart from this task: when that is cancelled, exchanges are to be finished.
        let serving = Task { [application] in
            defer { stop.finish() }
            try await application.run()
        }
        await withTaskCancellationHandler {
            for await _ in stops {}
        } onCancel: {
            stop.finish()
        }
        let isListening = listener.channel != nil
        let loops = application.eventLoopGroup
        await Task { await drain(listener, loops) }.value
        serving.cancel()
        if case .failure(let error) = await serving.result, !isListening {
            throw .cannotListen(
                host: configuration.host, port: configuration.port, reason: "\(error)")
        }
    }

    private func drain(_ listener: Listener, _ loops: any EventLoopGroup) async {
        guard let channel = listener.channel else { return }
        await ClosedDoor.close(channel, loops: loops)
        let connections = responder.connections
        connections.quiesce()
        let end = ContinuousClock.now + .milliseconds(configuration.stoppingTime)
        while connections.count > 0, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(10))
        }
        connections.closeAll()
    }

    private func application(
        _ onRunning: @escaping @Sendable (any Channel) async -> Void
    ) throws(AgentServerError) -> Application<DocumentResponder> {
        let connections = responder.connections
        let patience = TimeAmount.milliseconds(configuration.writeTime)
        let head = configuration.headBytes
        let fields = configuration.headFields
        let idle = TimeAmount.milliseconds(configuration.idleTime)
        let plain = Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        ConnectionWatch(registry: connections, patience: patience)
                    ], idleTimeout: idle,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: head, maxHeaderListSize: head,
                        maxHeaderFieldCount: fields))),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: onRunning)
        guard let tls else { return plain }
        do {
            return Application(
                responder: responder, server: try .tls(plain.server, tlsConfiguration: tls),
                configuration: plain.configuration, onServerRunning: onRunning)
        } catch {
            throw .invalidConfiguration(reason: "\(error)")
        }
    }
}
