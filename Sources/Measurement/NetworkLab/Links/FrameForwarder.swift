import CPackets
import Foundation

/// Moves Ethernet frames between pairs of interfaces and holds each back for its time: what the
/// netem queueing discipline does, for kernels without it.
///
/// It works in a network namespace of its own, where every forwarded link has the peers of its two
/// ends. Frames are timed by the kernel's stamp of their arrival, so that the time until this
/// process is woken up is no part of the delay; the timer that wakes it is exact to the kernel's
/// high-resolution clock. An idle forwarder sleeps but for ten looks a second at the carriers.
public struct FrameForwarder {
    /// How long before its time a frame may leave, in nanoseconds: frames that are due together go
    /// together, for which a few microseconds are nothing.
    static let earliness: Int64 = 10_000

    let names: [String]
    /// Two a line: from the left to the right, then from the right to the left.
    var directions: [FrameDirection]
    var carriers: [WireCarrier]
    let interfaces: WireInterfaces
    private let batch = FrameBatch()
    private let poller: Int32
    private let timer: Int32

    /// Makes the interfaces ready and begins to listen at them.
    ///
    /// - Throws: `LabError.unsupported` when the configuration or the system does not allow it.
    init(_ configuration: ForwarderConfiguration) throws {
        interfaces = try WireInterfaces()
        names = configuration.lines.map(\.name)
        directions = []
        carriers = []
        poller = cpackets_poller()
        timer = cpackets_timer()
        guard poller >= 0, timer >= 0 else {
            throw WireInterfaces.failure(-min(poller, timer), "opening a timer")
        }
        for line in configuration.lines {
            guard let left = line.left, let right = line.right else {
                throw LabError.unsupported(
                    what: "the line \(line.name) does not say its left and right interface")
            }
            let ends = try [left, right].map { try WireSocket(interface: $0) }
            var seeds = SplitMix64(seed: line.seed ?? 0)
            for (from, to) in [(ends[0], ends[1]), (ends[1], ends[0])] {
                directions.append(
                    FrameDirection(
                        from: from, to: to, quality: line.delayQuality, seed: seeds.next()))
            }
            carriers.append(WireCarrier(left: left, right: right))
            try interfaces.prepare(left)
            try interfaces.prepare(right)
        }
        for (index, direction) in directions.enumerated() {
            try watch(direction.from.descriptor, key: UInt32(index))
        }
        try watch(timer, key: Self.timerKey)
    }

    static let timerKey = UInt32.max
    static let inputKey = UInt32.max - 1

    func watch(_ descriptor: Int32, key: UInt32) throws {
        try WireInterfaces.check(
            cpackets_watch(poller, descriptor, key), "waiting for descriptor \(descriptor)")
    }

    /// Closes what `init` opened.
    func close() {
        Foundation.close(poller)
        Foundation.close(timer)
    }

    /// Forwards until the control says that it is over.
    mutating func forward(_ control: inout ForwarderControl) throws {
        try watch(control.input, key: Self.inputKey)
        var keys = [UInt32](repeating: 0, count: FrameBatch.capacity)
        var nextLook = cpackets_now()
        while true {
            let now = cpackets_now()
            if now >= nextLook {
                lookAtCarriers()
                nextLook = now + WireCarrier.interval
            }
            var wakeUp = nextLook
            for index in directions.indices {
                directions[index].send(batch, at: now + Self.earliness)
                if let next = directions[index].schedule.nextDeparture {
                    wakeUp = min(wakeUp, next)
                }
            }
            cpackets_set_timer(timer, wakeUp)
            let count = Int(cpackets_wait(poller, &keys))
            guard count >= 0 || count == -Int(EINTR) else {
                throw WireInterfaces.failure(Int32(-count), "waiting for frames")
            }
            for key in keys.prefix(max(0, count)) where key != Self.timerKey {
                if key == Self.inputKey {
                    guard try control.read(&self) else { return }
                } else {
                    directions[Int(key)].receive(batch)
                }
            }
        }
    }
}
