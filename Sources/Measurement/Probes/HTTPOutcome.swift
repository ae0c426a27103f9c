import Foundation
import InternetProtocols

/// One field of an HTTP head.
public struct HTTPField: Hashable, Codable, Sendable {
    /// The name as it came.
    public let name: String
    /// The value without the spaces around it.
    public let value: String

    /// The field with this name and value.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// How one HTTP exchange ended, with all that had come by then.
public struct HTTPOutcome: Sendable {
    /// Nil when the response came whole, or its body was long enough to stop.
    public var failure: NetworkFailure?
    /// The error number of the system behind the failure, or 0.
    public var errorNumber: Int32 = 0
    /// The alert, when TLS ended the exchange.
    public var alert: TLSAlert?
    /// The status code; nil when no head came.
    public var status: Int?
    /// The fields of the head, in order.
    public var fields: [HTTPField] = []
    /// The first bytes of the body, up to the limit asked for.
    public var body: [UInt8] = []
    /// All bytes of the body that came.
    public var bodyByteCount = 0
    /// Whether the body came to its end.
    public var isComplete = false
    /// From the request to the first byte of the head's end; nil when no head came.
    public var timeToFirstByte: Duration?
    /// From the head to the last byte of the body that came.
    public var transferTime: Duration?
    /// From the request to the end.
    public var elapsed: Duration
    /// The local wall clock when the request went out.
    public var requestDate: Date
    /// The local wall clock when the head came.
    public var responseDate: Date?
    /// The connection's statistics at the end.
    public var statistics: TCPStatistics?

    /// An outcome; everything else is set afterwards.
    public init(failure: NetworkFailure?, elapsed: Duration, requestDate: Date) {
        self.failure = failure
        self.elapsed = elapsed
        self.requestDate = requestDate
    }

    /// The value of the first field with this name, without regard to case.
    public func value(of name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The `Date` field as a time.
    public var date: Date? {
        value(of: "Date").flatMap { HTTPDate.parse($0, reference: requestDate) }
    }

    /// Bytes of body per second of transfer; nil when nothing or no measurable time passed.
    public var bytesPerSecond: Double? {
        guard let transferTime, bodyByteCount > 0, transferTime > .zero else { return nil }
        return Double(bodyByteCount) / transferTime.seconds
    }
}

extension Duration {
    /// The duration in seconds.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
