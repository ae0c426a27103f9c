import CPackets
import Foundation

/// The interfaces of the network namespace that this process is in, asked and told by ioctl.
///
/// They are those of the namespace that the thread was in when the value was made.
final class WireInterfaces: Sendable {
    /// The largest packet of a wire: whatever the ends agree on passes.
    static let largestPacket = 65_535

    private let descriptor: Int32

    init() throws {
        descriptor = cpackets_interfaces()
        guard descriptor >= 0 else {
            throw Self.failure(-descriptor, "opening a socket")
        }
    }

    deinit { close(descriptor) }

    /// Makes an interface a wire that keeps silent itself, lets large packets pass, and is up.
    func prepare(_ interface: String) throws {
        // Without IPv6 the kernel sends no neighbour discovery of its own into the cable.
        let switchOff = "/proc/sys/net/ipv6/conf/\(interface)/disable_ipv6"
        if FileManager.default.fileExists(atPath: switchOff) {
            try? Data("1\n".utf8).write(to: URL(filePath: switchOff))
        }
        try Self.check(
            cpackets_set_maximum_transmission_unit(
                descriptor, interface, Int32(Self.largestPacket)),
            "making \(interface) take packets of \(Self.largestPacket) bytes")
        try setUp(true, interface)
    }

    /// Switches the interface on or off.
    func setUp(_ isUp: Bool, _ interface: String) throws {
        try Self.check(
            cpackets_set_up(descriptor, interface, isUp ? 1 : 0),
            "switching \(interface) \(isUp ? "on" : "off")")
    }

    /// Whether both the interface and its peer are switched on.
    func hasCarrier(_ interface: String) throws -> Bool {
        var hasCarrier: Int32 = 0
        try Self.check(
            cpackets_has_carrier(descriptor, interface, &hasCarrier), "looking at \(interface)")
        return hasCarrier != 0
    }

    /// Makes the kernel finish packets before it gives them to the interface.
    func disableOffloads(_ interface: String) throws {
        try Self.check(
            cpackets_disable_offloads(descriptor, interface),
            "switching off the offloads of \(interface)")
    }

    /// Throws unless the errno is 0.
    static func check(_ error: Int32, _ action: String) throws {
        if error != 0 { throw failure(error, action) }
    }

    /// What the system refused, in its words.
    static func failure(_ error: Int32, _ action: String) -> LabError {
        .commandFailed(command: action, said: String(cString: strerror(error)))
    }
}
