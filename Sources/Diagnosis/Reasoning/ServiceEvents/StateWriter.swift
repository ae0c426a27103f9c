/// Writes numbers, texts and arrays of them as bytes, a piece at a time, and a checksum behind them.
///
/// Numbers in the order of bytes of the machine: every one that Swift runs on has the least significant first.
struct StateWriter {
    private static let pieceSize = 4 << 20
    private let sink: ([UInt8]) throws -> Void
    private var piece: [UInt8] = []
    private var checksum = StateChecksum()

    init(sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }

    /// A number.
    mutating func add<Number: BitwiseCopyable>(_ number: Number) throws {
        withUnsafeBytes(of: number) { piece.append(contentsOf: $0) }
        if piece.count >= Self.pieceSize { try flush() }
    }

    /// An array of numbers, behind its length.
    mutating func add<Number: BitwiseCopyable>(_ numbers: [Number]) throws {
        try add(numbers.count)
        let stride = MemoryLayout<Number>.stride
        let size = max(1, Self.pieceSize / stride)
        var start = 0
        while start < numbers.count {
            let end = min(numbers.count, start + size)
            numbers[start..<end].withUnsafeBytes { piece.append(contentsOf: $0) }
            start = end
            if piece.count >= Self.pieceSize { try flush() }
        }
    }

    /// A text.
    mutating func add(_ text: String) throws { try add(Array(text.utf8)) }

    /// Texts.
    mutating func add(_ texts: [String]) throws {
        try add(texts.count)
        for text in texts { try add(text) }
    }

    /// Writes what is left and the checksum.
    mutating func finish() throws {
        try flush()
        try add(checksum.value)
        try sink(piece)
        piece = []
    }

    private mutating func flush() throws {
        checksum.add(piece)
        if !piece.isEmpty { try sink(piece) }
        piece.removeAll(keepingCapacity: true)
    }
}

/// Reads what ``StateWriter`` has written.
struct StateReader {
    private let source: () throws -> [UInt8]?
    private var piece: [UInt8] = []
    private var place = 0
    private var checksum = StateChecksum()
    /// No array is longer: a damaged length must not take all memory.
    private static let limit = 1 << 33

    init(source: @escaping () throws -> [UInt8]?) { self.source = source }

    /// A number.
    mutating func number<Number: BitwiseCopyable>(_ type: Number.Type = Number.self) throws
        -> Number
    {
        let size = MemoryLayout<Number>.size
        if piece.count - place >= size {
            let number = piece.withUnsafeBytes {
                $0.loadUnaligned(fromByteOffset: place, as: Number.self)
            }
            take(size)
            return number
        }
        let bytes = try bytes(size)
        return bytes.withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    }

    /// An array of numbers.
    mutating func numbers<Number: BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) throws -> [Number] {
        let count = try number(Int.self)
        let stride = MemoryLayout<Number>.stride
        guard count >= 0, count <= Self.limit / stride else { throw ServiceEventError.damagedState }
        var numbers: [Number] = []
        var left = count
        while left > 0 {
            let part = min(left, (1 << 20) / stride)
            try bytes(part * stride).withUnsafeBytes { bytes in
                for index in 0..<part {
                    numbers.append(
                        bytes.loadUnaligned(fromByteOffset: index * stride, as: Number.self))
                }
            }
            left -= part
        }
        return numbers
    }

    /// A text.
    mutating func text() throws -> String {
        String(decoding: try numbers(UInt8.self), as: UTF8.self)
    }

    /// Texts.
    mutating func texts() throws -> [String] {
        let count = try number(Int.self)
        guard count >= 0, count <= Self.limit else { throw ServiceEventError.damagedState }
        var texts: [String] = []
        for _ in 0..<count { texts.append(try text()) }
        return texts
    }

    /// Checks the checksum and that nothing follows.
    mutating func finish() throws {
        let expected = checksum.value
        guard try number(UInt64.self) == expected, place == piece.count, try source() == nil else {
            throw ServiceEventError.damagedState
        }
    }

    private mutating func bytes(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            if place == piece.count {
                guard let next = try source() else { throw ServiceEventError.damagedState }
                piece = next
                place = 0
                continue
            }
            let part = min(count - bytes.count, piece.count - place)
            bytes.append(contentsOf: piece[place..<place + part])
            take(part)
        }
        return bytes
    }

    private mutating func take(_ count: Int) {
        checksum.add(piece[place..<place + count])
        place += count
    }
}

/// FNV-1a over words of eight bytes, with the rest of a word carried on.
struct StateChecksum {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    private var word: UInt64 = 0
    private var filled: UInt64 = 0

    /// The checksum of all bytes so far.
    var value: UInt64 {
        var rest = (hash ^ word) &* 0x0000_0100_0000_01b3
        rest = (rest ^ filled) &* 0x0000_0100_0000_01b3
        return rest ^ (rest >> 29)
    }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            word |= UInt64(byte) << (8 * filled)
            filled += 1
            guard filled == 8 else { continue }
            hash = (hash ^ word) &* 0x0000_0100_0000_01b3
            hash ^= hash >> 32
            word = 0
            filled = 0
        }
    }
}
