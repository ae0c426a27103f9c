import Foundation

/// A directory and one specialist of every kind; every address of `127.0.0.0/8` passes for a server of the Internet.
struct AgentsDeployment: Sendable {
    let fleet: AgentsFleet
    /// To which every name leads to 127.0.77.1.
    let nameServer: AgentsNameServer
    var directories: [AgentsFleet.Agent]
    var history: AgentsFleet.Agent
    var statistics: AgentsFleet.Agent
    var lookup: AgentsFleet.Agent
    var secondLookup: AgentsFleet.Agent
    var path: AgentsFleet.Agent
    var vantage: AgentsFleet.Agent
    var knowledge: AgentsFleet.Agent

    /// The address that names lead to.
    static let address = "127.0.77.1"

    /// Starts it; agents that hold anything hold it on disk.
    static func start(in fleet: AgentsFleet, directories count: Int = 1) async throws -> Self {
        let nameServer = try AgentsNameServer(address: [127, 0, 77, 1])
        let directories = try await Self.directories(count, in: fleet)
        let prefixes = fleet.folder + "/prefixes.txt"
        try Data("127.0.0.0/8 64501\n".utf8).write(to: URL(filePath: prefixes))
        let resolver = "127.0.0.1:\(nameServer.port)"
        let known = Self.arguments(directories)
        async let history = fleet.start("history", Self.store("history", fleet) + known)
        async let statistics = fleet.start("statistics", Self.store("statistics", fleet) + known)
        async let lookup = fleet.start("dns", ["--resolver", resolver] + known)
        async let secondLookup = fleet.start(
            "dns-iterative",
            ["--allow-private", "--root", resolver, "--resolver", resolver] + known)
        async let path = fleet.start(
            "as-path", ["--allow-private", "--prefixes", prefixes] + known)
        async let vantage = fleet.start("vantage", ["--allow-private"] + known)
        async let knowledge = fleet.start("knowledge", Self.store("knowledge", fleet) + known)
        return try await AgentsDeployment(
            fleet: fleet, nameServer: nameServer, directories: directories, history: history,
            statistics: statistics, lookup: lookup, secondLookup: secondLookup, path: path,
            vantage: vantage, knowledge: knowledge)
    }

    /// Starts directories that replicate one another.
    static func directories(
        _ count: Int, in fleet: AgentsFleet
    ) async throws -> [AgentsFleet.Agent] {
        let ports = try (0..<count).map { _ in try AgentsPorts.next() }
        var started = [AgentsFleet.Agent]()
        for (index, port) in ports.enumerated() {
            let peers = ports.filter { $0 != port }.flatMap { peer in
                ["--directory", "http://127.0.0.1:\(peer)/directory"]
            }
            let name = "directory-\(index + 1)"
            started.append(
                try await fleet.start(
                    "directory", name: name, port: port, store(name, fleet) + peers))
        }
        return started
    }

    static func store(_ name: String, _ fleet: AgentsFleet) -> [String] {
        ["--store", fleet.folder + "/\(name).db"]
    }

    /// What agents are told of directories; a lease ends half an interval after the next round, which must
    /// not come about because the machine is busy.
    static func arguments(
        _ directories: [AgentsFleet.Agent], poll: Double = 20
    ) -> [String] {
        directories.flatMap { ["--directory", $0.uri] } + ["--poll", "\(poll)"]
    }

    /// The services that a regional agent needs to see, as `AGENT SERVICE`.
    var services: Set<String> {
        [
            "\(history.uri) bel:webserver.status", "\(history.uri) notify:connHist(destIP)",
            "\(statistics.uri) notify:connHist(destHash)", "\(lookup.uri) bel:dnslookup.status",
            "\(secondLookup.uri) bel:dnslookup.status[codns]",
            "\(secondLookup.uri) knowledge:codns", "\(path.uri) bel:iprouting.status",
            "\(vantage.uri) obs:remotevisit", "\(vantage.uri) knowledge:remotevisit",
            "\(knowledge.uri) notify:diagHist",
        ]
    }

    /// Starts a regional agent that knows nothing yet, and waits until it sees every service.
    func regional(
        _ name: String, _ arguments: [String] = []
    ) async throws -> AgentsFleet.Agent {
        let agent = try await fleet.start(
            "regional", name: name,
            Self.store(name, fleet) + Self.arguments(directories, poll: 0.5) + arguments)
        try await AgentsFleet.wait("\(name) sees every service") {
            services.isSubset(of: try await agent.services)
        }
        // What it never heard of it cannot use before it knows what it means.
        try await AgentsFleet.wait("\(name) knows what the newer tests tell") {
            Set([secondLookup.uri, vantage.uri])
                .isSubset(of: try await agent.status["detail"]["knowledge"].keys)
        }
        return agent
    }

    /// Tells the history agent of three other users who met the same failure.
    func tellOfFailures(like visit: AgentsMessages.Visit) async throws -> Bool {
        var isTold = true
        for user in 1...3 {
            var other = visit
            other.user = "127.0.1.\(user)"
            isTold = try await history.isToldOf(other, "notify:connHist(destIP)") && isTold
        }
        return isTold
    }
}
