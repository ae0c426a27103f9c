import DMEP

/// A request of which everything but a few values is written beforehand.
///
/// What is measured is the agent: the generator only puts values between bytes that the protocol's own writer made.
struct RequestTemplate: Sendable {
    /// A value that differs between requests.
    enum Slot: Int, Sendable, CaseIterable {
        case time, expiry, id, user, server, name, code

        /// The text that stands for the value when the template is made.
        var mark: String {
            switch self {
            // Times are numbers.
            case .time: "\(LoadRequest.markedTime)"
            case .expiry: "\(LoadRequest.markedExpiry)"
            case .id, .user, .server, .name, .code: "slot-\(rawValue)-here"
            }
        }
    }

    private enum Piece: Sendable {
        case bytes([UInt8])
        case slot(Slot)
    }

    private let pieces: [Piece]
    private let head: [UInt8]

    /// Makes a template of requests to a target.
    init(for target: LoadTarget, format: DocumentFormat) {
        let body = DocumentCodec().encode(LoadRequest.marked, as: format)
        head = Array(
            """
            POST \(target.path) HTTP/1.1\r
            Host: \(target.authority)\r
            Content-Type: \(format.mediaType)\r
            Content-Length: 
            """.utf8)
        pieces = Self.split(body)
    }

    private static func split(_ body: [UInt8]) -> [Piece] {
        let marks = Slot.allCases.map { ($0, Array($0.mark.utf8)) }
        var pieces = [Piece]()
        var literal = [UInt8]()
        var index = 0
        while index < body.count {
            let found = marks.first { body[index...].starts(with: $0.1) }
            guard let (slot, mark) = found else {
                literal.append(body[index])
                index += 1
                continue
            }
            pieces.append(.bytes(literal))
            pieces.append(.slot(slot))
            literal = []
            index += mark.count
        }
        return pieces + [.bytes(literal)]
    }

    /// The bytes of a request over HTTP/1.1 (RFC 9112).
    ///
    /// - Parameter values: the value of each slot, by its number.
    func bytes(with values: [[UInt8]]) -> [UInt8] {
        var length = 0
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): length += bytes.count
            case .slot(let slot): length += values[slot.rawValue].count
            }
        }
        var result = head
        result.reserveCapacity(head.count + length + 16)
        result += "\(length)\r\n\r\n".utf8
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): result += bytes
            case .slot(let slot): result += values[slot.rawValue]
            }
        }
        return result
    }
}
