import AgentRuntime
import DMEP

/// The machines of a simulation and the network between them, on a clock of its own.
///
/// Every document is encoded by the sender and decoded by the receiver. Latencies are drawn, some documents are
/// lost, machines are out of order for a while; senders then hear nothing until their deadline, or that nobody is
/// there. Ontology documents are fetched from those that the product ships, through the same codec.
final class SimulatedNetwork {
    /// The time, in milliseconds since 1970.
    private(set) var now: Int64
    private(set) var traffic = TrafficCounters()
    private(set) var nodes: [String: SimulatedNode] = [:]
    private var directory: DirectoryAgent
    private var directoryExchanges: [UInt64: (Document) -> Void] = [:]
    private var lastDirectoryExchange: UInt64 = 0
    private var events = EventQueue<() -> Void>()
    private var random: SimulationRandom
    private let format: DocumentFormat
    private let codec = DocumentCodec()
    private let ontologies: [String: OntologyDocument]
    /// The URI of the directory.
    static let directoryURI = "http://directory.example/"
    /// The share of documents that are lost on the way.
    static let loss = 0.001
    /// The median of the time that a document travels, in milliseconds, and the spread of its logarithm.
    static let latency = (median: 40.0, spread: 0.5)

    init(
        seed: UInt64, beginning: Int64, format: DocumentFormat, directory: DirectoryAgent,
        ontologies: [String: OntologyDocument]
    ) {
        now = beginning
        random = SimulationRandom(seed: seed, stream: "network")
        self.format = format
        self.directory = directory
        self.ontologies = ontologies
    }

    func add(_ node: SimulatedNode) { nodes[node.uri] = node }
    func remove(_ uri: String) { nodes[uri] = nil }

    func schedule(at time: Int64, _ event: @escaping () -> Void) {
        events.add(event, at: max(time, now))
    }

    /// Runs until nothing is left to happen before `end`.
    func run(until end: Int64) {
        while let next = events.earliest, next <= end, let (time, event) = events.popFirst() {
            now = time
            event()
        }
        now = end
    }

    // MARK: Documents

    private func delay() -> Int64 {
        max(1, Int64(random.logNormal(median: Self.latency.median, spread: Self.latency.spread)))
    }

    /// Posts a document and brings back the answer, or nil by the deadline.
    func post(
        _ document: Document, from sender: String, as requester: Requester, to target: String,
        isOffline: Bool, deadline: Int64, _ completion: @escaping (Document?) -> Void
    ) {
        func fail(at time: Int64) {
            traffic.lost += 1
            schedule(at: time) { completion(nil) }
        }
        if isOffline { return fail(at: min(deadline, now + 1_000)) }
        if random.chance(Self.loss) { return fail(at: deadline) }
        let bytes = codec.encode(document, as: format)
        schedule(at: now + delay()) { [self] in
            let answer: (Document) -> Void = { [self] answer in
                if random.chance(Self.loss) { return fail(at: deadline) }
                let bytes = codec.encode(answer, as: format)
                let arrival = now + delay()
                guard arrival <= deadline else { return fail(at: deadline) }
                schedule(at: arrival) { [self] in completion(read(bytes)) }
            }
            let isThere =
                target == Self.directoryURI
                || nodes[target].map { !$0.isOffline(now) } ?? false
            guard isThere else { return fail(at: min(deadline, now + 200)) }
            guard let document = read(bytes) else { return fail(at: deadline) }
            receive(document, at: target, from: requester, answer)
        }
    }

    private func read(_ bytes: [UInt8]) -> Document? {
        traffic.documents += 1
        traffic.bytes += bytes.count
        do {
            return try codec.decode(bytes, as: format)
        } catch {
            traffic.unreadable += 1
            return nil
        }
    }

    private func receive(
        _ document: Document, at target: String, from requester: Requester,
        _ answer: @escaping (Document) -> Void
    ) {
        if target == Self.directoryURI {
            lastDirectoryExchange += 1
            directoryExchanges[lastDirectoryExchange] = answer
            tell(.received(document, from: requester, ExchangeID(lastDirectoryExchange)))
        } else if let node = nodes[target], case .messages(let batch) = document {
            tell(node, batch, from: requester, answer)
        }
    }

    // MARK: Agents

    /// Gives an agent a batch of which `answer` takes the answer.
    func tell(
        _ node: SimulatedNode, _ batch: MessageBatch, from requester: Requester,
        _ answer: @escaping (Document) -> Void
    ) {
        node.lastExchange += 1
        node.exchanges[node.lastExchange] = answer
        tell(node, .received(batch, from: requester, ExchangeID(node.lastExchange)))
    }

    /// Tells an agent what happens, and does what it wants done.
    func tell(_ node: SimulatedNode, _ event: AgentEvent) {
        perform(node.agent.handle(event, at: now), of: node)
    }

    /// Does what an agent wants done, in order.
    func perform(_ effects: [AgentEffect], of node: SimulatedNode) {
        for effect in effects { perform(effect, of: node) }
    }

    private func perform(_ effect: AgentEffect, of node: SimulatedNode) {
        switch effect {
        case .store(let information):
            if case .diagnosis(let record) = information, node.keepsRecords {
                node.records.append(record)
            }
        case .reply(let exchange, let batch):
            node.exchanges.removeValue(forKey: exchange.number)?(.messages(batch))
        case .send(let errand, let target, let batch, let deadline):
            post(
                .messages(batch), from: node.uri, as: node.requester, to: target,
                isOffline: node.isOffline(now), deadline: deadline
            ) { [self, weak node] answer in
                guard let node else { return }
                if case .messages(let batch)? = answer {
                    tell(node, .answered(errand, batch))
                } else {
                    tell(node, .unanswered(errand, reason: "nobody answered"))
                }
            }
        case .perform(let errand, let invocation):
            let (result, time) = node.makeTest(invocation, now)
            schedule(at: min(now + time, invocation.deadline)) { [self, weak node] in
                guard let node else { return }
                let isLate = now >= invocation.deadline && time > 1
                tell(
                    node,
                    .tested(
                        errand, isLate ? .failure(TestFailure("the test took too long")) : result))
            }
        case .fetch(let errand, let uri):
            let document = ontologies[uri].flatMap { document -> OntologyDocument? in
                let bytes = codec.encode(.ontology(document), as: format)
                guard case .ontology(let read)? = read(bytes) else { return nil }
                return read
            }
            schedule(at: now + 2 * delay()) { [self, weak node] in
                guard let node else { return }
                tell(node, .defined(errand, node.isOffline(now) ? nil : document))
            }
        case .wake(let time):
            guard node.wake.map({ time < $0 || $0 <= now }) ?? true else { return }
            node.wake = time
            schedule(at: time) { [self, weak node] in
                guard let node, node.wake == time else { return }
                node.wake = nil
                tell(node, .tick)
            }
        }
    }

    // MARK: Directory

    private func tell(_ event: DirectoryEvent) {
        for effect in directory.handle(event, at: now) {
            switch effect {
            case .reply(let exchange, let document):
                directoryExchanges.removeValue(forKey: exchange.number)?(document)
            case .store, .send, .wake: continue
            }
        }
    }

    /// Lets an agent speak with the directory.
    func tellPlan(of node: SimulatedNode, _ event: DirectoryClientPlan.Event) {
        for effect in node.plan.handle(event, at: now) {
            switch effect {
            case .send(let errand, let target, let document, let deadline):
                post(
                    document, from: node.uri, as: node.requester, to: target,
                    isOffline: node.isOffline(now), deadline: deadline
                ) { [self, weak node] answer in
                    guard let node else { return }
                    if let answer {
                        tellPlan(of: node, .answered(errand, answer))
                    } else {
                        tellPlan(of: node, .unanswered(errand, reason: "nobody answered"))
                    }
                }
            case .serviceMap(let map, _):
                let chosen = node.choose(map)
                node.map = chosen
                tell(node, .serviceMap(chosen))
            case .refused: traffic.lost += 1
            case .wake(let time):
                schedule(at: time) { [self, weak node] in
                    if let node { tellPlan(of: node, .tick) }
                }
            case .finished: continue
            }
        }
    }
}
