import AgentRuntime
import DMEP
import Foundation
import InternetProtocols
import Ontology
import RoutingData
import Storage

/// Plays one role over HTTP until it is stopped: `culprit serve`.
public struct RoleServer: Sendable {
    private let options: RoleServerOptions
    private let say: @Sendable (String) -> Void

    /// Makes a server.
    ///
    /// - Parameter say: told in words what a person who runs it should know.
    public init(options: RoleServerOptions, say: @escaping @Sendable (String) -> Void) {
        self.options = options
        self.say = say
    }

    /// Serves until SIGTERM, SIGINT or cancellation.
    public func run() async throws {
        let entry = try RoleCatalogue.entry(named: options.role)
        guard options.server.port != 0 || options.uri != nil else {
            throw RoleServerError.unknownAddress
        }
        let client = try MessageClient(configuration: options.client)
        do {
            let store = try options.store.map { try AgentStore(path: $0) }
            if entry.agentType == "directory" {
                try await serveDirectory(client: client, store: store)
            } else {
                try await serveAgent(entry, client: client, store: store)
            }
            try store?.close()
        } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
    }

    private var uri: String {
        let scheme = options.server.credentials == nil ? "http" : "https"
        return options.uri
            ?? "\(scheme)://\(options.server.host):\(options.server.port)/\(options.role)"
    }

    private func serveAgent(
        _ entry: RoleCatalogue.Entry, client: MessageClient, store: AgentStore?
    ) async throws {
        let now = Self.now
        var roleOptions = options.roleOptions
        roleOptions.settings.agentURI = uri
        roleOptions.settings.time = now
        let casting = try entry.cast(roleOptions)
        guard let role = casting.role else { return }
        let knowledge = try AgentsKnowledge.shipped()
        var configuration = options.agent
        configuration.followedUpShare = casting.followedUpShare
        let lookup = try roleOptions.prefixes.map { PrefixLookup(try PrefixTable(contentsOf: $0)) }
        var agent = Agent(
            profile: AgentProfile(
                uri: uri, type: entry.agentType,
                autonomousSystem: roleOptions.settings.autonomousSystem), role: role,
            library: try OntologyLibrary(shipped: ShippedOntologies.definitions()),
            knowledge: try casting.knowledge.flatMap { try knowledge.set($0) },
            configuration: configuration,
            autonomousSystems: lookup.map { $0 as any AutonomousSystemLookup }
                ?? NoAutonomousSystems(), signatures: try trust())
        let archive = store.map(AgentArchive.init)
        if let archive {
            let estate = try await archive.estate(at: now)
            agent.restore(estate, at: now)
            say(
                "brought back \(estate.notifications.count) notifications, "
                    + "\(estate.knowledge.count) pieces of knowledge, "
                    + "\(estate.services.count) services, \(estate.findings.count) findings")
        }
        var keep: InformationStore?
        if let archive { keep = { information in try await archive.keep(information) } }
        let fetcher = OntologyFetcher(policy: OntologyPolicy(hosts: options.ontologyHosts))
        let definitions: DefinitionSource = { document in try? await fetcher.document(document) }
        let host = AgentHost(
            agent: agent, runner: casting.runner ?? NoTests(), carrier: client,
            store: keep,
            definitions: definitions)
        let server = try AgentServer(
            configuration: options.server, authentication: try authentication(lookup),
            handlers: [host.path: host.documentHandler],
            ontologies: try Self.ontologies(),
            detail: { await Self.detail(of: host) })
        let polling = DirectoryPolling(
            of: options.directories, for: host, client: client, interval: options.pollInterval,
            seed: UInt64.random(in: 0...UInt64.max), note: say)
        let learning = store.flatMap { store in
            options.role == "knowledge"
                ? LearningRounds(store: store, host: host, interval: options.learningInterval)
                : nil
        }
        let (say, uri) = (say, uri)
        let result: Result<Void, any Error>
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await server.run(driving: [host]) { port in
                        say("\(entry.name) agent \(uri) listens on port \(port)")
                    }
                    return true
                }
                group.addTask {
                    await polling.run()
                    return false
                }
                if let learning {
                    group.addTask {
                        await learning.run(say: say)
                        return false
                    }
                }
                if let store {
                    group.addTask {
                        await Self.tidy(store, say: say)
                        return false
                    }
                }
                // The server ends by a signal or an error; whatever runs beside it ends with it.
                while let isServer = try await group.next(), !isServer {}
                group.cancelAll()
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await fetcher.close()
        try result.get()
    }

    /// Forgets hourly what is older than the store keeps.
    private static func tidy(_ store: AgentStore, say: @escaping @Sendable (String) -> Void) async {
        while !Task.isCancelled {
            do {
                try await store.purge(at: now)
            } catch {
                say("the store could not be tidied: \(error)")
            }
            try? await Task.sleep(for: .seconds(3_600))
        }
    }

    private func serveDirectory(client: MessageClient, store: AgentStore?) async throws {
        var configuration = DirectoryConfiguration()
        configuration.peers = options.directories
        configuration.acceptsStrangersAsPeers = options.tokens == nil
        var secret = [UInt8]()
        for _ in 0..<26 { secret.append(UInt8.random(in: 0...255)) }
        guard let key = DirectoryHashKey(createdAt: Self.now, secret: secret) else { return }
        var state = DirectoryState(identity: uri, hashKey: key, configuration: configuration)
        if let store {
            _ = state.merge(try await DirectoryHost.kept(in: store, at: Self.now), at: Self.now)
        }
        let host = DirectoryHost(
            directory: DirectoryAgent(state: state), client: client, store: store)
        let path = URL(string: uri)?.path ?? "/directory"
        var serverConfiguration = options.server
        serverConfiguration.documents.bytes = 16 << 20
        let server = try AgentServer(
            configuration: serverConfiguration, authentication: try authentication(nil),
            handlers: [
                path: { (document, requester) async throws(ExchangeRefusal) -> Document in
                    try await host.answer(document, from: requester)
                }
            ], ontologies: try Self.ontologies(),
            detail: {
                let summary = await host.summary
                return Array(
                    #"{"services":\#(summary.services),"ready":\#(summary.isReady)}"#.utf8)
            })
        let (say, uri) = (say, uri)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.run { port in say("directory \(uri) listens on port \(port)") }
            }
            group.addTask { await host.run() }
            try await group.next()
            group.cancelAll()
        }
    }

    /// The shipped ontologies by the last part of their URI: `/ontology/common`.
    private static func ontologies() throws -> [String: [UInt8]] {
        Dictionary(
            try ShippedOntologies.served().map { uri, document in
                (String(uri.split(separator: "/").last ?? ""), document)
            }, uniquingKeysWith: { $1 })
    }

    private func authentication(_ lookup: PrefixLookup?) throws -> RequesterAuthentication {
        RequesterAuthentication(
            tokens: try options.tokens.map { try BearerTokens(contentsOf: $0) } ?? BearerTokens(),
            strangerTypes: options.tokens == nil ? nil : ["user"],
            autonomousSystem: { address in lookup?.originAS(of: address) })
    }

    private func trust() throws -> InformationTrust {
        func text(_ path: String) throws -> String {
            do {
                return try String(contentsOfFile: path, encoding: .utf8)
            } catch {
                throw RoleServerError.unusableFile(path: path, reason: "it cannot be read")
            }
        }
        var trust = InformationTrust()
        if let path = options.signingKey {
            trust.signer = InformationSigner(
                originator: uri, key: try InformationSigningKey(text: try text(path)))
        }
        if let path = options.trustedKeys {
            var keys = TrustedKeys()
            for line in try text(path).split(separator: "\n") where !line.hasPrefix("#") {
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2 else {
                    throw RoleServerError.unusableFile(
                        path: path, reason: "a line is not of the form `URI KEY`: \(line)")
                }
                keys.insert(
                    TrustedKeys.Entry(
                        originator: String(parts[0]),
                        key: try InformationPublicKey(text: String(parts[1]))))
            }
            trust.checker = SignatureChecker(keys: keys, policy: options.signaturePolicy)
        }
        return trust
    }

    private static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

    /// What `/status` shows of an agent: what it did and whom it trusts how far.
    private static func detail(of host: AgentHost) async -> [UInt8]? {
        struct Detail: Encodable {
            let counters: AgentCounters
            let standing: [OriginatorStanding.Row]
            let services: [String]
            let components: Int
            /// How many pieces of dependency knowledge it has, by who says so.
            let knowledge: [String: Int]
        }
        let detail = await host.inspect { agent in
            (agent as? Agent).map { agent in
                Detail(
                    counters: agent.counters, standing: agent.standing.table,
                    services: agent.services.services.map(\.key.description),
                    components: agent.information.count,
                    knowledge: agent.knowledge.all.reduce(into: [:]) { counts, entry in
                        counts[entry.originator.isEmpty ? "own" : entry.originator, default: 0] += 1
                    })
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return detail.flatMap { try? encoder.encode($0) }.map(Array.init)
    }
}

/// For agents that test nothing.
struct NoTests: TestRunner {
    func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings {
        throw TestFailure("this agent makes no tests")
    }
}

/// The autonomous system of an address, by a table of prefixes.
struct PrefixLookup: AutonomousSystemLookup {
    private let table: PrefixTable

    init(_ table: PrefixTable) { self.table = table }

    func originAS(of address: String) -> UInt32? {
        IPAddress(address).flatMap { table.origin(of: $0) }
    }
}
