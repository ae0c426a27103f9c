import InternetProtocols

/// A place in a line of JSON that moves on as values are read.
struct JSONCursor {
    let line: ByteSlice
    private(set) var index = 0
    /// Where the next unescaped text goes; it is never longer than it was with its escapes.
    private var free: UnsafeMutablePointer<UInt8>

    init(line: ByteSlice, scratch: UnsafeMutablePointer<UInt8>) {
        self.line = line
        free = scratch
    }

    @inline(__always)
    mutating func skipBlanks() {
        while index < line.count,
            line[index] == 0x20 || line[index] == 0x09 || line[index] == 0x0d
        { index += 1 }
    }

    /// The next byte that is no blank.
    @inline(__always)
    mutating func peek() -> UInt8? {
        skipBlanks()
        return index < line.count ? line[index] : nil
    }

    /// Goes behind this byte if it is the next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    /// The inside of a string as it is written, and whether it has escapes.
    @inline(__always)
    mutating func string() -> (ByteSlice, Bool)? {
        guard take(0x22) else { return nil }
        let start = index
        var hasEscapes = false
        while let quote = line.firstIndex(of: 0x22, from: index) {
            var before = quote
            while before > start, line[before - 1] == 0x5c { before -= 1 }
            if before < quote { hasEscapes = true }
            index = quote + 1
            if (quote - before) & 1 == 0 {
                let text = ByteSlice(line.start + start, count: quote - start)
                return (text, hasEscapes || text.firstIndex(of: 0x5c) != nil)
            }
        }
        return nil
    }

    /// A value as text: a string without its escapes, a number or word as written, nothing for null and
    /// for what has parts; nil when there is no value.
    @inline(__always)
    mutating func value(depth: Int) -> ByteSlice? {
        guard let next = peek() else { return nil }
        if next == 0x22 {
            guard let (text, hasEscapes) = string() else { return nil }
            return hasEscapes ? unescaped(text) : text
        }
        let start = index
        guard skipValue(depth: depth) else { return nil }
        if next == 0x7b || next == 0x5b || next == 0x6e { return line.prefix(0) }
        return ByteSlice(line.start + start, count: index - start)
    }

    /// Goes behind a value of any kind.
    mutating func skipValue(depth: Int) -> Bool {
        guard depth <= JSONLine.depthLimit, let next = peek() else { return false }
        switch next {
        case 0x22: return string() != nil
        case 0x7b:
            index += 1
            if take(0x7d) { return true }
            repeat {
                guard string() != nil, take(0x3a), skipValue(depth: depth + 1) else {
                    return false
                }
            } while take(0x2c)
            return take(0x7d)
        case 0x5b:
            index += 1
            if take(0x5d) { return true }
            repeat {
                guard skipValue(depth: depth + 1) else { return false }
            } while take(0x2c)
            return take(0x5d)
        case 0x74: return word("true")
        case 0x66: return word("false")
        case 0x6e: return word("null")
        default: return number()
        }
    }

    private mutating func word(_ text: StaticString) -> Bool {
        guard line.dropping(index).starts(with: text) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    private mutating func number() -> Bool {
        let start = index
        var hasDigit = false
        while index < line.count {
            let byte = line[index]
            if byte.isDigit {
                hasDigit = true
            } else if byte != 0x2d, byte != 0x2b, byte != 0x2e, byte | 0x20 != 0x65 {
                break
            }
            index += 1
        }
        return hasDigit && (line[start].isDigit || line[start] == 0x2d)
    }

    /// Writes a string's text without its escapes; nil for an escape that is none.
    private mutating func unescaped(_ text: ByteSlice) -> ByteSlice? {
        let start = free
        var place = 0
        while place < text.count {
            guard text[place] == 0x5c else {
                put(text[place])
                place += 1
                continue
            }
            guard place + 1 < text.count else { return nil }
            let escape = text[place + 1]
            place += 2
            switch escape {
            case 0x22, 0x5c, 0x2f: put(escape)
            case 0x62: put(0x08)
            case 0x66: put(0x0c)
            case 0x6e: put(0x0a)
            case 0x72: put(0x0d)
            case 0x74: put(0x09)
            // Older nginx writes `\xHH` into its JSON.
            case 0x78:
                guard let value = Self.hexadecimal(text, place, 2) else { return nil }
                put(UInt8(value))
                place += 2
            case 0x75:
                guard var value = Self.hexadecimal(text, place, 4) else { return nil }
                place += 4
                if (0xd800..<0xdc00).contains(value), place + 6 <= text.count,
                    text[place] == 0x5c, text[place + 1] == 0x75,
                    let low = Self.hexadecimal(text, place + 2, 4), (0xdc00..<0xe000).contains(low)
                {
                    value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
                    place += 6
                }
                let scalar = Unicode.Scalar(value) ?? "\u{fffd}"
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte) }
            default: return nil
            }
        }
        return ByteSlice(from: start, to: free)
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        free.pointee = byte
        free += 1
    }

    private static func hexadecimal(_ text: ByteSlice, _ start: Int, _ digits: Int) -> UInt32? {
        guard start + digits <= text.count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + digits {
            guard let digit = text[index].hexadecimalDigit else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
