import Foundation
import InternetProtocols
import NIOCore
import NIOHTTP1

/// Asks for a page over an open connection and says how that ended.
public enum HTTPProbe {
    /// Sends one HTTP/1.1 request over a channel; the connection closes afterwards.
    ///
    /// - Parameters:
    ///   - url: The page; its host and port make the `Host` field.
    ///   - channel: The channel to use.
    ///   - method: `GET` or `HEAD`.
    ///   - timeout: The limit of the exchange; what had come by then stands in the outcome.
    ///   - bodyLimit: How many bytes of the body are kept.
    ///   - transferLimit: After how many bytes of body reading stops, without failure.
    ///   - fields: Fields besides `Host`, `User-Agent`, `Accept` and `Connection`.
    ///   - absoluteForm: Whether the whole URL stands in the request line, as proxies need it.
    ///   - transferDuration: How long after the head reading stops, without failure.
    /// - Throws: `CancellationError`, or ``ProbeError`` when nothing could be sent.
    public static func get(
        _ url: TargetURL, over channel: ApplicationChannel, method: String = "GET",
        timeout: Duration = .seconds(10), bodyLimit: Int = 65_536,
        transferLimit: Int = 1 << 20, fields: [HTTPField] = [], absoluteForm: Bool = false,
        transferDuration: Duration? = nil
    ) async throws -> HTTPOutcome {
        try Task.checkCancellation()
        defer { channel.close() }
        let start = ContinuousClock.now
        let requestDate = Date()
        if let end = channel.watch.end {
            return .failed(end, elapsed: .zero, requestDate: requestDate)
        }
        let exchange = HTTPExchange(
            start: start, requestDate: requestDate, bodyLimit: max(0, bodyLimit),
            transferLimit: max(1, transferLimit), transferDuration: transferDuration)
        let head = head(url, method, fields, absoluteForm)
        let pipeline = channel.channel.pipeline
        let loop = channel.channel.eventLoop
        let connection = channel.connection
        do {
            try await loop.submit {
                let operations = pipeline.syncOperations
                var limits = NIOHTTPDecoderLimitConfiguration()
                limits.maxHeaderListSize = 256 * 1024
                try operations.addHTTPClientHandlers(
                    enableOutboundHeaderValidation: true, encoderConfiguration: .init(),
                    decoderLimitConfiguration: limits)
                try operations.addHandler(
                    HTTPExchangeHandler(exchange: exchange, head: head, connection: connection))
            }.get()
        } catch {
            let end = channel.watch.end ?? ChannelEnd(error)
            return .failed(end, elapsed: ContinuousClock.now - start, requestDate: requestDate)
        }
        let timer = Task {
            try await Task.sleep(for: timeout)
            exchange.fail(ChannelEnd(failure: .timeout), statistics: connection.statistics)
        }
        defer { timer.cancel() }
        return try await exchange.outcome.value()
    }

    /// Sends one HTTP/1.1 request over an open connection in clear text.
    ///
    /// - Parameters:
    ///   - url: The page; its host and port make the `Host` field.
    ///   - connection: The connection to use; it closes afterwards.
    ///   - method: `GET` or `HEAD`.
    ///   - timeout: The limit of the exchange; what had come by then stands in the outcome.
    ///   - bodyLimit: How many bytes of the body are kept.
    ///   - transferLimit: After how many bytes of body reading stops, without failure.
    ///   - fields: Fields besides `Host`, `User-Agent`, `Accept` and `Connection`.
    ///   - absoluteForm: Whether the whole URL stands in the request line, as proxies need it.
    ///   - transferDuration: How long after the head reading stops, without failure.
    /// - Throws: `CancellationError`, or ``ProbeError`` when nothing could be sent.
    public static func get(
        _ url: TargetURL, over connection: TCPConnection, method: String = "GET",
        timeout: Duration = .seconds(10), bodyLimit: Int = 65_536,
        transferLimit: Int = 1 << 20, fields: [HTTPField] = [], absoluteForm: Bool = false,
        transferDuration: Duration? = nil
    ) async throws -> HTTPOutcome {
        try Task.checkCancellation()
        let requestDate = Date()
        let channel: ApplicationChannel
        do {
            channel = try await ApplicationChannel.open(over: connection, isSecured: false) { [] }
        } catch let error as ProbeError {
            throw error
        } catch {
            return .failed(ChannelEnd(error), elapsed: .zero, requestDate: requestDate)
        }
        return try await get(
            url, over: channel, method: method, timeout: timeout, bodyLimit: bodyLimit,
            transferLimit: transferLimit, fields: fields, absoluteForm: absoluteForm,
            transferDuration: transferDuration)
    }

    private static func head(
        _ url: TargetURL, _ method: String, _ fields: [HTTPField], _ absoluteForm: Bool
    ) -> HTTPRequestHead {
        var headers = HTTPHeaders([("Host", url.authority)])
        for field in fields { headers.add(name: field.name, value: field.value) }
        let defaults = [
            ("User-Agent", "culprit"), ("Accept", "*/*"), ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ]
        for (name, value) in defaults where !headers.contains(name: name) {
            headers.add(name: name, value: value)
        }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: method),
            uri: absoluteForm ? url.description : url.pathAndQuery, headers: headers)
    }
}

extension HTTPOutcome {
    /// An outcome without any answer.
    static func failed(
        _ end: ChannelEnd, elapsed: Duration, requestDate: Date
    ) -> HTTPOutcome {
        var outcome = HTTPOutcome(failure: end.failure, elapsed: elapsed, requestDate: requestDate)
        outcome.errorNumber = end.errorNumber
        outcome.alert = end.alert
        return outcome
    }

    /// The server's clock minus ours, by the `Date` field and the middle of our exchange.
    ///
    /// The field counts whole seconds and is cut, so half a second is added; what remains is
    /// right within half a second and half the time to the first byte. Nil without `Date`.
    public var clockOffset: Duration? {
        guard let date, let responseDate else { return nil }
        return Self.clockOffset(server: date, requested: requestDate, responded: responseDate)
    }

    /// The server's clock minus the middle of the local times of request and response.
    public static func clockOffset(
        server: Date, requested: Date, responded: Date
    ) -> Duration {
        let middle =
            (requested.timeIntervalSince1970 + responded.timeIntervalSince1970) / 2
        let offset = server.timeIntervalSince1970 + 0.5 - middle
        return .milliseconds(Int64((offset * 1000).rounded()))
    }
}
