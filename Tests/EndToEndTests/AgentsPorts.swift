import Foundation
import Synchronization

/// Free ports of the loopback, each given once.
///
/// They lie below those that systems give to connections, so that nobody takes the port of an agent while the agent
/// is dead.
enum AgentsPorts {
    private static let given = Mutex<Set<Int>>([])

    struct NoneLeft: Error {}

    static func next() throws -> Int {
        for _ in 0..<1_000 {
            let port = Int.random(in: 20_000..<32_000)
            guard given.withLock({ $0.insert(port).inserted }) else { continue }
            let stream = try AgentsSocket.stream()
            let datagram = try AgentsSocket.datagram()
            defer {
                close(stream)
                close(datagram)
            }
            let isFree = AgentsSocket.withAddress(port: port) {
                bind(stream, $0, $1) == 0 && bind(datagram, $0, $1) == 0
            }
            if isFree { return port }
        }
        throw NoneLeft()
    }
}
