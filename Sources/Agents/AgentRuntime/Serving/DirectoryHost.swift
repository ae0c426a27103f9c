import DMEP
import Foundation
import Storage

/// Drives a directory over HTTP, with its state on disk.
public actor DirectoryHost {
    private var directory: DirectoryAgent
    private static let hashKeySetting = "hash-key"
    private let client: MessageClient
    private let store: AgentStore?
    private var answers: [ExchangeID: Document] = [:]
    private var lastExchange: UInt64 = 0
    private var wake = Int64.max

    /// Makes a host.
    ///
    /// - Parameters:
    ///   - directory: the directory, as it is at the start.
    ///   - store: where it keeps services; nil when it keeps nothing.
    public init(directory: DirectoryAgent, client: MessageClient, store: AgentStore?) {
        self.directory = directory
        self.client = client
        self.store = store
    }

    /// Answers one document.
    public func answer(
        _ document: Document, from requester: Requester
    ) async throws(ExchangeRefusal) -> Document {
        lastExchange += 1
        let exchange = ExchangeID(lastExchange)
        await carryOut(
            directory.handle(
                .received(document, from: requester, exchange), at: WallClock.milliseconds))
        guard let answer = answers.removeValue(forKey: exchange) else { throw .notKept }
        return answer
    }

    /// Exchanges what it knows with its peers until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            wake = .max
            await carryOut(directory.handle(.tick, at: WallClock.milliseconds))
            let pause = min(max(wake - WallClock.milliseconds, 50), 5_000)
            try? await Task.sleep(for: .milliseconds(pause))
        }
    }

    /// How many services it lists, and whether it answers by now.
    public var summary: (services: Int, isReady: Bool) {
        (directory.state.serviceCount(at: WallClock.milliseconds), directory.isReady)
    }

    private func carryOut(_ effects: [DirectoryEffect]) async {
        var isKept = true
        for effect in effects {
            switch effect {
            case .store(let map): isKept = await keep(map)
            case .reply(let exchange, let document):
                if isKept { answers[exchange] = document }
            case .send(let errand, let peer, let document, let deadline):
                let client = client
                Task { await self.send(errand, to: peer, document, deadline, by: client) }
            case .wake(let time): wake = min(wake, time)
            }
        }
    }

    private func send(
        _ errand: ErrandID, to peer: String, _ document: Document, _ deadline: Int64,
        by client: MessageClient
    ) async {
        let event: DirectoryEvent
        do throws(MessageClientError) {
            let answer = try await client.exchange(
                document, with: peer, within: deadline - WallClock.milliseconds)
            event =
                answer.map { .answered(errand, $0) }
                ?? .unanswered(errand, reason: "the answer was empty")
        } catch {
            event = .unanswered(errand, reason: "\(error)")
        }
        await carryOut(directory.handle(event, at: WallClock.milliseconds))
    }

    private func keep(_ map: ServiceMap) async -> Bool {
        guard let store else { return true }
        let codec = DocumentCodec()
        // A service that is listed and retracted has a lease that ends at the retraction's time.
        let ends = Dictionary(
            map.retractions.map {
                (ServiceKey(agentURI: $0.agentURI, serviceID: $0.serviceID), $0.time)
            }, uniquingKeysWith: max)
        let listed = Set(map.advertisements.map(\.key))
        var rows = map.advertisements.map { service in
            StoredService(
                agent: service.agentURI, service: service.serviceID, time: service.time,
                leaseEnd: ends[service.key],
                advertisement: Data(
                    codec.encode(.serviceMap(ServiceMap(advertisements: [service])), as: .json)))
        }
        for (key, time) in ends where !listed.contains(key) {
            rows.append(
                StoredService(
                    agent: key.agentURI, service: key.serviceID, time: time, advertisement: nil))
        }
        do {
            try await store.keep(rows)
            if let key = map.hashKey {
                try await store.setSetting(Self.hashKeySetting, to: Data(key.utf8))
            }
            return true
        } catch {
            return false
        }
    }

    /// The services that a store holds, for a directory to begin with.
    public static func kept(in store: AgentStore, at now: Int64) async throws -> ServiceMap {
        let codec = DocumentCodec()
        var map = ServiceMap(advertisements: [])
        for row in try await store.services(at: now, retracted: true) {
            guard let bytes = row.advertisement else {
                map.retractions.append(
                    ServiceRetraction(
                        serviceID: row.service, agentURI: row.agent, time: row.time))
                continue
            }
            guard case .serviceMap(let one)? = try? codec.decode(Array(bytes), as: .json) else {
                continue
            }
            map.advertisements += one.advertisements
            if let end = row.leaseEnd {
                map.retractions.append(
                    ServiceRetraction(
                        serviceID: row.service, agentURI: row.agent, time: end))
            }
        }
        map.hashKey = try await store.setting(hashKeySetting).map {
            String(decoding: $0, as: UTF8.self)
        }
        return map
    }
}
