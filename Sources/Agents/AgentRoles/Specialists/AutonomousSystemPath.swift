import InternetProtocols
import Probes
import RoutingData

/// The autonomous systems that a trace went through.
struct AutonomousSystemPath: Hashable, Sendable {
    /// The systems in order, each once in a row; hops of unknown system are left out.
    let systems: [UInt32]
    /// The system of the destination; nil when no prefix holds it.
    let destination: UInt32?
    /// Whether a host of the destination's system, or the destination itself, answered.
    let isReached: Bool

    /// Reads a trace.
    ///
    /// - Parameters:
    ///   - trace: the trace.
    ///   - table: the origins of addresses.
    ///   - source: the system in which the trace began; nil when not known.
    init(_ trace: TCPTraceOutcome, table: PrefixTable, source: UInt32?) {
        var systems = source.map { [$0] } ?? []
        for hop in trace.hops {
            guard let system = hop.address.flatMap(table.origin(of:)), system != systems.last
            else { continue }
            systems.append(system)
        }
        self.systems = systems
        let destination = table.origin(of: trace.endpoint.address)
        self.destination = destination
        let answered = trace.hops.contains { hop in
            hop.address.flatMap(table.origin(of:)).map { $0 == destination } ?? false
        }
        switch trace.end {
        case .reached, .refused: isReached = true
        case .stopped, .silent, .notSent: isReached = answered
        }
    }
}
