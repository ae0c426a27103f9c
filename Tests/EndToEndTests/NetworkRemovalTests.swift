import Foundation
import Testing

/// The network must not outlive the process that made it.
@Suite(
    "the test network",
    .enabled(
        if: TestNetwork.reasonAgainst == nil,
        Comment(rawValue: TestNetwork.reasonAgainst ?? "a network can be made")))
struct NetworkRemovalTests {
    @Test("hands on the exit status of the command", arguments: [0, 1, 3])
    func exitStatus(status: Int) async throws {
        let ending = try await TestNetwork.run("healthy", ["sh", "-c", "exit \(status)"])
        #expect(ending.status == Int32(status), Comment(rawValue: ending.errors))
    }

    @Test("is gone with all its processes when its run is cancelled")
    func cancellation() async throws {
        // A number of seconds that nobody else sleeps marks the process that must disappear.
        let seconds = "\(Int.random(in: 100_000_000...999_999_999))"
        let run = Task { try await TestNetwork.run("healthy", ["sleep", seconds]) }
        try await wait(for: "the command runs", seconds: 300) { sleeps(seconds) }
        run.cancel()
        try await wait(for: "the command is gone", seconds: 30) { !sleeps(seconds) }
        #expect(try await run.value.status != 0)
    }

    private struct Waited: Error {
        var what: String
    }

    private func wait(
        for what: String, seconds: Int, _ condition: () -> Bool
    ) async throws {
        for _ in 0..<(10 * seconds) {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Waited(what: what)
    }

    /// Whether a process on this machine sleeps for this time.
    private func sleeps(_ seconds: String) -> Bool {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.contains { number in
            guard let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") else {
                return false
            }
            return line == Data("sleep\0\(seconds)\0".utf8)
        }
    }
}
