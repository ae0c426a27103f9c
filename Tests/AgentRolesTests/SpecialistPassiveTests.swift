import AgentRuntime
import DMEP
import InternetProtocols
import Ontology
import Testing

@testable import AgentRoles

@Suite("Specialists that count what users saw")
struct SpecialistPassiveTests {
    private typealias Fixtures = SpecialistFixtures
    private let now = SpecialistFixtures.now

    private func connection(
        _ status: String, user: String, minutesAgo: Int64 = 0, to address: String = "192.0.2.1",
        elapsed: String? = nil
    ) -> [PropertyPath: String] {
        var inputs = [
            AgentNames.path("status"): status, AgentNames.path("srcIP"): user,
            AgentNames.path("destIP"): address, AgentNames.path("destHash"): "aGFzaA==",
            AgentNames.path("connTime"): String(now - minutesAgo * 60_000),
        ]
        inputs[AgentNames.path("elapsedTime")] = elapsed
        return inputs
    }

    private func tell(
        _ role: inout some AgentRole, _ inputs: [PropertyPath: String]
    ) throws -> NotificationHandling {
        let service = try #require(role.services.first { $0.kind == .notification })
        return role.receive(Fixtures.notification, for: service, inputs: inputs, at: now)
    }

    private func counts(
        _ role: inout WebServerHistory, _ address: String = "192.0.2.1", minutesAgo: Int64 = 0,
        service id: String = "obs:webserver.cfts"
    ) throws -> [String?] {
        let service = try #require(role.services.first { $0.serviceID == id })
        let values = try Fixtures.values(
            role.plan(
                for: service,
                inputs: [
                    AgentNames.path("ipAddr"): address,
                    AgentNames.path("connTime"): String(now - minutesAgo * 60_000),
                ], at: now))
        return [
            values[AgentNames.path("consecFailuresToServer")],
            values[AgentNames.path("totalConsecFailuresToServer")],
        ]
    }

    @Test(
        "different users that fail in a row are counted, one user once, and a success ends the row")
    func consecutive() throws {
        var role = WebServerHistory(settings: Fixtures.settings())
        #expect(try counts(&role) == ["0", "0"])
        for user in ["10.0.0.1", "10.0.0.1", "10.0.0.2"] {
            #expect(try tell(&role, connection("FAIL", user: user, minutesAgo: 9)) == .keep)
        }
        #expect(try counts(&role) == ["2", "2"])
        _ = try tell(&role, connection("OK", user: "10.0.0.3", minutesAgo: 5))
        #expect(try counts(&role) == ["0", "0"])
        #expect(try counts(&role, minutesAgo: 7) == ["2", "2"])
        #expect(try counts(&role, "192.0.2.2") == ["0", "0"])
    }

    @Test("the count ends at three, the total goes on and looks ahead, too")
    func total() throws {
        var role = WebServerHistory(settings: Fixtures.settings())
        for number in 1...5 {
            _ = try tell(
                &role,
                connection("FAIL", user: "10.0.0.\(number)", minutesAgo: Int64(10 - number)))
        }
        #expect(try counts(&role) == ["3", "5"])
        // Two had failed by then, five did in the row around it.
        #expect(try counts(&role, minutesAgo: 8) == ["2", "5"])
        // The belief service does not tell the total.
        #expect(try counts(&role, service: "bel:webserver.status") == ["3", nil])
    }

    @Test("notifications may come in any order and in any writing of the address")
    func order() throws {
        var role = WebServerHistory(settings: Fixtures.settings())
        _ = try tell(&role, connection("FAIL", user: "10.0.0.1", minutesAgo: 1))
        _ = try tell(&role, connection("OK", user: "10.0.0.2", minutesAgo: 3))
        _ = try tell(
            &role,
            connection("FAIL", user: "10.0.0.3", minutesAgo: 5, to: "::ffff:192.0.2.1"))
        #expect(try counts(&role) == ["1", "1"])
        #expect(try counts(&role, minutesAgo: 4) == ["1", "1"])
    }

    @Test("what is old, tells nothing or names no address is refused")
    func refusals() throws {
        var role = WebServerHistory(settings: Fixtures.settings())
        for inputs in [
            connection("FAIL", user: "u", minutesAgo: 1_441), connection("PERHAPS", user: "u"),
            connection("FAIL", user: "u", to: "somewhere"),
        ] {
            guard case .refuse = try tell(&role, inputs) else {
                Issue.record("taken: \(inputs)")
                continue
            }
        }
        // A clock that is ahead does not put events into the future.
        _ = try tell(&role, connection("FAIL", user: "u", minutesAgo: -600))
        #expect(try counts(&role) == ["1", "1"])
    }

    @Test("memory is bounded by servers and by connections of each, the least used going first")
    func bounded() throws {
        var role = WebServerHistory(settings: Fixtures.settings(), capacity: 3)
        for number in 1...3 {
            _ = try tell(&role, connection("FAIL", user: "u", to: "192.0.2.\(number)"))
        }
        _ = try counts(&role, "192.0.2.1")
        _ = try tell(&role, connection("FAIL", user: "u", to: "192.0.2.4"))
        #expect(try counts(&role, "192.0.2.1").first == "1")
        #expect(try counts(&role, "192.0.2.2").first == "0")
        var history = ConnectionHistory()
        for number in 0..<1_000 {
            history.insert(
                .init(
                    time: Int64(number * 7 % 1_000), user: UInt64(number), elapsed: nil,
                    isFailure: true))
        }
        #expect(history.entries.map(\.time) == (936..<1_000).map { Int64($0) })
    }

    @Test("a table of recent keys does as one that looks for the least used each time")
    func recency() {
        var table = RecencyTable<Int, Int>(capacity: 8)
        var slow = [(key: Int, value: Int)]()
        var state: UInt64 = 1
        for step in 0..<5_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let key = Int(state >> 33) % 14
            if state >> 60 < 8 {
                let place = slow.firstIndex { $0.key == key }
                let value = table.use(key)
                #expect(value == place.map { slow[$0].value })
                if let place { slow.append(slow.remove(at: place)) }
            } else {
                table.update(key, initially: 0) { $0 += step }
                let value = slow.first { $0.key == key }?.value ?? 0
                slow.removeAll { $0.key == key }
                if slow.count == 8 { slow.removeFirst() }
                slow.append((key, value + step))
            }
        }
        #expect(table.count == 8)
    }

    @Test("statistics are those of the connections told")
    func statistics() throws {
        var role = ConnectionStatistics(settings: Fixtures.settings())
        let service = try #require(role.services.first { $0.serviceID == "obs:stats" })
        func figures() throws -> [String: String] {
            let values = try Fixtures.values(
                role.plan(
                    for: service, inputs: [AgentNames.path("destHash"): "aGFzaA=="], at: now))
            return Dictionary(
                uniqueKeysWithValues: values.map { (OntologyURI($0.property).shortName, $1) })
        }
        #expect(try figures() == ["users": "0"])
        for (status, user, ago, elapsed) in [
            ("OK", "a", 9, "100"), ("OK", "b", 8, "201"), ("FAIL", "a", 3, "15000"),
            ("FAIL", "c", 2, nil),
        ] as [(String, String, Int64, String?)] {
            #expect(
                try tell(
                    &role, connection(status, user: user, minutesAgo: ago, elapsed: elapsed))
                    == .keep)
        }
        #expect(
            try figures() == [
                "users": "3", "consecFailures": "2", "avgLatency": "151",
                "lastSuccess": "480000", "lastFailure": "120000",
                "recentStatusDist": "OK=0.5,FAIL=0.5",
            ])
        var long = connection("OK", user: "a")
        long[AgentNames.path("destHash")] = String(repeating: "x", count: 129)
        guard case .refuse = try tell(&role, long) else {
            Issue.record("a name of any length is kept")
            return
        }
    }
}
