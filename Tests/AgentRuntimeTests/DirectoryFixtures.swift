import DMEP
import Ontology
import Testing

@testable import AgentRuntime

/// What the tests of directories share.
enum DirectoryFixtures {
    static let now: Int64 = 1_700_000_000_000
    static let minute: Int64 = 60_000
    static let directories = (1...3).map { "http://192.0.2.\($0)/directory" }
    static let peer = Requester(
        authenticatedURI: "http://192.0.2.9/directory", permittedTypes: ["directory"])

    static func key(_ age: Int64 = now, byte: UInt8 = 7) throws -> DirectoryHashKey {
        try #require(
            DirectoryHashKey(createdAt: age, secret: Array(repeating: byte, count: 32)))
    }

    static func state(
        _ identity: String = directories[0],
        _ change: (inout DirectoryConfiguration) -> Void = { _ in }
    ) throws -> DirectoryState {
        var configuration = DirectoryConfiguration()
        configuration.peers = directories
        change(&configuration)
        return DirectoryState(
            identity: identity, hashKey: try key(), configuration: configuration)
    }

    static func agent(_ uri: String, types: Set<String> = ["specialist"], system: UInt32? = nil)
        -> Requester
    {
        Requester(authenticatedURI: uri, permittedTypes: types, autonomousSystem: system)
    }

    static func service(
        _ agent: String, _ id: String = "obs:stats", time: Int64 = now, cost: Double = 100,
        requesters: RequesterRestriction = .anyone
    ) -> ServiceAdvertisement {
        ServiceAdvertisement(
            serviceID: id, agentURI: agent, time: time, kind: .observation,
            cost: ServiceCost(expected: cost), requesters: requesters,
            inputClass: ServicesOfTheThesis.connection)
    }

    static func names(_ map: ServiceMap) -> [String] {
        map.advertisements.map { "\($0.agentURI) \($0.serviceID)" }
    }
}
