import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite struct ServiceTableTests {
    typealias Thesis = ServicesOfTheThesis
    static let owner = "http://18.26.0.1/regionalAgent"

    private func table() -> ServiceTable {
        var table = ServiceTable(owner: Self.owner, own: Thesis.regional(Self.owner, system: 3))
        table.merge(ServiceMap(advertisements: Thesis.all, hashKey: "a2V5"))
        return table
    }

    @Test("an agent's own services are its local ones, first of all, and never others of its own")
    func own() {
        let services = table().services
        #expect(services[0].serviceID == "aspath" && services[0].agentURI == Self.owner)
        #expect(services.filter { $0.agentURI == Self.owner }.count == 1)
        #expect(services.filter(\.isLocalOnly).count == 1)
        #expect(table().hashKey == "a2V5")
    }

    @Test("of two versions the newer one holds, whichever came first")
    func newer() {
        var table = table()
        let key = ServiceKey(
            agentURI: "http://18.26.0.30/ipAgent", serviceID: "bel:iprouting.status")
        var newer = Thesis.routes(key.agentURI, system: 3)
        newer.time += 1
        newer.cost.expected = 50_000
        table.merge(ServiceMap(advertisements: [newer]))
        #expect(table[key] == newer)
        table.merge(ServiceMap(advertisements: Thesis.all))
        #expect(table[key] == newer)
        table.merge(
            ServiceMap(advertisements: [Thesis.routes(key.agentURI, system: 3), newer]))
        #expect(table.services.filter { $0.key == key } == [newer])
    }

    @Test("what a map does not list any more is dropped, own services are not")
    func vanished() {
        var table = table()
        let left = Thesis.names("http://18.26.0.240/dnsAgent", system: 3)
        table.merge(ServiceMap(advertisements: left))
        #expect(table.services.map(\.serviceID) == ["aspath"] + left.map(\.serviceID))
        #expect(table.hashKey == "a2V5")
        #expect(table.services(of: .diagnosis).isEmpty)
    }

    @Test("what cannot be is refused with a reason, the rest is taken")
    func refused() {
        var table = ServiceTable()
        var free = Thesis.routes("http://203.0.113.66/", system: 3)
        free.cost.expected = -1
        let good = Thesis.routes("http://18.26.0.30/ipAgent", system: 3)
        let refused = table.merge(ServiceMap(advertisements: [free, good]))
        #expect(refused == [free.key: .badCost(-1)])
        #expect(table.services == [good])
    }

    @Test("services for a class are services for what specialises it")
    func subclasses() {
        let table = table()
        let found = table.services(
            takingInput: [Thesis.secureConnection], ontology: Thesis.ontology,
            kinds: [.observation, .diagnosis])
        #expect(
            found.map(\.serviceID) == ["diag:http(localAS)", "diag:http"]
                + Array(repeating: "obs:stats", count: 4))
        let narrow = table.services(
            takingInput: [Thesis.server], ontology: Thesis.ontology, kinds: [.observation])
        #expect(narrow.allSatisfy { $0.serviceID == "obs:webserver.cfts" } && narrow.count == 4)
        let subscriptions = table.subscriptions(
            to: [Thesis.secureConnection], ontology: Thesis.ontology)
        #expect(subscriptions.count == 5)
        #expect(subscriptions.allSatisfy { $0.kind == .notification })
        var unknown = ServiceTable()
        unknown.merge(ServiceMap(advertisements: Thesis.all))
        #expect(
            unknown.services(
                takingInput: ["urn:nobody"], ontology: Thesis.ontology,
                kinds: Set(ServiceKind.allCases)
            ).isEmpty)
    }

    @Test("among equals the order is that of the map")
    func order() {
        let agents = (0..<4).map { Thesis.routes("http://192.0.2.\($0)/", system: 3) }
        for order in [agents, agents.reversed()] {
            var table = ServiceTable()
            table.merge(ServiceMap(advertisements: order))
            let found = table.services(
                takingInput: [Thesis.routing], ontology: Thesis.ontology, kinds: [.belief])
            #expect(found == order)
        }
    }

    @Test("whoever knows a table of probabilities is found by property and parents")
    func knowledge() {
        let table = table()
        func knowing(_ property: String, _ subject: OntologyURI, _ parents: Set<PropertyPath>?)
            -> [String]
        {
            table.services(
                knowing: property, of: subject, ontology: Thesis.ontology, parents: parents
            ).map(\.serviceID)
        }
        #expect(knowing(Thesis.status, Thesis.lookup, nil).count == 2)
        #expect(
            knowing(Thesis.status, Thesis.server, [])
                == ["knowledge:http"] + Array(repeating: "bel:webserver.status", count: 4))
        #expect(knowing(Thesis.status, Thesis.secureConnection, nil) == ["knowledge:http"])
        let parents = ["ipRouting", "dnsLookup", "localNet", "httpServer"].map {
            Thesis.path($0, "status")
        }
        #expect(knowing(Thesis.status, Thesis.connection, Set(parents)) == ["knowledge:http"])
        #expect(knowing(Thesis.status, Thesis.connection, [parents[0]]).isEmpty)
    }

    @Test("an agent that cannot be reached is left alone, twice as long each time, till it answers")
    func health() {
        var table = table()
        let belief = table.services(of: .belief)[0].key
        let sibling = ServiceKey(agentURI: belief.agentURI, serviceID: "obs:webserver.cfts")
        var now: Int64 = 1000
        var rest = ServiceHealth.firstRest
        for _ in 0..<12 {
            table.noteFailure(.unreachable, of: belief, at: now)
            table.noteFailure(.timedOut, of: sibling, at: now + 1)
            #expect(!table.isAvailable(belief, at: now + rest - 1))
            #expect(!table.isAvailable(sibling, at: now + rest - 1))
            #expect(table.isAvailable(belief, at: now + rest))
            now += rest
            rest = min(2 * rest, ServiceHealth.longestRest)
        }
        #expect(rest == ServiceHealth.longestRest)
        table.merge(ServiceMap(advertisements: Thesis.all))
        #expect(table.health(of: belief).agent.failures == 12)
        table.noteSuccess(of: sibling)
        #expect(table.health(of: belief).agent == ServiceHealth())
        #expect(table.isAvailable(belief, at: now - 1))
    }

    @Test("a refusal rests the service alone and shows that its agent lives")
    func refusals() {
        var table = table()
        let belief = table.services(of: .belief)[0].key
        let sibling = ServiceKey(agentURI: belief.agentURI, serviceID: "obs:webserver.cfts")
        table.noteFailure(.timedOut, of: belief, at: 0)
        table.noteFailure(.refused, of: belief, at: 1)
        #expect(!table.isAvailable(belief, at: 2))
        #expect(table.isAvailable(sibling, at: 2))
    }

    @Test("failures of services that nobody lists are not kept")
    func strangers() {
        var table = table()
        for number in 0..<100 {
            let key = ServiceKey(agentURI: "http://\(number).example/", serviceID: "x")
            table.noteFailure(.unreachable, of: key, at: 0)
        }
        #expect(table.agentHealth.isEmpty)
        let known = table.services(of: .belief)[0].key
        table.noteFailure(.unreachable, of: known, at: 0)
        table.merge(ServiceMap(advertisements: []))
        #expect(table.agentHealth.isEmpty && table.serviceHealth.isEmpty)
    }
}
