import DMEP
import Testing

@testable import AgentRuntime

@Suite struct DirectoryAgentTests {
    typealias F = DirectoryFixtures
    static let agent = "http://203.0.113.1/agent"
    static let offer = Document.directoryUpdate(
        DirectoryUpdate(advertisements: [F.service(agent)]))
    static let request = Document.serviceMapRequest(ServiceMapRequest(agentType: "regional"))
    static let regional = Requester(permittedTypes: ["regional"])

    private func directory(_ number: Int = 0, of count: Int = 2) throws -> DirectoryAgent {
        DirectoryAgent(
            state: try F.state(F.directories[number]) {
                $0.peers = Array(F.directories.prefix(count))
            })
    }

    private func reply(_ effects: [DirectoryEffect]) -> Document? {
        effects.compactMap { if case .reply(_, let document) = $0 { document } else { nil } }.first
    }

    private func sent(_ effects: [DirectoryEffect]) -> [(ErrandID, String, Document)] {
        effects.compactMap {
            if case .send(let errand, let to, let document, _) = $0 {
                (errand, to, document)
            } else {
                nil
            }
        }
    }

    private func wakes(_ effects: [DirectoryEffect]) -> [Int64] {
        effects.compactMap { if case .wake(let time) = $0 { time } else { nil } }
    }

    @Test("what is acknowledged is on disk before, and goes to the other directories after")
    func order() throws {
        var directory = try directory()
        _ = directory.handle(.tick, at: F.now)
        let effects = directory.handle(
            .received(Self.offer, from: F.agent(Self.agent), ExchangeID(7)), at: F.now + 1)
        #expect(effects.count == 3)
        guard effects.count == 3, case .store(let kept) = effects[0],
            case .reply(ExchangeID(7), .directoryUpdateResponse(let response)) = effects[1],
            case .send(_, to: F.directories[1], .directoryUpdate(let passed), let deadline) =
                effects[2]
        else {
            Issue.record("the effects are \(effects)")
            return
        }
        #expect(kept.advertisements.map(\.agentURI) == [Self.agent])
        #expect(response.isSuccess)
        #expect(passed.via == [F.directories[0]])
        #expect(deadline == F.now + 1 + 5000)
        var restored = try F.state()
        restored.merge(kept, at: F.now + 2)
        #expect(restored.snapshot(at: F.now + 2) == directory.state.snapshot(at: F.now + 2))
    }

    @Test("a directory that begins answers maps only once its peers have told what they know")
    func beginning() throws {
        var elder = try directory(1)
        _ = elder.handle(.tick, at: F.now)
        _ = elder.handle(.received(Self.offer, from: F.agent(Self.agent), ExchangeID(1)), at: F.now)

        var directory = try directory()
        let pulls = sent(directory.handle(.tick, at: F.now + 10))
        #expect(pulls.map(\.1) == [F.directories[1]])
        let early = reply(
            directory.handle(
                .received(Self.request, from: Self.regional, ExchangeID(2)), at: F.now + 11))
        guard case .directoryUpdateResponse(let refusal) = early else {
            Issue.record("an unready directory answers \(String(describing: early))")
            return
        }
        #expect(!refusal.isSuccess && refusal.reason == DirectoryRefusal.notReady.description)
        let whole = try #require(
            reply(elder.handle(.received(pulls[0].2, from: F.peer, ExchangeID(3)), at: F.now + 12)))
        _ = directory.handle(.answered(pulls[0].0, whole), at: F.now + 13)
        let answer = reply(
            directory.handle(
                .received(Self.request, from: Self.regional, ExchangeID(4)), at: F.now + 14))
        guard case .serviceMap(let map) = answer else {
            Issue.record("a ready directory answers \(String(describing: answer))")
            return
        }
        #expect(map.advertisements.map(\.agentURI) == [Self.agent])
    }

    @Test("peers that are dead are waited for in vain, but not for long")
    func deadPeers() throws {
        var directory = try directory(0, of: 3)
        let effects = directory.handle(.tick, at: F.now)
        #expect(wakes(effects).contains(F.now + 5000))
        let pulls = sent(effects)
        #expect(pulls.count == 2)
        _ = directory.handle(.unanswered(pulls[0].0, reason: "refused"), at: F.now + 1)
        #expect(!directory.isReady)
        let answer = directory.handle(
            .received(Self.request, from: Self.regional, ExchangeID(1)), at: F.now + 5000)
        guard case .serviceMap = reply(answer) else {
            Issue.record("the directory still waits")
            return
        }
        var lonely = try self.directory(0, of: 1)
        #expect(lonely.isReady)
        #expect(sent(lonely.handle(.tick, at: F.now)).isEmpty)
    }

    @Test("directories fetch each other's map every few minutes, and then hold the same")
    func exchange() throws {
        var pair = [try directory(0), try directory(1)]
        _ = pair[0].handle(.tick, at: F.now)
        _ = pair[1].handle(.tick, at: F.now)
        // The copy for the second directory is lost.
        _ = pair[0].handle(
            .received(Self.offer, from: F.agent(Self.agent), ExchangeID(1)), at: F.now + 1)
        #expect(pair[1].state.entryCount == 0)
        let next = F.now + 300_000
        let pulls = sent(pair[1].handle(.tick, at: next))
        #expect(pulls.count == 1)
        let whole = try #require(
            reply(pair[0].handle(.received(pulls[0].2, from: F.peer, ExchangeID(2)), at: next)))
        let kept = pair[1].handle(.answered(pulls[0].0, whole), at: next)
        guard case .store(let news) = kept.first else {
            Issue.record("nothing is kept")
            return
        }
        #expect(news.advertisements.count == 1)
        #expect(pair[0].state.snapshot(at: next) == pair[1].state.snapshot(at: next))
        #expect(sent(pair[1].handle(.tick, at: next + 1000)).isEmpty)
    }

    @Test("answers to questions never asked change nothing")
    func strangers() throws {
        var directory = try directory()
        let pulls = sent(directory.handle(.tick, at: F.now))
        let false1 = Document.serviceMap(ServiceMap(advertisements: [F.service(Self.agent)]))
        #expect(directory.handle(.answered(ErrandID(99), false1), at: F.now).isEmpty)
        #expect(directory.state.entryCount == 0)
        // The answer of a peer to an update is no map, whatever it says.
        let effects = directory.handle(
            .received(Self.offer, from: F.agent(Self.agent), ExchangeID(1)), at: F.now)
        let poison = Document.serviceMap(
            ServiceMap(advertisements: [F.service("http://203.0.113.66/")]))
        _ = directory.handle(.answered(sent(effects)[0].0, poison), at: F.now)
        #expect(directory.state.entryCount == 1)
        _ = directory.handle(.answered(pulls[0].0, .directoryUpdateResponse(.init())), at: F.now)
        #expect(directory.isReady)
        let other = directory.handle(
            .received(.ontology(OntologyDocument()), from: Requester(), ExchangeID(2)), at: F.now)
        guard case .directoryUpdateResponse(let refusal) = reply(other) else {
            Issue.record("an ontology is answered")
            return
        }
        #expect(refusal.reason == DirectoryRefusal.notForDirectories.description)
    }

    @Test("the key is on disk before it is handed out")
    func key() throws {
        var directory = try directory()
        guard case .store(let kept) = directory.handle(.tick, at: F.now).first else {
            Issue.record("the key is not kept")
            return
        }
        #expect(kept.hashKey == directory.state.hashKey.base64)
    }
}
