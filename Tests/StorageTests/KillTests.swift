import Foundation
import Testing

@testable import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("After kill -9")
struct KillTests {
    @Test(
        "every notification that was acknowledged is there, whole",
        arguments: [1, 37, 400, 2_000])
    func acknowledgedSurvives(acknowledgements: Int) async throws {
        let folder = try StoreFolder()
        defer { folder.remove() }
        let path = folder.file
        let sideFile = folder.path + "/acknowledged"
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, sideFile = sideFile as String, acknowledgements] in
            try await Self.recordUntilKilled(path, sideFile, acknowledgements)
        }
        let text = try String(contentsOfFile: sideFile, encoding: .utf8)
        let acknowledged = text.split(separator: "\n").map(String.init)
        #expect(acknowledged.count >= acknowledgements)

        let store = try AgentStore(path: path)
        #expect(try await store.problems() == [])
        let kept = try await store.notifications(limit: 1_000_000)
        let documents = Dictionary(
            uniqueKeysWithValues: kept.map { ($0.notificationID, $0.document) })
        for id in acknowledged { #expect(documents[id] == Self.document(id)) }
        #expect(try await store.notificationCount() == kept.count)
        // What is sent again because no acknowledgement arrived is kept once.
        for id in acknowledged.suffix(5) {
            #expect(try await store.record(.sample(id)) == false)
        }
    }

    /// Records from 16 callers at once; each notes what was acknowledged in a file, and the one whose
    /// acknowledgement is the last wanted kills the process while the others are on their way.
    ///
    /// The note is not flushed: what a process wrote survives its death, and waiting for the disk would give
    /// the store time to make up for an acknowledgement that came too early.
    private static func recordUntilKilled(
        _ path: String, _ sideFile: String, _ acknowledgements: Int
    ) async throws {
        let store = try AgentStore(path: path)
        let descriptor = open(sideFile, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let done = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<16 {
                group.addTask {
                    for index in 0..<10_000 {
                        let id = "\(caller)/\(index)"
                        var notification = StoredNotification.sample(id)
                        notification.document = document(id)
                        try await store.record(notification)
                        let line = Array("\(id)\n".utf8)
                        guard write(descriptor, line, line.count) == line.count else { exit(3) }
                        if await done.next() == acknowledgements { kill(getpid(), SIGKILL) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func document(_ id: String) -> Data {
        Data(String(repeating: id + " ", count: 300).utf8)
    }

    private actor Counter {
        private var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }
}
