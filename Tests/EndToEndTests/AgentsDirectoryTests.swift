import Foundation
import Testing

extension AgentsTests {
    @Suite("Two directories that replicate each other")
    struct Directories {
        private static func listed(by directory: AgentsFleet.Agent) async throws -> Set<String> {
            let answer = try await directory.post(
                AgentsMessages.mapRequest("regional", of: "http://127.0.0.1:9/regional"))
            let services = answer.json["serviceMap"]["advertisements"].list
            return Set(services.compactMap { $0["agentURI"].text })
        }

        @Test("what one is told the other lists, and when one dies the agents go on")
        func oneDies() async throws {
            try await AgentsFleet.stand { fleet in
                let directories = try await AgentsDeployment.directories(2, in: fleet)
                let (first, second) = (directories[0], directories[1])
                let history = try await fleet.start(
                    "history", AgentsDeployment.arguments([first]))
                let statistics = try await fleet.start(
                    "statistics", AgentsDeployment.arguments([second]))
                for directory in directories {
                    try await AgentsFleet.wait("\(directory.name) lists both") {
                        try await Self.listed(by: directory)
                            .isSuperset(of: [history.uri, statistics.uri])
                    }
                }
                let regional = try await fleet.start(
                    "regional", AgentsDeployment.arguments(directories, poll: 0.5))
                try await AgentsFleet.wait("the regional agent sees both") {
                    try await regional.services.isSuperset(of: [
                        "\(history.uri) bel:webserver.status", "\(statistics.uri) obs:stats",
                    ])
                }

                try await fleet.cut(first)
                let vantage = try await fleet.start(
                    "vantage", AgentsDeployment.arguments(directories))
                try await AgentsFleet.wait("the regional agent sees whoever came later") {
                    try await regional.services.contains("\(vantage.uri) obs:remotevisit")
                }
                #expect(
                    try await regional.services.contains("\(history.uri) bel:webserver.status"))
                let visit = AgentsMessages.Visit(address: "127.0.80.1", host: "www.example.test")
                let answer = try await regional.diagnose(visit)
                #expect(answer.originators.contains(history.uri), "\(answer)")

                // It has missed something, and learns it from the other.
                let again = try await fleet.restart(first)
                try await AgentsFleet.wait("the directory that comes back lists all") {
                    try await Self.listed(by: again)
                        .isSuperset(of: [history.uri, statistics.uri, vantage.uri])
                }
            }
        }
    }
}
