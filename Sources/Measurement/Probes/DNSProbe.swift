import Foundation
import InternetProtocols

/// Asks one name server one question and says how that ended.
///
/// The sockets are ours and not c-ares': c-ares answers every socket error with the next try and
/// hides its number, while "refused at once", "no route" and "nothing came" are different
/// facts. The socket is connected, so only the server is heard, and its error queue is open.
public enum DNSProbe {
    /// Asks the server for the records of a name.
    ///
    /// Over UDP the question is sent again each second, or sooner where more tries must fit into
    /// the limit. Answers to other questions are ignored.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - type: The type of record.
    ///   - server: The server to ask.
    ///   - transport: How to ask.
    ///   - timeout: The limit for all tries together.
    ///   - tries: How often a datagram is sent at most.
    ///   - checkingDisabled: Whether a validating resolver shall answer without validation (CD).
    ///   - recursionDesired: Whether the server shall ask others (RD); not of a zone's own servers.
    ///   - source: Through which interface or from which address.
    /// - Throws: `CancellationError`, or ``ProbeError`` when nothing could be tried.
    public static func query(
        _ name: DomainName, type: DNSRecordType, server: IPEndpoint,
        transport: DNSTransport = .udpThenTCP, timeout: Duration = .seconds(4), tries: Int = 3,
        checkingDisabled: Bool = false, recursionDesired: Bool = true,
        source: ProbeSource = .automatic
    ) async throws -> DNSOutcome {
        try Task.checkCancellation()
        let start = ContinuousClock.now
        let question = Question(
            name: name.text, type: type, identifier: .random(in: .min ... .max),
            checkingDisabled: checkingDisabled, recursionDesired: recursionDesired)
        guard let query = question.message else {
            return DNSOutcome(
                name: name.text, type: type, server: server, transport: transport, answer: nil,
                failure: .other, tries: 0, elapsed: .zero)
        }
        var attempt = Attempt()
        var used = DNSTransport.tcp
        if transport != .tcp {
            used = .udp
            attempt = try await askByDatagram(
                question, query, server: server, until: start + timeout, tries: max(1, tries),
                source: source)
        }
        if transport == .tcp || (transport == .udpThenTCP && attempt.answer?.isTruncated == true) {
            let sent = attempt.tries
            used = .tcp
            attempt = try await askByStream(
                question, query, server: server, until: start + timeout, source: source)
            attempt.tries += sent
        }
        let failure = attempt.answer == nil ? attempt.failure ?? .timeout : nil
        return DNSOutcome(
            name: name.text, type: type, server: server, transport: used, answer: attempt.answer,
            failure: failure, errorNumber: failure == nil ? 0 : attempt.errorNumber,
            icmpError: attempt.icmpError, tries: attempt.tries,
            elapsed: ContinuousClock.now - start, roundTripTime: attempt.roundTripTime)
    }

    private struct Question {
        let name: String
        let type: DNSRecordType
        let identifier: UInt16
        let checkingDisabled: Bool
        let recursionDesired: Bool

        var message: [UInt8]? {
            DNSMessage.query(
                name, type: type, identifier: identifier, checkingDisabled: checkingDisabled,
                recursionDesired: recursionDesired)
        }

        func match(_ message: [UInt8]) -> DNSMessage.Match {
            DNSMessage.match(message, identifier: identifier, name: name, type: type)
        }
    }

    private struct Attempt {
        var answer: DNSAnswer?
        var failure: NetworkFailure?
        var errorNumber: Int32 = 0
        var icmpError: ICMPError?
        var tries = 0
        var roundTripTime: Duration?

        mutating func fail(_ number: Int32, _ icmp: ICMPError?) {
            failure = NetworkFailure(errorNumber: number, icmpError: icmp)
            errorNumber = number
            icmpError = icmp
        }
    }

    private static func askByDatagram(
        _ question: Question, _ query: [UInt8], server: IPEndpoint,
        until deadline: ContinuousClock.Instant, tries: Int, source: ProbeSource
    ) async throws -> Attempt {
        var attempt = Attempt()
        guard let exchange = try await DatagramExchange.open(to: server, source: source) else {
            attempt.fail(EAFNOSUPPORT, nil)
            return attempt
        }
        let step = min(.seconds(1), (deadline - ContinuousClock.now) / tries)
        while ContinuousClock.now < deadline {
            let isLast = attempt.tries + 1 >= tries
            let sent = ContinuousClock.now
            attempt.tries += 1
            if case .error(let number, let icmp) = exchange.send(query) {
                attempt.fail(number, icmp)
                return attempt
            }
            let limit = isLast ? deadline : min(deadline, sent + step)
            while let next = try await exchange.next(until: limit) {
                switch next {
                case .error(let number, let icmp):
                    attempt.fail(number, icmp)
                    return attempt
                case .datagram(let bytes):
                    switch question.match(bytes) {
                    case .answer(let answer):
                        attempt.answer = answer
                        attempt.roundTripTime = ContinuousClock.now - sent
                        return attempt
                    case .malformed:
                        attempt.failure = .malformedResponse
                        return attempt
                    case .unrelated:
                        // Kept as the failure only if nothing better comes in time.
                        attempt.failure = .malformedResponse
                    }
                }
            }
            if isLast { break }
        }
        return attempt
    }

    private static func askByStream(
        _ question: Question, _ query: [UInt8], server: IPEndpoint,
        until deadline: ContinuousClock.Instant, source: ProbeSource
    ) async throws -> Attempt {
        var attempt = Attempt()
        attempt.tries = 1
        let connected = try await TCPConnectProbe.connect(
            to: server, timeout: max(.zero, deadline - ContinuousClock.now), source: source)
        guard let connection = connected.connection else {
            attempt.failure = connected.failure
            attempt.errorNumber = connected.errorNumber
            attempt.icmpError = connected.icmpError
            return attempt
        }
        let sent = ContinuousClock.now
        // RFC 1035, section 4.2.2: two bytes of length, then the message.
        let framed = [UInt8(query.count >> 8), UInt8(query.count & 0xff)] + query
        let write = try await connection.write(framed, until: deadline)
        if let failure = write.failure {
            attempt.failure = failure
            attempt.errorNumber = write.errorNumber
            return attempt
        }
        var received: [UInt8] = []
        while true {
            let read = try await connection.read(atMost: 65_537, until: deadline)
            if let failure = read.failure {
                attempt.failure = failure
                attempt.errorNumber = read.errorNumber
                return attempt
            }
            if read.bytes.isEmpty {
                attempt.failure = .connectionClosed
                return attempt
            }
            received += read.bytes
            guard received.count >= 2 else { continue }
            let length = Int(received[0]) << 8 | Int(received[1])
            guard received.count >= 2 + length else { continue }
            if case .answer(let answer) = question.match(Array(received[2..<(2 + length)])) {
                attempt.answer = answer
                attempt.roundTripTime = ContinuousClock.now - sent
            } else {
                attempt.failure = .malformedResponse
            }
            return attempt
        }
    }
}
