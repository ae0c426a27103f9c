import DMEP

/// When an agent speaks with which directory: it advertises its services and fetches those of others (CAPRI
/// thesis, 5.2).
///
/// Told what happens, it says what it wants done; without clock or network. Every round advertises anew, which
/// prolongs the lease, and then fetches the map. A directory that does not answer, or has none to give, is followed
/// by the next; when none does, the round is repeated after a rest that doubles. The directory that answered last is
/// asked first in the next round.
public struct DirectoryClientPlan: Sendable {
    /// What happens to the plan.
    public enum Event: Sendable {
        /// A document was answered.
        case answered(ErrandID, Document)
        /// A document was not answered, or its answer could not be read.
        case unanswered(ErrandID, reason: String)
        /// The plan begins, or the time has come that it asked to be woken at, or any other.
        case tick
        /// The agent offers these services now, instead of those before.
        case offering([ServiceAdvertisement])
        /// The agent ends: withdraw its services.
        case shutdown
    }

    /// What the plan wants done; whoever drives it does so, in this order.
    public enum Effect: Sendable {
        /// Post a document to a directory and bring back the answer, or the failure, by `deadline`.
        case send(ErrandID, to: String, Document, deadline: Int64)
        /// These are the services of others.
        case serviceMap(ServiceMap, from: String)
        /// A directory did not do what it was asked to, for this reason.
        case refused(by: String, reason: String)
        /// Call with `tick` at this time at the latest, in milliseconds since 1970.
        case wake(at: Int64)
        /// The services are withdrawn, as far as a directory can be reached.
        case finished
    }

    /// An hour, in milliseconds: how often an agent with services asks.
    public static let hour: Int64 = 3_600_000
    /// A day, in milliseconds: how often an agent without services asks.
    public static let day: Int64 = 86_400_000
    /// How long an answer is waited for, in milliseconds.
    public static let patience: Int64 = 5_000
    /// The rest after the first round in vain, in milliseconds.
    public static let firstRest: Int64 = 5_000
    /// The advertisements of one document; keeps documents within their limits.
    public static let advertisementsPerUpdate = 32

    /// The URIs of the directories, in the order in which they are tried at first.
    public let directories: [String]
    /// Who the agent is.
    public let profile: AgentProfile

    private let fixedInterval: Int64?
    private var services: [ServiceAdvertisement]
    private var retractions: [ServiceRetraction] = []
    /// The time under which services are advertised; later than every retraction.
    private var stamp = Int64.min
    /// Whether an update was refused: an earlier life of the agent may have left news of a later time.
    private var isStampStale = false
    private var jitterState: UInt64
    private var nextErrand: UInt64 = 0

    private var preferred = 0
    private var round: Round?
    private var roundsInVain = 0
    private var nextRound = Int64.min
    private var isEnding = false

    private struct Round {
        var steps: [Document]
        var position = 0
        var directoriesInVain = 0
        var errand: ErrandID
        var deadline: Int64
    }

    /// Makes a plan; it begins with the first event.
    ///
    /// - Parameters:
    ///   - directories: their URIs; those that replicate one another.
    ///   - services: what the agent offers; those for itself alone are not advertised.
    ///   - pollInterval: in milliseconds; nil for an hour, or a day for agents that offer nothing.
    ///   - seed: makes agents that begin together ask at different times.
    public init(
        directories: [String], profile: AgentProfile, services: [ServiceAdvertisement] = [],
        pollInterval: Int64? = nil, seed: UInt64
    ) {
        self.directories = directories
        self.profile = profile
        self.services = services.filter { !$0.isLocalOnly }
        fixedInterval = pollInterval.map { max($0, 1) }
        jitterState = StableHash.mix(seed)
    }

    /// How often it asks, in milliseconds; each time up to a tenth earlier.
    public var pollInterval: Int64 { fixedInterval ?? (services.isEmpty ? Self.day : Self.hour) }

    /// How long services are to be believed in: till half an interval after the next round.
    public var lease: Int64 { pollInterval + pollInterval / 2 }

    /// Takes in an event at the time `now`, in milliseconds since 1970.
    public mutating func handle(_ event: Event, at now: Int64) -> [Effect] {
        if stamp == .min { stamp = now }
        var effects: [Effect] = []
        switch event {
        case .tick: break
        case .offering(let offered): offer(offered.filter { !$0.isLocalOnly }, at: now)
        case .shutdown:
            guard !isEnding else { break }
            offer([], at: now)
            isEnding = true
        case .answered(let errand, let document):
            guard let round, round.errand == errand else { break }
            take(document, at: now, into: &effects)
        case .unanswered(let errand, _):
            guard let round, round.errand == errand else { break }
            tryNext(at: now, into: &effects)
        }
        if let round, now > round.deadline + Self.patience { tryNext(at: now, into: &effects) }
        if round == nil, now >= nextRound { begin(at: now, into: &effects) }
        return effects
    }

    private mutating func offer(_ offered: [ServiceAdvertisement], at now: Int64) {
        let kept = Set(offered.map(\.key))
        let withdrawn = services.filter { !kept.contains($0.key) }.map(\.key)
        let time = max(now, stamp)
        retractions.removeAll { kept.contains($0.key) }
        retractions += withdrawn.map {
            ServiceRetraction(serviceID: $0.serviceID, agentURI: $0.agentURI, time: time)
        }
        services = offered
        stamp = time + 1
        // A round under way would tell what no longer holds.
        round = nil
        nextRound = now
        roundsInVain = 0
    }

    private mutating func begin(at now: Int64, into effects: inout [Effect]) {
        if isStampStale { stamp = max(stamp + 1, now) }
        isStampStale = false
        var steps = updates()
        if !isEnding {
            steps.append(
                .serviceMapRequest(
                    ServiceMapRequest(
                        agentType: profile.type, agentURI: profile.uri,
                        autonomousSystem: profile.autonomousSystem)))
        }
        guard !steps.isEmpty, !directories.isEmpty else {
            nextRound = .max
            if isEnding { effects.append(.finished) }
            return
        }
        round = Round(steps: steps, errand: ErrandID(0), deadline: 0)
        send(at: now, into: &effects)
    }

    private func updates() -> [Document] {
        let stamped = services.map { service in
            var service = service
            service.time = stamp
            return service
        }
        var updates = stride(from: 0, to: stamped.count, by: Self.advertisementsPerUpdate).map {
            let part = stamped[$0..<min($0 + Self.advertisementsPerUpdate, stamped.count)]
            return DirectoryUpdate(advertisements: Array(part), lease: lease)
        }
        if !retractions.isEmpty { updates.insert(DirectoryUpdate(retractions: retractions), at: 0) }
        return updates.map(Document.directoryUpdate)
    }

    private mutating func send(at now: Int64, into effects: inout [Effect]) {
        guard var round else { return }
        round.errand = ErrandID(nextErrand)
        nextErrand += 1
        round.deadline = now + Self.patience
        self.round = round
        effects.append(
            .send(
                round.errand, to: directories[preferred], round.steps[round.position],
                deadline: round.deadline))
        // Should the answer and the failure both be lost, the plan goes on by itself.
        effects.append(.wake(at: round.deadline + Self.patience + 1))
    }

    private mutating func take(
        _ document: Document, at now: Int64, into effects: inout [Effect]
    ) {
        guard let step = round.map({ $0.steps[$0.position] }) else { return }
        let directory = directories[preferred]
        switch (step, document) {
        case (.serviceMapRequest, .serviceMap(let map)):
            effects.append(.serviceMap(map, from: directory))
        case (.directoryUpdate(let update), .directoryUpdateResponse(let response)):
            if response.isSuccess {
                let told = Set(update.retractions)
                retractions.removeAll(where: told.contains)
            } else {
                effects.append(.refused(by: directory, reason: response.reason ?? "no reason"))
                isStampStale = true
            }
        case (_, .directoryUpdateResponse(let response)):
            effects.append(.refused(by: directory, reason: response.reason ?? "no reason"))
            return tryNext(at: now, into: &effects)
        default:
            effects.append(.refused(by: directory, reason: "the answer is of another kind"))
            return tryNext(at: now, into: &effects)
        }
        round?.position += 1
        if let round, round.position < round.steps.count {
            send(at: now, into: &effects)
        } else {
            roundsInVain = 0
            rest(for: pollInterval - jitter(upTo: pollInterval / 10), at: now, into: &effects)
        }
    }

    private mutating func tryNext(at now: Int64, into effects: inout [Effect]) {
        guard round != nil else { return }
        preferred = (preferred + 1) % directories.count
        round?.position = 0
        round?.directoriesInVain += 1
        if let round, round.directoriesInVain < directories.count {
            return send(at: now, into: &effects)
        }
        let longest = min(Self.firstRest << Int64(min(roundsInVain, 20)), pollInterval)
        roundsInVain += 1
        rest(for: longest - jitter(upTo: longest / 2), at: now, into: &effects)
    }

    private mutating func rest(for time: Int64, at now: Int64, into effects: inout [Effect]) {
        round = nil
        if isEnding {
            nextRound = .max
            effects.append(.finished)
        } else {
            nextRound = now + max(time, 1)
            effects.append(.wake(at: nextRound))
        }
    }

    private mutating func jitter(upTo limit: Int64) -> Int64 {
        jitterState = StableHash.mix(jitterState)
        return limit > 0 ? Int64(jitterState % UInt64(limit)) : 0
    }
}
