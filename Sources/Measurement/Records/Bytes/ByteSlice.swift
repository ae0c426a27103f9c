#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A run of bytes inside of a buffer that somebody else keeps alive.
///
/// What lines and their fields are while they are parsed: no text is made of them. It is valid only as
/// long as its buffer. An empty one stands for a field that is not there.
struct ByteSlice {
    var start: UnsafePointer<UInt8>
    var count: Int

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.count = count
    }

    @inline(__always)
    init(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
        self.init(start, count: end - start)
    }

    @inline(__always) var isEmpty: Bool { count == 0 }
    @inline(__always) var end: UnsafePointer<UInt8> { start + count }

    @inline(__always)
    subscript(index: Int) -> UInt8 { start[index] }

    /// The part from an offset to the end.
    @inline(__always)
    func dropping(_ offset: Int) -> ByteSlice { ByteSlice(start + offset, count: count - offset) }

    /// The first bytes, at most so many.
    @inline(__always)
    func prefix(_ limit: Int) -> ByteSlice { ByteSlice(start, count: min(count, limit)) }

    /// Where a byte first is at or behind an offset; nil where it is not.
    @inline(__always)
    func firstIndex(of byte: UInt8, from offset: Int = 0) -> Int? {
        guard offset < count,
            let found = memchr(start + offset, Int32(byte), count - offset)
        else { return nil }
        return UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
    }

    @inline(__always)
    func starts(with text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount
            && memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    @inline(__always)
    static func == (left: ByteSlice, right: ByteSlice) -> Bool {
        guard left.count == right.count else { return false }
        let count = left.count
        // Most values are short, and a call would cost more than comparing them.
        guard count >= 4, count <= 16 else { return memcmp(left.start, right.start, count) == 0 }
        let (first, second) = (UnsafeRawPointer(left.start), UnsafeRawPointer(right.start))
        // The two words overlap where there are fewer bytes.
        if count >= 8 {
            return first.loadUnaligned(as: UInt64.self) == second.loadUnaligned(as: UInt64.self)
                && first.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
                    == second.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        }
        return first.loadUnaligned(as: UInt32.self) == second.loadUnaligned(as: UInt32.self)
            && first.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
                == second.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    }

    /// Without blanks and tabs at both ends.
    var trimmed: ByteSlice {
        var slice = self
        while slice.count > 0, slice[0] == 0x20 || slice[0] == 0x09 { slice = slice.dropping(1) }
        while slice.count > 0, slice[slice.count - 1] == 0x20 || slice[slice.count - 1] == 0x09 {
            slice.count -= 1
        }
        return slice
    }

    /// Whether logs write this for a value that is not there.
    @inline(__always) var isAbsent: Bool { count == 0 || (count == 1 && start[0] == 0x2d) }

    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
}

extension UInt8 {
    /// Whether the byte is a decimal digit in ASCII.
    @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
}
