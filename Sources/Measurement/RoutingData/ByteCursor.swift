/// A place in bytes that were read, and where they end; numbers are in network byte order.
struct ByteCursor {
    private let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    /// All bytes of an array.
    init(_ bytes: [UInt8]) {
        self.init(bytes, 0..<bytes.count)
    }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// How many bytes are left.
    var remaining: Int { end - position }
    /// Whether none is left.
    var isAtEnd: Bool { position == end }
    /// The next byte, which is not passed; nil at the end.
    var peek: UInt8? { isAtEnd ? nil : bytes[position] }

    /// The next bytes as a cursor of their own, which is then behind them.
    ///
    /// - Throws: `reason` if there are fewer; so do the following.
    mutating func part(_ count: Int, _ reason: MalformedMRT) throws(MalformedMRT) -> ByteCursor {
        guard count <= remaining else { throw reason }
        defer { position += count }
        return ByteCursor(bytes, position..<position + count)
    }

    /// The next byte.
    mutating func byte(_ reason: MalformedMRT) throws(MalformedMRT) -> UInt8 {
        guard position < end else { throw reason }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next 2 bytes.
    mutating func number16(_ reason: MalformedMRT) throws(MalformedMRT) -> UInt16 {
        guard remaining >= 2 else { throw reason }
        defer { position += 2 }
        return UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
    }

    /// The next 4 bytes.
    mutating func number32(_ reason: MalformedMRT) throws(MalformedMRT) -> UInt32 {
        let high = try number16(reason)
        return UInt32(high) << 16 | UInt32(try number16(reason))
    }

    /// The next 16 bytes.
    mutating func number128(_ reason: MalformedMRT) throws(MalformedMRT) -> UInt128 {
        var number: UInt128 = 0
        for _ in 0..<4 { number = number << 32 | UInt128(try number32(reason)) }
        return number
    }

    /// As many bytes as hold that many bits, at the left of 128; bits behind them are cut.
    mutating func prefix(
        length: Int, reason: MalformedMRT
    ) throws(MalformedMRT) -> UInt128 {
        var number: UInt128 = 0
        let count = (length + 7) / 8
        guard count <= 16, count <= remaining else { throw reason }
        for place in 0..<count {
            number |= UInt128(bytes[position + place]) << UInt128(120 - 8 * place)
        }
        position += count
        return number & ~AddressBits.behind(length)
    }
}
