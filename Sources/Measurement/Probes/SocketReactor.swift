import CSockets
import Foundation
import Synchronization

/// Waits for many sockets at once on one thread, by poll(2).
///
/// A wait ends with readiness, at its deadline, or with the task's cancellation, whichever comes
/// first. Readiness is a hint: whoever waits tries the call and waits again when it would block,
/// so a descriptor that was closed and reused meanwhile does no harm. Each turn costs time
/// linear in the number of waits, which suits the some hundred sockets of a diagnosis.
final class SocketReactor: Sendable {
    /// What to wait for; errors always end a wait.
    enum Interest: Sendable {
        case readable
        case writable
        /// Only errors, as on a socket whose error queue is awaited.
        case error

        fileprivate var bits: Int16 {
            switch self {
            case .readable: Int16(POLLIN)
            case .writable: Int16(POLLOUT)
            case .error: 0
            }
        }
    }

    private struct Wait {
        let descriptor: Int32
        let interest: Interest
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Bool, any Error>
    }

    private struct State {
        var waits: [UInt64: Wait] = [:]
        var cancelledEarly: Set<UInt64> = []
        var nextIdentifier: UInt64 = 0
    }

    private static let instance = Mutex<SocketReactor?>(nil)
    private let state = Mutex(State())
    private let wakeReader: Int32
    private let wakeWriter: Int32

    /// The reactor of this process, started when first asked for.
    static func shared() throws(ProbeError) -> SocketReactor {
        try instance.withLock { held throws(ProbeError) in
            if let held { return held }
            let reactor = try SocketReactor()
            let thread = Thread { reactor.run() }
            thread.name = "sockets"
            thread.start()
            held = reactor
            return reactor
        }
    }

    private init() throws(ProbeError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw .systemCall("opening a pipe", errorNumber: errno)
        }
        (wakeReader, wakeWriter) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    /// Whether the socket became ready before the deadline.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func wait(
        for interest: Interest, on descriptor: Int32, until deadline: ContinuousClock.Instant
    ) async throws -> Bool {
        let identifier = state.withLock { state in
            state.nextIdentifier += 1
            return state.nextIdentifier
        }
        // Once the handler below is gone no cancellation can arrive, so its mark can go too.
        defer { state.withLock { _ = $0.cancelledEarly.remove(identifier) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if state.cancelledEarly.remove(identifier) != nil { return true }
                    state.waits[identifier] = Wait(
                        descriptor: descriptor, interest: interest, deadline: deadline,
                        continuation: continuation)
                    return false
                }
                if isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    wake()
                }
            }
        } onCancel: {
            let wait = state.withLock { state in
                let wait = state.waits.removeValue(forKey: identifier)
                if wait == nil { state.cancelledEarly.insert(identifier) }
                return wait
            }
            wait?.continuation.resume(throwing: CancellationError())
            wake()
        }
    }

    private func wake() {
        var byte: UInt8 = 1
        _ = write(wakeWriter, &byte, 1)
    }

    private func run() {
        while true {
            var identifiers: [UInt64] = []
            var polled = [pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0)]
            var nearest: ContinuousClock.Instant?
            state.withLock { state in
                for (identifier, wait) in state.waits {
                    identifiers.append(identifier)
                    polled.append(
                        pollfd(fd: wait.descriptor, events: wait.interest.bits, revents: 0))
                    nearest = min(nearest ?? wait.deadline, wait.deadline)
                }
            }
            _ = poll(&polled, nfds_t(polled.count), Self.milliseconds(until: nearest))
            if polled[0].revents != 0 { drain() }
            finish(zip(identifiers, polled.dropFirst()))
        }
    }

    private func finish(_ polled: Zip2Sequence<[UInt64], ArraySlice<pollfd>>) {
        let now = ContinuousClock.now
        var ended: [(CheckedContinuation<Bool, any Error>, Bool)] = []
        state.withLock { state in
            for (identifier, answer) in polled {
                guard let wait = state.waits[identifier] else { continue }
                guard answer.revents != 0 || wait.deadline <= now else { continue }
                state.waits[identifier] = nil
                ended.append((wait.continuation, answer.revents != 0))
            }
        }
        for (continuation, isReady) in ended { continuation.resume(returning: isReady) }
    }

    private func drain() {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(wakeReader, &bytes, bytes.count) == bytes.count {}
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let seconds = (deadline - ContinuousClock.now).seconds
        return Int32(max(0, min(60_000, (seconds * 1000).rounded(.up))))
    }
}
