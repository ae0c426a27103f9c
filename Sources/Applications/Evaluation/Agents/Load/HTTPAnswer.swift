import Foundation
import NIOCore

/// An answer over HTTP/1.1, as far as a load generator cares.
struct HTTPAnswer: Sendable {
    /// The status code.
    let status: Int
    /// The content.
    let body: ByteBuffer
    /// Whether the server closes the connection.
    let closes: Bool

    /// Whether the content holds a text of ASCII.
    func contains(_ text: StaticString) -> Bool {
        body.withUnsafeReadableBytes { $0.place(of: text) != nil }
    }
}

/// Puts answers together from what a connection brings (RFC 9112, section 6).
///
/// It knows answers whose length is stated, and answers without content: what the agents' servers send.
struct HTTPAnswerReader {
    /// What is wrong with what came.
    struct Malformed: Error {}

    private var buffer = ByteBuffer()
    private var head: (status: Int, length: Int, closes: Bool)?
    private static let longest = 1 << 20

    /// Takes in bytes; gives an answer when one is whole.
    mutating func take(_ bytes: inout ByteBuffer) throws(Malformed) -> HTTPAnswer? {
        buffer.writeBuffer(&bytes)
        if head == nil { head = try readHead() }
        guard let head, let body = buffer.readSlice(length: head.length) else { return nil }
        self.head = nil
        if buffer.readableBytes == 0 { buffer = ByteBuffer() }
        return HTTPAnswer(status: head.status, body: body, closes: head.closes)
    }

    private mutating func readHead() throws(Malformed) -> (Int, Int, Bool)? {
        guard let end = buffer.withUnsafeReadableBytes({ $0.place(of: "\r\n\r\n") }) else {
            if buffer.readableBytes > 65_536 { throw Malformed() }
            return nil
        }
        guard let text = buffer.readString(length: end) else { throw Malformed() }
        buffer.moveReaderIndex(forwardBy: 4)
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first else { throw Malformed() }
        let words = first.split(separator: UInt8(ascii: " "))
        guard words.count > 1, let status = Int(String(decoding: words[1], as: UTF8.self)) else {
            throw Malformed()
        }
        var length: Int? = status == 204 || status == 304 ? 0 : nil
        var closes = false
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard name == "content-length" || name == "connection" else { continue }
            let value = String(decoding: line[colon...].dropFirst(), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            if name == "content-length" { length = Int(value) }
            if name == "connection", value.lowercased() == "close" { closes = true }
        }
        guard let length, (0...Self.longest).contains(length) else { throw Malformed() }
        return (status, length, closes)
    }
}

extension UnsafeRawBufferPointer {
    /// Where a text of ASCII first begins; nil where it does not.
    func place(of text: StaticString) -> Int? {
        let length = text.utf8CodeUnitCount
        guard let start = baseAddress, length > 0, count >= length else { return nil }
        var from = 0
        while from <= count - length,
            let found = memchr(start + from, Int32(text.utf8Start[0]), count - length - from + 1)
        {
            let place = UnsafeRawPointer(found) - start
            if memcmp(start + place, text.utf8Start, length) == 0 { return place }
            from = place + 1
        }
        return nil
    }
}
