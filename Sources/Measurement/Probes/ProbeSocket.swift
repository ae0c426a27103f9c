import CSockets
import Foundation
import InternetProtocols
import Synchronization

/// Owns one socket: closes it when told to, or when nobody holds it any more.
final class ProbeSocket: Sendable {
    /// The kinds of socket that probes use.
    enum Kind {
        case stream
        case datagram
    }

    let family: IPAddress.Family
    private let descriptor: Mutex<Int32?>

    private init(adopting descriptor: Int32, family: IPAddress.Family) {
        self.descriptor = Mutex(descriptor)
        self.family = family
    }

    deinit { close() }

    /// An open, non-blocking socket, or nil when this machine lacks the family.
    static func open(
        _ kind: Kind, family: IPAddress.Family
    ) throws(ProbeError) -> ProbeSocket? {
        let type = kind == .stream ? SOCK_STREAM : SOCK_DGRAM
        #if os(Linux)
            let descriptor = csockets_open(family.number, Int32(type.rawValue))
        #else
            let descriptor = csockets_open(family.number, type)
        #endif
        if descriptor == -EAFNOSUPPORT { return nil }
        guard descriptor >= 0 else {
            throw .systemCall("opening a socket", errorNumber: -descriptor)
        }
        return ProbeSocket(adopting: descriptor, family: family)
    }

    func close() {
        descriptor.withLock { descriptor in
            if let open = descriptor { systemClose(open) }
            descriptor = nil
        }
    }

    /// Calls with the descriptor while it cannot be closed; EBADF when it is.
    func call<Value: Sendable>(_ body: (Int32) -> Value, closed: Value) -> Value {
        descriptor.withLock { descriptor in descriptor.map(body) ?? closed }
    }

    /// Another descriptor of the same socket, owned by the caller; nil when closed.
    func duplicate() -> Int32? {
        call(
            { open in
                let copy = fcntl(open, F_DUPFD_CLOEXEC, 0)
                return copy < 0 ? nil : copy
            }, closed: nil)
    }

    /// Whether the socket became ready before the deadline; true when it is closed.
    func wait(
        for interest: SocketReactor.Interest, until deadline: ContinuousClock.Instant
    ) async throws -> Bool {
        guard let open = call({ $0 }, closed: nil as Int32?) else { return true }
        return try await SocketReactor.shared().wait(
            for: interest, on: open, until: deadline)
    }

    /// Connects; returns the error number, EINPROGRESS among them.
    func connect(to endpoint: IPEndpoint) throws(ProbeError) -> Int32 {
        var target = try csockets_endpoint(endpoint)
        return call({ csockets_connect($0, &target) }, closed: EBADF)
    }

    /// The bytes taken, or a negated error number.
    func send(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { buffer in
            call({ Int(csockets_send($0, buffer.baseAddress, buffer.count)) }, closed: -Int(EBADF))
        }
    }

    /// The bytes that are there, empty at the end of a stream, or the error number.
    func receive(atMost limit: Int, peeking: Bool = false) -> Result<[UInt8], SocketError> {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, used in
            count = call(
                { Int(csockets_receive($0, buffer.baseAddress, buffer.count, peeking ? 1 : 0)) },
                closed: -Int(EBADF))
            used = max(0, count)
        }
        return count < 0 ? .failure(SocketError(number: Int32(-count))) : .success(bytes)
    }

    var pendingError: Int32 { call({ csockets_pending_error($0) }, closed: EBADF) }

    var localEndpoint: IPEndpoint? {
        var endpoint = csockets_endpoint()
        guard call({ csockets_local_endpoint($0, &endpoint) }, closed: EBADF) == 0
        else { return nil }
        return IPEndpoint(endpoint)
    }

    var hasPeer: Bool {
        var endpoint = csockets_endpoint()
        return call({ csockets_peer_endpoint($0, &endpoint) }, closed: EBADF) == 0
    }

    /// The last entry of the error queue, which is emptied; nil when there is none.
    func takeICMPError() -> ICMPError? {
        var last: ICMPError?
        // A queue holds no more than the socket's buffer takes; the bound is for certainty.
        for _ in 0..<64 {
            var error = csockets_error()
            guard call({ csockets_take_error($0, &error) }, closed: 0) == 1 else { break }
            if let taken = ICMPError(error) { last = taken }
        }
        return last
    }
}

/// The error number of a socket call.
struct SocketError: Error {
    let number: Int32

    var wouldBlock: Bool { number == EAGAIN || number == EWOULDBLOCK || number == EINTR }
}

/// `close` by a name that does not clash with methods.
func systemClose(_ descriptor: Int32) {
    _ = close(descriptor)
}
