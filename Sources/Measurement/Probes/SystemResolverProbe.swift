import CSockets
import Foundation
import InternetProtocols
import Synchronization

/// Looks a name up as every program on this machine does, by getaddrinfo(3).
///
/// The call cannot be cancelled, so it runs on a thread of its own that is abandoned at the time
/// limit or with the task; the thread ends with the call, by the resolver's own limits.
public enum SystemResolverProbe {
    /// Looks the name up.
    ///
    /// - Parameters:
    ///   - name: The name; search domains apply to it as to any other.
    ///   - timeout: How long to wait for the system.
    ///   - family: The only family to ask for; nil for both.
    /// - Throws: `CancellationError`.
    public static func resolve(
        _ name: String, timeout: Duration = .seconds(6), family: IPAddress.Family? = nil
    ) async throws -> SystemResolverOutcome {
        try Task.checkCancellation()
        let start = ContinuousClock.now
        let answer = OneAnswer<Answer>()
        let thread = Thread { answer.give(look(up: name, family: family)) }
        thread.name = "getaddrinfo"
        thread.start()
        let timer = Task {
            try await Task.sleep(for: timeout)
            answer.give(Answer(failure: .timeout))
        }
        defer { timer.cancel() }
        let found = try await answer.value()
        return SystemResolverOutcome(
            name: name, addresses: found.addresses, canonicalName: found.canonicalName,
            failure: found.failure, lookupErrorNumber: found.lookupErrorNumber,
            errorNumber: found.errorNumber, elapsed: ContinuousClock.now - start)
    }

    private struct Answer: Sendable {
        var addresses: [IPAddress] = []
        var canonicalName: String?
        var failure: NetworkFailure?
        var lookupErrorNumber: Int32 = 0
        var errorNumber: Int32 = 0
    }

    private static func look(up name: String, family: IPAddress.Family?) -> Answer {
        // A NUL would cut the name that the C library sees.
        guard !name.utf8.contains(0) else { return Answer(failure: .nameNotFound) }
        var hints = addrinfo()
        hints.ai_family = family?.number ?? AF_UNSPEC
        #if os(Linux)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        hints.ai_flags = AI_CANONNAME
        var first: UnsafeMutablePointer<addrinfo>?
        errno = 0
        let error = getaddrinfo(name, nil, &hints, &first)
        let errorNumber = errno
        guard error == 0 else {
            return Answer(
                failure: failure(error, errorNumber), lookupErrorNumber: error,
                errorNumber: error == EAI_SYSTEM ? errorNumber : 0)
        }
        defer { freeaddrinfo(first) }
        var answer = Answer()
        answer.canonicalName = first?.pointee.ai_canonname.map { String(cString: $0) }
        var next = first
        while let current = next?.pointee {
            if let raw = current.ai_addr, let found = IPEndpoint(csockets_endpoint_from(raw)),
                !answer.addresses.contains(found.address)
            {
                answer.addresses.append(found.address)
            }
            next = current.ai_next
        }
        if answer.addresses.isEmpty { answer.failure = .nameNotFound }
        return answer
    }

    private static func failure(_ error: Int32, _ errorNumber: Int32) -> NetworkFailure {
        // EAI_NODATA and EAI_ADDRFAMILY are GNU's, and not always declared.
        #if os(Linux)
            let noData: Set<Int32> = [EAI_NONAME, -5, -9]
        #else
            let noData: Set<Int32> = [EAI_NONAME, 7, 1]
        #endif
        if noData.contains(error) { return .nameNotFound }
        return switch error {
        case EAI_AGAIN: .temporaryNameFailure
        case EAI_FAIL: .permanentNameFailure
        case EAI_FAMILY: .familyNotSupported
        case EAI_SYSTEM: NetworkFailure(errorNumber: errorNumber, icmpError: nil)
        default: .other
        }
    }
}
