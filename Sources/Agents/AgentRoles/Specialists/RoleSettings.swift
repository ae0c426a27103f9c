import DMEP
import Ontology

/// What a role must know of the agent that plays it, to advertise its services.
public struct RoleSettings: Hashable, Sendable {
    /// The share of a work that several agents divide among themselves.
    public struct Shard: Hashable, Sendable {
        /// Which share, from 0.
        public let index: UInt64
        /// How many shares there are; at least 1.
        public let count: UInt64

        /// Makes a share; nil when there is no such share.
        public init?(index: UInt64, of count: UInt64) {
            guard index < count else { return nil }
            self.index = index
            self.count = count
        }

        private init() {
            index = 0
            count = 1
        }

        /// All of the work.
        public static let whole = Shard()
    }

    /// The URI of the agent.
    public var agentURI: String
    /// The autonomous system in which it stands; nil when not known.
    public var autonomousSystem: UInt32?
    /// When the services were defined, in milliseconds since 1970.
    public var time: Int64
    /// The agent's share, for roles that divide their work.
    public var shard: Shard
    /// How long its tests take, where that was measured; nil when not known.
    public var duration: TestDuration?

    /// Makes settings of their parts.
    public init(
        agentURI: String, autonomousSystem: UInt32? = nil, time: Int64, shard: Shard = .whole,
        duration: TestDuration? = nil
    ) {
        self.agentURI = agentURI
        self.autonomousSystem = autonomousSystem
        self.time = time
        self.shard = shard
        self.duration = duration
    }
}

extension RoleSettings {
    /// A service of this agent.
    func service(
        _ serviceID: String, _ kind: ServiceKind, cost: Double, for types: [String],
        onlyOwnSystem: Bool = false
    ) -> ServiceAdvertisement {
        let systems = onlyOwnSystem ? autonomousSystem.map { [$0...$0] } ?? [] : []
        return ServiceAdvertisement(
            serviceID: serviceID, agentURI: agentURI, time: time, kind: kind,
            cost: ServiceCost(
                expected: cost, milliseconds: duration?.mean, milliseconds95: duration?.percentile95
            ),
            requesters: RequesterRestriction(types: types, autonomousSystems: systems))
    }

    /// A service for anybody and, where the agent's autonomous system is known, the same for its own at a
    /// lower cost (CAPRI thesis, B.2).
    func preferringOwnSystem(
        _ service: ServiceAdvertisement, as localID: String, cost: Double
    ) -> [ServiceAdvertisement] {
        guard let autonomousSystem else { return [service] }
        var local = service
        local.serviceID = localID
        local.cost.expected = cost
        local.requesters.autonomousSystems = [autonomousSystem...autonomousSystem]
        return [local, service]
    }

    /// An input of which the agent serves its share only, as the functions divide it.
    func sharded(_ path: PropertyPath, by function: IndexFunction) -> InputProperty {
        guard shard.count > 1 else { return InputProperty(path: path, isRequired: true) }
        return InputProperty(
            path: path, isRequired: true, indexFunctions: [function, .modulo(shard.count)],
            indexRanges: [shard.index...shard.index])
    }
}

extension InputProperty {
    /// Inputs that may be left out.
    static func optional(_ paths: PropertyPath...) -> [InputProperty] {
        paths.map { InputProperty(path: $0) }
    }
    /// Inputs that must be there.
    static func required(_ paths: PropertyPath...) -> [InputProperty] {
        paths.map { InputProperty(path: $0, isRequired: true) }
    }
}
