import Foundation
import Synchronization
import Testing

extension AgentsTests {
    @Suite("After a kill and a restart")
    struct Restart {
        /// What was sent and what was acknowledged, by server address.
        private final class Tally: Sendable {
            private let counts = Mutex<(sent: [String: Int], acknowledged: [String: Int])>(
                ([:], [:]))

            var sent: [String: Int] { counts.withLock { $0.sent } }
            var acknowledged: [String: Int] { counts.withLock { $0.acknowledged } }

            func send(_ address: String) { counts.withLock { $0.sent[address, default: 0] += 1 } }
            func acknowledge(_ address: String) {
                counts.withLock { $0.acknowledged[address, default: 0] += 1 }
            }
        }

        private static let addresses = (1...4).map { "127.0.80.\($0)" }

        /// Tells an agent of failures of ever new users, for every address at once, until it is killed.
        private static func killed(
            _ agent: AgentsFleet.Agent, of fleet: AgentsFleet, whenToldOn service: String,
            life: Int
        ) async throws -> (sent: [String: Int], acknowledged: [String: Int]) {
            let tally = Tally()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for address in addresses {
                    group.addTask {
                        // A history keeps 64 connections.
                        for user in 0..<28 {
                            let visit = AgentsMessages.Visit(
                                address: address, host: "www.example.test",
                                user: "127.\(life).2.\(user)")
                            tally.send(address)
                            guard (try? await agent.isToldOf(visit, service)) == true else {
                                return
                            }
                            tally.acknowledge(address)
                        }
                    }
                }
                group.addTask {
                    try await AgentsFleet.wait("some news are acknowledged") {
                        tally.acknowledged.sum >= 30
                    }
                    try await fleet.cut(agent)
                }
                try await group.waitForAll()
            }
            return (tally.sent, tally.acknowledged)
        }

        /// How many notifications an agent says that it brought back from its disk.
        private static func broughtBack(
            by agent: AgentsFleet.Agent, of fleet: AgentsFleet
        ) async throws -> Int {
            let words = await fleet.said(agent.name)
            let match = try #require(
                words.firstMatch(of: /brought back (\d+) notifications/), "\(words)")
            return try #require(Int(match.1))
        }

        @Test(
            "the history agent counts every failure that it acknowledged, and none that was not sent"
        )
        func history() async throws {
            try await AgentsFleet.stand { fleet in
                var agent = try await fleet.start(
                    "history", AgentsDeployment.store("history", fleet))
                var sent = [String: Int]()
                var acknowledged = [String: Int]()
                for life in 1...2 {
                    let tally = try await Self.killed(
                        agent, of: fleet, whenToldOn: "notify:connHist(destIP)", life: life)
                    sent.merge(tally.sent, uniquingKeysWith: +)
                    acknowledged.merge(tally.acknowledged, uniquingKeysWith: +)
                    agent = try await fleet.restart(agent)
                    let rows = try await Self.broughtBack(by: agent, of: fleet)
                    #expect(rows >= acknowledged.sum)
                    #expect(rows <= sent.sum)
                    for address in Self.addresses {
                        let count = try #require(try await agent.failures(at: address))
                        #expect(count >= acknowledged[address, default: 0], "\(address)")
                        #expect(count <= sent[address, default: 0], "\(address)")
                    }
                }
                let address = try #require(acknowledged.max { $0.value < $1.value }?.key)
                let belief = try await agent.reply(
                    AgentsMessages.history(of: address, service: "bel:webserver.status"))
                #expect(belief["responseStatus"].number == 1, "\(belief)")
                let told = belief["body"]["observations"].list.flatMap {
                    $0["component"]["properties"].list
                }
                #expect(
                    told.contains {
                        $0["name"].text == AgentsMessages.common + "consecFailuresToServer"
                            && $0["value"].text == "3"
                    }, "\(belief)")
                #expect(!belief["body"]["beliefs"].list.isEmpty)
            }
        }

        @Test("what a regional agent acknowledged reaches the agents that subscribe to it")
        func regional() async throws {
            try await AgentsFleet.stand { fleet in
                let directory = try await fleet.start("directory")
                let history = try await fleet.start(
                    "history", AgentsDeployment.arguments([directory]))
                var agent = try await fleet.start(
                    "regional",
                    AgentsDeployment.store("regional", fleet)
                        + AgentsDeployment.arguments([directory], poll: 0.5))
                let subscription = "\(history.uri) notify:connHist(destIP)"
                try await AgentsFleet.wait("the subscription is seen") {
                    try await agent.services.contains(subscription)
                }
                let (sent, acknowledged) = try await Self.killed(
                    agent, of: fleet, whenToldOn: "notify:connHist", life: 1)
                agent = try await fleet.restart(agent)
                let rows = try await Self.broughtBack(by: agent, of: fleet)
                #expect(rows >= acknowledged.sum)
                #expect(rows <= sent.sum)
                for address in Self.addresses {
                    try await AgentsFleet.wait("every acknowledged failure of \(address) is there")
                    {
                        try await history.failures(at: address) ?? 0
                            >= acknowledged[address, default: 0]
                    }
                    let count = try #require(try await history.failures(at: address))
                    #expect(count <= sent[address, default: 0])
                }
            }
        }

        @Test("the knowledge agent has every diagnosis that it acknowledged")
        func knowledge() async throws {
            try await AgentsFleet.stand { fleet in
                var agent = try await fleet.start(
                    "knowledge", AgentsDeployment.store("knowledge", fleet))
                let (sent, acknowledged) = try await Self.killed(
                    agent, of: fleet, whenToldOn: "notify:diagHist", life: 1)
                agent = try await fleet.restart(agent)
                let rows = try await Self.broughtBack(by: agent, of: fleet)
                #expect(rows >= acknowledged.sum)
                #expect(rows <= sent.sum)
            }
        }

        @Test("news that are sent again are acknowledged again and count once")
        func repeated() async throws {
            try await AgentsFleet.stand { fleet in
                let agent = try await fleet.start(
                    "statistics", AgentsDeployment.store("statistics", fleet))
                let host = "www.example.test"
                let failure = AgentsMessages.Visit(address: "127.0.80.1", host: host)
                let success = AgentsMessages.Visit(
                    address: "127.0.80.1", host: host, errorCode: "0", user: "127.0.0.2")
                for visit in [failure, failure, failure] {
                    #expect(
                        try await agent.isToldOf(visit, "notify:connHist(destHash)", id: "one"))
                }
                #expect(
                    try await agent.isToldOf(success, "notify:connHist(destHash)", id: "two"))
                let request: AgentsJSON = [
                    "type": "observationRequest", "requester": "http://127.0.0.1:9/regional",
                    "requestID": "1", "serviceID": "obs:stats", "budget": 1_000,
                    "expires": .time(AgentsMessages.now + 60_000),
                    "inputComponent": ["ref": "conn"],
                    "body": [
                        "observations": [
                            AgentsMessages.component(
                                "conn", "HTTP_Connection", ["destHash": .text(host)])
                        ]
                    ],
                ]
                let reply = try await agent.reply(request)
                let shares = reply["body"]["observations"].list
                    .flatMap { $0["component"]["properties"].list }
                    .first { $0["name"].text?.hasSuffix("#recentStatusDist") == true }
                #expect(shares?["value"].text == "OK=0.5,FAIL=0.5", "\(reply)")
            }
        }
    }
}

extension [String: Int] {
    fileprivate var sum: Int { values.reduce(0, +) }
}
