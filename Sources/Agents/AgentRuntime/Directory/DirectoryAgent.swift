import DMEP

/// A directory: told what happens, it says what it wants done.
///
/// Without clock, file or network, as `DrivenAgent`. Updates are passed on to the peers at once; every few minutes the
/// whole map of each peer is fetched, which brings what was lost. A directory that has peers answers no map request
/// before it has heard of each of them once, or has waited for it in vain: an empty map would make agents forget all
/// services.
public struct DirectoryAgent: Sendable {
    /// What it knows.
    public private(set) var state: DirectoryState

    private enum Errand: Hashable { case pull, pass }
    private var errands: [ErrandID: Errand] = [:]
    private var nextErrand: UInt64 = 0
    private var nextExchange: Int64?
    private var beginningsLeft: Int
    private var deadlineOfBeginning: Int64?

    /// Makes a directory of what it knows from its disk.
    public init(state: DirectoryState) {
        self.state = state
        beginningsLeft = state.configuration.peers.filter { $0 != state.identity }.count
    }

    /// Whether it answers map requests by now.
    public var isReady: Bool { beginningsLeft <= 0 }

    /// Takes in an event at the time `now`, in milliseconds since 1970.
    public mutating func handle(_ event: DirectoryEvent, at now: Int64) -> [DirectoryEffect] {
        var effects: [DirectoryEffect] = []
        if let deadline = deadlineOfBeginning, now >= deadline { beginningsLeft = 0 }
        switch event {
        case .received(.directoryUpdate(let update), let requester, let exchange):
            take(update, from: requester, exchange: exchange, at: now, into: &effects)
        case .received(.serviceMapRequest(let request), let requester, let exchange):
            effects.append(.reply(exchange, answer(to: request, from: requester, at: now)))
        case .received(_, _, let exchange):
            effects.append(.reply(exchange, Self.refusal(.notForDirectories)))
        case .answered(let errand, let document):
            let kind = errands.removeValue(forKey: errand)
            if kind == .pull { beginningsLeft -= 1 }
            if kind == .pull, case .serviceMap(let map) = document {
                let news = state.merge(map, at: now)
                if !news.isEmpty { effects.append(.store(news)) }
            }
        case .unanswered(let errand, _):
            if errands.removeValue(forKey: errand) == .pull { beginningsLeft -= 1 }
        case .tick: break
        }
        exchange(at: now, into: &effects)
        return effects
    }

    private mutating func take(
        _ update: DirectoryUpdate, from requester: Requester, exchange: ExchangeID,
        at now: Int64, into effects: inout [DirectoryEffect]
    ) {
        let (response, news) = state.update(update, from: requester, at: now)
        if let news { effects.append(.store(state.snapshot(of: news, at: now))) }
        effects.append(.reply(exchange, .directoryUpdateResponse(response)))
        guard let news else { return }
        for peer in state.configuration.peers
        where peer != state.identity && !news.via.contains(peer) {
            send(.directoryUpdate(news), to: peer, as: .pass, at: now, into: &effects)
        }
    }

    private func answer(
        to request: ServiceMapRequest, from requester: Requester, at now: Int64
    ) -> Document {
        do throws(DirectoryRefusal) {
            // Directories that begin together must not wait for one another.
            guard isReady || request.agentType == DirectoryState.directoryType else {
                throw .notReady
            }
            return .serviceMap(try state.map(for: request, from: requester, at: now))
        } catch {
            return Self.refusal(error)
        }
    }

    private static func refusal(_ reason: DirectoryRefusal) -> Document {
        .directoryUpdateResponse(
            DirectoryUpdateResponse(isSuccess: false, reason: reason.description))
    }

    private mutating func exchange(at now: Int64, into effects: inout [DirectoryEffect]) {
        if let nextExchange, now < nextExchange { return }
        let configuration = state.configuration
        if nextExchange == nil {
            deadlineOfBeginning = now + configuration.patience
            // The key is handed out from now on; a restart must not bring another.
            effects.append(
                .store(ServiceMap(advertisements: [], hashKey: state.hashKey.base64)))
        }
        state.forgetEnded(at: now)
        // An errand that nobody ever answered would be kept for good.
        errands = [:]
        let request = ServiceMapRequest(
            agentType: DirectoryState.directoryType, agentURI: state.identity)
        for peer in configuration.peers where peer != state.identity {
            send(.serviceMapRequest(request), to: peer, as: .pull, at: now, into: &effects)
        }
        // Replicas begin together when machines do; each keeps a rhythm of its own.
        let spread = UInt64(max(configuration.exchangeInterval / 4, 1))
        let next =
            now + configuration.exchangeInterval
            - Int64(StableHash.hash(state.identity) % spread)
        nextExchange = next
        effects.append(.wake(at: next))
        if let deadlineOfBeginning, deadlineOfBeginning > now {
            effects.append(.wake(at: deadlineOfBeginning))
        }
    }

    private mutating func send(
        _ document: Document, to peer: String, as errand: Errand, at now: Int64,
        into effects: inout [DirectoryEffect]
    ) {
        let name = ErrandID(nextErrand)
        nextErrand += 1
        errands[name] = errand
        effects.append(
            .send(name, to: peer, document, deadline: now + state.configuration.patience))
    }
}

extension ServiceMap {
    /// Whether it says nothing.
    var isEmpty: Bool { advertisements.isEmpty && retractions.isEmpty && hashKey == nil }
}
