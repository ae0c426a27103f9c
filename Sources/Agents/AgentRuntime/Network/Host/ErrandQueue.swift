import DMEP

/// Which errands of a kind are under way and which wait, so that neither grows without bound.
struct ErrandQueue {
    /// An errand that waits for its turn.
    struct Entry {
        var id: ErrandID
        /// What it competes for: the agent that a batch goes to.
        var lane: String
        var work: ErrandWork
    }

    /// What became of an errand that was added.
    enum Admission { case started, waits, refused }

    private let limit: Int
    private let limitPerLane: Int
    private let capacity: Int
    private(set) var underWay = 0
    private var underWayByLane: [String: Int] = [:]
    private var entries: [Entry] = []

    init(limit: Int, limitPerLane: Int? = nil, capacity: Int) {
        self.limit = limit
        self.limitPerLane = limitPerLane ?? limit
        self.capacity = capacity
    }

    var waiting: Int { entries.count }

    /// Adds an errand; when it is `started` the caller starts it.
    mutating func add(_ entry: Entry) -> Admission {
        if mayStart(entry.lane) {
            begin(entry.lane)
            return .started
        }
        guard entries.count < capacity else { return .refused }
        entries.append(entry)
        return .waits
    }

    /// Takes note that an errand is over; gives the next that may start, if one waits.
    mutating func finish(lane: String) -> Entry? {
        underWay -= 1
        let left = (underWayByLane[lane] ?? 1) - 1
        underWayByLane[lane] = left > 0 ? left : nil
        guard let index = entries.firstIndex(where: { mayStart($0.lane) }) else { return nil }
        let next = entries.remove(at: index)
        begin(next.lane)
        return next
    }

    /// The errands among these that wait.
    func waitingIDs(in ids: Set<ErrandID>) -> Set<ErrandID> {
        Set(entries.lazy.map(\.id).filter(ids.contains))
    }

    /// Forgets errands that wait.
    mutating func remove(_ ids: Set<ErrandID>) {
        entries.removeAll { ids.contains($0.id) }
    }

    private func mayStart(_ lane: String) -> Bool {
        underWay < limit && (underWayByLane[lane] ?? 0) < limitPerLane
    }

    private mutating func begin(_ lane: String) {
        underWay += 1
        underWayByLane[lane, default: 0] += 1
    }
}

/// Something that an agent waits for, with all that is needed to do it.
enum ErrandWork: Sendable {
    case send(to: String, MessageBatch, deadline: Int64)
    case test(TestInvocation)
    case fetch(document: String, deadline: Int64)

    var deadline: Int64 {
        switch self {
        case .send(_, _, let deadline): deadline
        case .test(let invocation): invocation.deadline
        case .fetch(_, let deadline): deadline
        }
    }

    /// What the agent is told when the errand brought nothing.
    func failure(_ id: ErrandID, reason: String) -> AgentEvent {
        switch self {
        case .send: .unanswered(id, reason: reason)
        case .test: .tested(id, .failure(TestFailure(reason)))
        case .fetch: .defined(id, nil)
        }
    }
}
